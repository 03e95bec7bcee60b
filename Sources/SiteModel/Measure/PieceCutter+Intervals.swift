extension PieceCutter {
  /// Adds the intervals of `rows` that end inside, and says what none of them covers.
  func intervals(
    _ piece: inout ConsumptionPiece, _ rows: Range<Int>, _ stretch: SettingStretch
  ) throws(ConsumptionFault) {
    var row = rows.lowerBound
    if row < rows.upperBound, shown.lengths[row] == 0 {
      // The last standing of a register that ended here.
      piece.first = mark(row)
      row += 1
    }
    piece.entersUntil = max(piece.from, reach(before: rows.lowerBound))
    var raw = ExactSum.zero
    var covered = piece.entersUntil
    while row < rows.upperBound {
      uncovered(&piece, covered, shown.times[row])
      let end = evenEnd(from: row, rows.upperBound, until: piece.until)
      if end > row {
        try raw.add(amount(row..<end, stretch), decimals: Int(shown.decimals[row]))
        piece.measured = true
      } else {
        piece.out = try crosser(row, stretch)
      }
      row = max(end, row + 1)
      covered = shown.times[row - 1] + Int64(shown.lengths[row - 1])
    }
    uncovered(&piece, covered, piece.until)
    piece.sum = try weighed(raw, stretch)
  }

  /// Adds quantities that count at their moment; what is in conflict is missing.
  func amounts(
    _ piece: inout ConsumptionPiece, _ rows: Range<Int>, _ stretch: SettingStretch
  ) throws(ConsumptionFault) {
    if let first = rows.first, shown.times[first] == piece.from { piece.first = mark(first) }
    var raw = ExactSum.zero
    for row in rows { try raw.add(Int128(shown.units[row]), decimals: Int(shown.decimals[row])) }
    piece.measured = !rows.isEmpty
    piece.sum = try weighed(raw, stretch)
    for index in conflict(from: piece.from)..<conflict(from: piece.until) {
      let time = shown.conflicts[index].at.seconds
      piece.gaps.add(time, time + 1, .conflict)
    }
  }

  /// Where the interval ends that began before `row`, if it is the nearest one.
  private func reach(before row: Int) -> Int64 {
    var row = row - 1
    // A register's last standing may lie between.
    if row > 0, shown.lengths[row] == 0 { row -= 1 }
    guard row >= 0, shown.lengths[row] > 0 else { return .min }
    return shown.times[row] + Int64(shown.lengths[row])
  }

  /// The row before which intervals of one length and one number of decimals follow each other
  /// without a hole and end by `until`.
  @inline(never)
  private func evenEnd(from row: Int, _ end: Int, until: Int64) -> Int {
    let (times, lengths, decimals) = (shown.times.span, shown.lengths.span, shown.decimals.span)
    let (length, places) = (lengths[row], decimals[row])
    var (next, time) = (row, times[row])
    while next < end, times[next] == time, lengths[next] == length, decimals[next] == places,
      time &+ Int64(length) <= until
    {
      (next, time) = (next + 1, time &+ Int64(length))
    }
    return next
  }

  /// The plain sum of rows of one length; of power, times the seconds of one.
  @inline(never)
  private func amount(_ rows: Range<Int>, _ stretch: SettingStretch) -> Int128 {
    let units = shown.units.span
    // 10^18 × 10^9 s × 2^32 readings still fit 128 bits.
    var sum: Int128 = 0
    for row in rows { sum &+= Int128(units[row]) }
    guard case .interval(.some) = stretch.nature else { return sum }
    return sum * Int128(shown.lengths[rows.lowerBound])
  }

  private func crosser(
    _ row: Int, _ stretch: SettingStretch
  ) throws(ConsumptionFault) -> ConsumptionPiece.Crosser {
    let raw = ExactSum(
      units: amount(row..<row + 1, stretch), decimals: Int(shown.decimals[row]), divisor: 1)
    let from = shown.times[row]
    return ConsumptionPiece.Crosser(
      from: from, until: from + Int64(shown.lengths[row]), amount: try weighed(raw, stretch))
  }

  /// The raw sum in the result's unit.
  private func weighed(
    _ raw: ExactSum, _ stretch: SettingStretch
  ) throws(ConsumptionFault) -> ExactSum {
    guard let setting = stretch.setting else { return raw }
    guard case .interval(.some(let perHour)) = stretch.nature else {
      return try raw.times(setting.multiplier, divisor: 1)
    }
    return try raw.times(setting.multiplier, perHour, divisor: 3600)
  }

  /// Notes that nothing covers `from` ..< `until`: where statements do not agree, or none is.
  private func uncovered(_ piece: inout ConsumptionPiece, _ from: Int64, _ until: Int64) {
    guard from < until else { return }
    var from = from
    for index in firstConflict(reaching: from)..<conflict(from: until) {
      let conflict = shown.conflicts[index]
      let start = max(from, conflict.at.seconds)
      let end = min(until, conflict.at.seconds + Int64(conflict.length))
      guard start < end else { continue }
      piece.gaps.add(from, start, .noReading)
      piece.gaps.add(start, end, .conflict)
      from = end
    }
    piece.gaps.add(from, until, .noReading)
  }

  /// A conflict from which on every one that reaches beyond `time` lies.
  private func firstConflict(reaching time: Int64) -> Int {
    let longest = longestConflict
    return conflict(from: time > Int64.min + longest ? time - longest : time)
  }
}
