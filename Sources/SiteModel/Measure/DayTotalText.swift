/// A day total as one line of words, for a table that keeps it.
///
/// `2025-03-14 n96 s123456e2/1 f0:8021.12 l85500:9255.68`: readings, sum in units of 10^-2, first
/// and last standing with the seconds since the day began. A word that is not needed is not there:
///
/// | word | meaning |
/// | --- | --- |
/// | `n96` `c2` `x` | readings; cells in conflict; the day's first moment is in conflict |
/// | `s123456e2/1` | the sum in units of 10^-2, over 1 or 3,600; absent if nothing is known |
/// | `f0:8021.12` `l…` | first and last standing; a turn follows as `:o` (rollover), `:r` (reset) or `:w` (swap) |
/// | `i900` | where an interval from before ends |
/// | `o85500:88200:10e0/1` | the interval that goes on: from, until, amount |
/// | `g0:900:fall` | a gap |
extension DayTotal: CustomStringConvertible {
  package var description: String {
    var words = ["\(day)"]
    let base = piece.from
    if piece.readings > 0 { words.append("n\(piece.readings)") }
    if piece.conflicts > 0 { words.append("c\(piece.conflicts)") }
    if piece.startsInConflict { words.append("x") }
    if piece.measured { words.append("s\(Self.word(piece.sum))") }
    if let first = piece.first { words.append("f\(Self.word(first, base))") }
    if let last = piece.last { words.append("l\(Self.word(last, base))") }
    if piece.entersUntil > base { words.append("i\(piece.entersUntil - base)") }
    if let out = piece.out {
      words.append("o\(out.from - base):\(out.until - base):\(Self.word(out.amount))")
    }
    for gap in piece.gaps {
      let (from, until) = (gap.from.seconds - base, gap.until.seconds - base)
      words.append("g\(from):\(until):\(gap.reason.rawValue)")
    }
    return words.joined(separator: " ")
  }

  private static func word(_ sum: ExactSum) -> String {
    "\(sum.units)e\(sum.decimals)/\(sum.divisor)"
  }

  private static func word(_ mark: RegisterMark, _ base: Int64) -> String {
    let turns = RegisterTurn.allCases.filter(mark.turns.contains).map { ":" + $0.letter }
    return "\(mark.time.seconds - base):\(mark.value)\(turns.joined())"
  }

  /// Reads the line; nil if it is none, or the day begins elsewhere in `calendar`.
  package init?(_ text: String, in calendar: ProductionCalendar) {
    // Bytes, not characters: an index holds a line for each day of each point.
    let words = text.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) }
    guard let day = words.first.flatMap({ CivilDate($0) }) else { return nil }
    let base = calendar.start(ofDay: day.days).seconds
    var piece = ConsumptionPiece(from: base, until: calendar.start(ofDay: day.days + 1).seconds)
    for word in words.dropFirst() {
      guard Self.read(word, base, into: &piece) else { return nil }
    }
    self.init(day: day, piece: piece)
  }

  private static func read(
    _ word: Substring, _ base: Int64, into piece: inout ConsumptionPiece
  ) -> Bool {
    guard let mark = word.utf8.first, mark < 0x80 else { return false }
    let kind = Character(Unicode.Scalar(mark))
    let rest = Substring(word.utf8.dropFirst())
    switch kind {
    case "n": return set(&piece.readings, Int(rest))
    case "c": return set(&piece.conflicts, Int(rest))
    case "x": return set(&piece.startsInConflict, rest.isEmpty)
    case "s":
      piece.measured = true
      return set(&piece.sum, sum(rest))
    case "f": piece.first = self.mark(parts(rest), base)
    case "l": piece.last = self.mark(parts(rest), base)
    case "i": return set(&piece.entersUntil, moment(rest, base))
    case "o": piece.out = crosser(parts(rest), base)
    case "g":
      guard let gap = gap(parts(rest), base) else { return false }
      piece.gaps.append(gap)
    default: return false
    }
    return switch kind {
    case "f": piece.first != nil
    case "l": piece.last != nil
    case "o": piece.out != nil
    default: true
    }
  }

  private static func parts(_ text: Substring) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  private static func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }

  /// A moment written as seconds since the day began, within some centuries.
  private static func moment(_ text: Substring, _ base: Int64) -> Int64? {
    Int64(text).flatMap { (-1 << 40...1 << 40).contains($0) ? base + $0 : nil }
  }

  private static func sum(_ text: Substring) -> ExactSum? {
    let parts = text.utf8.split { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "/") }
      .map { Substring($0) }
    guard parts.count == 3, let units = Int128(parts[0]), let decimals = Int(parts[1]),
      (0...36).contains(decimals), let divisor = Int64(parts[2]), divisor == 1 || divisor == 3600
    else { return nil }
    return ExactSum(units: units, decimals: decimals, divisor: divisor)
  }

  private static func mark(_ parts: [Substring], _ base: Int64) -> RegisterMark? {
    guard parts.count >= 2, let time = moment(parts[0], base), let value = Decimal18(parts[1])
    else { return nil }
    let turns = parts[2...].compactMap { part in
      RegisterTurn.allCases.first { $0.letter == part }
    }
    guard turns.count == parts.count - 2 else { return nil }
    return RegisterMark(time: Instant(seconds: time), value: value, turns: Set(turns))
  }

  private static func crosser(
    _ parts: [Substring], _ base: Int64
  ) -> ConsumptionPiece.Crosser? {
    guard parts.count == 3, let from = moment(parts[0], base),
      let until = moment(parts[1], base),
      let amount = sum(parts[2])
    else { return nil }
    return ConsumptionPiece.Crosser(from: from, until: until, amount: amount)
  }

  private static func gap(_ parts: [Substring], _ base: Int64) -> Consumed.Gap? {
    guard parts.count == 3, let from = moment(parts[0], base),
      let until = moment(parts[1], base),
      let reason = Consumed.Reason(rawValue: String(parts[2]))
    else { return nil }
    return Consumed.Gap(
      from: Instant(seconds: from), until: Instant(seconds: until), reason: reason)
  }
}

extension RegisterTurn {
  fileprivate var letter: String {
    switch self {
    case .rollover: "o"
    case .reset: "r"
    case .swap: "w"
    }
  }
}
