/// Risks that the records themselves suggest (6.1.1): a person decides whether to register them.
package struct RiskProposals: Sendable {
  package let rows: [Row]

  /// One suggestion, and the record it follows from.
  package struct Row: Sendable, Hashable {
    /// As in the field `category` of a risk.
    package let category: String
    package let cause: Cause
    package let source: RecordKey
    package let label: String
  }

  /// What suggests it.
  package enum Cause: String, Sendable, Hashable {
    /// 政策法规变化致计量要求调整: a legal text was confirmed or retired within 90 days.
    case law
    /// 新技术应用带来设备更新: an instrument is older than its design life.
    case age
    /// 人员流动造成技术传承困难: a post is not filled.
    case vacancy
    /// The same: one person alone is authorised for a task.
    case single
  }

  /// What is suggested on the picture's day and stands as the source of no risk yet.
  package init(_ picture: SitePicture) {
    let all =
      Self.laws(picture) + Self.ages(picture) + Self.vacancies(picture) + Self.singles(picture)
    rows = all.filter { row in
      picture.users(of: row.source, "risk-opportunity").allSatisfy { $0.state == "dropped" }
    }
  }

  private static func laws(_ picture: SitePicture) -> [Row] {
    picture.records["legal-requirement", default: []].filter { text in
      guard let moved = text.moved, text.fields["applicable"]?.bool == true else { return false }
      return moved <= picture.day && picture.day.days - moved.days <= 90
    }
    .map { Row($0, .law, "policy") }
  }

  private static func ages(_ picture: SitePicture) -> [Row] {
    picture.standing("instrument").filter { instrument in
      guard let years = instrument.number("lifeYears"),
        let since = (instrument.text("inService") ?? instrument.text("made"))
          .flatMap({ CivilDate($0) })
      else { return false }
      return Rational(Int(picture.day.days - since.days)) > years * Rational(365)
    }
    .map { Row($0, .age, "technology") }
  }

  private static func vacancies(_ picture: SitePicture) -> [Row] {
    Roster(picture).rows.filter { $0.present.count < $0.required }
      .map { Row($0.post, .vacancy, "people") }
  }

  private static func singles(_ picture: SitePicture) -> [Row] {
    let roster = Roster(picture)
    let valid = roster.people.flatMap { roster.authorisations(of: $0) }
    let byTask = Dictionary(grouping: valid) { $0.text("task") ?? "" }
    return byTask.sorted { $0.key < $1.key }.compactMap { _, authorisations in
      let people = Set(authorisations.compactMap { $0.text("person") })
      return people.count == 1 ? authorisations.first.map { Row($0, .single, "people") } : nil
    }
  }
}

extension RiskProposals.Row {
  fileprivate init(_ record: PicturedRecord, _ cause: RiskProposals.Cause, _ category: String) {
    self.init(category: category, cause: cause, source: record.key, label: record.label)
  }
}
