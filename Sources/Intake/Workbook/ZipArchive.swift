/// What an archive may unpack to: far above any workbook, far below what fills a machine.
struct ZipLimits {
  /// Files in the archive.
  var entries = 4096
  /// Bytes of one file, and of all together.
  var bytes = 1 << 30
  /// How many bytes may come out of one; the first MiB of a file is free.
  var ratio = 300
}

/// A file in an archive, as the central directory says.
struct ZipEntry {
  /// With `/` between folders.
  let name: String
  let isDeflated: Bool
  let crc: UInt32
  let packed: Int
  let size: Int
  /// Where its local header begins.
  let header: Int
}

/// A ZIP archive: what its central directory lists, checked before anything is unpacked.
struct ZipArchive {
  let file: FileBytes
  let limits: ZipLimits
  private(set) var entries: [String: ZipEntry] = [:]

  init(_ file: FileBytes, limits: ZipLimits = ZipLimits()) throws(WorkbookFault) {
    (self.file, self.limits) = (file, limits)
    let (place, size, count) = try directory()
    guard count <= limits.entries else { throw .tooLarge(file: file.path, part: "ZIP") }
    var rest = LittleEndian(try file.read(at: place, count: size)[...])
    for _ in 0..<count {
      guard let entry = try Self.entry(&rest, file.path) else { throw damaged }
      guard entries.updateValue(entry, forKey: entry.name) == nil else { throw damaged }
    }
    try check(before: place)
  }

  /// The bytes of an entry, unpacked piece by piece.
  func bytes(of entry: ZipEntry) throws(WorkbookFault) -> PartBytes {
    var header = LittleEndian(try file.read(at: entry.header, count: 30)[...])
    guard header.number(4) == 0x0403_4B50, header.skip(22), let name = header.number(2),
      let extra = header.number(2)
    else { throw .damaged(file: file.path, part: entry.name) }
    return PartBytes(of: entry, in: file, at: entry.header + 30 + name + extra)
  }

  private var damaged: WorkbookFault { .damaged(file: file.path, part: "ZIP") }

  /// Where the central directory begins, its length, and how many files it lists.
  private func directory() throws(WorkbookFault) -> (place: Int, size: Int, count: Int) {
    let start = max(0, file.count - 65_557)
    let tail = try file.read(at: start, count: file.count - start)
    guard tail.count >= 22 else { throw damaged }
    for at in stride(from: tail.count - 22, through: 0, by: -1)
    where tail[at] == 0x50 && tail[at + 1] == 0x4B {
      var end = LittleEndian(tail[at...])
      guard end.number(4) == 0x0605_4B50, let disk = end.number(2), end.skip(2),
        let here = end.number(2), let count = end.number(2), let size = end.number(4),
        let place = end.number(4)
      else { continue }
      // Values that do not fit stand in a ZIP64 record: no workbook needs one.
      guard disk == 0, here == count, place + size <= start + at else { throw damaged }
      return (place, size, count)
    }
    throw damaged
  }

  private static func entry(
    _ rest: inout LittleEndian, _ path: String
  ) throws(WorkbookFault) -> ZipEntry? {
    guard rest.number(4) == 0x0201_4B50, rest.skip(4), let flags = rest.number(2),
      let method = rest.number(2), rest.skip(4), let crc = rest.number(4),
      let packed = rest.number(4), let size = rest.number(4), let nameLength = rest.number(2),
      let extra = rest.number(2), let comment = rest.number(2), rest.skip(8),
      let header = rest.number(4), let bytes = rest.take(nameLength), rest.skip(extra + comment)
    else { return nil }
    let name = String(decoding: bytes, as: UTF8.self).replacing("\\", with: "/")
    guard flags & 1 == 0 else { throw .sealed(file: path) }
    guard method == 0 || method == 8 else { return nil }
    let steps = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.hasPrefix("/"), !steps.contains(".."), !name.utf8.contains(0) else {
      throw .reachesOut(file: path, part: name)
    }
    return ZipEntry(
      name: name, isDeflated: method == 8, crc: UInt32(crc), packed: packed, size: size,
      header: header)
  }

  /// No two files share bytes, and what they promise to become is within the limits.
  private func check(before directory: Int) throws(WorkbookFault) {
    var (end, total) = (directory, 0)
    for entry in entries.values.sorted(by: { $0.header > $1.header }) {
      guard entry.header + 30 + entry.packed <= end else { throw damaged }
      end = entry.header
      total += entry.size
      let free = 1 << 20
      let isBomb = entry.size > free && entry.size - free > entry.packed * limits.ratio
      guard total <= limits.bytes, !isBomb else {
        throw .tooLarge(file: file.path, part: entry.name)
      }
      guard entry.isDeflated || entry.size == entry.packed else { throw damaged }
    }
  }
}

/// Reads numbers that begin with their smallest byte.
struct LittleEndian {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func number(_ width: Int) -> Int? {
    take(width).map { $0.reversed().reduce(0) { $0 << 8 | Int($1) } }
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func skip(_ count: Int) -> Bool { take(count) != nil }
}
