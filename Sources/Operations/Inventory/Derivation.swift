package import Indexing
package import SiteModel
import Storage

/// How one line of an inventory came about, down to where every reading and factor is written.
package struct Derivation: Sendable {
  package let line: Inventory.Line
  package let inputs: [Input]

  /// One input and what it rests on.
  package struct Input: Sendable {
    package let input: Inventory.Input
    /// Of a point: what is added up.
    package let terms: [Term]
    /// Of a point: quantities that stand for readings, each with the entry that says it.
    package let fills: [(fill: GapFill, place: FactPlace)]
    /// Of a factor: the entry that says its value.
    package let place: FactPlace?
    /// Of a point: the numbers of the instruments that stood there.
    package let instruments: [String]
  }

  /// One term, and where its readings are written.
  package struct Term: Sendable {
    package let term: ConsumptionTrace.Term
    /// Of the standing before; nil for what has none.
    package let before: ReadingPlace?
    package let value: ReadingPlace
  }
}

extension InventoryBasis {
  /// How every line of an inventory came about.
  ///
  /// - Throws: ``InventoryFault/noPlace(point:at:)`` for a reading that is written nowhere.
  func derivations(of inventory: Inventory) throws -> [Derivation] {
    try inventory.lines.map { line in
      let stretch = line.days.map { Period(days: $0) } ?? period
      return Derivation(
        line: line, inputs: try line.inputs.map { try derived($0, over: stretch) })
    }
  }

  private func derived(
    _ input: Inventory.Input, over stretch: Period
  ) throws -> Derivation.Input {
    switch input.origin {
    case .factor(let factor, let record, _):
      return Derivation.Input(
        input: input, terms: [], fills: [], place: try place(of: factor, record), instruments: [])
    case .constant(let constant, let record):
      return Derivation.Input(
        input: input, terms: [], fills: [], place: try place(of: constant, record),
        instruments: [])
    case .point(let point, let consumed, _):
      let readings = PointReadings(of: point, on: site, calendar, knownAt: knownAt)
      return Derivation.Input(
        input: input, terms: try terms(of: readings, over: consumed.span),
        fills: try consumed.fills.map { ($0, try place(of: $0)) }, place: nil,
        instruments: try instruments(at: point, over: consumed.span))
    }
  }

  private func terms(
    of readings: PointReadings, over span: Range<Instant>
  ) throws -> [Derivation.Term] {
    let places = try readings.places(span)
    let place = { (value: Decimal18, at: Instant) throws -> ReadingPlace in
      guard let place = places.place(of: value, at: at) else {
        throw InventoryFault.noPlace(
          point: readings.point.number, at: at.text(at: calendar.offset))
      }
      return place
    }
    return try ConsumptionTrace(span, of: readings.shown(span)).terms.map { term in
      let isStanding = term.before != nil
      return Derivation.Term(
        term: term, before: try term.before.map { try place($0, term.from) },
        value: try place(term.value, isStanding ? term.until : term.from))
    }
  }

  /// The newest entry then that says the value as it was published.
  private func place(of factor: Factor, _ record: RecordKey) throws -> FactPlace? {
    try newest(of: record) { $0["value"]?.string == factor.text }
  }

  /// The newest entry then whose bindings hold the value.
  private func place(of constant: Inventory.Constant, _ record: RecordKey) throws -> FactPlace? {
    try newest(of: record) { values in
      values["bindings"]?.array?.contains { $0["value"]?.string == constant.text } ?? false
    }
  }

  private func place(of fill: GapFill) throws -> FactPlace {
    let records = try site.index.states(of: GapFill.type, knownAt: knownAt)
      .filter { GapFill($0.state.values) == fill }
    let places = try records.compactMap { key, _ in
      try newest(of: key) { $0["quantity"]?.string == "\(fill.quantity)" }
    }
    guard let place = places.first else {
      throw InventoryFault.noPlace(point: fill.record, at: "")
    }
    return place
  }

  private func newest(
    of key: RecordKey, _ says: ([String: JSON]) -> Bool
  ) throws -> FactPlace? {
    let entries = try site.index.entries(of: key).filter { placed in
      knownAt.contains(placed.name) && says(placed.entry.set.mapValues(\.new))
    }
    return entries.last.map { placed in
      FactPlace(
        chain: placed.name.chain, seq: placed.name.seq, path: key.path(seq: placed.name.seq))
    }
  }

  private func instruments(
    at point: MeasurementPoint, over span: Range<Instant>
  ) throws -> [String] {
    try site.index.states(of: "installation", knownAt: knownAt).compactMap { _, state in
      let moment = { (name: String) in
        state.values[name]?.string.flatMap { Instant.parse($0)?.instant }
      }
      guard state.values["point"]?.string == point.id, let id = state.values["instrument"]?.string,
        moment("from").map({ $0 < span.upperBound }) ?? true,
        moment("until").map({ $0 > span.lowerBound }) ?? true
      else { return nil }
      let instrument = try site.index.state(of: .known("instrument", id), knownAt: knownAt)
      return instrument.values["number"]?.string ?? id
    }
    .sorted()
  }
}
