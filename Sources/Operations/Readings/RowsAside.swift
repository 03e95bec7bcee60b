import Intake
import SiteModel

/// Rows of a file that are no readings and no faults: sums that agree, footnotes, page heads.
struct RowsAside {
  /// How many there were so far.
  private(set) var count = 0
  /// How many the last piece had.
  private(set) var taken = 0
  private var totals: TotalVerdicts?
  private var agreeing = 0
  private var notes: [Int] = []
  private var surplus: Set<Int> = []

  // A person looks at a few places; the count says the rest.
  private static let shown = 5

  /// Takes such rows out of what a piece refused.
  ///
  /// - Parameter passed: rows of the file before the piece.
  mutating func take(
    _ parsed: inout IntakeBatch, after passed: Int, of planned: PlannedImport
  ) throws {
    taken = parsed.notes.count
    notes += parsed.notes.prefix(Self.shown).map { passed + Int($0) + 1 }
    surplus.formUnion(parsed.surplus)
    if parsed.hasTotals {
      let totals = try self.totals ?? planned.plan.totals(file: planned.text.path)
      self.totals = totals
      let agreed = parsed.settle(totals, after: passed)
      agreeing += agreed
      taken += agreed
    }
    count += taken
  }

  /// What a person should know of them.
  func notices(_ file: String) -> [Phrase] {
    var notices: [Phrase] = []
    if agreeing > 0 {
      notices.append(Phrase("import.totals", ["file": file, "count": String(agreeing)]))
    }
    if count > agreeing {
      let rows = notes.prefix(Self.shown).map(String.init).joined(separator: ", ")
      notices.append(
        Phrase(
          "import.notes", ["file": file, "count": String(count - agreeing), "rows": rows]))
    }
    if !surplus.isEmpty {
      let columns = surplus.sorted().map { String($0 + 1) }.joined(separator: ", ")
      notices.append(Phrase("import.surplus", ["file": file, "columns": columns]))
    }
    return notices
  }
}
