import Indexing
import SiteModel

/// What record types say is due: `x-due`.
struct RecordDues: DueSource {
  func items(_ ground: DueGround) throws -> [DueItem] {
    try ground.site.schemas.types.filter { !$0.rules.due.isEmpty }.flatMap { schema in
      try ground.site.index.records(of: schema.type).flatMap { key, state, course in
        guard Envelope(of: state).voiding == nil else { return [DueItem]() }
        return ground.items(
          of: key, schema.record(of: state), ground.standing(of: key.type, course), by: schema)
      }
    }
  }
}

extension DueGround {
  /// What is due of a record that shows these fields.
  func items(
    of key: RecordKey, _ fields: [String: JSON], _ standing: DueStanding, by schema: RecordSchema
  ) -> [DueItem] {
    schema.dues(of: fields, standing, windows, workingDays)
      .map { DueItem($0, of: key, fields) }
  }

  /// Where a record stands, as its acts say.
  func standing(of type: String, _ course: RecordCourse?) -> DueStanding {
    let lifecycle = site.schemas.lifecycles[type]
    guard let course, !course.heads.isEmpty else {
      return DueStanding(AsOf(day), state: lifecycle?.initial)
    }
    let since = course.heads.compactMap { Self.day($0.act) }.max()
    let closing = since.map { AsOf.Closing.on($0) } ?? .someDay
    var signed: [String: CivilDate] = [:]
    for act in course.acts where course.counts(act) {
      if let day = Self.day(act) { signed[act.act.action] = day }
    }
    return DueStanding(
      AsOf(day, closing: course.permits(.closed) ? closing : .open), state: course.safest,
      since: since, signed: signed)
  }

  private static func day(_ act: JudgedAct) -> CivilDate? {
    CivilDate(act.act.place.claimed.prefix(10))
  }
}
