import Indexing
import Intake
import SiteModel

/// What is computed for the inputs of a management review, beside its records.
struct ReviewTables {
  let period: Period
  let picture: SitePicture
  let shelf: CheckShelf
  let phrases: PhraseBook

  typealias Named = (name: String, table: CSVTable, rows: Int)

  /// The tables of an input; most have none.
  func of(_ input: String, on site: Site) throws -> [Named] {
    switch input {
    case "performance": [figures(try EvaluateSystem.run(over: period, at: site))]
    case "objectives": [actuals(try AskActuals.run(over: period, at: site))]
    case "data-quality": try dataQuality(site)
    case "operation-issues": [openChecks()]
    default: []
    }
  }

  private func figures(_ evaluation: EvaluateSystem) -> Named {
    named(
      "figures", ["part", "metric", "numerator", "denominator", "value", "basis"],
      evaluation.figures.map { figure in
        [
          figure.part.rawValue, figure.metric, figure.numerator.text, figure.denominator.text,
          figure.value.text(decimals: 4), phrases.text(figure.basis),
        ]
      })
  }

  private func actuals(_ objectives: [AskActuals.Answer]) -> Named {
    named(
      "actuals", ["objective", "name", "formula", "target", "actual", "met"],
      objectives.map { answer in
        let text = { (field: String) in answer.objective.text(field) ?? "" }
        return [
          answer.objective.label, text("name"), text("formula"), text("target"),
          answer.actual?.text(decimals: 4) ?? "", answer.isMet.map { "\($0)" } ?? "",
        ]
      })
  }

  private func dataQuality(_ site: Site) throws -> [Named] {
    let tables = try PeriodTables(of: period, on: site)
    let (quantities, calibrations) = (try tables.quantities(), try tables.calibrations())
    return [
      ("quantities", quantities, quantities.rows),
      ("calibrations", calibrations, calibrations.rows),
    ]
  }

  /// What the checks of all clauses find wanting.
  private func openChecks() -> Named {
    let open = shelf.checks.filter { $0.answer(picture).verdict == .notMet }
    return named(
      "checks", ["check", "clauses", "title", "advice"],
      open.map { check in
        [
          check.id, check.clauses.joined(separator: " "),
          phrases.text(Phrase(title: check.title)), phrases.text(Phrase(title: check.advice)),
        ]
      })
  }

  private func named(_ name: String, _ headings: [String], _ rows: [[String]]) -> Named {
    var table = CSVTable(headings)
    rows.forEach { table.add($0.map(guarded)) }
    return (name, table, rows.count)
  }
}
