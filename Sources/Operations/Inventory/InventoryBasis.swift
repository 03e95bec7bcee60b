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

  /// By which rules it is computed; see `engineNumber`.
  var engine = engineNumber
  /// What is supposed of its meters, to see what it would come to; none where it is drawn up.
  var corrections: [PointCorrection] = []

  /// Computes the inventory from the facts.
  ///
  /// - Throws: ``InventoryFault/unbound(_:)`` while an active source is neither bound
  ///   wholly nor excluded, naming each with its days; faults of points, rules and consumption.
  func inventory() throws -> Inventory {
    let active = try activeSources()
    let excluded = engine >= 2 ? try exclusions() : [:]
    let sources = active.filter { excluded[$0.key.id] == nil }
    guard !sources.isEmpty else { throw InventoryFault.noSources }
    let unbound = sources.flatMap { source in
      self.unbound(source).map { "\(source.number) (\($0))" }
    }
    guard unbound.isEmpty else { throw InventoryFault.unbound(unbound) }
    var inventory = Inventory(
      period: period, calendar: calendar, engine: engine, lines: try sources.flatMap(lines),
      months: try months())
    inventory.excluded = active.compactMap { source in
      excluded[source.key.id].map { .init(source: source.number, name: source.name, $0) }
    }
    return inventory
  }

  private func activeSources() throws -> [ActiveSource] {
    let all = try site.activeSources(knownAt: knownAt)
    guard engine < 3 else { return all }
    return all.map { source in
      var source = source
      source.bindings = source.bindings.referring
      return source
    }
  }

  /// By the source's id, the exclusions that were approved and hold to the end of the period.
  private func exclusions() throws -> [String: Exclusion] {
    let found = try site.exclusions(knownAt: knownAt)
      .filter { $0.isUsable && $0.exclusion.reaches(dates.upperBound) }
      .compactMap { found in found.exclusion.source.map { ($0, found.exclusion) } }
    return Dictionary(found) { $0.number < $1.number ? $0 : $1 }
  }

  /// The same facts over another period.
  func over(_ other: Period) -> InventoryBasis {
    var basis = InventoryBasis(site: site, period: other, calendar: calendar, knownAt: knownAt)
    (basis.engine, basis.corrections) = (engine, corrections)
    return basis
  }

  /// `design.md` §5: "an inventory over an unfrozen month says 暂估"; one that is no longer what was
  /// frozen is none.
  private func months() throws -> Inventory.Months {
    let all = engine >= 2 ? try FrozenMonths(on: site, knownAt: knownAt) : FrozenMonths.none
    var months = Inventory.Months()
    for month in period.monthsTouched(in: calendar) {
      let held = all[month]?.digest
      guard let held, try PeriodSnapshot(of: month, on: site, knownAt: knownAt).digest == held
      else {
        months.open.append(month)
        if held != nil { months.changed.append(month) }
        continue
      }
      months.frozen.append(Inventory.Frozen(month, held))
    }
    return months
  }

  private var dates: ClosedRange<CivilDate> { period.dates(in: calendar) }

  // Before bindings had days, one of any day was enough.
  private func unbound(_ source: ActiveSource) -> [String] {
    guard engine >= 2 else {
      let bound = source.bindings.whole(over: dates).bindings
      return source.rules.inputs.map(\.name).filter { bound[$0] == nil }
    }
    return source.rules.unbound(
      by: source.bindings, in: OpenDays(from: dates.lowerBound, until: dates.upperBound))
  }

  /// A line for each part of the period on which the bindings are the same.
  private func lines(_ source: ActiveSource) throws -> [Inventory.Line] {
    guard engine >= 2 else { return [try line(source, source.bindings.whole(over: dates))] }
    return try source.bindings.parts(of: dates).map { try line(source, $0) }
  }

  private func line(
    _ source: ActiveSource, _ part: SourceBindings.Part
  ) throws -> Inventory.Line {
    let isWhole = part.days == dates
    let stretch = isWhole ? period : Period(days: part.days)
    let inputs = try source.rules.inputs.map { input in
      if let constant = part.bindings[input.name]?.constant {
        return Inventory.Input(
          name: input.name, quantity: constant.quantity,
          origin: .constant(constant, record: source.key))
      }
      return try self.input(input, part.bindings[input.name], over: stretch)
    }
    let known = Dictionary(
      uniqueKeysWithValues: inputs.compactMap { input in input.quantity.map { (input.name, $0) } })
    let evaluation =
      known.count == inputs.count ? try source.rules.evaluate(inputs: known) : nil
    var line = Inventory.Line(
      source: (source.number, source.name), rules: source.rules, hash: source.hash,
      inputs: inputs, evaluation: evaluation)
    line.group = source.group
    line.days = isWhole ? nil : part.days
    return line
  }

  private func input(
    _ input: RuleSet.Input, _ binding: SourceBinding?, over stretch: Period
  ) throws -> Inventory.Input {
    guard let binding, binding.kind == "factor" else {
      let point = try Points(of: site, knownAt: knownAt).point(binding?.ref ?? "")
      return try metered(input, point, over: stretch)
    }
    let held = try HeldFactors(of: site, knownAt: knownAt).held(.known("factor", binding.ref))
    return Inventory.Input(
      name: input.name, quantity: held.factor.value,
      origin: .factor(held.factor, record: held.key, held.confirmation))
  }

  private func metered(
    _ input: RuleSet.Input, _ point: MeasurementPoint, over stretch: Period
  ) throws -> Inventory.Input {
    let readings = PointReadings(of: point, on: site, calendar, knownAt: knownAt)
    let consumed = try readings.consumed([stretch])[0]
    let segments = Set(try readings.statements(stretch.bounds(in: calendar)).map(\.blob)).sorted()
    let unit = try SiteModel.Unit(consumed.unit)
    let added = try correction(of: point, readings, over: stretch.bounds(in: calendar), in: unit)
    return Inventory.Input(
      name: input.name, quantity: consumed.value.map { Quantity($0 + added, unit) },
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
  /// A reading that counts is written nowhere: this is a fault of the program.
  case noPlace(point: String, at: String)
  /// The inventory has no such line.
  case noLine(id: String, line: String, known: [String])
  /// A formula cannot be written for a calculator.
  case formula(rules: String, step: String)
  /// There is a folder of this name already.
  case folder(path: String)
  /// Not everything is known, so nobody could compute it again.
  case inPart(id: String)
  /// What was written down is not what its facts give.
  case differs(id: String, written: String, computed: String)

  package var kind: FaultKind {
    switch self {
    case .noSources, .unbound, .noRules, .unknown, .noLine, .inPart, .folder: .invalid
    case .noPlace: .untrusted
    case .formula: .refused
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
    case .noPlace(let point, let at): Phrase("inventory.no-place", ["point": point, "at": at])
    case .noLine(let id, let line, let known):
      Phrase(
        "inventory.no-line", ["id": id, "line": line, "known": known.joined(separator: ", ")])
    case .formula(let rules, let step):
      Phrase("inventory.formula", ["rules": rules, "step": step])
    case .folder(let path): Phrase("inventory.folder", ["path": path])
    case .inPart(let id): Phrase("inventory.in-part", ["id": id])
    case .engine(let id, let needs, let has):
      Phrase("inventory.engine", ["id": id, "needs": needs, "has": has])
    case .differs(let id, let written, let computed):
      Phrase("inventory.differs", ["id": id, "written": written, "computed": computed])
    }
  }
}
