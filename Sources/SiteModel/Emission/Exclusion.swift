/// An emission source that is left out of the inventory, by a signed record with its reason, its
/// basis and an estimate (指南 4.3.2).
package struct Exclusion: Sendable, Hashable {
  /// The type of the records.
  package static let type = "exclusion"

  /// The number people use.
  package let number: String
  /// The id of the source's record; nil for an exclusion of something else.
  package let source: String?
  /// A code of the record type, such as `immaterial`.
  package let reason: String
  /// In the person's words.
  package let explanation: String
  /// The rule or guide, and its article.
  package let basis: String
  /// In tCO₂ a year; nil: not said.
  package let estimate: Rational?
  /// The last day it is good for; nil: not said.
  package let validUntil: CivilDate?
  /// Who approved it, as named that day; nil: nobody yet.
  package let by: String?

  /// - Parameters:
  ///   - values: what was signed, or what the record shows.
  ///   - by: whoever signed that it stands.
  package init(_ values: [String: JSON], record: RecordKey, by: String?) {
    func text(_ field: String) -> String { values[field]?.string ?? "" }
    number = text("number").isEmpty ? record.id : text("number")
    source = values["source"]?.string
    (reason, explanation) = (text("reason"), text("explanation"))
    basis = [text("basis"), text("article")].filter { !$0.isEmpty }.joined(separator: " ")
    estimate = values["estimate"]?.string.flatMap { Rational($0) }
    validUntil = values["validUntil"]?.string.flatMap { CivilDate($0) }
    self.by = by
  }

  /// Whether it still holds on the last day of a period.
  package func reaches(_ day: CivilDate) -> Bool { validUntil.map { day <= $0 } ?? true }

  /// What share of a total the estimate is, in percent; nil where either is not known or the total
  /// is none.
  package func share(of total: Rational?) -> Rational? {
    guard let estimate, let total, .zero < total else { return nil }
    return estimate / total * Rational(100)
  }
}

extension Inventory {
  /// A source that is left out, and why.
  package struct Excluded: Sendable {
    /// The source's number.
    package let source: String
    /// The source's name.
    package let name: String
    package let exclusion: Exclusion

    package init(source: String, name: String, _ exclusion: Exclusion) {
      (self.source, self.name, self.exclusion) = (source, name, exclusion)
    }

    var json: JSON {
      var members: [String: JSON] = [
        "source": .string(source), "name": .string(name), "record": .string(exclusion.number),
        "reason": .string(exclusion.reason), "explanation": .string(exclusion.explanation),
        "basis": .string(exclusion.basis),
      ]
      members["estimate"] = exclusion.estimate.map { .string($0.text) }
      members["validUntil"] = exclusion.validUntil.map { .string($0.description) }
      members["by"] = exclusion.by.map(JSON.string)
      return .object(members)
    }
  }
}
