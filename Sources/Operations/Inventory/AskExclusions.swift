import Indexing
package import SiteModel

/// What is left out of the inventory: each exclusion, who approved it, how much it is.
package struct AskExclusions {
  /// One exclusion.
  package struct Answer: Sendable {
    package let key: RecordKey
    package let exclusion: Exclusion
    /// What it is about, in the person's words.
    package let subject: String
    /// The number of the source, where it is about one.
    package let source: String?
    /// Whether an inventory of today leaves the source out.
    package let isInForce: Bool
    /// Percent of the last inventory of a whole year; nil: there is none, or no estimate.
    package let share: Rational?
  }

  /// Every exclusion that is not void, by number.
  package static func run(on site: Site) throws -> [Answer] {
    let total = try lastYear(on: site)
    return try site.exclusions().map { found in
      let values = try site.index.state(of: found.key).values
      let source = found.exclusion.source.map { RecordKey.known("source", $0) }
      return Answer(
        key: found.key, exclusion: found.exclusion, subject: values["subject"]?.string ?? "",
        source: try source.map { try site.index.state(of: $0).values["number"]?.string ?? $0.id },
        isInForce: found.isUsable && found.exclusion.reaches(site.today),
        share: found.exclusion.share(of: total))
    }
    .sorted { $0.exclusion.number < $1.exclusion.number }
  }

  /// The total of the newest inventory of at least 365 days.
  private static func lastYear(on site: Site) throws -> Rational? {
    let years = try ReadInventory.list(on: site).filter { listed in
      guard let from = listed.values["from"]?.string.flatMap({ CivilDate($0) }),
        let until = listed.values["until"]?.string.flatMap({ CivilDate($0) })
      else { return false }
      return until.days - from.days >= 364
    }
    let last = years.max {
      ($0.values["until"]?.string ?? "", $0.id) < ($1.values["until"]?.string ?? "", $1.id)
    }
    return last?.values["totals"]?.array?.first?["value"]?.string.flatMap { Rational($0) }
  }
}

extension Site {
  /// The exclusions that are not void, and whether acts have put each into use.
  func exclusions(
    knownAt: VersionVector? = nil
  ) throws -> [(key: RecordKey, exclusion: Exclusion, isUsable: Bool)] {
    try index.states(of: Exclusion.type, knownAt: knownAt)
      .filter { try voiding(of: $0.key, knownAt: knownAt) == nil }
      .map { key, state in
        let course = try index.course(of: key, knownAt: knownAt)
        let isUsable = course?.permits(.mayUse) ?? false
        let signer = isUsable ? course?.heads.first?.act.act.signer.name : nil
        return (key, Exclusion(state.values, record: key, by: signer), isUsable)
      }
  }
}
