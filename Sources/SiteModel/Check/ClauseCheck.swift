/// One check of a clause: an entry of `schema/checks/*.json`.
package struct ClauseCheck: Sendable {
  /// `CHK-4.1-1`; never given to another check.
  package let id: String
  /// The sub-clauses that it judges, at least one.
  package let clauses: [String]
  /// What is asked, as a sentence.
  package let title: BilingualText
  /// What to do where it is not met.
  package let advice: BilingualText
  /// What must be met for the check to be asked at all; nil: nothing.
  package let applies: CheckRule?
  package let rule: CheckRule
  package let settings: [CheckSetting]
  /// The smallest change to the plant in which every check is met that makes this one fail.
  package let breaking: [PictureEdit]
  /// The checks that the same change makes fail, too, because they ask about the same thing.
  package let also: Set<String>

  /// What it finds.
  package func answer(_ picture: SitePicture) -> CheckAnswer {
    let set = picture.settings
    let numbers = settings.map { ($0.name, set[$0.record] ?? $0.standard) }
    let question = CheckQuestion(
      picture: picture, settings: Dictionary(uniqueKeysWithValues: numbers))
    if let applies, question.answer(applies).verdict != .met {
      return CheckAnswer(.notApplicable)
    }
    var answer = question.answer(rule)
    answer.figures += numbers.map { .init("setting.\($0.0)", $0.1.text) }
    return answer
  }
}

extension SitePicture {
  /// The numbers that this site has set otherwise, by the names of their records.
  package var settings: [String: Rational] {
    let set = standing("setting").compactMap { record in
      record.fields["name"]?.string.flatMap { name in
        record.fields["value"]?.string.flatMap { Rational($0) }.map { (name, $0) }
      }
    }
    return Dictionary(set) { $1 }
  }
}
