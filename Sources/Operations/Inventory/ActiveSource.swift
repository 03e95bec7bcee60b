import Indexing
import SiteModel

/// An emission source with its rule set and its bindings, before anything is computed.
struct ActiveSource {
  let key: RecordKey
  let number: String
  let name: String
  /// The unit or group it belongs to.
  let group: String?
  let rules: RuleSet
  let hash: ContentHash
  var bindings: SourceBindings

  /// - Parameter values: of its record.
  init(_ key: RecordKey, _ values: [String: JSON], _ shelf: HeldRules) throws {
    self.key = key
    number = values["number"]?.string ?? ""
    name = values["name"]?.string ?? number
    group = values["group"]?.string
    (rules, hash) = try shelf.ruleSet(values["rules"]?.string ?? "", of: number)
    bindings = SourceBindings(values["bindings"])
  }

}

extension RuleSet {
  /// The inputs that nothing feeds, each with the days where it is fed on others:
  /// `electricity.factor 2025-07-01..2025-12-31`.
  ///
  /// - Parameter days: nil: all days from the first on which something feeds the input.
  func unbound(by bindings: SourceBindings, in days: OpenDays? = nil) -> [String] {
    inputs.flatMap { input in
      let asked = days ?? OpenDays(from: bindings.first(of: input.name), until: nil)
      return bindings.unbound(input.name, in: asked).map { left in
        left == asked ? input.name : "\(input.name) \(left)"
      }
    }
  }
}

extension Site {
  /// The sources that are active and not void, by number.
  ///
  /// - Throws: ``ConflictFault/undecided(record:fields:)`` for a source of which nobody has decided
  ///   what it is: it would silently be left out, or counted.
  func activeSources(knownAt: VersionVector? = nil) throws -> [ActiveSource] {
    let shelf = HeldRules(of: self, knownAt: knownAt)
    let all = try index.states(of: "source", knownAt: knownAt)
      .filter { try voiding(of: $0.key, knownAt: knownAt) == nil }
    for (key, state) in all { try Self.checkDecided(key, state) }
    return try all.filter { $0.state.values["status"]?.string == "active" }
      .map { try ActiveSource($0.key, $0.state.values, shelf) }.sorted { $0.number < $1.number }
  }

  private static func checkDecided(_ key: RecordKey, _ state: RecordState) throws {
    let disputed = state.conflicts.filter { Envelope.part(of: $0) == nil && $0 != "name" }
    guard disputed.isEmpty else {
      let label = state["number"]?.values.first?.string ?? key.id
      throw ConflictFault.undecided(record: "\(key) (\(label))", fields: disputed)
    }
  }
}
