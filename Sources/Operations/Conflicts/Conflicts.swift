import Indexing
package import SiteModel

/// Everything that waits for a person's decision at a node, each conflict once.
package struct Conflicts: Sendable {
  private let site: Site

  package init(of site: Site) { self.site = site }

  /// All conflicts: of fields and states by record, then of natural keys, of what may exist once, of
  /// readings.
  ///
  /// The same list on every node that holds the same facts.
  ///
  /// - Throws: ``StoreFault`` or ``SegmentFault`` if readings in question cannot be read.
  package func all() throws -> [Conflict] {
    try site.index.recordConflicts() + clashes() + contests() + readings()
  }

  /// The conflict with an id, or with the only id that begins so, and the store it is in.
  ///
  /// - Throws: ``ConflictFault/unknown(_:)`` if no store has it.
  package static func find(_ id: String, at site: Site) throws -> (Site, Conflict) {
    let found = try site.overStores { store -> (Site, Conflict)? in
      do { return (store, try Conflicts(of: store).find(id)) } catch ConflictFault.unknown {
        return nil
      }
    }
    guard let first = found.lazy.compactMap({ $0 }).first else { throw ConflictFault.unknown(id) }
    return first
  }

  /// The conflict with an id, or with the only id that begins so.
  ///
  /// - Throws: ``ConflictFault/unknown(_:)`` for one that is not there, or not any more.
  package func find(_ id: String) throws -> Conflict {
    let found = try all().filter { $0.id == id || (id.count >= 4 && $0.id.hasPrefix(id)) }
    guard let conflict = found.first, found.count == 1 else { throw ConflictFault.unknown(id) }
    return conflict
  }

  private func clashes() throws -> [Conflict] {
    try site.schemas.unique.flatMap { try site.index.clashes(in: $0.field, of: $0.type) }
      .map { Conflict(.number($0)) }
  }

  private func contests() throws -> [Conflict] {
    let known = try site.index.slots()
    return SlotFold(known.acts, on: known.ground).lines.sorted { $0.key < $1.key }
      .filter(\.value.isContested)
      .map { Conflict(.slot(SlotContest(slot: $0.key, sides: $0.value.sides))) }
  }

  private func readings() throws -> [Conflict] {
    try site.index.contestedPoints().flatMap { point, days in
      // How readings of a point without undisputed settings are meant is not known yet.
      guard let dated = try settled({ try Points(of: site).point(point) }) else {
        return [Conflict]()
      }
      // Statements of one cell agree or do not, wherever its day begins; headquarters has no zone.
      let calendar = try settled { try site.calendar() } ?? .natural(at: .utc)
      let span = days.map { days in
        // An interval may reach in from before, and be in conflict with one before it.
        let margin: Int64 = 62 * 86_400
        return calendar.start(of: days.lowerBound).seconds - margin...calendar.start(
          of: days.upperBound
        ).seconds + margin
      }
      let range = ReadingRange(of: point, span: span)
      let statements = try site.index.statements(range, from: site.store)
      let corrections = try site.index.corrections(range, from: site.store)
      let shown = ShownReadings(
        statements.map(\.statements), correctedBy: corrections,
        in: SettingTimeline(dated.settings, in: calendar))
      let blobs = try site.index.blobs(ofSegments: shown.conflicts.flatMap(\.segments))
      return ReadingClash.all(of: point, shown.conflicts) { blobs[$0] ?? "" }
        .map { Conflict(.readings($0)) }
    }
  }
}

/// What nobody has decided or said yet is nil; what cannot be read stops whoever asks.
private func settled<Value>(_ ask: () throws -> Value) throws -> Value? {
  do { return try ask() } catch is ConflictFault { return nil } catch is PointFault {
    return nil
  } catch is CalendarFault { return nil }
}

/// Why a conflict cannot be shown or decided.
package enum ConflictFault: Fault, Equatable {
  /// No conflict has this id: it was decided, or another statement has come since.
  case unknown(String)
  /// The conflict is about another field.
  case notField(String, field: String)
  /// None of the sides is this.
  case noSide(String, sides: [String])
  /// Signed acts stand against each other: whoever decides signs, and nobody is at the door.
  case needsSigner(record: String, states: [String])
  /// Readings are not decided by choosing a value.
  case readings(id: String)
  /// What may exist once is decided by headquarters' taking it over.
  case slot(id: String, number: String)
  /// What was asked settles another kind of conflict.
  case otherWay(id: String, kind: String)
  /// A field that something rests on is in dispute.
  case undecided(record: String, fields: [String])
  /// A decision without a reason.
  case noReason

  package var kind: FaultKind {
    switch self {
    case .unknown, .notField, .noSide, .noReason, .otherWay: .invalid
    case .needsSigner, .readings, .slot, .undecided: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .unknown(let id): Phrase("conflict.unknown", ["id": id])
    case .notField(let id, let field):
      Phrase("conflict.not-field", ["id": id, "field": field])
    case .noSide(let side, let sides):
      Phrase("conflict.no-side", ["side": side, "sides": sides.joined(separator: ", ")])
    case .needsSigner(let record, let states):
      Phrase(
        "conflict.needs-signer", ["record": record, "states": states.joined(separator: ", ")])
    case .readings(let id): Phrase("conflict.readings", ["id": id])
    case .slot(let id, let number): Phrase("conflict.slot", ["id": id, "number": number])
    case .otherWay(let id, let kind): Phrase("conflict.other-way-\(kind)", ["id": id])
    case .undecided(let record, let fields):
      Phrase("conflict.undecided", ["record": record, "fields": fields.joined(separator: ", ")])
    case .noReason: Phrase("conflict.no-reason")
    }
  }
}
