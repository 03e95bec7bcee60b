import Indexing
import SiteModel
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
