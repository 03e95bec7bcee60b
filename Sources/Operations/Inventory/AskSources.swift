import Indexing
package import SiteModel

/// The emission sources of a node, what feeds their inputs, and which inputs nothing feeds.
package struct AskSources {
  /// One source.
  package struct Answer: Sendable {
    package let key: RecordKey
    /// Its undisputed fields.
    package let values: [String: JSON]
    package let bindings: [Bound]
    /// The number of the record that leaves it out today; nil: it counts.
    package let exclusion: String?
    /// Of an active source that counts: inputs that nothing feeds, each with the days where it is fed on
    /// others; the days before the first binding apart. The rule set's id where it is not held.
    package let unbound: [String]
  }

  /// A binding, and what people call the point or factor that it names.
  package struct Bound: Sendable {
    package let binding: SourceBinding
    package let target: String
  }

  /// Every source that is not void, by number.
  package static func run(on site: Site) throws -> [Answer] {
    let excluded = try AskExclusions.run(on: site).filter(\.isInForce).compactMap { answer in
      answer.exclusion.source.map { ($0, answer.exclusion.number) }
    }
    let exclusions = Dictionary(excluded) { first, _ in first }
    return try site.index.states(of: "source").filter { try site.voiding(of: $0.key) == nil }
      .map { try answer($0.key, $0.state.values, exclusions[$0.key.id], site) }
      .sorted { ($0.values["number"]?.string ?? "") < ($1.values["number"]?.string ?? "") }
  }

  private static func answer(
    _ key: RecordKey, _ values: [String: JSON], _ exclusion: String?, _ site: Site
  ) throws -> Answer {
    let bindings = try SourceBindings(values["bindings"]).all.map { binding in
      Bound(binding: binding, target: try target(of: binding, site))
    }
    return Answer(
      key: key, values: values, bindings: bindings, exclusion: exclusion,
      unbound: exclusion == nil ? try unbound(key, values, site) : [])
  }

  private static func target(of binding: SourceBinding, _ site: Site) throws -> String {
    if let constant = binding.constant { return "\(constant.text) \(constant.quantity.unit)" }
    guard let key = RecordKey(type: binding.kind, id: binding.ref) else { return binding.ref }
    return try site.index.state(of: key).values["number"]?.string ?? binding.ref
  }

  private static func unbound(
    _ key: RecordKey, _ values: [String: JSON], _ site: Site
  ) throws -> [String] {
    guard values["status"]?.string == "active" else { return [] }
    do {
      let source = try ActiveSource(key, values, HeldRules(of: site))
      return source.rules.unbound(by: source.bindings)
    } catch InventoryFault.noRules(_, let rules) { return [rules] }
  }
}
