import Indexing
import Intake
import SiteModel
import Storage

/// What a row writes.
extension RowJudge {
  mutating func make(
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
  mutating func number(for record: [String: JSON]) throws -> [String: JSON] {
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

  func write(
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
  mutating func refuse(_ column: SheetColumn, _ why: Phrase) {
    refusals.append(.init(column: column.name, title: column.title, why: why))
  }
}
