extension PieceCutter {
  /// Adds the rises between the readings of `rows`, all of one register.
  func register(
    _ piece: inout ConsumptionPiece, _ rows: Range<Int>, _ stretch: SettingStretch
  ) throws(ConsumptionFault) {
    guard let first = rows.first, let last = rows.last, let setting = stretch.setting else {
      return
    }
    (piece.first, piece.last) = (mark(first), mark(last))
    var sum = ExactSum.zero
    var row = first
    while row < last {
      let end = steadyEnd(from: row, last: last)
      if end > row {
        let rise = Int128(shown.units[end]) - Int128(shown.units[row])
        try sum.add(rise, decimals: Int(shown.decimals[row]))
        (piece.measured, row) = (true, end)
      } else {
        try step(&piece, &sum, row)
        row += 1
      }
    }
    piece.sum = try sum.times(setting.multiplier, divisor: 1)
  }

  /// One step that is no plain rise in the same decimals.
  private func step(
    _ piece: inout ConsumptionPiece, _ sum: inout ExactSum, _ row: Int
  ) throws(ConsumptionFault) {
    let (before, after) = (mark(row), mark(row + 1))
    let digits = shown.timeline.digits(at: shown.times[row])
    switch RegisterRule.rise(from: before, to: after, digits: digits) {
    case .known(let units, let decimals):
      try sum.add(units, decimals: decimals)
      piece.measured = true
    case .unknown(let reason):
      piece.gaps.add(before.time.seconds, after.time.seconds, reason)
    }
  }

  /// How far the register only rises, with the same decimals and no decision on the way.
  ///
  /// There the sum of the rises is the last standing less the first.
  @inline(never)
  private func steadyEnd(from row: Int, last: Int) -> Int {
    let (units, decimals) = (shown.units.span, shown.decimals.span)
    let stop = min(last, decided(from: row + 1) - 1)
    let places = decimals[row]
    var (end, before) = (row, units[row])
    while end < stop {
      let after = units[end + 1]
      guard after >= before, decimals[end + 1] == places else { break }
      (end, before) = (end + 1, after)
    }
    return end
  }
}
