import SiteModel

/// Rows that follow from many facts and are written nowhere: what checks ask about documents in
/// force, main sources and the like, as if they were records. Their fields: `schema/views`.
enum SiteViews {
  /// One view: its rows on a day, by what was known; nil: all that is held.
  struct View: Sendable {
    let name: String
    let rows: @Sendable (View, Site, CivilDate, VersionVector?) throws -> [PicturedRecord]
  }

  static let all: [View] = [
    calibratedDays, controlledDocuments, mainSources, policyReach, recomputedInventories,
    recordForms, unauthorisedEntries,
  ]
}

extension SiteViews.View {
  /// A row; what has no value is not in it.
  ///
  /// - Parameter moved: the day of the act it rests on.
  func row(
    _ id: String, _ fields: [String: JSON?], moved: CivilDate? = nil
  ) -> PicturedRecord? {
    // Ids are ASCII; a number is hashed where it is not.
    RecordKey(type: name, id: String(ContentHash(of: Array(id.utf8)).description.prefix(32)))
      .map { PicturedRecord($0, fields: fields.compactMapValues { $0 }, moved: moved) }
  }
}
