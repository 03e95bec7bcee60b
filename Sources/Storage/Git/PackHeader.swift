import Crypto

/// The first twelve bytes of a pack.
struct PackHeader {
  /// How many objects follow.
  let count: Int

  /// - Throws: ``StoreFault/damaged`` if these bytes are no pack of version 2.
  init(_ pack: [UInt8]) throws(StoreFault) {
    guard pack.count >= 32, pack.prefix(4).elementsEqual("PACK".utf8),
      pack[4..<8].elementsEqual([0, 0, 0, 2])
    else { throw .damaged(name: "pack", detail: "header") }
    count = pack[8..<12].reduce(0) { $0 << 8 | Int($1) }
    // An empty pack is handed on to nobody who would find it cut.
    let isWhole =
      count > 0
      || pack.count == 32
        && Insecure.SHA1.hash(data: pack.prefix(12)).elementsEqual(pack.suffix(20))
    guard isWhole else { throw .damaged(name: "pack", detail: "length") }
  }
}
