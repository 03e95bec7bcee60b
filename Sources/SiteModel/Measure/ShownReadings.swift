/// The readings of one point that count, out of all that its live segments say.
///
/// Originals are identified by their content: cell, number, unit. Equal statements are one reading
/// and unite their flags; different ones in a cell, or intervals that overlap without being one
/// cell, are a conflict and count as missing. The result does not depend on the order of the
/// segments. Segments that are undone are not handed in.
///
/// Corrections come between: what they deny is taken out, and what they give is handed in as a
/// statement of their segment; see ``CorrectedStatements``.
package struct ShownReadings: Sendable {
  /// What the readings mean, by time.
  package let timeline: SettingTimeline
  /// Seconds since 1970 in UTC, ascending: the instant, or the start of the interval.
  package internal(set) var times: [Int64] = []
  /// Seconds of each interval; 0 for an instant. Of one time, the instant comes first.
  package internal(set) var lengths: [Int32] = []
  /// Values in units of 10^-decimals, in the unit of the setting in force.
  package internal(set) var units: [Int64] = []
  /// Digits behind the point; of equal statements, the one with most.
  package internal(set) var decimals: [UInt8] = []
  /// Flags by name: the rows that carry each, ascending.
  package internal(set) var flags: [String: [Int]] = [:]
  /// Cells that count as missing, by time and length.
  package internal(set) var conflicts: [ReadingConflict] = []

  /// Joins what several segments say of a point.
  ///
  /// Linear in the readings when every segment's are ascending; else one pass more for each
  /// doubling of the ascending runs.
  package init(_ statements: [ReadingStatements], in timeline: SettingTimeline) {
    self.timeline = timeline
    let parts = statements.filter { !$0.times.isEmpty }
      .sorted { ($0.times[0], $0.segment) < ($1.times[0], $1.segment) }
    if !takeInOrder(parts) { merge(parts) }
  }

  /// Joins what several segments say of a point and what was corrected.
  package init(
    _ statements: [ReadingStatements], correctedBy corrections: [PlacedCorrection],
    in timeline: SettingTimeline
  ) {
    let corrected = CorrectedStatements(statements, corrections, in: timeline)
    self.init(corrected.parts, in: timeline)
  }

  /// How many readings are shown.
  package var count: Int { times.count }

  /// One reading's value.
  package func value(_ row: Int) -> Decimal18 {
    Decimal18(units: units[row], decimals: decimals[row])
  }

  /// The first row whose time is `time` or later.
  package func row(from time: Int64) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ShownReadings {
  /// Takes the parts one behind the other if each cell is stated once and none overlaps.
  private mutating func takeInOrder(_ parts: [ReadingStatements]) -> Bool {
    guard let frame = timeline.uniformFrame else { return false }
    var end = Int64.min
    for part in parts {
      let length = frame.length(part)
      guard part.unit == frame.unit, !part.isWithdrawn, let length, part.times[0] >= end,
        Self.ascends(part.times.span, by: max(1, Int64(length)))
      else { return false }
      end = part.times[part.times.count - 1] + max(1, Int64(length))
    }
    reserve(parts.reduce(0) { $0 + $1.times.count }, for: parts.count)
    for part in parts { append(part, frame.length(part) ?? 0) }
    return true
  }

  @inline(never)
  private static func ascends(_ times: Span<Int64>, by least: Int64) -> Bool {
    var (before, fits) = (times[0], true)
    for row in 1..<max(1, times.count) {
      let time = times[row]
      fits = fits && time >= before && time &- before >= least
      before = time
    }
    return fits
  }

  private mutating func reserve(_ readings: Int, for parts: Int) {
    // The columns of a single part are taken as they are.
    guard parts > 1 else { return }
    times.reserveCapacity(readings)
    units.reserveCapacity(readings)
    decimals.reserveCapacity(readings)
    lengths.reserveCapacity(readings)
  }

  private mutating func append(_ part: ReadingStatements, _ length: Int32) {
    let base = times.count
    if times.capacity == 0 {
      (times, units, decimals) = (part.times, part.units, part.decimals)
      lengths = [Int32](repeating: length, count: times.count)
    } else {
      times.append(contentsOf: part.times)
      units.append(contentsOf: part.units)
      decimals.append(contentsOf: part.decimals)
      lengths.append(contentsOf: repeatElement(length, count: part.times.count))
    }
    for (name, rows) in part.flags where !rows.isEmpty {
      flags[name, default: []].append(contentsOf: Set(rows).sorted().map { base + $0 })
    }
  }
}

/// What a statement must look like while nothing about it changes with time.
struct ReadingFrame: Sendable {
  let unit: String
  let coversTime: Bool
  let settingLength: Int32?

  /// Seconds of each reading of `part`; nil if it is of an instant where intervals are asked.
  func length(_ part: ReadingStatements) -> Int32? {
    guard coversTime else { return 0 }
    let length = part.length ?? settingLength ?? 0
    return length > 0 ? length : nil
  }
}

extension SettingTimeline {
  /// The frame of all times, if it is one.
  var uniformFrame: ReadingFrame? {
    let frames = stretches.map { frame($0, at: $0.from) }
    guard let first = frames.first else { return nil }
    let same = frames.allSatisfy { $0.unit == first.unit && $0.coversTime == first.coversTime }
    return same && hasOneLength ? first : nil
  }

  /// The frame that a statement of the moment `time` must fit.
  func frame(at time: Int64) -> ReadingFrame { frame(stretches[stretch(at: time)], at: time) }

  private func frame(_ stretch: SettingStretch, at time: Int64) -> ReadingFrame {
    // Before the first setting a statement is taken as it would be after.
    let stretch = stretch.setting == nil ? stretches[stretches.count > 1 ? 1 : 0] : stretch
    return ReadingFrame(
      unit: stretch.setting?.unit ?? "", coversTime: stretch.coversTime,
      settingLength: setting(at: Instant(seconds: time))?.length ?? stretch.setting?.length)
  }

  /// The unit of a register that ends where intervals begin, if `time` is such a moment.
  ///
  /// Its last standing, an instant, lies at the start of the first interval.
  func closingUnit(at time: Int64) -> String? {
    let index = stretch(at: time)
    guard index > 0, stretches[index].from == time, stretches[index].coversTime,
      stretches[index - 1].nature == .register
    else { return nil }
    return stretches[index - 1].setting?.unit
  }
}
