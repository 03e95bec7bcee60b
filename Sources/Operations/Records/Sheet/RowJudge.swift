import Indexing
import Intake
import SiteModel
import Storage

/// Judges the rows of a sheet against what the records show now.
struct RowJudge {
  let site: Site
  let writer: Writer
  let sheet: RecordSheet
  let table: ImportTable
  let clearsBlanks: Bool
  /// What every record of the type shows, by id.
  let states: [String: RecordState]
  let present: Set<SheetHeadings.Meaning>
  var twins: Twins
  private var seen: [String: Int] = [:]
  let values: FieldValues
  var lastNumber: String?

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
}
