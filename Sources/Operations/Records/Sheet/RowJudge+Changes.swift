import Indexing
import Intake
import SiteModel

/// What a row changes of a record that is there.
extension RowJudge {
  func judge(
    _ cells: [SheetHeadings.Meaning: SheetCell], _ key: RecordKey, _ now: RecordState,
    _ verdict: inout RowVerdict
  ) throws {
    let base = try base(cells[.revision], key, now)
    let row = Compared(
      base: base, now: now, then: sheet.schema.record(of: base), here: sheet.schema.record(of: now),
      shown: Language.allCases.map { sheet.cells(of: base, in: $0) })
    if verdict.label.isEmpty { verdict.label = row.here["number"]?.string ?? "" }
    var record = row.here
    for column in sheet.columns.indices where present.contains(.field(column)) {
      let cell = cells[.field(column)].flatMap { isBlank($0) ? nil : $0 }
      guard !isUntouched(cell, row, column),
        let change = change(cell, row, column, &verdict)
      else { continue }
      set(change.new, column, in: &record)
      verdict.changes.append(change)
    }
    guard !verdict.changes.isEmpty else { return }
    let changed = record.filter { $0.value != row.here[$0.key] }
    if let why = try bar(key, now, changed, verdict.label) {
      verdict.refusals.append(.init(column: nil, title: nil, why: why))
    }
    try write(changed, over: now, key, &verdict)
  }

  /// Why a record may not be changed so: it is void, signed acts lock it, or what was approved of it stays.
  func bar(
    _ key: RecordKey, _ now: RecordState, _ changed: [String: JSON], _ label: String
  ) throws -> Phrase? {
    if let voiding = Envelope(of: now).voiding {
      return EnvelopeFault.void(record: key.description, reason: voiding.reason).phrase
    }
    do {
      try WriteRecord.checkUnlocked(key, label, site)
      try WriteRecord.checkFixed(changed, of: key, label, now, site)
    } catch let fault as RecordLookupFault { return fault.phrase }
    return nil
  }

  /// A record as the sheet showed it, and as it is.
  struct Compared {
    let base: RecordState
    let now: RecordState
    let then: [String: JSON]
    let here: [String: JSON]
    /// The cells as the sheet showed them, in each language.
    let shown: [[RecordSheet.Cell?]]
  }

  /// What a cell that was touched changes; nil if nothing, or if it must not.
  func change(
    _ cell: SheetCell?, _ row: Compared, _ column: Int, _ verdict: inout RowVerdict
  ) -> RowVerdict.Change? {
    let place = sheet.columns[column]
    let (then, now) = (row.base[place.field.register], row.now[place.field.register])
    if then?.isConflict ?? false || now?.isConflict ?? false {
      verdict.refuse(place, CellRefusal.disputed.phrase)
      return nil
    }
    // What no cell holds whole was not shown whole either.
    if row.shown[0][column]?.mark == .readOnly {
      verdict.refuse(place, CellRefusal.readOnly.phrase)
      return nil
    }
    guard let new = read(cell, column, &verdict) else { return nil }
    let current = place.value(in: row.here)
    if isSame(new.value, current, column) { return nil }
    guard then?.names == now?.names else {
      verdict.stale.append(
        .init(
          column: place.name, title: place.title, shown: place.value(in: row.then), now: current,
          wanted: new.value))
      return nil
    }
    return .init(
      column: place.name, title: place.title, old: current, new: new.value,
      isComputed: cell?.isComputed ?? false)
  }

  /// What the sheet was made from; a sheet that does not say was made from what stands now.
  func base(
    _ cell: SheetCell?, _ key: RecordKey, _ now: RecordState
  ) throws -> RecordState {
    guard let cell, let revision = SheetRevision(SheetText.plain(cell.value)),
      revision != SheetRevision(of: now)
    else { return now }
    return revision.state(among: try site.index.entries(of: key))
  }

  func isSame(_ a: JSON?, _ b: JSON?, _ column: Int) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return sheet.form(column).isSame(a, b)
  }

  /// Whether nobody changed the cell: it shows what the sheet was made from.
  func isUntouched(_ cell: SheetCell?, _ row: Compared, _ column: Int) -> Bool {
    guard let cell else { return !clearsBlanks || row.shown[0][column] == nil }
    let text = SheetText.plain(cell.value)
    return row.shown.contains { cells in
      guard let shown = cells[column]?.written.text else { return false }
      return Self.lines(text) == Self.lines(shown)
        || cell.value.isLoose(inTable: table.isTyped) && SheetText.isResaved(text, of: shown)
    }
  }

  /// Bytes, with line ends as spreadsheets save them.
  static func lines(_ text: String) -> [UInt8] {
    Array(text.replacing("\r\n", with: "\n").utf8)
  }

  struct New { let value: JSON? }

  func read(_ cell: SheetCell?, _ column: Int, _ verdict: inout RowVerdict) -> New? {
    guard let cell else { return New(value: nil) }
    do {
      return New(value: try sheet.form(column).read(cell.value))
    } catch {
      verdict.refuse(sheet.columns[column], error.phrase)
      return nil
    }
  }
}

extension CellValue {
  /// Whether a spreadsheet may have made something else of what stood here.
  fileprivate func isLoose(inTable isTyped: Bool) -> Bool {
    if case .text = self { return !isTyped }
    return true
  }
}
