import SiteModel

/// The rows of a sheet, one after another; memory holds one row.
package struct SheetRows {
  /// Known once ``next()`` has answered nil: a sheet lists them behind its rows.
  package private(set) var merged: [MergedCells] = []
  private var xml: XMLPull
  private let strings: SharedStrings
  private let styles: CellStyles
  private let epoch: SheetEpoch
  private var last = 0
  private var isInRows = false

  init(_ xml: XMLPull, strings: SharedStrings, styles: CellStyles, epoch: SheetEpoch) {
    (self.xml, self.strings, self.styles, self.epoch) = (xml, strings, styles, epoch)
  }

  /// The next row that holds something, nil behind the last one.
  ///
  /// - Throws: ``WorkbookFault/damaged(file:part:)`` also for rows or cells that go backwards.
  package mutating func next() throws(WorkbookFault) -> SheetRow? {
    while let event = try xml.next() {
      switch event {
      case .start(let tag) where tag.name == "sheetData": isInRows = true
      case .start(let tag) where tag.name == "row" && isInRows:
        let row = try row(tag)
        if !row.cells.isEmpty { return row }
      case .start(let tag) where tag.name == "mergeCell":
        if let cells = tag["ref"].flatMap(MergedCells.init) { merged.append(cells) }
      case .start(let tag) where isInRows && tag.name != "mergeCells": try xml.skipElement()
      case .end(let name) where name == "sheetData": isInRows = false
      default: break
      }
    }
    return nil
  }

  private mutating func row(_ tag: XMLTag) throws(WorkbookFault) -> SheetRow {
    let number = tag["r"].map { Int($0) ?? 0 } ?? last + 1
    guard number > last, number <= 1 << 20 else { throw xml.damaged }
    last = number
    let depth = xml.depth
    var (cells, column): ([SheetCell], Int) = ([], -1)
    while let event = try xml.next() {
      if case .start(let tag) = event {
        guard tag.name == "c" else {
          try xml.skipElement()
          continue
        }
        let place = tag["r"].map { CellPlace($0)?.column ?? -1 } ?? column + 1
        guard place > column, place < 1 << 14 else { throw xml.damaged }
        column = place
        if let cell = try cell(tag, place) { cells.append(cell) }
      } else if case .end = event, xml.depth < depth {
        break
      }
    }
    let isHidden = tag["hidden"].map { $0 == "1" || $0 == "true" } ?? false
    return SheetRow(number: number, isHidden: isHidden, cells: cells)
  }

  private mutating func cell(_ tag: XMLTag, _ column: Int) throws(WorkbookFault) -> SheetCell? {
    let depth = xml.depth
    var (raw, inline, isComputed): ([UInt8]?, [UInt8]?, Bool) = (nil, nil, false)
    while let event = try xml.next() {
      if case .start(let tag) = event {
        switch tag.name {
        case "v": raw = try xml.textOfElement()
        case "is": inline = try xml.richText()
        case "f":
          isComputed = true
          try xml.skipElement()
        default: try xml.skipElement()
        }
      } else if case .end = event, xml.depth < depth {
        break
      }
    }
    let value =
      inline.flatMap { written($0[...]) } ?? raw.flatMap { content($0, tag) }
      ?? (isComputed ? .fault("#?") : nil)
    let show = styles.show(tag["s"].flatMap { Int($0) } ?? 0)
    return value.map {
      SheetCell(column: column, value: $0, isComputed: isComputed, show: show)
    }
  }

  private func content(_ raw: [UInt8], _ tag: XMLTag) -> CellValue? {
    let text = String(decoding: XMLTag.trimmed(raw[...]), as: UTF8.self)
    switch tag["t"] ?? "n" {
    case "s":
      guard !text.isEmpty else { return nil }
      guard let shared = Int(text).flatMap({ strings[$0] }) else { return .fault(text) }
      return shared.isEmpty ? nil : .text(shared)
    case "str", "inlineStr": return written(raw[...])
    case "b": return text == "1" || text == "0" ? .flag(text == "1") : .fault(text)
    case "e": return .fault(text)
    case "d": return Self.date(text) ?? .fault(text)
    default:
      guard !text.isEmpty else { return nil }
      guard CellNumber(text) != nil else { return .fault(text) }
      return epoch.value(text, styles[tag["s"].flatMap { Int($0) } ?? 0])
    }
  }

  private func written(_ bytes: ArraySlice<UInt8>) -> CellValue? {
    guard !bytes.isEmpty else { return nil }
    return String(validating: unmarked(bytes), as: UTF8.self).map { .text($0) } ?? .fault("UTF-8")
  }

  /// Reads ISO 8601 as cells of type `d` hold it: `2025-03-14` and `2025-03-14T07:15:00`.
  private static func date(_ text: String) -> CellValue? {
    guard let date = CivilDate(text.prefix(10)) else { return nil }
    let rest = text.dropFirst(10)
    if rest.isEmpty { return .date(date, second: 0) }
    guard let time = rest.prefixMatch(of: /T([0-9]{2}):([0-9]{2}):([0-9]{2})/),
      let hour = Int(time.1), let minute = Int(time.2), let second = Int(time.3)
    else { return nil }
    return .date(date, second: hour * 3600 + minute * 60 + second)
  }
}

/// A cell's place as `BC12`.
struct CellPlace {
  let column: Int
  let row: Int

  init?(_ text: some StringProtocol) {
    let letters = text.utf8.prefix { ($0 | 32) &- 97 < 26 }
    guard (1...3).contains(letters.count), let row = Int(text.dropFirst(letters.count)), row > 0
    else { return nil }
    self.row = row
    column = letters.reduce(0) { $0 * 26 + Int(($1 | 32) &- 96) } - 1
  }
}

extension MergedCells {
  /// Reads `B2:D4`.
  init?(_ text: String) {
    let ends = text.split(separator: ":").compactMap { CellPlace($0) }
    guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column
    else { return nil }
    rows = ends[0].row...ends[1].row
    columns = ends[0].column...ends[1].column
  }
}
