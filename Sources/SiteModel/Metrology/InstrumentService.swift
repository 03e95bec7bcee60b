/// That an instrument measured at a point, from one moment to another.
package struct InstrumentService: Sendable, Hashable {
  /// Ids.
  package let instrument: String
  package let point: String
  /// Seconds since 1970; `Int64.min` where nobody wrote down the beginning.
  package fileprivate(set) var from: Int64
  /// Seconds since 1970, the first moment after; `Int64.max` while it is there.
  package fileprivate(set) var until: Int64
  /// The records that say so.
  package fileprivate(set) var records: [RecordKey]
}

extension InstrumentService {
  /// Which instrument served which point when, of installations and meters that were replaced.
  ///
  /// A replacement ends the old instrument's service, also where an installation still says it
  /// stands, and begins the new one's. The old one was there before, though nobody may have
  /// written down since when.
  package static func all(
    installations: [OtherRecord], replacements: [OtherRecord]
  ) -> [InstrumentService] {
    var services = installations.compactMap(InstrumentService.init(installation:))
    let swaps = replacements.compactMap(Swap.init).sorted { $0.at < $1.at }
    for (place, swap) in swaps.enumerated() {
      services.end(swap, after: swaps[..<place].last { $0.point == swap.point }?.again)
      services.begin(swap)
    }
    return services.filter { $0.from < $0.until }
      .sorted { ($0.point, $0.from, $0.instrument) < ($1.point, $1.from, $1.instrument) }
  }

  private init?(installation record: OtherRecord) {
    let fields = record.fields
    guard !record.isVoided, let instrument = fields["instrument"]?.string,
      let point = fields["point"]?.string, let from = fields.seconds("from")
    else { return nil }
    self.init(
      instrument: instrument, point: point, from: from, until: fields.seconds("until") ?? .max,
      records: [record.key])
  }
}

/// A meter that was replaced.
private struct Swap {
  let point: String
  let at: Int64
  /// When the new meter measured first.
  let again: Int64
  let old: String?
  let new: String?
  let record: RecordKey

  init?(_ record: OtherRecord) {
    let fields = record.fields
    guard !record.isVoided, fields["kind"]?.string == "swap", let point = fields["point"]?.string,
      let at = fields.seconds("at")
    else { return nil }
    (self.point, self.at, again) = (point, at, fields.seconds("until") ?? at)
    (old, new) = (fields["oldInstrument"]?.string, fields["newInstrument"]?.string)
    self.record = record.key
  }
}

extension [InstrumentService] {
  /// Whatever stood at the point before ends with it: one meter took the place of another.
  fileprivate mutating func end(_ swap: Swap, after earlier: Int64?) {
    var isKnown = false
    for place in indices where self[place].point == swap.point && self[place].from < swap.at {
      guard self[place].until >= swap.at, self[place].instrument != swap.new,
        swap.old == nil || self[place].instrument == swap.old
      else { continue }
      self[place].until = swap.at
      self[place].records.append(swap.record)
      isKnown = true
    }
    guard !isKnown, let old = swap.old else { return }
    append(
      InstrumentService(
        instrument: old, point: swap.point, from: earlier ?? .min, until: swap.at,
        records: [swap.record]))
  }

  fileprivate mutating func begin(_ swap: Swap) {
    guard let new = swap.new else { return }
    let held = firstIndex {
      $0.point == swap.point && $0.instrument == new && $0.until > swap.again
        && $0.from >= swap.at && $0.from <= swap.again + 86_400
    }
    guard let held else {
      append(
        InstrumentService(
          instrument: new, point: swap.point, from: swap.again, until: .max, records: [swap.record])
      )
      return
    }
    self[held].from = Swift.min(self[held].from, swap.again)
    self[held].records.append(swap.record)
  }
}

extension [String: JSON] {
  /// The moment in a field, in seconds since 1970.
  func seconds(_ field: String) -> Int64? {
    self[field]?.string.flatMap { Instant.parse($0)?.instant.seconds }
  }
}
