/// Everything that counts of one month, in one hash: what is frozen with it.
///
/// `design.md` §5 asks for a digest at freezing; anybody who holds the facts computes it again.
package struct PeriodSnapshot: Sendable, Hashable {
  /// The month.
  package let period: Period
  /// The frame in which its days are counted.
  package let calendar: ProductionCalendar
  /// By id; a point of which nothing is known is not among them.
  package let points: [Point]

  package init(_ period: Period, in calendar: ProductionCalendar, _ points: [Point]) {
    (self.period, self.calendar) = (period, calendar)
    self.points = points.sorted { $0.id < $1.id }
  }

  /// What counts of one point.
  package struct Point: Sendable, Hashable {
    /// Of its record.
    package let id: String
    /// How many readings are hashed.
    package let readings: Int
    /// What they give; nil for kinds without consumption.
    package let consumed: Consumed?
    /// Of the readings, each a line: time, length, value, flags; of cells that contradict each other.
    package let hash: ContentHash
  }

  /// `{"calendar","month","points":[{"id","readings","value","unit","complete","fills","sha256"}]}`.
  package var json: JSON {
    [
      "month": .string(period.description), "calendar": calendar.json,
      "points": .array(points.map(\.json)),
    ]
  }

  /// The SHA-256 of the canonical JSON and a line's end.
  package var digest: ContentHash { ContentHash(of: bytes) }

  /// What is hashed, as a file: canonical JSON and a line's end.
  package var bytes: [UInt8] { Array("\(json.canonical)\n".utf8) }
}

extension PeriodSnapshot.Point {
  /// - Returns: nil where nothing is known of the span.
  package init?(
    _ id: String, _ shown: ShownReadings, giving consumed: Consumed?, in span: Range<Instant>
  ) {
    let rows = (0..<shown.count).filter { shown.speaks($0, of: span) }
    let conflicts = shown.conflicts.filter { span.contains($0.at) }
    guard !rows.isEmpty || !conflicts.isEmpty || consumed?.fills.isEmpty == false else {
      return nil
    }
    var flags: [Int: [String]] = [:]
    for (flag, flagged) in shown.flags.sorted(by: { $0.key < $1.key }) {
      for row in flagged { flags[row, default: []].append(flag) }
    }
    let lines =
      rows.map { row in
        let marks = flags[row, default: []].joined(separator: " ")
        return "\(shown.times[row]),\(shown.lengths[row]),\(shown.value(row)),\(marks)\n"
      } + conflicts.map { "\($0.at.seconds),\($0.length),conflict\n" }
    (self.id, readings, self.consumed) = (id, rows.count, consumed)
    hash = ContentHash(of: Array(lines.joined().utf8))
  }

  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "id": .string(id), "readings": .number(String(readings)),
      "sha256": .string(hash.description),
    ]
    guard let consumed else { return .object(members) }
    members["value"] = consumed.value.map { .string($0.text) } ?? .null
    members["unit"] = .string(consumed.unit)
    members["complete"] = .bool(consumed.complete)
    members["fills"] = .array(consumed.fills.map { .string($0.record) })
    return .object(members)
  }
}

extension ReadingKind {
  /// Whether a reading at the end of a span speaks of it too: what passed, or what is left.
  package var closes: Bool { self == .register || self == .stock }
}

extension Range<Instant> {
  /// Whether a reading speaks of this span: it lies in it, reaches into it, or closes it.
  ///
  /// - Parameter length: seconds of its interval; 0 for an instant.
  package func isTouched(by kind: ReadingKind, at: Instant, length: Int32) -> Bool {
    if length > 0 { return at < upperBound && at.seconds + Int64(length) > lowerBound.seconds }
    return contains(at) || kind.closes && at == upperBound
  }
}

extension ShownReadings {
  fileprivate func speaks(_ row: Int, of span: Range<Instant>) -> Bool {
    let at = Instant(seconds: times[row])
    guard at >= span.lowerBound, at <= span.upperBound, let setting = timeline.setting(at: at)
    else { return false }
    return span.isTouched(by: setting.kind, at: at, length: lengths[row])
  }
}
