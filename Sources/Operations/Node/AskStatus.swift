import Indexing
package import SiteModel
import Storage

/// What a node is and holds: the answer to `status`.
package struct AskStatus {
  /// The answer.
  package struct Answer: Sendable {
    package let identity: (entity: String, site: String, chain: String)
    /// The name in people's words.
    package let name: String
    /// What all facts together show; equal on nodes that hold the same chains.
    package let state: ContentHash
    /// Which commits are held.
    package let facts: ContentHash
    package let chains: [ChainHead]
    /// Whether the next write opens a successor chain.
    package let isAtHome: Bool
    /// How many records each type has.
    package let records: [String: Int]
    package let segments: Int
    /// How many things wait for a person's decision.
    package let conflicts: Int
    /// What stays until headquarters decides about a chain.
    package let alarms: [Alarm]
  }

  package static func run(on site: Site) throws -> Answer {
    let heads = try site.index.heads()
    let states = try site.index.allStates()
    let segments = try site.index.liveSegments()
    var digest = StateDigest()
    let courses = try site.index.courses()
    let signed = Set(courses.map(\.key))
    for (key, state) in states where !signed.contains(key) { digest.add(key, state) }
    for course in courses { digest.add(course) }
    let slots = try site.index.slots()
    for (slot, line) in SlotFold(slots.acts, on: slots.ground).lines { digest.add(slot, line) }
    for blob in segments { digest.add(liveSegment: blob) }
    let identity = site.identity
    return Answer(
      identity: (identity.entity, identity.site, identity.chain),
      name: name(of: site, states),
      state: digest.value, facts: FactsDigest.of(heads), chains: heads, isAtHome: site.isAtHome,
      records: Dictionary(grouping: states, by: \.key.type).mapValues(\.count),
      segments: segments.count, conflicts: try Conflicts(of: site).all().count,
      alarms: try Alarm.all(of: site))
  }

  /// The fingerprint of the node's key, as `ssh-keygen -l` prints it; to be kept on paper.
  package static func onPaper(of site: Site) throws -> String {
    try NodeKeys.allowed(in: site.layout)[site.chain]?.fingerprint ?? ""
  }

  private static func name(
    of site: Site, _ states: [(key: RecordKey, state: RecordState)]
  ) -> String {
    let own = states.first { $0.key == .site(site.name) }
    return own?.state.values["name"]?.string ?? site.name
  }
}
