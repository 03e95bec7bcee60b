import Crypto

/// Takes a whole pack in memory apart, deltas too.
struct PackReader {
  /// One entry as it stands, before deltas are worked out.
  private enum Entry {
    case whole(StoredObject)
    case delta(base: Base, instructions: [UInt8])
  }

  /// What a delta leans on: an earlier entry, or any object by name.
  private enum Base {
    case offset(Int)
    case name(ObjectID)
  }

  private let pack: [UInt8]
  private let count: Int
  private let limits: PackLimits

  /// - Throws: ``StoreFault/damaged`` if the pack is cut, its hash is wrong, or it says that it
  ///   holds more objects than it may.
  init(_ pack: [UInt8], limits: PackLimits = .usual) throws(StoreFault) {
    (count, self.limits) = (try PackHeader(pack).count, limits)
    guard count <= limits.objects else { throw Self.damaged("objects") }
    guard Insecure.SHA1.hash(data: pack.dropLast(20)).elementsEqual(pack.suffix(20)) else {
      throw .damaged(name: "pack", detail: "hash")
    }
    self.pack = pack
  }

  /// Every object by its name.
  ///
  /// - Parameter held: an object outside the pack that a thin pack leans on.
  func objects(
    held: (ObjectID) throws(StoreFault) -> StoredObject?
  ) throws(StoreFault) -> [ObjectID: StoredObject] {
    var (waiting, done, total) = (try entries(), [Int: StoredObject](), 0)
    var named: [ObjectID: StoredObject] = [:]
    while !waiting.isEmpty {
      let before = waiting.count
      var rest: [(offset: Int, entry: Entry)] = []
      // In their order, so that a delta meets its base in one pass whatever the depth.
      for (offset, entry) in waiting {
        let found = try resolve(entry, done) { id throws(StoreFault) in
          if let object = named[id] { return object }
          return try held(id)
        }
        guard let object = found else {
          rest.append((offset, entry))
          continue
        }
        total += object.bytes.count
        guard total <= limits.total else { throw Self.damaged("total") }
        done[offset] = object
        named[ObjectID(naming: object.kind, object.bytes)] = object
      }
      guard rest.count < before else { throw Self.damaged("delta base") }
      waiting = rest
    }
    // Stock git refuses a pack that brings an object twice.
    guard named.count == count else { throw Self.damaged("twice") }
    return named
  }

  private func entries() throws(StoreFault) -> [(offset: Int, entry: Entry)] {
    var (entries, rest) = ([(offset: Int, entry: Entry)](), pack[12..<(pack.count - 20)])
    var total = 0
    for _ in 0..<count {
      let offset = rest.startIndex
      guard let header = PackEntryHeader(from: &rest), header.size <= limits.object else {
        throw Self.damaged("entry")
      }
      total += header.size
      guard total <= limits.total else { throw Self.damaged("total") }
      let base = try Self.base(header.type, at: offset, &rest)
      guard let (bytes, used) = Zlib.inflated(rest, limit: header.size),
        bytes.count == header.size
      else { throw Self.damaged("stream") }
      rest = rest.dropFirst(used)
      if let base {
        entries.append((offset, .delta(base: base, instructions: bytes)))
      } else if let kind = ObjectKind(packType: header.type) {
        entries.append((offset, .whole(StoredObject(kind: kind, bytes: bytes))))
      } else {
        throw Self.damaged("type")
      }
    }
    guard rest.isEmpty else { throw Self.damaged("length") }
    return entries
  }

  private static func base(
    _ type: UInt8, at offset: Int, _ rest: inout ArraySlice<UInt8>
  ) throws(StoreFault) -> Base? {
    switch type {
    case 6:
      guard var byte = rest.popFirst() else { throw damaged("entry") }
      var distance = Int(byte & 0x7F)
      while byte & 0x80 != 0 {
        guard distance < 1 << 40, let next = rest.popFirst() else { throw damaged("entry") }
        byte = next
        distance = (distance + 1) << 7 | Int(byte & 0x7F)
      }
      return .offset(offset - distance)
    case 7:
      guard rest.count >= 20 else { throw damaged("entry") }
      defer { rest = rest.dropFirst(20) }
      return .name(ObjectID(bytes: rest.prefix(20)))
    default: return nil
    }
  }

  private func resolve(
    _ entry: Entry, _ done: [Int: StoredObject],
    _ named: (ObjectID) throws(StoreFault) -> StoredObject?
  ) throws(StoreFault) -> StoredObject? {
    guard case .delta(let base, let instructions) = entry else {
      guard case .whole(let object) = entry else { return nil }
      return object
    }
    let found =
      switch base {
      case .offset(let offset): done[offset]
      case .name(let id): try named(id)
      }
    guard let found else { return nil }
    guard let bytes = PackDelta(instructions).apply(to: found.bytes, limit: limits.object) else {
      throw Self.damaged("delta")
    }
    return StoredObject(kind: found.kind, bytes: bytes)
  }

  private static func damaged(_ detail: String) -> StoreFault {
    .damaged(name: "pack", detail: detail)
  }
}

/// How one object is made from another (gitformat-pack, deltified representation).
struct PackDelta {
  private let instructions: [UInt8]

  init(_ instructions: [UInt8]) { self.instructions = instructions }

  /// The new bytes, or nil if an instruction is cut or reaches outside.
  func apply(to base: [UInt8], limit: Int) -> [UInt8]? {
    var rest = instructions[...]
    guard Self.size(&rest) == base.count, let size = Self.size(&rest), size <= limit else {
      return nil
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    while let code = rest.popFirst() {
      guard let piece = Self.piece(code, &rest, base), bytes.count + piece.count <= size else {
        return nil
      }
      bytes += piece
    }
    return bytes.count == size ? bytes : nil
  }

  private static func piece(
    _ code: UInt8, _ rest: inout ArraySlice<UInt8>, _ base: [UInt8]
  ) -> ArraySlice<UInt8>? {
    guard code & 0x80 != 0 else {
      guard code > 0, rest.count >= Int(code) else { return nil }
      defer { rest = rest.dropFirst(Int(code)) }
      return rest.prefix(Int(code))
    }
    var fields = [0, 0]
    for bit in 0..<7 where code >> bit & 1 == 1 {
      guard let byte = rest.popFirst() else { return nil }
      fields[bit / 4] |= Int(byte) << (8 * (bit % 4))
    }
    let length = fields[1] == 0 ? 0x10000 : fields[1]
    guard fields[0] + length <= base.count else { return nil }
    return base[fields[0]..<(fields[0] + length)]
  }

  private static func size(_ rest: inout ArraySlice<UInt8>) -> Int? {
    var (size, shift) = (0, 0)
    while let byte = rest.popFirst(), shift < 56 {
      size |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return size }
      shift += 7
    }
    return nil
  }
}
