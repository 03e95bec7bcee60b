import SiteModel

/// How many decimals the values of a line have: always ``most``, or zeros dropped down to ``least``.
struct DecimalShape: Equatable {
  let least: Int
  let most: Int

  var isFixed: Bool { least == most }

  var text: String { isFixed ? "\(most)" : "\(least)-\(most)" }

  /// 10^0 … 10^18.
  static let powers: [Int64] = (0..<18).reduce(into: [1]) { all, _ in
    all.append(all[all.count - 1] * 10)
  }

  /// The value in units of 10^-``most``, or nil if it has more decimals or reaches 10^18.
  func scaled(_ units: Int64, _ decimals: Int) -> Int64? {
    guard decimals <= most else { return nil }
    let (product, overflow) = units.multipliedReportingOverflow(by: Self.powers[most - decimals])
    return overflow || product.magnitude >= Decimal18.limit ? nil : product
  }

  /// Whether a value that fits comes back with the decimals it was written with.
  func keeps(_ units: Int64, _ decimals: Int) -> Bool {
    decimals == least || decimals > least && decimals <= most && (isFixed || units % 10 != 0)
  }

  /// Takes zeros at the end away, down to ``least`` decimals.
  func dropped(_ scaled: Int64) -> (units: Int64, decimals: UInt8) {
    var (units, decimals) = (scaled, most)
    while decimals > least && units % 10 == 0 { (units, decimals) = (units / 10, decimals - 1) }
    return (units, UInt8(decimals))
  }
}

extension DecimalShape {
  /// The shape with the fewest readings left over, for a point's rows that are not yet scaled.
  ///
  /// The most decimals are the fewest that hold 95 % of the readings; zeros are dropped if fewer
  /// readings have to stand as written then.
  init(choosing readings: borrowing SortedReadings, _ rows: Range<Int>) {
    var (counts, zeroEnded) = ([Int](repeating: 0, count: 19), [Int](repeating: 0, count: 19))
    for at in rows {
      counts[Int(readings.decimals[at])] += 1
      if readings.units[at] % 10 == 0 { zeroEnded[Int(readings.decimals[at])] += 1 }
    }
    var (most, held) = (0, counts[0])
    while held * 100 < rows.count * 95 {
      most += 1
      held += counts[most]
    }
    // What `least` leaves over: readings with fewer decimals, and zeros at the end of longer ones.
    let left = (0..<most).map { least in
      counts[..<least].reduce(0, +) + zeroEnded[(least + 1)...most].reduce(0, +)
    }
    let best = left.indices.min { left[$0] < left[$1] }
    let fixed = held - counts[most]
    self.init(least: best.map { left[$0] < fixed ? $0 : most } ?? most, most: most)
  }
}
