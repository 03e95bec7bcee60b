import SiteModel

/// Writes lines, one run each.
struct RunWriter {
  var out: LineBuffer
  /// The line's fields before the start: id, unit and decimals, each with its space.
  var point = ""
  /// The decimals the values are scaled to.
  var shape = DecimalShape(least: 0, most: 0)
  private let offset: Offset

  init(header: SegmentHeader, offset: Offset) {
    out = LineBuffer(header.text)
    self.offset = offset
  }

  /// Writes a run of readings whose values are scaled.
  mutating func write(_ run: Range<Int>, step: Int64, _ readings: borrowing SortedReadings) {
    let first = run.lowerBound
    precondition(
      SegmentLimit.instants.contains(readings.time[first])
        && SegmentLimit.instants.contains(readings.time[run.upperBound - 1]),
      "times of readings lie in the years 1 to 9999")
    let start = Instant(seconds: readings.time[first]).text(at: offset)
    out.append("\(point)\(start) \(step) \(written(first, readings))")
    if run.count > 1 {
      let rule = NumberRule(choosing: readings.units.span, readings.decimals.span, run)
      out.append(" \(rule.kind.rawValue) \(rule.quantum) \(rule.base) ")
      writeNumbers(run, step, rule, readings)
      if step == 0 { writeTimes(run, readings.time) }
    }
    for flag in readings.flags { writeFlag(flag.name, flag.places, run) }
    out.append("\n")
  }

  /// A reading as it was before it was scaled.
  private func written(_ at: Int, _ readings: borrowing SortedReadings) -> Decimal18 {
    Self.written(readings.units[at], readings.decimals[at], shape)
  }

  private static func written(_ units: Int64, _ mark: UInt8, _ shape: DecimalShape) -> Decimal18 {
    let decimals = mark & (SortedReadings.literal - 1)
    let isLoose = mark & SortedReadings.loose != 0
    let scale = isLoose ? 1 : DecimalShape.powers[shape.most - Int(decimals)]
    return Decimal18(units: units / scale, decimals: decimals)
  }

  @inline(never)
  private mutating func writeNumbers(
    _ run: Range<Int>, _ step: Int64, _ rule: NumberRule, _ readings: borrowing SortedReadings
  ) {
    let (units, times, marks) = (readings.units, readings.time, readings.decimals)
    let (quantum, base, shape) = (Int64(rule.quantum), Int64(rule.base), shape)
    let table = NumberToken.table
    let first = run.lowerBound
    var days = DayBorder(offset, first: step > 0 ? times[first] + step : times[first + 1])
    var state = RunState(rule.kind, units.span, marks.span, first: first)
    let span = times[run.upperBound - 1] - times[first]
    // A reading takes at most a literal of 23 bytes and a space, a step without one two bytes.
    let dots = step > 0 ? Int(span / step) : 0
    out.fill(room: 24 * run.count + 2 * dots + 8) { bytes, start in
      let (units, times, marks, table) = (units.span, times.span, marks.span, table.span)
      var at = start
      for row in run.dropFirst() {
        var now = times[row - 1] &+ step
        while step > 0 && now < times[row] {
          at = days.space(now, &bytes, at)
          NumberToken.put(SegmentByte.gap, &bytes, at)
          (at, now) = (at + 1, now + step)
        }
        at = days.space(times[row], &bytes, at)
        if marks[row] & SortedReadings.loose == 0 {
          let number = state.step(to: units[row])
          guard marks[row] & SortedReadings.literal != 0 else {
            let quanta = quantum == 1 ? number : number / quantum
            at = NumberToken.store(quanta &- base, &bytes, at, table)
            continue
          }
        }
        at = NumberToken.literal(Self.written(units[row], marks[row], shape), &bytes, at)
      }
      return at
    }
  }

  /// Writes the seconds between readings, in the largest unit they all are multiples of.
  private mutating func writeTimes(_ run: Range<Int>, _ times: [Int64]) {
    let deltas = run.dropFirst().map { times[$0] - times[$0 - 1] }
    let unit = max(1, deltas.reduce(0) { NumberRule.divisor($0, $1) })
    let base = deltas.sorted()[deltas.count / 2] / unit
    out.append(" @ \(unit) \(base) ")
    let table = NumberToken.table
    out.fill(room: NumberToken.most * deltas.count) { bytes, start in
      var at = start
      for delta in deltas { at = NumberToken.store(delta / unit - base, &bytes, at, table.span) }
      return at
    }
  }

  private mutating func writeFlag(_ name: String, _ places: [Int], _ run: Range<Int>) {
    var at = places.partitioningIndex { $0 >= run.lowerBound }
    var ranges: [String] = []
    while at < places.count && places[at] < run.upperBound {
      let from = at
      while at + 1 < places.count && places[at + 1] <= places[at] + 1
        && places[at + 1] < run.upperBound
      {
        at += 1
      }
      let (a, b) = (places[from] - run.lowerBound + 1, places[at] - run.lowerBound + 1)
      ranges.append(a == b ? "\(a)" : "\(a)-\(b)")
      at += 1
    }
    if !ranges.isEmpty { out.append(" ! \(name) \(ranges.joined(separator: ","))") }
  }
}

/// Puts a space where the local day changes, so that a word of numbers is a day to the eye.
///
/// A reading at midnight closes the day before it: its change belongs there.
struct DayBorder {
  private let offset: Int64
  private var midnight: Int64

  /// Begins before the first number, which has its space already.
  init(_ offset: Offset, first time: Int64) {
    self.offset = Int64(offset.seconds)
    midnight = 0
    midnight = next(time)
  }

  /// The first local midnight that is not before `time`.
  private func next(_ time: Int64) -> Int64 {
    let local = time + offset
    let inDay = ((local % 86_400) + 86_400) % 86_400
    return inDay == 0 ? time : time + 86_400 - inDay
  }

  @inline(__always)
  mutating func space(_ time: Int64, _ bytes: inout MutableRawSpan, _ at: Int) -> Int {
    if time <= midnight { return at }
    midnight = next(time)
    NumberToken.put(SegmentByte.space, &bytes, at)
    return at + 1
  }
}

extension [Int] {
  /// The first index from which on the predicate holds; the elements before it must not.
  fileprivate func partitioningIndex(where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
