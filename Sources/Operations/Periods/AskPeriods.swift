import Indexing
package import SiteModel
import Storage

/// How months stand: open, reported, checked, frozen, or opened again.
package struct AskPeriods {
  /// One month's answer.
  package struct Answer: Sendable {
    package let month: Period
    /// The states of its record: one, unless acts are at odds.
    package let states: [String]
    /// Its record's fields; those of the facts where nobody has reported it.
    package let fields: [String: JSON]
    /// nil while it is not frozen.
    package let frozen: Frozen?
    /// Whether other readings count now than those that were frozen or reported.
    package let isChanged: Bool
    /// Acts with effect, causes first.
    package let acts: [Signed]
    package let lifecycle: Lifecycle
  }

  /// What was frozen.
  package struct Frozen: Sendable {
    /// Counts how often, as text.
    package let freeze: String
    package let digest: ContentHash
    package let day: String
  }

  /// Who moved it, and when by their clock.
  package struct Signed: Sendable {
    package let action: String
    package let by: String
    package let clock: String
  }

  /// The months of a period, those that have begun.
  package static func run(_ period: Period, on site: Site) throws -> [Answer] {
    let (calendar, clock) = (try site.calendar(), site.surroundings.clock)
    return try period.monthsTouched(in: calendar).filter {
      clock.isEarly || $0.bounds(in: calendar).lowerBound < clock.now().instant
    }
    .map { try answer($0, on: site) }
  }

  /// The bytes of what was reported last, and frozen if it is.
  ///
  /// - Throws: ``ClosingFault/notSubmitted(month:)``; ``StoreFault/damaged``.
  package static func content(of month: Period, on site: Site) throws -> [UInt8] {
    let key = RecordKey.dataPeriod(month)
    let course = try site.index.course(of: key)
    guard let content = course?.shown.values["content"].flatMap(ContentValue.init),
      let name = content.path, let blob = try site.index.content(name, of: key)
    else { throw ClosingFault.notSubmitted(month: "\(month)") }
    let bytes = try site.store.read(blob).bytes
    guard ContentHash(of: bytes) == content.sha256 else {
      throw StoreFault.damaged(name: "\(blob)", detail: "sha256")
    }
    return bytes
  }

  static func answer(_ month: Period, on site: Site) throws -> Answer {
    let key = RecordKey.dataPeriod(month)
    let course = try site.index.course(of: key)
    let sheet = try PeriodSheet(of: month, on: site)
    var fields = course?.shown.values ?? [:]
    if fields["content"] == nil { fields.merge(sheet.fields) { $1 } }
    // What was asked for waits in the locked record, and is shown all the same.
    fields["requests"] = course?.joined.values["requests"]
    let frozen = try FrozenMonths(on: site)[month]
    let reported = fields["content"].flatMap(ContentValue.init)?.sha256
    let isChanged = (frozen?.digest ?? reported).map { $0 != sheet.snapshot.digest } ?? false
    let lifecycle = try course?.lifecycle ?? lifecycle(on: site)
    return Answer(
      month: month, states: course?.states ?? [lifecycle.initial], fields: fields,
      frozen: frozen.map { Frozen(freeze: $0.freeze, digest: $0.digest, day: $0.act.day) },
      isChanged: isChanged, acts: course.map(signed) ?? [],
      lifecycle: lifecycle)
  }

  private static func lifecycle(on site: Site) throws -> Lifecycle {
    let schema = try site.schemas.schema(of: "data-period")
    guard let lifecycle = site.schemas.lifecycles[schema.type, schema.version] else {
      throw ActFault.noLifecycle(type: schema.type)
    }
    return lifecycle
  }

  private static func signed(_ course: RecordCourse) -> [Signed] {
    course.acts.filter { course.effective.contains($0.identity) }.map { judged in
      Signed(
        action: judged.act.action, by: judged.act.signer.name, clock: judged.act.place.claimed)
    }
  }
}
