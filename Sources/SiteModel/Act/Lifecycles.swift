/// Which lifecycle each version of each record type goes through.
package struct Lifecycles: Sendable {
  private var known: [String: [Int: Lifecycle]] = [:]

  package init() {}

  /// Puts a lifecycle to a version of a record type.
  package mutating func set(_ lifecycle: Lifecycle, for type: String, schema: Int) {
    known[type, default: [:]][schema] = lifecycle
  }

  /// Finds the lifecycle that each schema names in `x-lifecycle`, as `<name>:<version>`.
  ///
  /// - Throws: ``LifecycleFault/unknown(at:name:)`` for a name that none of the lifecycles bears.
  package init(
    of schemas: some Sequence<(type: String, version: Int, lifecycle: JSON?)>,
    among lifecycles: some Sequence<Lifecycle>
  ) throws(LifecycleFault) {
    let named = Dictionary(lifecycles.map { ("\($0.name):\($0.version)", $0) }) { first, _ in first
    }
    for schema in schemas {
      guard let asked = schema.lifecycle else { continue }
      guard let lifecycle = asked.string.flatMap({ named[$0] })
      else { throw .unknown(at: schema.type, name: asked.string ?? asked.excerpt) }
      set(lifecycle, for: schema.type, schema: schema.version)
    }
  }

  /// By the version of the schema that an entry names; nil for what this program does not know.
  package subscript(type: String, schema: Int) -> Lifecycle? { known[type]?[schema] }

  /// By the newest version known; nil for a type whose records have no states.
  package subscript(type: String) -> Lifecycle? {
    known[type].flatMap { $0.max { $0.key < $1.key } }?.value
  }

  /// Every lifecycle that a type has.
  package var all: [Lifecycle] {
    Set(known.values.flatMap(\.values)).sorted { ($0.name, $0.version) < ($1.name, $1.version) }
  }
}
