/// What a check found on a day.
package struct CheckAnswer: Sendable, Hashable {
  package var verdict: Verdict
  /// The numbers it used, by name, as they are shown.
  package var figures: [Figure]
  /// The records it looked at.
  package var looked: [RecordKey]
  /// What is missing or wrong; empty where it is met.
  package var lacking: [Lack]

  package init(
    _ verdict: Verdict, figures: [Figure] = [], looked: [RecordKey] = [], lacking: [Lack] = []
  ) {
    (self.verdict, self.figures, self.looked, self.lacking) = (verdict, figures, looked, lacking)
  }

  /// Met or not, or why neither can be said.
  package enum Verdict: String, Sendable, Hashable, CaseIterable {
    case notMet = "not-met"
    /// What no program can judge: somebody has to look, and say so in a record.
    case needsPerson = "needs-person"
    case met
    /// There is nothing that it could be asked of.
    case notApplicable = "not-applicable"
  }

  /// A number, a percentage, a day: a name of the phrase files and what stands there.
  package struct Figure: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
    package init(_ name: String, _ value: Int) { self.init(name, String(value)) }
  }

  /// One thing that is missing: a record that does not hold, or a value that nothing covers.
  package enum Lack: Sendable, Hashable {
    /// This record does not say what it should.
    case record(RecordKey, label: String)
    /// Nothing stands for this value: a category, a clause, a kind.
    case value(String, title: BilingualText)
    /// There is no record of this type, or too few.
    case none(type: String)
  }
}

extension CheckAnswer {
  /// Several answers as one: met only if all are; what cannot be asked says nothing.
  static func all(_ answers: [CheckAnswer]) -> CheckAnswer {
    joined(answers, answers.map(\.verdict).min { $0.rank < $1.rank } ?? .notApplicable)
  }

  /// Several answers as one: met if one is.
  static func any(_ answers: [CheckAnswer]) -> CheckAnswer {
    if let met = answers.first(where: { $0.verdict == .met }) { return met }
    return all(answers)
  }

  private static func joined(_ answers: [CheckAnswer], _ verdict: Verdict) -> CheckAnswer {
    var seen: Set<RecordKey> = []
    return CheckAnswer(
      verdict, figures: answers.flatMap(\.figures),
      looked: answers.flatMap(\.looked).filter { seen.insert($0).inserted },
      lacking: answers.flatMap(\.lacking))
  }
}

extension CheckAnswer.Verdict {
  /// The worst first.
  package var rank: Int {
    switch self {
    case .notMet: 0
    case .needsPerson: 1
    case .met: 2
    case .notApplicable: 3
    }
  }
}
