package import SiteModel

/// Why an inventory is not moved on towards its approval.
package enum ApprovalFault: Fault, Equatable {
  /// Nobody has submitted it.
  case notSubmitted(id: String)
  /// Months of it can still change.
  case provisional(id: String, months: [String])
  /// Months of it are no longer what was frozen when it was drawn up.
  case reopened(id: String, months: [String])
  /// Another one is in force for its period, and it does not say that it replaces that.
  case restates(id: String, inForce: String)
  /// What it shall replace is not in force for its period; nil: nothing is.
  case notInForce(replaces: String, inForce: String?)
  /// Nobody would know why a result is replaced.
  case noReason(replaces: String, causes: [String])
  /// It is not in force any more.
  case replaced(id: String, by: String)
  /// It computes to something else than was submitted.
  case changed(id: String)

  package var kind: FaultKind {
    switch self {
    case .notSubmitted, .restates, .noReason: .invalid
    case .notInForce, .provisional, .reopened, .replaced, .changed: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .notSubmitted(let id): Phrase("approval.not-submitted", ["id": id])
    case .provisional(let id, let months):
      Phrase("approval.provisional", ["id": id, "months": months.joined(separator: ", ")])
    case .reopened(let id, let months):
      Phrase("approval.reopened", ["id": id, "months": months.joined(separator: ", ")])
    case .restates(let id, let inForce):
      Phrase("approval.restates", ["id": id, "inForce": inForce])
    case .notInForce(let replaces, let inForce):
      Phrase("approval.not-in-force", ["replaces": replaces, "inForce": inForce ?? "—"])
    case .noReason(let replaces, let causes):
      Phrase(
        "approval.no-reason", ["replaces": replaces, "causes": causes.joined(separator: ", ")])
    case .replaced(let id, let by): Phrase("approval.replaced", ["id": id, "by": by])
    case .changed(let id): Phrase("approval.changed", ["id": id])
    }
  }
}
