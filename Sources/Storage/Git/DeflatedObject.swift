import Crypto

extension ObjectID {
  /// The name git gives to these bytes.
  package init(naming kind: ObjectKind, _ bytes: [UInt8]) {
    var hash = Insecure.SHA1()
    hash.update(data: Array((kind.rawValue + " " + String(bytes.count) + "\0").utf8))
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    self.init(bytes: Array(hash.finalize()))
  }
}

/// An object that is named and compressed: what a pack holds of it.
///
/// Made apart from the sink, so that hashing and zlib can run on other threads.
package struct DeflatedObject: Sendable, Hashable {
  package let id: ObjectID
  package let kind: ObjectKind
  /// Bytes before compression.
  package let size: Int
  /// One zlib stream.
  package let stream: [UInt8]

  package init(_ kind: ObjectKind, _ bytes: [UInt8], deflate: Deflate) {
    id = ObjectID(naming: kind, bytes)
    self.kind = kind
    size = bytes.count
    stream = Zlib.deflated(bytes, deflate)
  }

  /// Takes a stream that a pack held; the caller has checked that it is the object's.
  init(id: ObjectID, kind: ObjectKind, size: Int, stream: [UInt8]) {
    self.id = id
    self.kind = kind
    self.size = size
    self.stream = stream
  }

  /// The entry of a pack: kind and size in 7-bit pieces, then the stream.
  var packEntry: [UInt8] { PackEntryHeader(type: kind.packType, size: size).bytes + stream }
}

extension ObjectKind {
  /// The number gitformat-pack gives to this kind.
  var packType: UInt8 {
    switch self {
    case .commit: 1
    case .tree: 2
    case .blob: 3
    }
  }

  init?(packType: UInt8) {
    switch packType {
    case 1: self = .commit
    case 2: self = .tree
    case 3: self = .blob
    default: return nil
    }
  }
}

/// The first bytes of a pack's entry (gitformat-pack): type, and size before compression.
struct PackEntryHeader {
  /// 1 commit, 2 tree, 3 blob, 6 delta at an offset, 7 delta against a name.
  let type: UInt8
  let size: Int

  init(type: UInt8, size: Int) { (self.type, self.size) = (type, size) }

  /// Reads the header at the front of `bytes` and takes it off, or answers nil if it is cut.
  init?(from bytes: inout ArraySlice<UInt8>) {
    guard var byte = bytes.popFirst() else { return nil }
    type = byte >> 4 & 7
    var (size, shift) = (Int(byte & 15), 4)
    while byte & 0x80 != 0 {
      guard shift < 56, let next = bytes.popFirst() else { return nil }
      byte = next
      size |= Int(byte & 0x7F) << shift
      shift += 7
    }
    self.size = size
  }

  var bytes: [UInt8] {
    var (bytes, rest) = ([type << 4 | UInt8(size & 15)], size >> 4)
    while rest > 0 {
      bytes[bytes.count - 1] |= 0x80
      bytes.append(UInt8(rest & 0x7F))
      rest >>= 7
    }
    return bytes
  }
}
