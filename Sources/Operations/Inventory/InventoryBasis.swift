import Indexing
package import SiteModel
import Storage

/// Everything an inventory rests on, as it was known at one moment.
struct InventoryBasis {
  let site: Site
  let period: Period
  let calendar: ProductionCalendar
  /// Only what was known then.
  let knownAt: VersionVector

  /// Computes the inventory from the facts.
  ///
  /// - Throws: ``InventoryFault/unbound(_:)`` while an active source is not bound wholly, naming
  ///   each; faults of points, rules and consumption.
  func inventory() throws -> Inventory {
    let all = try site.index.states(of: "source", knownAt: knownAt)
    for (key, state) in all { try checkDecided(key, state) }
    let sources = try all.filter { $0.state.values["status"]?.string == "active" }
      .filter { try site.voiding(of: $0.key, knownAt: knownAt) == nil }
    guard !sources.isEmpty else { throw InventoryFault.noSources }
    let lines = try sources.map { try prepared($0.state.values) }
    let unbound = lines.flatMap(\.unbound)
    guard unbound.isEmpty else { throw InventoryFault.unbound(unbound) }
    let months = try months()
    return Inventory(
      period: period, calendar: calendar,
      lines: try lines.map(computed).sorted { $0.source < $1.source }, frozen: months.frozen,
      open: months.open, changed: months.changed)
  }

  /// `design.md` §5: "an inventory over an unfrozen month says 暂估"; one that is no longer what was
  /// frozen is none.
  private func months() throws -> Months {
    let all = try FrozenMonths(on: site, knownAt: knownAt)
    var months = Months()
    for month in period.monthsTouched(in: calendar) {
      guard let held = all[month] else {
        months.open.append(month)
        continue
      }
      let now = try PeriodSnapshot(of: month, on: site, knownAt: knownAt).digest
      if now == held.digest {
        months.frozen.append(Inventory.Frozen(month, held.digest))
      } else {
        months.open.append(month)
        months.changed.append(month)
      }
    }
    return months
  }

  private struct Months {
    var frozen: [Inventory.Frozen] = []
    var open: [Period] = []
    var changed: [Period] = []
  }

  // A source whose status nobody has decided would silently be left out, or counted.
  private func checkDecided(_ key: RecordKey, _ state: RecordState) throws {
    let disputed = state.conflicts.filter { Envelope.part(of: $0) == nil && $0 != "name" }
    guard try disputed.isEmpty || site.voiding(of: key, knownAt: knownAt) != nil else {
      let label = state["number"]?.values.first?.string ?? key.id
      throw ConflictFault.undecided(record: "\(key) (\(label))", fields: disputed)
    }
  }

  /// A source with its rule set, before anything is computed.
  private struct Prepared {
    let number: String
    let name: String
    let rules: RuleSet
    let hash: ContentHash
    let bindings: [String: (kind: String, ref: String)]

    var unbound: [String] {
      rules.inputs.filter { bindings[$0.name] == nil }.map { "\(number) (\($0.name))" }
    }
  }

  private func prepared(_ source: [String: JSON]) throws -> Prepared {
    let number = source["number"]?.string ?? ""
    let (rules, hash) = try ruleSet(source["rules"]?.string ?? "", of: number)
    let bindings = (source["bindings"]?.array ?? []).compactMap {
      item -> (String, (String, String))? in
      guard let input = item["input"]?.string, let kind = item["kind"]?.string,
        let ref = item["ref"]?.string
      else { return nil }
      return (input, (kind, ref))
    }
    return Prepared(
      number: number, name: source["name"]?.string ?? number, rules: rules, hash: hash,
      bindings: Dictionary(bindings) { $1 })
  }

  private func ruleSet(_ id: String, of source: String) throws -> (RuleSet, ContentHash) {
    let key = RecordKey.shipped("rule-set", id)
    let state = try site.index.state(of: key, knownAt: knownAt)
    guard state["content"]?.isConflict != true else {
      throw ConflictFault.undecided(record: key.description, fields: ["content"])
    }
    guard let content = state.values["content"].flatMap(ContentValue.init), let name = content.path,
      let blob = try site.index.content(name, of: key)
    else { throw InventoryFault.noRules(source: source, rules: id) }
    let bytes = try site.store.read(blob).bytes
    guard ContentHash(of: bytes) == content.sha256 else {
      throw StoreFault.damaged(name: "\(blob)", detail: "sha256")
    }
    let rules = try RuleSet(json: String(decoding: bytes, as: UTF8.self), file: "\(id).json")
    return (rules, content.sha256)
  }

  private func computed(_ source: Prepared) throws -> Inventory.Line {
    let inputs = try source.rules.inputs.map { input in
      try self.input(input, source.bindings[input.name] ?? ("", ""))
    }
    let known = Dictionary(
      uniqueKeysWithValues: inputs.compactMap { input in input.quantity.map { (input.name, $0) } })
    let evaluation =
      known.count == inputs.count ? try source.rules.evaluate(inputs: known) : nil
    return Inventory.Line(
      source: (source.number, source.name), rules: source.rules, hash: source.hash,
      inputs: inputs, evaluation: evaluation)
  }

  private func input(
    _ input: RuleSet.Input, _ binding: (kind: String, ref: String)
  ) throws -> Inventory.Input {
    if binding.kind == "factor" {
      let key = RecordKey.known("factor", binding.ref)
      let state = try site.index.state(of: key, knownAt: knownAt)
      guard state.conflicts.isEmpty else {
        throw ConflictFault.undecided(record: key.description, fields: state.conflicts)
      }
      let factor = try Factor(record: try site.schemas.fields(of: key, state))
      return Inventory.Input(
        name: input.name, quantity: factor.value, origin: .factor(factor, record: key))
    }
    return try metered(input, try Points(of: site, knownAt: knownAt).point(binding.ref))
  }

  private func metered(
    _ input: RuleSet.Input, _ point: MeasurementPoint
  ) throws -> Inventory.Input {
    let readings = PointReadings(of: point, on: site, calendar, knownAt: knownAt)
    let consumed = try readings.consumed([period])[0]
    let segments = Set(try readings.statements(period.bounds(in: calendar)).map(\.blob)).sorted()
    let unit = try SiteModel.Unit(consumed.unit)
    return Inventory.Input(
      name: input.name, quantity: consumed.value.map { Quantity($0, unit) },
      origin: .point(point, consumed, segments: segments))
  }
}

/// Why an inventory cannot be drawn up or found.
package enum InventoryFault: Fault, Equatable {
  /// No source is active.
  case noSources
  /// Inputs of active sources that nothing feeds.
  case unbound([String])
  /// The store does not hold the rule set of a source.
  case noRules(source: String, rules: String)
  /// No inventory has this id.
  case unknown(id: String)
  /// The inventory was computed by rules of another engine number.
  case engine(id: String, needs: String, has: String)
  /// What was written down is not what its facts give.
  case differs(id: String, written: String, computed: String)

  package var kind: FaultKind {
    switch self {
    case .noSources, .unbound, .noRules, .unknown: .invalid
    case .engine: .refused
    case .differs: .untrusted
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noSources: Phrase("inventory.no-sources")
    case .unbound(let inputs):
      Phrase("inventory.unbound", ["inputs": inputs.joined(separator: ", ")])
    case .noRules(let source, let rules):
      Phrase("inventory.no-rules", ["source": source, "rules": rules])
    case .unknown(let id): Phrase("inventory.unknown", ["id": id])
    case .engine(let id, let needs, let has):
      Phrase("inventory.engine", ["id": id, "needs": needs, "has": has])
    case .differs(let id, let written, let computed):
      Phrase("inventory.differs", ["id": id, "written": written, "computed": computed])
    }
  }
}
