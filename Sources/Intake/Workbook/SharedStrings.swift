/// The texts that cells of a workbook name by number; in memory up to 64 MiB, the rest on disk.
struct SharedStrings {
  private var bytes: [UInt8] = []
  // An archive's part stays below 1 GiB, so 32 bits do.
  private var ends: [UInt32] = []
  private var aside: ScratchFile?

  /// Bytes that memory holds.
  private static let limit = 64 << 20
  private static let pieceSize = 1 << 20

  /// A workbook without shared texts.
  init() {}

  /// - Parameters:
  ///   - folder: where texts are laid aside that memory should not hold.
  ///   - limit: how many bytes memory holds.
  init(
    _ part: PartBytes, copiesIn folder: String, inMemory limit: Int = Self.limit
  ) throws(WorkbookFault) {
    var xml = try XMLPull(part)
    var (passed, piece) = (0, [UInt8]())
    while let event = try xml.next() {
      guard case .start(let tag) = event, tag.name == "si" else { continue }
      let text = try xml.richText()
      passed += text.count
      ends.append(UInt32(truncatingIfNeeded: passed))
      if aside == nil, passed <= limit {
        bytes += text
        continue
      }
      piece += text
      if piece.count >= Self.pieceSize { try lay(&piece, in: folder, part) }
    }
    if !piece.isEmpty { try lay(&piece, in: folder, part) }
  }

  private mutating func lay(
    _ piece: inout [UInt8], in folder: String, _ part: PartBytes
  ) throws(WorkbookFault) {
    do throws(IntakeFault) {
      if aside == nil { aside = try ScratchFile(in: folder, for: part.path) }
      try aside?.append(piece)
    } catch {
      guard case .unreadable(let file, let why) = error else {
        throw .damaged(file: part.path, part: part.name)
      }
      throw .unreadable(file: file, why: why)
    }
    piece.removeAll(keepingCapacity: true)
  }

  /// A text by its number, or nil if there is none.
  subscript(_ number: Int) -> String? {
    guard ends.indices.contains(number) else { return nil }
    let start = number == 0 ? 0 : Int(ends[number - 1])
    let end = Int(ends[number])
    if end <= bytes.count {
      return String(validating: unmarked(bytes[start..<end]), as: UTF8.self)
    }
    // What follows the bytes in memory begins with a whole text.
    let text = aside?.read(at: start - bytes.count, count: end - start) ?? []
    return String(validating: unmarked(text[...]), as: UTF8.self)
  }
}

extension XMLPull {
  /// The text of the element that was opened last, whose runs each have their own format; how it
  /// is read aloud (`rPh`) is no part of it.
  mutating func richText() throws(WorkbookFault) -> [UInt8] {
    let depth = depth
    var text: [UInt8] = []
    while let event = try next() {
      switch event {
      case .start(let tag) where tag.name == "t": text += try textOfElement()
      case .start(let tag) where tag.name == "rPh": try skipElement()
      case .end: if self.depth < depth { return text }
      default: break
      }
    }
    return text
  }
}

/// The text with `_xHHHH_` as the character it stands for: how a workbook writes what XML cannot.
func unmarked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  guard bytes.count >= 7, bytes.contains(UInt8(ascii: "_")) else { return Array(bytes) }
  var (text, at): ([UInt8], Int) = ([], bytes.startIndex)
  while at < bytes.endIndex {
    if let scalar = mark(bytes[at...].prefix(7)) {
      text += Array(String(Character(scalar)).utf8)
      at += 7
    } else {
      text.append(bytes[at])
      at += 1
    }
  }
  return text
}

private func mark(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
  let at = bytes.startIndex
  guard bytes.count == 7, bytes[at] == UInt8(ascii: "_"), bytes[at + 1] == UInt8(ascii: "x"),
    bytes[at + 6] == UInt8(ascii: "_"),
    bytes[(at + 2)..<(at + 6)].allSatisfy({ $0 &- 48 < 10 || ($0 | 32) &- 97 < 6 })
  else { return nil }
  // Half of a pair that UTF-16 would need is no character by itself and stays as it is.
  return UInt32(String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self), radix: 16)
    .flatMap { Unicode.Scalar($0) }
}
