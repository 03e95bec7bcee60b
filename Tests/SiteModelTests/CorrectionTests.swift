import SiteModel
import TestSupport
import Testing

/// `model.md` §5 and its invariants 14 and 15, on one cell that many hands touch.
@Suite struct CorrectionTests {
  @Test func `what is shown is what is live and what nothing live denies`() throws {
    var random = SeededRandomSource.next()
    for _ in 0..<5_000 {
      let history = CellHistory(using: &random)
      let shown = try history.shown()
      let must = history.mustShow
      #expect(
        Set((0..<shown.count).map { shown.value($0).normalised }) == (must.count == 1 ? must : []))
      #expect(shown.conflicts.count == (must.count > 1 || history.isWithdrawn ? 1 : 0))
    }
  }

  @Test func `any order of originals and corrections shows the same`() throws {
    var random = SeededRandomSource.next()
    for _ in 0..<1_000 {
      var history = CellHistory(using: &random)
      let first = try history.shown()
      history.originals.shuffle(using: &random)
      history.corrections.shuffle(using: &random)
      let second = try history.shown()
      #expect(first.units == second.units && first.conflicts.count == second.conflicts.count)
    }
  }

  @Test func `Invariant 15: a correction taken back gives what was shown before it`() throws {
    var random = SeededRandomSource.next()
    for _ in 0..<2_000 {
      var history = CellHistory(using: &random)
      let before = try history.shown()
      history.correct(using: &random)
      history.undo(correction: history.corrections.count - 1)
      let after = try history.shown()
      #expect(before.units == after.units && before.conflicts == after.conflicts)
    }
  }

  @Test func `Invariant 15: an earlier correction taken back never shows what a later one denied`()
    throws
  {
    var random = SeededRandomSource.next()
    for _ in 0..<2_000 {
      // Every value is stated once, so that a value tells its statement.
      var history = CellHistory(telling: true, using: &random)
      history.correct(using: &random)
      let denied = history.valuesDenied(by: history.corrections[history.corrections.count - 1])
      for place in history.corrections.indices.dropLast() where Bool.random(using: &random) {
        history.undo(correction: place)
      }
      let shown = try history.shown()
      let conflicting = shown.conflicts.flatMap { $0.statements.map(\.value) }
      let said = Set((0..<shown.count).map(shown.value) + conflicting)
      #expect(Set(said.map(\.normalised)).isDisjoint(with: denied))
    }
  }

  @Test
  func `Invariant 14: a file whose import is live adds nothing shown, before or after corrections`()
    throws
  {
    var random = SeededRandomSource.next()
    for _ in 0..<2_000 {
      var history = CellHistory(using: &random)
      let before = try history.shown()
      guard var again = history.originals.filter(\.isLive).randomElement(using: &random) else {
        continue
      }
      again.segment = Bool.random(using: &random) ? history.originals.count : 200
      history.originals.append(again)
      let after = try history.shown()
      #expect(before.units == after.units && before.conflicts.count == after.conflicts.count)
    }
  }

  @Test func `a correction whose imports are all withdrawn counts as a conflict`() throws {
    let value = try #require(Decimal18("10"))
    let own = PlacedCorrection(
      name: EntryName(chain: "a", seq: 2), segment: 9, isLive: true,
      ReadingCorrection(
        at: CellHistory.at, length: 0, unit: "kWh", denied: [.original(value, unit: "kWh")],
        given: .own(try #require(Decimal18("11")))))
    let timeline = try CellHistory.timeline()
    let held = ShownReadings([CellHistory.statement(value, 1)], correctedBy: [own], in: timeline)
    #expect(held.count == 1 && held.conflicts.isEmpty)
    let gone = ShownReadings([], correctedBy: [own], in: timeline)
    #expect(gone.count == 0 && gone.conflicts.map(\.cause) == [.withdrawn])
  }
}

/// Imports, corrections and undos of one cell, and what must be shown by the words of the model.
private struct CellHistory {
  static let at: Int64 = 1_740_758_400

  struct Original {
    let value: Decimal18
    /// Those of corrections are 100 and more.
    var segment: Int
    var isLive: Bool
  }

  var originals: [Original] = []
  var corrections: [PlacedCorrection] = []

  /// Whether every statement has a value of its own.
  private let isTelling: Bool

  init(telling isTelling: Bool = false, using random: inout SeededRandom) {
    self.isTelling = isTelling
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      originals.append(
        Original(
          value: value(using: &random), segment: originals.count,
          isLive: Int.random(in: 0...3, using: &random) > 0))
    }
    for _ in 0..<Int.random(in: 0...4, using: &random) { correct(using: &random) }
    for place in corrections.indices where Int.random(in: 0...4, using: &random) == 0 {
      undo(correction: place)
    }
  }

  private func value(using random: inout SeededRandom) -> Decimal18 {
    guard !isTelling else {
      return Decimal18(units: Int64(101 + originals.count + 1000 * corrections.count), decimals: 0)
    }
    return Decimal18(
      units: Int64.random(in: 1...4, using: &random) * 10,
      decimals: UInt8.random(in: 0...1, using: &random))
  }

  /// Somebody corrects, having seen some of what there is.
  mutating func correct(using random: inout SeededRandom) {
    let seen = originals.filter { _ in Bool.random(using: &random) }.map {
      ReadingCorrection.Denied.original($0.value, unit: "kWh")
    }
    let known = corrections.filter { _ in Bool.random(using: &random) }
    let given: ReadingCorrection.Given =
      switch Int.random(in: 0...5, using: &random) {
      case 0: .gap
      case 1 where !isTelling:
        originals.randomElement(using: &random).map { .adopted($0.value) } ?? .gap
      default: .own(value(using: &random))
      }
    let name = EntryName(chain: "c", seq: corrections.count + 1)
    corrections.append(
      PlacedCorrection(
        name: name, segment: 100 + corrections.count, isLive: true,
        ReadingCorrection(
          at: Self.at, length: 0, unit: "kWh",
          denied: seen + known.map { .correction($0.name) }, given: given)))
  }

  mutating func undo(correction place: Int) {
    let one = corrections[place]
    corrections[place] = PlacedCorrection(
      name: one.name, segment: one.segment, isLive: false, one.correction)
  }

  static func timeline() throws -> SettingTimeline {
    SettingTimeline(
      try PointSettings(always: PointSetting(kind: .register, unit: "kWh")), in: Sample.beijing)
  }

  static func statement(_ value: Decimal18, _ segment: Int) -> ReadingStatements {
    ReadingStatements(
      segment: segment, unit: "kWh", readings: ([at], [value.units], [value.decimals]))
  }

  func shown() throws -> ShownReadings {
    return ShownReadings(
      originals.filter(\.isLive).map { Self.statement($0.value, $0.segment) },
      correctedBy: corrections,
      in: try Self.timeline())
  }

  /// The values of originals that a correction denies, itself or through others.
  func reach(of one: PlacedCorrection) -> Set<Decimal18> {
    var values: Set<Decimal18> = []
    for denied in one.correction.denied {
      switch denied {
      case .original(let value, _): values.insert(value.normalised)
      case .correction(let name):
        for earlier in corrections where earlier.name == name {
          values.formUnion(reach(of: earlier))
        }
      }
    }
    return values
  }

  /// The values that a correction denies, those of other corrections too.
  func valuesDenied(by one: PlacedCorrection) -> Set<Decimal18> {
    let others = corrections.filter { deniesName(one, $0.name) }
    return reach(of: one).union(others.compactMap { $0.correction.value?.normalised })
  }

  private func deniesName(_ one: PlacedCorrection, _ name: EntryName) -> Bool {
    one.correction.denied.contains { denied in
      guard case .correction(let other) = denied else { return false }
      return other == name || corrections.contains { $0.name == other && deniesName($0, name) }
    }
  }

  private var live: [PlacedCorrection] { corrections.filter(\.isLive) }

  private var left: [PlacedCorrection] {
    live.filter { one in !live.contains { deniesName($0, one.name) } }
  }

  /// The different values that are stated, live and undenied.
  var mustShow: Set<Decimal18> {
    guard !isWithdrawn else { return [] }
    let denied = live.reduce(into: Set<Decimal18>()) { $0.formUnion(reach(of: $1)) }
    let originals = Set(originals.filter(\.isLive).map(\.value.normalised)).subtracting(denied)
    return originals.union(left.compactMap { $0.correction.value?.normalised })
  }

  /// Whether anything shown rests on originals none of which is live.
  var isWithdrawn: Bool {
    let stated = Set(originals.filter(\.isLive).map(\.value.normalised))
    return left.contains { one in
      switch one.correction.given {
      case .gap: false
      case .adopted(let value): !stated.contains(value.normalised)
      case .own: !reach(of: one).isEmpty && reach(of: one).isDisjoint(with: stated)
      }
    }
  }
}
