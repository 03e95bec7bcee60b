/// What a check asks of a picture. Few shapes, and a named function for what they cannot say.
package indirect enum CheckRule: Sendable {
  /// Every record of the population holds; `least` says how many there must be.
  case every(Population, holds: Expression, least: Int)
  /// So many records of the population at least.
  case some(Population, least: Int)
  /// For each value some record of the population has it in `field` (or in a list there); a signed
  /// statement that there is none stands for a value where `none` allows it.
  case cover(Population, field: String, values: [CoveredValue], none: Bool)
  /// Of the population at least so many percent hold.
  case share(Population, holds: Expression, percent: CheckNumber)
  /// What somebody must have looked at; `evidence` is met once he has said so.
  case person(evidence: CheckRule)
  case all([CheckRule])
  case any([CheckRule])
  /// A function of ``CheckFunctions/all``.
  case function(String)

  /// The records that are asked.
  package struct Population: Sendable {
    package let type: String
    /// Which of them; nil: all.
    package let condition: Expression?
    /// Whether drafts and closed records are asked, too.
    package let all: Bool
  }

  /// A value that must be covered, and what it is called.
  package struct CoveredValue: Sendable, Hashable {
    package let value: String
    package let title: BilingualText
  }
}

/// A number a check compares with: it stands there, or is one of the check's settings.
package enum CheckNumber: Sendable, Hashable {
  case fixed(Rational)
  case setting(String)
}

/// A number that a site may set otherwise, by a record of the type `setting`.
package struct CheckSetting: Sendable, Hashable {
  /// As expressions of the check name it.
  package let name: String
  /// The name of the record: `checks.main-share`.
  package let record: String
  /// What stands where no record says otherwise.
  package let standard: Rational
}
