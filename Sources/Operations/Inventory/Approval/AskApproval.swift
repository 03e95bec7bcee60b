import Indexing
package import SiteModel
import Storage

/// How far an inventory has come: prepared, checked, approved, replaced or withdrawn, and by whom.
package struct AskApproval {
  /// One inventory's answer.
  package struct Answer: Sendable {
    package let id: String
    /// The states of its record: one, unless acts are at odds.
    package let states: [String]
    /// Its record's fields; empty before somebody submits it.
    package let fields: [String: JSON]
    /// Acts with effect, causes first.
    package let acts: [JudgedAct]
    /// Those that were signed by somebody who was not authorised for it on that day: kept, and said (7.2.3).
    package let unauthorised: [JudgedAct]
    package let lifecycle: Lifecycle
    /// Whether it counts for its period.
    package let isInForce: Bool
    /// The id of the approved one that counts instead.
    package let replacedBy: String?

    /// As SM-CALC names it: nobody signs that a result is superseded, the next approval makes it so.
    package var state: String {
      replacedBy == nil ? states.joined(separator: "|") : "superseded"
    }

    /// The approved inventory that this one replaces, or is to replace.
    package var replaces: String? { fields["replaces"]?.string }

    /// Whether anybody has done anything about it.
    package var isBegun: Bool { !acts.isEmpty }
  }

  /// - Throws: ``InventoryFault/unknown(id:)``.
  package static func run(_ id: String, on site: Site) throws -> Answer {
    guard let key = RecordKey(type: "inventory", id: id),
      try !site.index.entries(of: key).isEmpty
    else { throw InventoryFault.unknown(id: id) }
    return try answer(key, site.index.state(of: key).values, InventoriesInForce(on: site), site)
  }

  /// Every inventory, by its id.
  package static func all(on site: Site) throws -> [String: Answer] {
    let inForce = try InventoriesInForce(on: site)
    let answers = try site.index.states(of: "inventory").map {
      try answer($0.key, $0.state.values, inForce, site)
    }
    return Dictionary(answers.map { ($0.id, $0) }) { $1 }
  }

  private static func answer(
    _ key: RecordKey, _ values: [String: JSON], _ inForce: InventoriesInForce, _ site: Site
  ) throws -> Answer {
    let course = try site.index.course(of: .approval(of: key.id))
    let digest = values["content"].flatMap(ContentValue.init)?.sha256
    let fate = digest.flatMap { inForce.fate(of: key.id, $0) }
    let lifecycle = try course?.lifecycle ?? lifecycle(on: site)
    let acts = course.map { course in
      course.acts.filter { course.effective.contains($0.identity) }
    }
    let next: String? = if case .replaced(let by) = fate { by } else { nil }
    return Answer(
      id: key.id, states: course?.states ?? [lifecycle.initial],
      fields: course?.shown.values ?? [:],
      acts: acts ?? [], unauthorised: try (acts ?? []).filter { try isUnauthorised($0, site) },
      lifecycle: lifecycle, isInForce: fate == .inForce, replacedBy: next)
  }

  private static func isUnauthorised(_ act: JudgedAct, _ site: Site) throws -> Bool {
    let tasks: [String: TaskAuthority.Task] = ["submit": .calculate, "check": .review]
    guard let task = tasks[act.act.action], let day = CivilDate(act.act.place.claimed.prefix(10))
    else { return false }
    return try TaskAuthority(site).isMissing(task, of: act.person, on: day)
  }

  private static func lifecycle(on site: Site) throws -> Lifecycle {
    let schema = try site.schemas.schema(of: "inventory-approval")
    guard let lifecycle = site.schemas.lifecycles[schema.type, schema.version] else {
      throw ActFault.noLifecycle(type: schema.type)
    }
    return lifecycle
  }
}
