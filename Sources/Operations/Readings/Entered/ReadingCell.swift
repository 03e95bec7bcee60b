import Indexing
package import SiteModel
import Storage

/// One cell of a point: what was ever stated there, and what is shown.
struct ReadingCell {
  let point: MeasurementPoint
  let at: Instant
  /// What a reading means there.
  let setting: PointSetting
  /// Seconds of the interval; 0 for an instant.
  let length: Int32
  /// Every live original, each value once.
  let originals: [(value: Decimal18, unit: String)]
  /// Live corrections that no other denies.
  let corrections: [PlacedCorrection]
  /// The value shown; nil for a gap or a conflict.
  let shown: Decimal18?
  /// Whether statements disagree.
  let isConflict: Bool

  /// - Throws: ``ReadingFault/unset(point:at:)`` before the first setting.
  init(of point: MeasurementPoint, at: Instant, on site: Site) throws {
    let timeline = SettingTimeline(point.settings, in: try site.calendar())
    guard let setting = timeline.setting(at: at) else {
      throw ReadingFault.unset(point: point.number, at: at.text(at: try site.calendar().offset))
    }
    (self.point, self.at, self.setting) = (point, at, setting)
    let range = ReadingRange(of: point.id, span: at.seconds...at.seconds)
    let statements = try site.index.statements(range, from: site.store).map(\.statements)
    let placed = try site.index.corrections(range, from: site.store)
    originals = Self.originals(of: statements, at)
    let coversTime = setting.kind == .interval || setting.kind == .power
    let stated = statements.compactMap(\.length).first ?? placed.first?.correction.length
    length = coversTime ? setting.length ?? stated ?? 0 : 0
    let whole = ShownReadings(statements, correctedBy: placed, in: timeline)
    let row = whole.times.firstIndex(of: at.seconds)
    shown = row.map(whole.value)
    isConflict = whole.conflicts.contains { $0.at == at }
    corrections = placed.filter { one in
      one.isLive && !placed.contains { $0.isLive && $0.denies(one.name, among: placed) }
    }
  }

  private static func originals(
    of statements: [ReadingStatements], _ at: Instant
  ) -> [(value: Decimal18, unit: String)] {
    var found: [(value: Decimal18, unit: String)] = []
    for part in statements {
      for row in part.times.indices where part.times[row] == at.seconds {
        let value = Decimal18(units: part.units[row], decimals: part.decimals[row])
        guard !found.contains(where: { $0.value.isSameNumber(as: value) && $0.unit == part.unit })
        else { continue }
        found.append((value, part.unit))
      }
    }
    return found
  }

  /// Whether nothing was ever stated here that still counts.
  var isEmpty: Bool { originals.isEmpty && corrections.isEmpty }
}

extension PlacedCorrection {
  fileprivate func denies(_ name: EntryName, among all: [PlacedCorrection]) -> Bool {
    var (open, seen): ([PlacedCorrection], Set<EntryName>) = ([self], [self.name])
    while let next = open.popLast() {
      if next.correction.denied.contains(.correction(name)) { return true }
      for earlier in all where next.correction.denied.contains(.correction(earlier.name)) {
        if seen.insert(earlier.name).inserted { open.append(earlier) }
      }
    }
    return false
  }
}

/// Why a reading cannot be entered or corrected by hand.
package enum ReadingFault: Fault, Equatable {
  /// The point has no settings at that time.
  case unset(point: String, at: String)
  /// Another value stands there.
  case held(point: String, at: String, held: String, given: String)
  /// Nothing stands there that could be corrected.
  case nothing(point: String, at: String)
  /// It shows that already.
  case same(point: String, at: String, value: String)
  /// The time has not come yet.
  case future(at: String, now: String)
  /// The unit is not that of the point.
  case unit(point: String, expected: String, given: String)
  /// Intervals need a length.
  case length(point: String)
  /// It is no number of at most 18 digits.
  case value(text: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .unset(let point, let at): Phrase("reading.unset", ["point": point, "at": at])
    case .held(let point, let at, let held, let given):
      Phrase("reading.held", ["point": point, "at": at, "held": held, "given": given])
    case .nothing(let point, let at): Phrase("reading.nothing", ["point": point, "at": at])
    case .same(let point, let at, let value):
      Phrase("reading.same", ["point": point, "at": at, "value": value])
    case .future(let at, let now): Phrase("reading.future", ["at": at, "now": now])
    case .unit(let point, let expected, let given):
      Phrase("reading.unit", ["point": point, "expected": expected, "given": given])
    case .length(let point): Phrase("reading.length", ["point": point])
    case .value(let text): Phrase("reading.value", ["text": text])
    }
  }
}
