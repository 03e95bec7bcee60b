import CZlib

/// The bytes of a file in an archive, unpacked piece by piece, counted and checked on the way.
struct PartBytes {
  private let entry: ZipEntry
  private let file: FileBytes
  private let inflater: Inflater?
  private var at: Int
  private let end: Int
  private var made = 0
  private var crc: UInt = 0
  private var isOver = false
  private let isChecked: Bool

  init(of entry: ZipEntry, in file: FileBytes, at start: Int) {
    (self.entry, self.file, at, isChecked) = (entry, file, start, true)
    end = start + entry.packed
    inflater = entry.isDeflated ? Inflater(.raw) : nil
  }

  /// A file that is no archive: its bytes as they are, with nothing to check them by.
  init(whole file: FileBytes) {
    entry = ZipEntry(
      name: file.path, isDeflated: false, crc: 0, packed: file.count, size: file.count, header: 0)
    (self.file, at, end, inflater, isChecked) = (file, 0, file.count, nil, false)
  }

  /// The part's name, for faults.
  var name: String { entry.name }
  /// The archive's name, for faults.
  var path: String { file.path }

  /// The next piece, nil at the end.
  ///
  /// - Throws: ``WorkbookFault/damaged(file:part:)`` for bytes that are not what the directory
  ///   says, at the latest at the end.
  mutating func next() throws(WorkbookFault) -> [UInt8]? {
    while !isOver {
      let piece = try unpack()
      made += piece.count
      crc = piece.withUnsafeBufferPointer { crc32(crc, $0.baseAddress, UInt32($0.count)) }
      guard made <= entry.size else { throw damaged }
      if isOver && isChecked && (made != entry.size || UInt32(truncatingIfNeeded: crc) != entry.crc)
      {
        throw damaged
      }
      if !piece.isEmpty { return piece }
    }
    return nil
  }

  private var damaged: WorkbookFault { .damaged(file: file.path, part: entry.name) }

  private mutating func unpack() throws(WorkbookFault) -> [UInt8] {
    guard let inflater else {
      let piece = try file.read(at: at, count: min(Inflater.size, end - at))
      at += piece.count
      isOver = at == end || piece.isEmpty
      return piece
    }
    if inflater.isHungry {
      let piece = try file.read(at: at, count: min(Inflater.size, end - at))
      guard !piece.isEmpty else { throw damaged }
      at += piece.count
      inflater.feed(piece)
    }
    guard let piece = inflater.next() else { throw damaged }
    isOver = inflater.isDone
    return piece
  }
}
