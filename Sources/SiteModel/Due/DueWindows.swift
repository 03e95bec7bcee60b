/// How long before its day each rule warns and presses: shipped with the program, and set by the
/// site.
package struct DueWindows: Sendable, Hashable {
  /// By rule.
  package internal(set) var windows: [String: Window]

  /// One rule's.
  package struct Window: Sendable, Hashable {
    /// What the rule is about.
    package let title: BilingualText
    /// Days before; nil: it does not warn.
    package var warn: Int?
    /// Days before; nil: it does not press.
    package var urgent: Int?
    /// In place of the days a type says; nil: as it says.
    package var days: Int?
    /// In place of the months a type says.
    package var months: Int?
    /// In place of the working days a type says.
    package var workingDays: Int?
  }

  /// How near a day is.
  package enum State: String, Sendable, CaseIterable {
    case ok, warn, urgent, overdue
    /// Done, and after its day.
    case doneLate = "done-late"
  }

  /// Whether a text names a rule, such as `DUE-07`.
  package static func isRule(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 6 && text.hasPrefix("DUE-") && bytes[4...].allSatisfy { $0 &- 48 < 10 }
  }

  package init(_ windows: [String: Window]) { self.windows = windows }

  package subscript(_ rule: String) -> Window? { windows[rule] }

  /// The state on a day.
  ///
  /// - Parameters:
  ///   - due: the last day on which it is in time.
  ///   - done: nil while it is not.
  /// - Returns: nil where it was done in time: nobody waits for it.
  package func state(
    of rule: String, due: CivilDate, done: CivilDate?, on day: CivilDate
  ) -> State? {
    if let done, done <= day { return done > due ? .doneLate : nil }
    let left = Int(due.days - day.days)
    if left < 0 { return .overdue }
    let window = windows[rule]
    if let urgent = window?.urgent, left <= urgent { return .urgent }
    if let warn = window?.warn, left <= warn { return .warn }
    return .ok
  }

  /// The time a type says, or the one the site has set in its place.
  package func term(of rule: String, _ said: DueRule.Term) -> DueRule.Term {
    switch said {
    case .days(let days): .days(windows[rule]?.days ?? days)
    case .months(let months): .months(windows[rule]?.months ?? months)
    case .workingDays(let days): .workingDays(windows[rule]?.workingDays ?? days)
    }
  }
}
