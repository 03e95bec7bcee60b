package import SiteModel

/// A foreign file as a table in a text file: itself, or a copy of what is packed in it.
///
/// gzip, XLSX, UTF-16 and Green Button XML are laid open in a file without a name, so rows are read in pieces
/// whatever the source was and memory does not depend on its size. The rows of a sheet keep their
/// numbers.
package final class LaidOpen: Sendable {
  /// What to read; only while this object lives.
  package let path: String
  /// The sheet whose rows these are.
  package let sheet: String?
  /// Whether `path` is a copy: the bytes of the source are others.
  package let isCopy: Bool
  /// The unit of all values, where the source's format says it.
  package let unit: String?
  /// Seconds of each interval, where the format says it; its times are then the starts.
  package let length: Int?
  private let scratch: ScratchFile?

  private init(path: String) {
    (self.path, sheet, isCopy, scratch) = (path, nil, false, nil)
    (unit, length) = (nil, nil)
  }

  private init(
    _ scratch: ScratchFile, sheet: String? = nil, unit: String? = nil, length: Int? = nil
  ) {
    (path, self.sheet, isCopy, self.scratch) = (scratch.path, sheet, true, scratch)
    (self.unit, self.length) = (unit, length)
  }

  /// Opens a file, whatever its name ends with.
  ///
  /// - Parameters:
  ///   - sheet: the sheet that a person named; nil: the only one with a table of readings.
  ///   - folder: where copies may lie.
  /// - Throws: ``IntakeFault``, ``WorkbookFault`` or ``SheetChoice`` for what cannot be laid open.
  package static func open(
    _ path: String, sheet: String? = nil, copiesIn folder: String
  ) throws -> LaidOpen {
    let head = try FileBytes(path: path).read(at: 0, count: 4096)
    switch ForeignFormat.name(of: head) {
    case "gzip":
      let copy = try ScratchFile(in: folder, for: path)
      try GzipFile(path).unpack(into: copy)
      return try inner(LaidOpen(copy), of: path, sheet: sheet, folder)
    case "XLSX", "XLS", "ZIP":
      return try workbook(path, named: path, sheet, folder)
    case "UTF-16":
      let copy = try ScratchFile(in: folder, for: path)
      try WideText(path).write(to: copy)
      return LaidOpen(copy)
    case "HTML / XML" where try isGreenButton(path):
      let copy = try ScratchFile(in: folder, for: path)
      let feed = try GreenButton(path)
      let length = try feed.write(to: copy)
      return LaidOpen(copy, unit: feed.unit, length: length)
    default:
      if let sheet { throw SheetChoice.none(file: path, asked: sheet, known: []) }
      return LaidOpen(path: path)
    }
  }

  private static func isGreenButton(_ path: String) throws(WorkbookFault) -> Bool {
    GreenButton.isFeed(try FileBytes(path: path).read(at: 0, count: GreenButton.headSize))
  }

  /// What was packed may be a workbook; a second packing is none of a meter's making.
  private static func inner(
    _ copy: LaidOpen, of path: String, sheet: String?, _ folder: String
  ) throws -> LaidOpen {
    let head = try FileBytes(path: copy.path).read(at: 0, count: 4096)
    guard ForeignFormat.name(of: head) == "XLSX" else { return copy }
    return try workbook(copy.path, named: path, sheet, folder)
  }

  private static func workbook(
    _ path: String, named name: String, _ sheet: String?, _ folder: String
  ) throws -> LaidOpen {
    let book = try Workbook(file: path, copiesIn: folder)
    guard !book.hasProgram else { throw WorkbookFault.program(file: name) }
    let chosen = try SheetChoice.sheet(of: book, asked: sheet, file: name)
    let copy = try ScratchFile(in: folder, for: name)
    try SheetTable(book, chosen).write(to: copy)
    return LaidOpen(copy, sheet: chosen.name)
  }
}

/// Why it is open which sheet of a workbook holds the readings.
package enum SheetChoice: Fault, Equatable {
  /// The workbook has no sheet of that name; `known` are those it has.
  case none(file: String, asked: String, known: [String])
  /// More than one sheet holds a table of readings.
  case several(file: String, known: [String])
  /// No sheet that is shown holds anything.
  case blank(file: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .none(let file, let asked, let known):
      Phrase(
        "workbook.no-sheet",
        ["file": file, "asked": asked, "known": known.joined(separator: ", ")])
    case .several(let file, let known):
      Phrase("workbook.several-sheets", ["file": file, "known": known.joined(separator: ", ")])
    case .blank(let file): Phrase("workbook.blank", ["file": file])
    }
  }

  /// The sheet a person named, or the only one in sight that reads like a table of readings.
  static func sheet(
    of book: Workbook, asked: String?, file: String
  ) throws -> Workbook.Sheet {
    let known = book.sheets.map(\.name)
    if let asked {
      guard let sheet = book.sheets.first(where: { $0.name == asked }) else {
        throw SheetChoice.none(file: file, asked: asked, known: known)
      }
      return sheet
    }
    let filled = try book.sheets.filter { sheet in
      var rows = try book.rows(of: sheet)
      return try !sheet.isHidden && rows.next() != nil
    }
    guard filled.count > 1 else {
      guard let only = filled.first else { throw SheetChoice.blank(file: file) }
      return only
    }
    let read = try filled.filter { try holdsReadings(SheetTable(book, $0)) }
    guard read.count <= 1 else {
      throw SheetChoice.several(file: file, known: read.map(\.name))
    }
    return read.first ?? filled[0]
  }

  private static func holdsReadings(_ table: SheetTable) throws -> Bool {
    guard let proposal = try? propose(head: try table.head(), fileName: "") else { return false }
    return proposal.time != nil && proposal.layout != nil
  }
}
