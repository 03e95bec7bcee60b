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
    /// The same: one person alone may collect the data of a point.
    case single
    /// 计量数据不准确: a point raised three alerts or more within 90 days.
    case alerts
  }

  /// What is suggested on the picture's day and stands as the source of no risk yet.
  package init(_ picture: SitePicture) {
    let all =
      Self.laws(picture) + Self.ages(picture) + Self.vacancies(picture) + Self.singles(picture)
      + Self.alerts(picture)
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
    picture.measuringPoints.filter { Set(picture.collectors(of: $0)).count == 1 }
      .map { Row($0, .single, "people") }
  }

  // What is suspicious on a point, again and again, is no accident.
  private static let manyAlerts = 3

  private static func alerts(_ picture: SitePicture) -> [Row] {
    let recent = picture.records["data-alert", default: []].filter { alert in
      alert.fields.day("raisedOn").map { $0.days + 90 >= picture.day.days } ?? false
    }
    let byPoint = Dictionary(grouping: recent) { $0.text("point") ?? "" }
    return picture.standing("point")
      .filter { byPoint[$0.key.id, default: []].count >= manyAlerts }
      .map { Row($0, .alerts, "data") }
  }
}

extension RiskProposals.Row {
  fileprivate init(_ record: PicturedRecord, _ cause: RiskProposals.Cause, _ category: String) {
    self.init(category: category, cause: cause, source: record.key, label: record.label)
  }
}
