package import SiteModel

/// Why a month is not moved on, or a reading of a frozen one not taken.
package enum ClosingFault: Fault, Equatable {
  /// It is no month.
  case noMonth(period: String)
  /// It is not over yet.
  case notOver(month: String, until: String)
  /// Nobody has reported it.
  case notSubmitted(month: String)
  /// Gaps that nothing fills and nobody explained.
  case gaps(month: String, count: Int, first: String)
  /// Readings are others than those that were reported.
  case changed(month: String)
  /// It is frozen: `what`, a point or an import, cannot be changed in it.
  case frozen(month: String, what: String)
  /// It is not frozen, so nobody need ask.
  case notFrozen(month: String)
  /// Nobody would know why.
  case noReason(month: String)

  package var kind: FaultKind {
    switch self {
    case .changed, .frozen: .refused
    default: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noMonth(let period): Phrase("period.no-month", ["period": period])
    case .notOver(let month, let until):
      Phrase("period.not-over", ["month": month, "until": until])
    case .notSubmitted(let month): Phrase("period.not-submitted", ["month": month])
    case .gaps(let month, let count, let first):
      Phrase("period.gaps", ["month": month, "count": String(count), "first": first])
    case .changed(let month): Phrase("period.changed", ["month": month])
    case .frozen(let month, let what): Phrase("period.frozen", ["month": month, "what": what])
    case .notFrozen(let month): Phrase("period.not-frozen", ["month": month])
    case .noReason(let month): Phrase("period.no-reason", ["month": month])
    }
  }
}
