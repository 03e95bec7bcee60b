import Crypto
import Foundation

/// Where one object stands in a pack.
struct PackPlace: Sendable, Hashable {
  let id: ObjectID
  /// Of the entry: header and stream.
  let crc: UInt32
  let offset: Int
}

/// The index of one pack, version 2 (gitformat-pack).
struct PackIndex: Sendable {
  /// In order of the pack, so that each entry ends where the next begins.
  let places: [PackPlace]
  /// The pack's own last 20 bytes.
  let packHash: [UInt8]
  private let byName: [ObjectID: Int]

  init(_ places: [PackPlace], packHash: [UInt8]) {
    self.places = places.sorted { $0.offset < $1.offset }
    self.packHash = packHash
    byName = Dictionary(
      self.places.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads an index, or answers nil if it is cut, corrupt or of another version.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 8 + 1024 + 40, bytes.prefix(8) == Self.magic[...],
      Insecure.SHA1.hash(data: bytes.dropLast(20)).elementsEqual(bytes.suffix(20))
    else { return nil }
    let count = Int(Self.number(bytes, 8 + 1020))
    let (names, crcs) = (1032, 1032 + 20 * count)
    let (offsets, large) = (crcs + 4 * count, crcs + 8 * count)
    guard bytes.count >= large + 40 else { return nil }
    var places: [PackPlace] = []
    places.reserveCapacity(count)
    for n in 0..<count {
      var offset = Int(Self.number(bytes, offsets + 4 * n))
      if offset & 0x8000_0000 != 0 {
        let at = large + 8 * (offset & 0x7FFF_FFFF)
        guard at + 48 <= bytes.count else { return nil }
        offset = Int(Self.number(bytes, at)) << 32 | Int(Self.number(bytes, at + 4))
      }
      places.append(
        PackPlace(
          id: ObjectID(bytes: bytes[(names + 20 * n)..<(names + 20 * n + 20)]),
          crc: Self.number(bytes, crcs + 4 * n), offset: offset))
    }
    self.init(places, packHash: Array(bytes.suffix(40).prefix(20)))
  }

  /// The place of an object and where its entry ends; the pack's last 20 bytes are its hash.
  func find(_ id: ObjectID, packSize: Int) -> (place: PackPlace, end: Int)? {
    guard let at = byName[id] else { return nil }
    return (places[at], at + 1 < places.count ? places[at + 1].offset : packSize - 20)
  }

  var bytes: [UInt8] {
    let sorted = places.sorted { $0.id < $1.id }
    var (bytes, large) = (Self.magic, [UInt8]())
    bytes.reserveCapacity(1072 + 28 * sorted.count)
    var drawers = [UInt32](repeating: 0, count: 256)
    for place in sorted { drawers[Int(place.id.firstByte)] += 1 }
    var sum: UInt32 = 0
    for count in drawers {
      sum += count
      bytes += sum.bigEndianBytes
    }
    for place in sorted { bytes += place.id.bytes }
    for place in sorted { bytes += place.crc.bigEndianBytes }
    for place in sorted {
      // Offsets of 2 GiB and more stand in a table of their own.
      let isLarge = place.offset >= 1 << 31
      bytes += UInt32(isLarge ? 1 << 31 | large.count / 8 : place.offset).bigEndianBytes
      if isLarge { large += UInt64(place.offset).bigEndianBytes }
    }
    bytes += large + packHash
    return bytes + Array(Insecure.SHA1.hash(data: bytes))
  }

  private static let magic: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]

  private static func number(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
