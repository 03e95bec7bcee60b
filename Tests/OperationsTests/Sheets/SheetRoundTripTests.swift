import Foundation
import Indexing
import Intake
import SiteModel
import Storage
import TestSupport
import Testing

@testable import Operations

/// Whether python3 has openpyxl: it is no part of Debian's python3 and so not of the gate.
private let hasOpenpyxl = (try? run("python3", ["-c", "import openpyxl"]))?.status == 0

@Suite struct SheetRoundTripTests {
  private static let seed: UInt64 = 20_250_701
  private let sample: SampleType
  private let made: SampleRecords
  private let keys: [RecordKey]
  private let sheet: RecordSheet

  init() throws {
    sample = try SampleType()
    let meters = try sample.write(
      (1...5).map { ["number": .string("QJ-\($0)"), "name": .string("电能表 \($0 % 2)")] },
      "instrument")
    var made = SampleRecords(random: SeededRandom(seed: Self.seed), meters: meters.map(\.id))
    let fields = try sample.site.schemas.schema(of: "sample").fields.map(\.name)
    keys = try sample.write((0..<40).map { _ in made.record(fields) })
    self.made = made
    sheet = try RecordSheet("sample", on: sample.site)
  }

  @Test func `a field of every kind has a column of its kind`() {
    #expect(
      sheet.columns.map { "\($0.name) \($0.kind.word)" } == [
        "number text", "text text", "kind choice", "flag flag", "count number", "weight number",
        "mass number", "day date", "from date", "until date", "meter reference", "meters list",
        "words list", "marks list", "rows items", "title.en text", "title.zh text", "free json",
      ])
  }

  @Test(arguments: ["xlsx", "csv"], Language.allCases)
  func `what went out comes back as the same`(_ form: String, _ language: Language) throws {
    let answer = try sample.take(try sample.export("out.\(form)", language), clearing: true)
    let others = answer.verdicts.filter { $0.kind != .same }
    #expect(answer.count(.same) == keys.count, "seed \(Self.seed): \(others.prefix(3))")
    #expect(answer.ignored == [])
  }

  @Test func `edits come back as exactly these changes, and once written are the same`() throws {
    var (made, rows) = (made, try rows(of: try sample.export("out.csv")))
    var expected: [String: [String: JSON]] = [:]
    for _ in 0..<60 {
      let (row, column) = (
        made.number(1...(rows.count - 1)), made.number(0...(sheet.columns.count - 1))
      )
      let place = sheet.columns[column]
      guard place.name != "number" else { continue }
      let old = try place.value(in: sample.shown(.known("sample", rows[row][0])))
      let whole = made.value(place.field.name)
      let new = place.member.map { whole[$0] ?? .null } ?? whole
      if old.map({ sheet.form(column).isSame($0, new) }) ?? false { continue }
      guard let cell = sheet.cell(new, column, .zh) else { continue }
      rows[row][column + 2] = CSVTable.text(cell)
      expected[rows[row][0], default: [:]][place.name] = new
    }
    let file = try table(rows, "edited.csv")
    let judged = try sample.take(file)
    for verdict in judged.verdicts {
      let wanted = expected[verdict.key?.id ?? ""] ?? [:]
      #expect(verdict.refusals.isEmpty && verdict.stale.isEmpty, "\(verdict)")
      #expect(
        Set(verdict.changes.map(\.column)) == Set(wanted.keys), "seed \(Self.seed): \(verdict)")
      for change in verdict.changes { #expect(change.new == wanted[change.column], "\(verdict)") }
    }
    let before = try sample.site.index.known()
    let written = try sample.take(file, accepting: true)
    #expect(written.commit != nil)
    #expect(try sample.site.index.known().size == before.size + 1, "one commit")
    for (id, fields) in expected {
      let record = try sample.shown(.known("sample", id))
      for (name, value) in fields {
        let place = try #require(sheet.columns.first { $0.name == name })
        #expect(place.value(in: record) == value)
      }
    }
    let again = try sample.take(file, accepting: true)
    #expect(again.count(.same) == keys.count)
    #expect(again.commit == nil)
  }

  @Test func `a sheet without ids makes records once`() throws {
    var rows = try rows(of: try sample.export("out.csv"))
    for row in rows.indices.dropFirst() {
      (rows[row][0], rows[row][1]) = ("", "")
      rows[row][2] = "M-\(row)"
    }
    let file = try table(rows, "new.csv")
    let answer = try sample.take(file, accepting: true)
    #expect(
      answer.count(.new) == keys.count, "\(answer.verdicts.filter { $0.kind != .new }.prefix(3))")
    #expect(try sample.take(file, accepting: true).count(.same) == keys.count)
    #expect(try sample.site.index.states(of: "sample").count == 2 * keys.count)
  }

  @Test(.enabled(if: hasOpenpyxl, "needs python3 with openpyxl"))
  func `a workbook that another program saved again is the same, and its edits are found`() throws {
    let file = try sample.export("out.xlsx")
    let script = """
      import openpyxl, datetime
      book = openpyxl.load_workbook('out.xlsx')
      book.save('saved.xlsx')
      table = book['样品']
      names = {c.value: c.column for c in table[3]}
      for row in range(5, 8):
          table.cell(row, names['mass']).value = 1.1
          table.cell(row, names['day']).value = datetime.date(2031, 2, 3)
          table.cell(row, names['kind']).value = '天然气'
          table.cell(row, names['flag']).value = True
      table.cell(8, names['text']).value = '=1+1'
      book.save('edited.xlsx')
      """
    let answer = try run("python3", ["-c", script], in: sample.folder.url.path)
    try #require(answer.status == 0, "\(answer.error)")
    let saved = try sample.take(sample.file("saved.xlsx"))
    #expect(
      saved.count(.same) == keys.count, "\(saved.verdicts.filter { $0.kind != .same }.prefix(2))")
    let edited = try sample.take(sample.file("edited.xlsx"))
    for verdict in edited.verdicts.prefix(3) {
      let record = try sample.shown(try #require(verdict.key))
      let wanted: [String: JSON] = [
        "mass": "1.1", "day": "2031-02-03", "kind": "gas", "flag": true,
      ]
      let differing = wanted.filter { record[$0.key] != $0.value }
      #expect(
        Dictionary(uniqueKeysWithValues: verdict.changes.map { ($0.column, $0.new) }) == differing)
    }
    #expect(edited.verdicts[3].kind == .refused, "a formula that nobody computed")
    #expect(edited.count(.same) == keys.count - 4)
    #expect(file.lastPathComponent == "out.xlsx")
  }

  // MARK: Tables

  private func rows(of file: URL) throws -> [[String]] {
    var table = try TextTable(file: file.path)
    var rows: [[String]] = []
    while let row = table.next() {
      var texts = [String](repeating: "", count: sheet.columns.count + 2)
      for cell in row.cells {
        if case .text(let text) = cell.value {
          texts[cell.column] = rows.isEmpty ? text : guarded(text)
        }
      }
      // Numbers stand without a guard.
      rows.append(texts)
    }
    return rows
  }

  private func table(_ rows: [[String]], _ name: String) throws -> URL {
    var table = CSVTable(sheet, .zh)
    for row in rows.dropFirst() { table.add(row) }
    try Data(table.bytes).write(to: sample.file(name))
    return sample.file(name)
  }
}
