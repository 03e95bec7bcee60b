/// A line's numbers before quantum and base: what is left of a value once the rule is followed.
struct RuleSample {
  let kind: RuleKind
  /// Numbers of about 64 readings, in units of the last decimal.
  private let numbers: [Int64]
  private let median: Int64
  /// How many readings each number of the sample stands for.
  private let weight: Int

  /// Takes every n-th reading. n is odd: an even one that divides the 96 readings of a day would
  /// see the same hour every day.
  init(_ kind: RuleKind, _ units: Span<Int64>, _ run: Range<Int>) {
    self.kind = kind
    let stride = ((run.count - 1) / 64) | 1
    var numbers: [Int64] = []
    for at in Swift.stride(from: run.lowerBound + 1, to: run.upperBound, by: stride) {
      let change = units[at] - units[at - 1]
      let before = at - 2 >= run.lowerBound ? units[at - 1] - units[at - 2] : 0
      switch kind {
      case .value: numbers.append(units[at])
      case .change: numbers.append(change)
      case .trend: numbers.append(change - before)
      }
    }
    self.numbers = numbers
    weight = stride
    median = numbers.sorted()[numbers.count / 2]
  }

  /// Characters that the line's numbers take, about.
  func length(quantum: Int64, base: Int64) -> Int {
    let sum = numbers.reduce(0) {
      $0 + Self.length((quantum == 1 ? $1 : $1 / quantum) - base)
    }
    return sum * weight + Self.digits(quantum.magnitude) + Self.digits(base.magnitude)
  }

  /// Characters around the median, to compare rules.
  var lengthAroundMedian: Int {
    let quantum = max(1, numbers.reduce(0) { NumberRule.divisor($0, $1) })
    return length(quantum: quantum, base: median / quantum)
  }

  /// The rule in full: the quantum if it pays, the median as base if it saves 3 %.
  func rule(divisor: Int64) -> NumberRule {
    let pays = divisor > 1 && length(quantum: divisor, base: 0) < length(quantum: 1, base: 0)
    let quantum = pays ? divisor : 1
    let base = median / quantum
    let saves = length(quantum: quantum, base: base) * 100 < length(quantum: quantum, base: 0) * 97
    return NumberRule(kind: kind, quantum: Int128(quantum), base: saves ? Int128(base) : 0)
  }

  private static func length(_ number: Int64) -> Int {
    number == 0 ? 1 : 1 + digits(number.magnitude)
  }

  private static func digits(_ number: UInt64) -> Int {
    var (count, rest) = (1, number)
    while rest >= 10 { (count, rest) = (count + 1, rest / 10) }
    return count
  }
}

extension NumberRule {
  /// The shortest rule for a run of at least two readings.
  init(choosing units: Span<Int64>, _ marks: Span<UInt8>, _ run: Range<Int>) {
    let samples = RuleKind.allCases.map { RuleSample($0, units, run) }
    let lengths = samples.map(\.lengthAroundMedian)
    // A trend is harder to follow by eye than a change, so it has to save 5 %.
    let plain = lengths[0] < lengths[1] ? 0 : 1
    let best = samples[lengths[2] * 20 < lengths[plain] * 19 ? 2 : plain]
    self = best.rule(divisor: Self.divisor(best.kind, units, marks, run))
  }

  /// The greatest number that divides all numbers of the run, or 1.
  @inline(never)
  private static func divisor(
    _ kind: RuleKind, _ units: Span<Int64>, _ marks: Span<UInt8>, _ run: Range<Int>
  ) -> Int64 {
    var state = RunState(kind, units, marks, first: run.lowerBound)
    var divisor: Int64 = 0
    for at in run.dropFirst() where marks[at] & SortedReadings.loose == 0 {
      let number = state.step(to: units[at])
      guard marks[at] & SortedReadings.literal == 0 else { continue }
      divisor = Self.divisor(divisor, number)
      if divisor == 1 { return 1 }
    }
    return max(1, divisor)
  }

  /// The greatest common divisor; 0 and 0 have 0.
  static func divisor(_ a: Int64, _ b: Int64) -> Int64 {
    var (a, b) = (a.magnitude, b.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return Int64(a)
  }
}

/// What a reader knows while it follows a line; the writer walks in the same steps.
struct RunState {
  private let lastMask: Int64
  private let changeMask: Int64
  private var last: Int64
  private var change: Int64 = 0

  init(_ kind: RuleKind, _ units: Span<Int64>, _ marks: Span<UInt8>, first: Int) {
    (lastMask, changeMask) = (kind.lastMask, kind.changeMask)
    last = marks[first] & SortedReadings.loose == 0 ? units[first] : 0
  }

  /// Moves to a value and answers what the rule leaves of it: below 4 · 10^18.
  @inline(__always)
  mutating func step(to value: Int64) -> Int64 {
    let number = value &- (last & lastMask) &- (change & changeMask)
    (change, last) = (value &- last, value)
    return number
  }
}
