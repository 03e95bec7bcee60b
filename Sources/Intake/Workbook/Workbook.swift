import Foundation

/// A workbook of the form XLSX: its sheets, and their rows as they are asked for.
///
/// Nothing outside the file is ever read, whatever the file says.
package struct Workbook {
  /// A sheet of cells; sheets that are charts are not here.
  package struct Sheet: Sendable, Hashable {
    /// As its tab says.
    package let name: String
    /// Whether a person has to ask for it to be shown.
    package let isHidden: Bool
    let part: String
  }

  /// In the order of their tabs.
  package let sheets: [Sheet]
  private let archive: ZipArchive
  private let strings: SharedStrings
  private let styles: CellStyles
  private let epoch: SheetEpoch

  /// Opens a file and reads what all its sheets share.
  ///
  /// - Parameter folder: where shared texts may be laid aside that memory should not hold.
  package init(file path: String, copiesIn folder: String = "/tmp") throws(WorkbookFault) {
    try self.init(file: path, limits: ZipLimits(), copiesIn: folder)
  }

  init(
    file path: String, limits: ZipLimits, copiesIn folder: String = "/tmp"
  ) throws(WorkbookFault) {
    try self.init(try FileBytes(path: path), limits: limits, copiesIn: folder)
  }

  init(
    _ file: FileBytes, limits: ZipLimits = ZipLimits(), copiesIn folder: String = "/tmp"
  ) throws(WorkbookFault) {
    try Self.checkForm(file)
    archive = try ZipArchive(file, limits: limits)
    let parts = WorkbookParts(archive)
    let main = try parts.main()
    let book = try WorkbookOutline(archive.part(main, of: archive))
    let links = try parts.links(of: main)
    let styles = try parts.optional("styles", links)
    self.styles = try styles.map { part throws(WorkbookFault) in try CellStyles(part) } ?? .init()
    let strings = try parts.optional("sharedStrings", links)
    self.strings =
      try strings.map { part throws(WorkbookFault) in try SharedStrings(part, copiesIn: folder) }
      ?? .init()
    epoch = book.epoch
    sheets = book.sheets.compactMap { sheet in
      guard let link = links[sheet.link], link.kind == "worksheet" else { return nil }
      return Sheet(name: sheet.name, isHidden: sheet.isHidden, part: link.part)
    }
  }

  /// Whether a program (macros) lies in the file; it is never run.
  var hasProgram: Bool {
    archive.entries.keys.contains { $0.lowercased().hasSuffix("vbaproject.bin") }
  }

  /// The rows of a sheet from the top.
  package func rows(of sheet: Sheet) throws(WorkbookFault) -> SheetRows {
    SheetRows(
      try XMLPull(try archive.part(sheet.part, of: archive)), strings: strings, styles: styles,
      epoch: epoch)
  }

  /// Tells the old form and sealed workbooks, which lie in the same kind of container.
  static func checkForm(_ file: FileBytes) throws(WorkbookFault) {
    let head = try file.read(at: 0, count: 4096)
    switch ForeignFormat.name(of: head) {
    case "XLS":
      let mark = Data("EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] })
      let sample = try file.read(at: 0, count: min(file.count, 1 << 24))
      throw Data(sample).range(of: mark) == nil
        ? .oldForm(file: file.path) : .sealed(file: file.path)
    case "XLSX", "ZIP": return
    default: throw .notWorkbook(file: file.path)
    }
  }
}

extension ZipArchive {
  /// A part that must be there.
  func part(_ name: String, of archive: ZipArchive) throws(WorkbookFault) -> PartBytes {
    guard let entry = entry(name) else { throw .damaged(file: file.path, part: name) }
    return try bytes(of: entry)
  }

  /// An entry by its name; some programs spell it in other capitals.
  func entry(_ name: String) -> ZipEntry? {
    entries[name] ?? entries.first { $0.key.lowercased() == name.lowercased() }?.value
  }
}
