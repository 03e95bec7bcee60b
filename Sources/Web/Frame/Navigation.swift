import Operations
import SiteModel

/// One group of the menu.
struct NavigationSection {
  let sectionTitle: String
  /// Whether it is this person's daily work; the others are folded.
  let isOwn: Bool
  let entries: [NavigationEntry]
}

struct NavigationEntry {
  let entryName: String
  let entryPlace: String
  let isCurrent: Bool
}

/// The menu: what a person's posts make his daily work comes first, everything else stays within reach.
/// What he may do is decided by what he does, never by what the menu shows.
enum Navigation {
  private struct Section {
    let key: String
    /// Whose daily work it is; empty: everybody's.
    let roles: Set<String>
    let places: [(key: String, place: String)]
    var isOfHeadquarters = false
  }

  private static let all = [
    Section(key: "own", roles: [], places: [("tasks", "/"), ("due", "/due")]),
    Section(
      key: "group", roles: [],
      places: [("entities", "/entities"), ("roll-up", "/roll-up")], isOfHeadquarters: true),
    Section(
      key: "data", roles: ["operator", "collector", "data-reviewer", "hq-data"],
      places: [
        ("reading", "/reading"), ("import", "/import"), ("imports", "/imports"),
        ("points", "/points"), ("gaps", "/gaps"), ("alerts", "/alerts"),
      ]),
    Section(
      key: "instruments", roles: ["metrologist"], places: [("instruments", "/instruments")]),
    Section(
      key: "documents", roles: ["doc-controller", "author", "reviewer", "approver"],
      places: [("documents", "/documents")]),
    Section(
      key: "system", roles: ["system-rep", "auditor", "lead-auditor", "dept-head", "top-manager"],
      places: [("clauses", "/clauses"), ("records", "/records")]),
    Section(
      key: "carbon",
      roles: ["hq-carbon", "verifier", "data-reviewer", "system-rep", "top-manager"],
      places: [("sources", "/sources"), ("inventories", "/inventories")]),
    Section(
      key: "node", roles: [TrustRole.administrator],
      places: [
        ("sync", "/stick"), ("conflicts", "/conflicts"), ("people", "/people"),
        ("status", "/status"), ("tokens", "/tokens"), ("begin", "/begin"),
      ]),
  ]

  static func sections(of visit: Visit) -> [NavigationSection] {
    let site = visit.site
    let roles = Set(
      (visit.person?.posts(on: site.today) ?? []).flatMap(\.roles))
    let shown = all.filter { !$0.isOfHeadquarters || visit.pages.isOfHeadquarters }
    return shown.map { section in
      NavigationSection(
        sectionTitle: visit.say("page.section-\(section.key)"),
        isOwn: roles.isEmpty || section.roles.isEmpty || !section.roles.isDisjoint(with: roles),
        entries: section.places.map { key, place in
          NavigationEntry(
            entryName: visit.say("page.to-\(key)"), entryPlace: place,
            isCurrent: visit.place.prefix { $0 != "?" } == place)
        })
    }
  }
}
