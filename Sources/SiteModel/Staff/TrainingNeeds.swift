/// What people still have to learn: what their posts ask less what was verified, and what else asks
/// for training (7.2.1 「依据岗位需求和人员实际能力确定培训内容和方式」).
package struct TrainingNeeds: Sendable {
  package let rows: [Row]

  /// One person and one thing to learn.
  package struct Row: Sendable, Hashable {
    package let person: PicturedRecord
    /// The post that asks for it; nil where a trigger does.
    package let post: PicturedRecord?
    /// As in the field `item` of training: law, standard, technique …
    package let item: String
    package let required: Level
    package let current: Level
    package let trigger: Trigger
  }

  /// How well somebody can do something.
  package enum Level: String, Sendable, Hashable, CaseIterable, Comparable {
    case none, know, apply, master

    package static func < (a: Level, b: Level) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  /// Why it has to be learnt, as in the field `trigger` of a training need.
  package enum Trigger: String, Sendable, Hashable {
    case gap
    /// Nobody has ever evaluated this person.
    case newPerson = "new-person"
    /// An authorisation has ended, or ends within 60 days.
    case expiry
    /// A revision that needs training is in force, and this reader was not taught it.
    case newDocument = "new-document"
    /// A nonconformity caused by people, and who answers for it was taught nothing since.
    case nonconformity
  }

  package init(_ picture: SitePicture) {
    let roster = Roster(picture)
    rows = roster.people.flatMap { person in
      let verified = Self.verified(person, picture)
      return Self.gaps(person, verified, roster, picture)
        + Self.expiring(person, verified, picture)
        + Self.triggered(person, verified, picture)
    }
  }

  /// What the newest evaluation of each item found; nil where nobody was ever evaluated.
  private static func verified(
    _ person: PicturedRecord, _ picture: SitePicture
  ) -> [String: Level]? {
    let evaluations = picture.users(of: person.key, "competence-evaluation")
      .filter { $0.stands && $0.text("person") == person.key.id }
      .sorted { ($0.text("on") ?? "") < ($1.text("on") ?? "") }
    guard !evaluations.isEmpty else { return nil }
    var levels: [String: Level] = [:]
    for row in evaluations.flatMap({ $0.rows("items") }) {
      guard let item = row["item"]?.string else { continue }
      levels[item] = row["level"]?.string.flatMap(Level.init) ?? Level.none
    }
    return levels
  }

  private static func gaps(
    _ person: PicturedRecord, _ verified: [String: Level]?, _ roster: Roster,
    _ picture: SitePicture
  ) -> [Row] {
    let posts = roster.posts(of: person)
    return picture.standing("post").filter { posts.contains($0.key.id) }.flatMap { post in
      post.rows("competence").compactMap { row in
        guard let item = row["item"]?.string,
          let required = row["level"]?.string.flatMap(Level.init)
        else { return nil }
        let current = verified?[item] ?? Level.none
        return current >= required
          ? nil
          : Row(
            person: person, post: post, item: item, required: required, current: current,
            trigger: verified == nil ? .newPerson : .gap)
      }
    }
  }

  private static func expiring(
    _ person: PicturedRecord, _ verified: [String: Level]?, _ picture: SitePicture
  ) -> [Row] {
    let limit = CivilDate(days: picture.day.days + 60).description
    return picture.users(of: person.key, "authorisation").compactMap { authorisation in
      guard authorisation.stands, authorisation.text("person") == person.key.id,
        let end = authorisation.text("validTo"), end < limit
      else { return nil }
      let item = authorisation.text("task") ?? ""
      return Row(
        person: person, post: nil, item: item, required: .apply,
        current: verified?[item] ?? Level.none, trigger: .expiry)
    }
  }
}
