import Operations
import SiteModel

/// The rows that an import handed back, each in a field with what is wrong with it.
struct RepairForm {
  private let handed: RefusedImport
  private let batch: String
  private let visit: Visit

  init(_ handed: RefusedImport, of batch: String, _ visit: Visit) {
    (self.handed, self.batch, self.visit) = (handed, batch, visit)
  }

  var block: Block {
    let rows = handed.rows.map { row in
      FieldView.line(
        "row.\(row.place)", visit.say("page.row", ["row": String(row.row)]), row.text,
        hint: row.reasons.map(visit.say).joined(separator: " "))
    }
    let answers = ImportAnswers(visit)
    let form = FormView(
      visit, to: "/imports/\(batch)/repair",
      rows + (answers.hidden.isEmpty ? answers.inputs : answers.hidden),
      button: visit.say("page.judge-repaired"))
    return Block(
      subject: visit.say("page.repair"), text: visit.say("page.repair-text"), form: form)
  }
}
