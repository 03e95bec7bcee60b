import Indexing
import Intake
import SiteModel
import Storage

/// Judges the rows of a sheet against what the records show now.
struct RowJudge {
  private let site: Site
  private let writer: Writer
  private let sheet: RecordSheet
  private let table: ImportTable
  private let clearsBlanks: Bool
  /// What every record of the type shows, by id.
  private let states: [String: RecordState]
  private let present: Set<SheetHeadings.Meaning>
  private var twins: Twins
  private var seen: [String: Int] = [:]
  private let values: FieldValues
  private var lastNumber: String?

  init(
    _ table: ImportTable, _ sheet: RecordSheet, clearsBlanks: Bool, on site: Site, by writer: Writer
  ) throws {
    (self.site, self.writer, self.sheet, self.table) = (site, writer, sheet, table)
    self.clearsBlanks = clearsBlanks
    let states = try site.index.states(of: sheet.schema.type)
    self.states = Dictionary(uniqueKeysWithValues: states.map { ($0.key.id, $0.state) })
    present = Set(table.columns.values)
    values = try FieldValues(sheet.schema.type, on: site)
    twins = Twins(sheet.schema, states)
  }

  /// Judges the next row; a row sees what the rows above it would make.
  mutating func verdict(on row: SheetRow) throws -> RowVerdict {
    var verdict = RowVerdict(row: row.number)
    let cells = Dictionary(
      row.cells.compactMap { cell in table.columns[cell.column].map { ($0, cell) } },
      uniquingKeysWith: { first, _ in first })
    let values = read(cells)
    verdict.label = label(values)
    let id = cells[.id].map { SheetText.trimmed($0.value) } ?? ""
    if let why = find(id, values, row.number, &verdict) {
      verdict.refusals.append(.init(column: nil, title: nil, why: why))
      return verdict
    }
    if let key = verdict.key, let now = states[key.id] {
      try judge(cells, key, now, &verdict)
    } else if verdict.refusals.isEmpty {
      try make(values, cells, &verdict)
    }
    return verdict
  }

  // MARK: Which record

  /// Finds the record of a row; answers why it cannot be told.
  private mutating func find(
    _ id: String, _ values: [Int: JSON], _ row: Int, _ verdict: inout RowVerdict
  ) -> Phrase? {
    let type = sheet.schema.type
    if !id.isEmpty {
      guard states[id] != nil, let key = RecordKey(type: type, id: id) else {
        return Phrase("sheet.unknown-id", ["id": id, "type": type])
      }
      verdict.key = key
    } else {
      switch twins.find(record(values)) {
      case .none: return nil
      case .one(let id): verdict.key = RecordKey(type: type, id: id)
      case .several(let ids):
        return Phrase(
          "record.ambiguous", ["record": verdict.label, "keys": ids.joined(separator: ", ")])
      case .row(let other): return Phrase("sheet.row-twice", ["other": String(other)])
      }
    }
    guard let id = verdict.key?.id else { return nil }
    if let other = seen.updateValue(row, forKey: id) {
      return Phrase("sheet.row-twice", ["other": String(other)])
    }
    return nil
  }

  private func label(_ values: [Int: JSON]) -> String {
    let record = record(values)
    return ["number", "name", "title"].compactMap { record[$0]?.string }.first ?? ""
  }

  // MARK: Cells

  /// What stands in the row, by column; a cell that cannot be read is not there yet: whether that
  /// matters is seen when it is compared.
  private func read(_ cells: [SheetHeadings.Meaning: SheetCell]) -> [Int: JSON] {
    var values: [Int: JSON] = [:]
    for column in sheet.columns.indices {
      guard let cell = cells[.field(column)], !isBlank(cell),
        let value = try? sheet.form(column).read(cell.value)
      else { continue }
      values[column] = value
    }
    return values
  }

  /// A cell of blanks is blank to whoever looks at it.
  private func isBlank(_ cell: SheetCell) -> Bool {
    if case .text(let text) = cell.value { return text.allSatisfy(\.isWhitespace) }
    return false
  }

  /// The fields that columns make up.
  private func record(_ values: [Int: JSON]) -> [String: JSON] {
    var record: [String: JSON] = [:]
    for (column, value) in values { set(value, column, in: &record) }
    return record
  }

  private func set(_ value: JSON?, _ column: Int, in record: inout [String: JSON]) {
    let place = sheet.columns[column]
    guard let member = place.member else {
      record[place.field.name] = value ?? .null
      return
    }
    var members = record[place.field.name]?.object ?? [:]
    members[member] = value
    record[place.field.name] = members.isEmpty ? .null : .object(members)
  }

  // MARK: Records that are there

  private func judge(
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
    if let why = try bar(key, now, verdict.label) {
      verdict.refusals.append(.init(column: nil, title: nil, why: why))
    }
    try write(record.filter { $0.value != row.here[$0.key] }, over: now, key, &verdict)
  }

  /// Why nothing of a record may be changed: it is void, or signed acts lock it.
  private func bar(_ key: RecordKey, _ now: RecordState, _ label: String) throws -> Phrase? {
    if let voiding = Envelope(of: now).voiding {
      return EnvelopeFault.void(record: key.description, reason: voiding.reason).phrase
    }
    do { try WriteRecord.checkUnlocked(key, label, site) } catch let fault as RecordLookupFault {
      return fault.phrase
    }
    return nil
  }

  /// A record as the sheet showed it, and as it is.
  private struct Compared {
    let base: RecordState
    let now: RecordState
    let then: [String: JSON]
    let here: [String: JSON]
    /// The cells as the sheet showed them, in each language.
    let shown: [[RecordSheet.Cell?]]
  }

  /// What a cell that was touched changes; nil if nothing, or if it must not.
  private func change(
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
  private func base(
    _ cell: SheetCell?, _ key: RecordKey, _ now: RecordState
  ) throws -> RecordState {
    guard let cell, let revision = SheetRevision(SheetText.plain(cell.value)),
      revision != SheetRevision(of: now)
    else { return now }
    return revision.state(among: try site.index.entries(of: key))
  }

  private func isSame(_ a: JSON?, _ b: JSON?, _ column: Int) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return sheet.form(column).isSame(a, b)
  }

  /// Whether nobody changed the cell: it shows what the sheet was made from.
  private func isUntouched(_ cell: SheetCell?, _ row: Compared, _ column: Int) -> Bool {
    guard let cell else { return !clearsBlanks || row.shown[0][column] == nil }
    let text = SheetText.plain(cell.value)
    return row.shown.contains { cells in
      guard let shown = cells[column]?.written.text else { return false }
      return Self.lines(text) == Self.lines(shown)
        || cell.value.isLoose(inTable: table.isTyped) && SheetText.isResaved(text, of: shown)
    }
  }

  /// Bytes, with line ends as spreadsheets save them.
  private static func lines(_ text: String) -> [UInt8] {
    Array(text.replacing("\r\n", with: "\n").utf8)
  }

  private struct New { let value: JSON? }

  private func read(_ cell: SheetCell?, _ column: Int, _ verdict: inout RowVerdict) -> New? {
    guard let cell else { return New(value: nil) }
    do {
      return New(value: try sheet.form(column).read(cell.value))
    } catch {
      verdict.refuse(sheet.columns[column], error.phrase)
      return nil
    }
  }

  // MARK: Entries

  private mutating func make(
    _ values: [Int: JSON], _ cells: [SheetHeadings.Meaning: SheetCell],
    _ verdict: inout RowVerdict
  ) throws {
    for column in sheet.columns.indices {
      guard let cell = cells[.field(column)], !isBlank(cell) else { continue }
      guard let new = read(cell, column, &verdict) else { continue }
      verdict.changes.append(
        .init(
          column: sheet.columns[column].name, title: sheet.columns[column].title, old: nil,
          new: new.value, isComputed: cell.isComputed))
    }
    guard verdict.refusals.isEmpty else { return }
    verdict.isNew = true
    let key = RecordKey.known(sheet.schema.type, NewName.random())
    verdict.key = key
    let typed = record(values)
    try write(typed.merging(try number(for: typed)) { $1 }, over: .none, key, &verdict)
    if verdict.refusals.isEmpty { twins.add(typed, row: verdict.row) }
  }

  /// The number that the program gives where none is typed: one behind the last one given here.
  private mutating func number(for record: [String: JSON]) throws -> [String: JSON] {
    guard let prefix = sheet.schema.rules.numberPrefix, record["number"] == nil else { return [:] }
    let next: String
    if let last = lastNumber, let count = last.split(separator: "-").last, let value = Int(count) {
      let digits = String(value + 1)
      next =
        last.dropLast(count.count)
        + String(repeating: "0", count: max(0, count.count - digits.count)) + digits
    } else {
      next = try values.freeNumber(prefix)
    }
    lastNumber = next
    return ["number": .string(next)]
  }

  private func write(
    _ values: [String: JSON], over now: RecordState, _ key: RecordKey,
    _ verdict: inout RowVerdict
  ) throws {
    guard verdict.refusals.isEmpty, !verdict.changes.isEmpty else { return }
    if let field = twins.taken(values, by: key.id) {
      verdict.refusals.append(
        .init(
          column: field, title: sheet.schema[field]?.title,
          why: Phrase(
            "record.taken", ["type": key.type, "number": values[field]?.string ?? ""])))
      return
    }
    do {
      let values = try self.values.resolved(values)
      verdict.entry = try site.schemas.entry(setting: values, of: key, now: now, by: writer)
    } catch let fault as RecordLookupFault {
      verdict.refusals.append(.init(column: nil, title: nil, why: fault.phrase))
    } catch ShelfFault.breach(_, let breaches) {
      for breach in breaches {
        let field = breach.pointer.split(separator: "/").first.map(String.init)
        verdict.refusals.append(
          .init(
            column: field, title: field.flatMap { sheet.schema[$0]?.title }, why: breach.phrase))
      }
    } catch RecordFault.nothingToSave {
      verdict.changes = []
    }
  }
}

extension RowVerdict {
  fileprivate mutating func refuse(_ column: SheetColumn, _ why: Phrase) {
    refusals.append(.init(column: column.name, title: column.title, why: why))
  }
}

extension CellValue {
  /// Whether a spreadsheet may have made something else of what stood here.
  fileprivate func isLoose(inTable isTyped: Bool) -> Bool {
    if case .text = self { return !isTyped }
    return true
  }
}
