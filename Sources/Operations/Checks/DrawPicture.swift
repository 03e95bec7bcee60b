import Indexing
package import SiteModel

/// What this site's records say on a day, for the checks of clauses.
package enum DrawPicture {
  /// - Parameter day: nil: today, with all that is held; an earlier day sees what this node knew when
  ///   that day ended, a later one what it knows now.
  package static func run(
    on day: CivilDate?, for shelf: CheckShelf, at site: Site
  ) throws -> SitePicture {
    let day = day ?? site.today
    let known = try known(on: day, site)
    var records = try site.schemas.types.flatMap { try rows($0, known, site) }
    records += shelf.clauses.compactMap(PicturedRecord.init)
    for view in SiteViews.all { records += try view.rows(view, site, day, known) }
    return SitePicture(
      on: day, schemas: shelf.schemas, records: records,
      workingDays: try DueGround(site, on: day).workingDays)
  }

  /// The records of some types alone, without views: for questions that need no more.
  package static func run(
    on day: CivilDate?, types: [String], at site: Site
  ) throws -> SitePicture {
    let day = day ?? site.today
    let schemas = try types.map { try site.schemas.schema(of: $0) }
    let known = try known(on: day, site)
    return SitePicture(
      on: day, schemas: Dictionary(uniqueKeysWithValues: schemas.map { ($0.type, $0) }),
      records: try schemas.flatMap { try rows($0, known, site) })
  }

  private static func known(on day: CivilDate, _ site: Site) throws -> VersionVector? {
    day < site.today ? try Documents.knownAt(day, on: site) : nil
  }

  private static func rows(
    _ schema: RecordSchema, _ known: VersionVector?, _ site: Site
  ) throws -> [PicturedRecord] {
    let leaving = try Leaving(for: schema.type, site, knownAt: known)
    return try site.index.records(of: schema.type, knownAt: known).compactMap {
      key, state, course in
      guard Envelope(of: state).voiding == nil else { return nil }
      let fields = leaving.applied(to: key, schema.record(of: state))
      return PicturedRecord(key, fields, course, site.schemas)
    }
  }
}

extension PicturedRecord {
  fileprivate init(
    _ key: RecordKey, _ fields: [String: JSON], _ course: RecordCourse?, _ schemas: SchemaShelf
  ) {
    let claimed = course?.heads.map(\.act.act.place.claimed).max()
    let state = course?.safest ?? schemas.lifecycles[key.type]?.initial ?? ""
    self.init(
      key, fields: fields, state: state,
      permits: course.map { course in
        Set(Permission.allCases.filter(course.permits))
      } ?? schemas.permits(key.type, state) ?? [],
      moved: claimed.flatMap { CivilDate($0.prefix(10)) },
      changed: course.flatMap { $0.changed(schemas.newest(key.type)) })
  }
}

extension RecordCourse {
  /// The day of the last act that counts and signed other values of the fields whose change has something
  /// follow; the first one signs them all.
  fileprivate func changed(_ schema: RecordSchema?) -> CivilDate? {
    guard let schema else { return nil }
    let asked = Set(schema.rules.effects.flatMap(\.changed))
    guard !asked.isEmpty else { return nil }
    let signed = acts.filter(counts)
    let texts = signed.map { schema.fields(of: $0.signed.values).filter { asked.contains($0.key) } }
    let last = signed.indices.last { $0 == 0 || texts[$0] != texts[$0 - 1] }
    return last.flatMap { CivilDate(signed[$0].act.place.claimed.prefix(10)) }
  }
}
