/// Joins consecutive pieces into the consumption of a span.
struct ConsumptionTally {
  private let timeline: SettingTimeline
  private let start: Int64
  private var cursor: Int64
  private var stretch: Int?
  private var unit: String?
  private var sum = ExactSum.zero
  private var measured = false
  private var gaps: [Consumed.Gap] = []
  private var readings = 0
  private var conflicts = 0
  /// The register's last standing; until there is one, where and why its time is not known.
  private var last: RegisterMark?
  private var edge: (from: Int64, reason: Consumed.Reason)
  /// An interval that is still open.
  private var out: ConsumptionPiece.Crosser?

  init(from start: Int64, in timeline: SettingTimeline) {
    (self.timeline, self.start, cursor) = (timeline, start, start)
    edge = (start, .noReading)
  }

  /// Joins the piece that begins where the last ended.
  mutating func add(_ piece: ConsumptionPiece) throws(ConsumptionFault) {
    precondition(piece.from == cursor, "pieces follow each other")
    let index = timeline.stretch(at: piece.from)
    if index != stretch { try turn(to: index, at: piece) }
    cursor = piece.until
    readings += piece.readings
    conflicts += piece.conflicts
    let next = timeline.stretches[index]
    guard next.setting != nil else { return gaps.add(piece.from, piece.until, .noSetting) }
    guard next.resultUnit == unit else { return gaps.add(piece.from, piece.until, .unit) }
    switch next.nature {
    case .register: try addRegister(piece, next)
    case .interval: try addIntervals(piece)
    case .sum: try addKnown(piece)
    case .none: break
    }
  }

  /// Ends the span; `next` is what begins there.
  mutating func finished(before next: ConsumptionPiece) throws(ConsumptionFault) -> Consumed {
    try settle(at: next, .noReading)
    if let out { gaps.add(out.from, cursor, .crosses) }
    if !measured && gaps.isEmpty { gaps.add(start, cursor, .noReading) }
    return Consumed(
      span: Instant(seconds: start)..<Instant(seconds: cursor), sum: measured ? sum : nil,
      unit: unit ?? timeline.stretches.last?.resultUnit ?? "", gaps: gaps, readings: readings,
      conflicts: conflicts)
  }

  /// The settings change: what was open ends here, unless it may go on.
  private mutating func turn(to index: Int, at piece: ConsumptionPiece) throws(ConsumptionFault) {
    let next = timeline.stretches[index]
    if stretch != nil { try settle(at: piece, .change) }
    if let out, !next.coversTime || next.resultUnit != unit {
      gaps.add(out.from, piece.from, .crosses)
      self.out = nil
    }
    edge = (piece.from, piece.startsInConflict ? .conflict : stretch == nil ? .noReading : .change)
    if unit == nil, next.setting != nil { unit = next.resultUnit }
    stretch = index
  }

  /// Ends an open register at the beginning of `next`, by the standing there if there is one.
  private mutating func settle(
    at next: ConsumptionPiece, _ reason: Consumed.Reason
  ) throws(ConsumptionFault) {
    guard let index = stretch, case let open = timeline.stretches[index],
      open.nature == .register, open.resultUnit == unit
    else { return }
    if let last, let first = next.first, first.time.seconds == next.from, closes(open, next.from) {
      try rise(last, first, open)
    } else {
      let (from, why) = last.map { ($0.time.seconds, reason) } ?? edge
      gaps.add(from, next.from, last != nil && next.startsInConflict ? .conflict : why)
    }
    last = nil
  }

  /// Whether a standing at `time` is in the unit of the register that ends there.
  private func closes(_ open: SettingStretch, _ time: Int64) -> Bool {
    let next = timeline.stretches[timeline.stretch(at: time)]
    return switch next.nature {
    case .register: next.setting?.unit == open.setting?.unit
    case .interval: true
    case .sum, .none: false
    }
  }

  private mutating func addRegister(
    _ piece: ConsumptionPiece, _ stretch: SettingStretch
  ) throws(ConsumptionFault) {
    guard let first = piece.first else { return }
    if let last {
      try rise(last, first, stretch)
    } else {
      gaps.add(edge.from, first.time.seconds, edge.reason)
    }
    try addKnown(piece)
    last = piece.last
  }

  private mutating func addIntervals(_ piece: ConsumptionPiece) throws(ConsumptionFault) {
    if let open = out, open.until <= piece.until {
      try sum.add(open.amount)
      (measured, out) = (true, nil)
    } else if out == nil {
      gaps.add(piece.from, min(piece.entersUntil, piece.until), .crosses)
    }
    try addKnown(piece)
    out = piece.out ?? out
  }

  private mutating func addKnown(_ piece: ConsumptionPiece) throws(ConsumptionFault) {
    if piece.measured { try sum.add(piece.sum) }
    measured = measured || piece.measured
    gaps.add(piece.gaps)
  }

  private mutating func rise(
    _ from: RegisterMark, _ to: RegisterMark, _ stretch: SettingStretch
  ) throws(ConsumptionFault) {
    guard let setting = stretch.setting else { return }
    let digits = timeline.digits(at: from.time.seconds)
    switch RegisterRule.rise(from: from, to: to, digits: digits) {
    case .known(let units, let decimals):
      let plain = ExactSum(units: units, decimals: decimals, divisor: 1)
      try sum.add(try plain.times(setting.multiplier, divisor: 1))
      measured = true
    case .unknown(let reason): gaps.add(from.time.seconds, to.time.seconds, reason)
    }
  }
}
