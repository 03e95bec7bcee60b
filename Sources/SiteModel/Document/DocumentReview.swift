/// When a document must be looked at again (定期评审): so long after its last release or review.
package struct DocumentReview: Sendable, Hashable {
  /// The day of the last release or of the last review that kept it.
  package let last: CivilDate
  /// The day by which it is reviewed.
  package let due: CivilDate

  /// How near it is.
  package enum State: String, Sendable, CaseIterable {
    case ok, warn, urgent, overdue
  }

  /// - Parameter months: nil: what its kind has. Policies and manuals 12, procedures 24, the rest 36:
  ///   defaults of ours, the guide says only 「定期」.
  package init(last: CivilDate, months: Int?, kind: String) {
    self.last = last
    due = last.adding(months: months ?? Self.usual(kind))
  }

  /// Warned of 90 days before, urgent 30 days before.
  package func state(on day: CivilDate) -> State {
    switch due.days - day.days {
    case ..<0: .overdue
    case ...30: .urgent
    case ...90: .warn
    default: .ok
    }
  }

  private static func usual(_ kind: String) -> Int {
    switch kind {
    case "policy", "manual", "objective": 12
    case "procedure", "plan", "dqp", "emergency": 24
    default: 36
    }
  }
}

extension CivilDate {
  /// The same day so many months on; the last of the month where that has no such day.
  package func adding(months: Int) -> CivilDate {
    let month = year * 12 + self.month - 1 + months
    let (year, number) = (month / 12, month % 12 + 1)
    for day in stride(from: self.day, through: 28, by: -1) {
      if let date = CivilDate(year: year, month: number, day: day) { return date }
    }
    return CivilDate(year: year, month: number, day: min(self.day, 28)) ?? self
  }
}
