import Indexing
package import SiteModel
import Storage

/// How long closed records are kept, what need not be kept any more, and what is held.
///
/// 7.4.3: each form says its 保存期限; the day follows from it and from the record's own acts.
package struct AskRetention {
  /// One closed record.
  package struct Row: Sendable {
    package let key: RecordKey
    /// What people call it.
    package let name: String
    package let title: BilingualText
    package let retention: RecordRules.Retention
    /// nil where it is closed and nobody signed when.
    package let closed: CivilDate?
    package let end: RetentionEnd
    /// Files that can be disposed of and are still there; only looked for where keeping is over.
    package let files: Int
    /// The number of the hold that keeps it.
    package let hold: String?
    package let day: CivilDate

    /// Whether keeping is over on the day that was asked about.
    package var isOver: Bool { end.isOver(on: day) }
    /// Whether it can be disposed of now.
    package var isDue: Bool { isOver && hold == nil && files > 0 }
  }

  private let site: Site
  private let day: CivilDate
  private let holds: LegalHolds
  private let gone: Set<ContentHash>

  private init(_ site: Site, on day: CivilDate) throws {
    (self.site, self.day) = (site, day)
    holds = try LegalHolds(on: site)
    gone = Set(try Disposals(on: site).gone.keys)
  }

  /// All records that are closed on a day and whose type says how long they are kept, by type.
  package static func run(on day: CivilDate, on site: Site) throws -> [Row] {
    let asking = try AskRetention(site, on: day)
    return try site.schemas.types.filter { $0.rules.retention != nil }.flatMap { schema in
      try site.index.records(of: schema.type).compactMap { key, state, course in
        try asking.row(key, state, course, schema)
      }
    }
  }

  /// When keeping one record ends; nil while it is not closed, or its type does not say.
  static func end(of key: RecordKey, on site: Site) throws -> RetentionEnd? {
    let asking = try AskRetention(site, on: site.today)
    let schema = try site.schemas.schema(of: key.type)
    let course = try site.index.course(of: key)
    let state = try course?.shown ?? site.index.state(of: key)
    return try asking.row(key, state, course, schema)?.end
  }

  private func row(
    _ key: RecordKey, _ state: RecordState, _ course: RecordCourse?, _ schema: RecordSchema
  ) throws -> Row? {
    guard let retention = schema.rules.retention,
      let closing = try closing(key, state, course, schema)
    else { return nil }
    let start = try Start(site, day).of(key, schema.record(of: state), schema, closing)
    let end = retention.end(from: start)
    let name = ["number", "code", "month", "title", "name"]
      .compactMap { state.values[$0]?.string }.first
    var (closed, files) = (CivilDate?.none, 0)
    if case .on(let day) = closing { closed = day }
    if let closed, closed > day { return nil }
    if end.isOver(on: day) { files = try open(key) }
    return Row(
      key: key, name: name ?? key.id, title: schema.title, retention: retention, closed: closed,
      end: end, files: files, hold: try holds.active(on: key)?.number, day: day)
  }

  private func open(_ key: RecordKey) throws -> Int {
    let target = try DisposalTarget.named(key.description, version: nil, on: site)
    return try target.files(on: site)
      .filter { $0.isApart && !gone.contains($0.attachment.sha256) }.count
  }

  /// Since when a record is closed: by its last act; a record that a command made as a whole, by
  /// being written.
  private func closing(
    _ key: RecordKey, _ state: RecordState, _ course: RecordCourse?, _ schema: RecordSchema
  ) throws -> RecordRules.Retention.Start? {
    if let course, course.permits(.closed) {
      let claimed = course.heads.map(\.act.act.place.claimed).max() ?? ""
      return CivilDate(claimed.prefix(10)).map { .on($0) } ?? .unknown(.closing)
    }
    if Envelope(of: state).voiding != nil { return try written(key, "void") }
    let isWhole = schema.extras["x-lifecycle"] == nil && schema.extras["x-made-by"] != nil
    // A document's card lives as long as its number does.
    return isWhole && key.type != Document.type ? try written(key, nil) : nil
  }

  /// The day of the last entry, or of the last that sets a register.
  private func written(
    _ key: RecordKey, _ register: String?
  ) throws -> RecordRules.Retention.Start {
    let entries = try site.index.entries(of: key).filter { placed in
      register.map { placed.entry.set[$0] != nil } ?? true
    }
    let clocks = try entries.compactMap { try site.index.clock(of: $0.name) }
    let last = clocks.compactMap { CivilDate($0.prefix(10)) }.max()
    return last.map { .on($0) } ?? .unknown(.closing)
  }
}

/// What the years of keeping are counted from.
private struct Start {
  let site: Site
  let day: CivilDate

  init(_ site: Site, _ day: CivilDate) { (self.site, self.day) = (site, day) }

  func of(
    _ key: RecordKey, _ fields: [String: JSON], _ schema: RecordSchema,
    _ closing: RecordRules.Retention.Start
  ) throws -> RecordRules.Retention.Start {
    switch schema.rules.retention {
    case .lifeAndFive: try life(fields, schema, closing)
    case .employedAndFive: try employment(key, fields, schema)
    default: closing
    }
  }

  /// The life of the thing: of the things that the record names and that have lives of their own,
  /// or of what the record itself stands for.
  private func life(
    _ fields: [String: JSON], _ schema: RecordSchema, _ closing: RecordRules.Retention.Start
  ) throws -> RecordRules.Retention.Start {
    let things = things(fields, schema)
    guard !things.isEmpty else {
      let lifecycle = schema.extras["x-lifecycle"]?.string?.split(separator: ":").first
      let isThing = lifecycle.map { ["register", "asset"].contains($0) } ?? false
      return isThing ? closing : .unknown(.noThing)
    }
    var last: CivilDate?
    for thing in things {
      guard let course = try site.index.course(of: thing), course.permits(.closed),
        let claimed = course.heads.map(\.act.act.place.claimed).max(),
        let end = CivilDate(claimed.prefix(10))
      else { return .unknown(.thingInUse) }
      last = max(last ?? end, end)
    }
    return last.map { .on($0) } ?? .unknown(.noThing)
  }

  private func things(_ fields: [String: JSON], _ schema: RecordSchema) -> [RecordKey] {
    schema.fields.flatMap { field -> [RecordKey] in
      guard let id = fields[field.name]?.string else { return [] }
      return field.references.filter {
        (try? site.schemas.schema(of: $0))?.rules.retention == .lifeAndFive
      }
      .compactMap { RecordKey(type: $0, id: id) }
    }
  }

  /// The day on which the person left: of his own record, or the first person a record names.
  private func employment(
    _ key: RecordKey, _ fields: [String: JSON], _ schema: RecordSchema
  ) throws -> RecordRules.Retention.Start {
    let named = schema.fields.first { $0.references == [Person.type] }
      .flatMap { fields[$0.name]?.string }.flatMap { RecordKey(type: Person.type, id: $0) }
    guard let person = key.type == Person.type ? key : named else { return .unknown(.employed) }
    // He may have left after his record was locked.
    let state = try site.index.course(of: person)?.joined ?? site.index.state(of: person)
    let left = state.values["left"]?.string.flatMap { CivilDate($0) }
    return left.map { .on($0) } ?? .unknown(.employed)
  }
}
