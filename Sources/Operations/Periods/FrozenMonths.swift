import Indexing
import SiteModel
import Storage

/// The months that are frozen, as known at a moment: no reading may change what was frozen.
struct FrozenMonths {
  /// One of them.
  struct Month: Sendable {
    let period: Period
    let span: Range<Instant>
    /// The last release of its slot.
    let act: SlotAct
    /// Of what was frozen.
    let digest: ContentHash
    /// Counts how often it was frozen, as text.
    let freeze: String
  }

  /// Ascending.
  let months: [Month]

  /// Nothing is frozen.
  static let none = FrozenMonths(months: [])

  private init(months: [Month]) { self.months = months }

  /// - Parameter knownAt: only what was known then; nil: all that is held.
  init(on site: Site, knownAt: VersionVector? = nil) throws {
    let known = try site.index.slots()
    let acts = known.acts.filter { knownAt?.contains($0.place.name) ?? true }
    guard acts.contains(where: { $0.slot.kind == SlotKey.months }) else {
      months = []
      return
    }
    let calendar = try site.calendar(knownAt: knownAt)
    let fold = SlotFold(acts, on: known.ground, knownAt: knownAt)
    months = fold.lines.compactMap { slot, line in Month(slot, line, in: calendar) }
      .sorted { $0.span.lowerBound < $1.span.lowerBound }
  }

  subscript(_ period: Period) -> Month? { months.first { $0.period == period } }

  /// The frozen month that a reading speaks of.
  ///
  /// - Parameter length: seconds of its interval; 0 for an instant.
  func month(of kind: ReadingKind, at: Instant, length: Int32) -> Month? {
    months.first { $0.span.isTouched(by: kind, at: at, length: length) }
  }

  /// Whether one of them may hold one of these times, or an interval that begins there.
  func touch(_ times: [Int64]) -> Bool {
    guard let last = months.last, let first = times.min() else { return false }
    return first <= last.span.upperBound.seconds
  }

  /// - Throws: ``ClosingFault/frozen(month:what:)`` for a reading of a frozen month.
  func check(_ cell: ReadingCell) throws {
    guard let month = month(of: cell.setting.kind, at: cell.at, length: cell.length) else { return }
    throw ClosingFault.frozen(month: "\(month.period)", what: cell.point.number)
  }

  /// - Throws: ``ClosingFault/frozen(month:what:)`` if a stretch of time touches a frozen month.
  func check(_ span: Range<Instant>, _ what: String) throws {
    guard let month = months.first(where: { $0.span.overlaps(span) }) else { return }
    throw ClosingFault.frozen(month: "\(month.period)", what: what)
  }

  /// - Parameter span: from the first reading of a kind; it may be the one that closes a month.
  /// - Throws: ``ClosingFault/frozen(month:what:)`` if readings of a stretch speak of a frozen month.
  func check(_ kind: ReadingKind, _ span: Range<Instant>, _ what: String) throws {
    try check(span, what)
    guard kind.closes, let month = months.first(where: { $0.span.upperBound == span.lowerBound })
    else { return }
    throw ClosingFault.frozen(month: "\(month.period)", what: what)
  }

  /// - Throws: ``ClosingFault/frozen(month:what:)`` if a month is frozen that ends after a moment.
  func check(after moment: Instant, _ what: String) throws {
    guard let month = months.first(where: { $0.span.upperBound > moment }) else { return }
    throw ClosingFault.frozen(month: "\(month.period)", what: what)
  }
}

extension FrozenMonths.Month {
  fileprivate init?(_ slot: SlotKey, _ line: SlotLine, in calendar: ProductionCalendar) {
    // What is frozen is so at once: a day to come means nothing here.
    guard slot.kind == SlotKey.months, let period = try? Period(slot.number),
      let act = line.inForce(on: "9999-12-31"), case .release(let freeze, let text) = act.step
    else { return nil }
    (self.period, span, self.act) = (period, period.bounds(in: calendar), act)
    (digest, self.freeze) = (text, freeze)
  }
}

extension SlotKey {
  /// The kind of the slots of months.
  static let months = "period"

  /// The slot of a month: its number is `2025-03`.
  init?(month: Period) { self.init(kind: Self.months, number: "\(month)") }
}
