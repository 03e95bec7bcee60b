import SiteModel

/// The same laws said again in the plainest and slowest way: the judge of the fast code.
struct ConsumptionOracle {
  let settings: [PointSetting]
  let calendar: ProductionCalendar

  struct Answer: Equatable {
    var value: Rational?
    /// What is not known, joined whatever the reason.
    var unknown: [Range<Int64>] = []
    var readings = 0
  }

  struct Cell: Hashable {
    let time: Int64
    let length: Int64
  }

  private func setting(at time: Int64) -> PointSetting? {
    settings.last { $0.from.map { calendar.start(of: $0).seconds } ?? .min <= time }
  }

  /// Cells with all their different values, and the flags on them.
  private func cells(_ parts: [ReadingStatements]) -> [Cell: (
    values: Set<Rational>, flags: Set<String>
  )] {
    var cells: [Cell: (values: Set<Rational>, flags: Set<String>)] = [:]
    for part in parts {
      for row in part.times.indices {
        let length = settings[0].kind == .register ? 0 : Int64(part.length ?? 0)
        let cell = Cell(time: part.times[row], length: length)
        let value = Rational(Decimal18(units: part.units[row], decimals: part.decimals[row]))
        cells[cell, default: ([], [])].values.insert(value)
        for (name, rows) in part.flags where rows.contains(row) {
          cells[cell, default: ([], [])].flags.insert(name)
        }
      }
    }
    return cells
  }

  func register(_ parts: [ReadingStatements], _ span: Range<Int64>) -> Answer {
    let shown = cells(parts).filter { $0.value.values.count == 1 }.sorted {
      $0.key.time < $1.key.time
    }
    .map { (time: $0.key.time, value: $0.value.values.first ?? .zero, flags: $0.value.flags) }
    var answer = Answer(readings: shown.filter { span.contains($0.time) }.count)
    var known: [Range<Int64>] = []
    for (before, after) in zip(shown, shown.dropFirst())
    where before.time >= span.lowerBound && after.time <= span.upperBound {
      guard let setting = setting(at: before.time),
        isOne(setting, before.time + 1..<after.time),
        let rise = rise(before.value, after.value, after.flags, setting.digits)
      else { continue }
      known.append(before.time..<after.time)
      answer.value = (answer.value ?? .zero) + rise * Rational(setting.multiplier)
    }
    answer.unknown = holes(span, known)
    return answer
  }

  /// Whether no other multiplier comes into force inside.
  private func isOne(_ setting: PointSetting, _ time: Range<Int64>) -> Bool {
    settings.allSatisfy { other in
      let start = other.from.map { calendar.start(of: $0).seconds } ?? .min
      return !time.contains(start) || other.multiplier.isSameNumber(as: setting.multiplier)
    }
  }

  private func rise(
    _ before: Rational, _ after: Rational, _ flags: Set<String>, _ digits: Int?
  ) -> Rational? {
    let turns = flags.intersection(["rollover", "reset", "swap"])
    if turns.contains("swap") { return turns.count == 1 ? Rational(0) : nil }
    switch (flags.contains("rollover"), flags.contains("reset")) {
    case (true, true): return nil
    case (false, true): return after
    case (true, false) where after < before:
      guard let digits, before < power(digits) else { return nil }
      return after + power(digits) - before
    default: return after < before ? nil : after - before
    }
  }

  private func power(_ digits: Int) -> Rational {
    (0..<digits).reduce(.one) { power, _ in power * Rational(10) }
  }

  func intervals(_ parts: [ReadingStatements], _ span: Range<Int64>) -> Answer {
    let all = cells(parts)
    var answer = Answer()
    var known: [Range<Int64>] = []
    for (cell, content) in all where content.values.count == 1 {
      let time = cell.time..<cell.time + cell.length
      let alone = all.keys.allSatisfy {
        $0 == cell || !time.overlaps($0.time..<$0.time + $0.length)
      }
      guard alone, let setting = setting(at: cell.time) else { continue }
      if span.contains(cell.time) { answer.readings += 1 }
      guard time.lowerBound >= span.lowerBound, time.upperBound <= span.upperBound else { continue }
      known.append(time)
      let hours = setting.kind == .power ? Rational(Int(cell.length)) / Rational(3600) : .one
      let amount = (content.values.first ?? .zero) * Rational(setting.multiplier) * hours
      answer.value = (answer.value ?? .zero) + amount
    }
    answer.unknown = holes(span, known.sorted { $0.lowerBound < $1.lowerBound })
    return answer
  }

  private func holes(_ span: Range<Int64>, _ known: [Range<Int64>]) -> [Range<Int64>] {
    var (holes, covered): ([Range<Int64>], Int64) = ([], span.lowerBound)
    for part in known {
      if covered < part.lowerBound { holes.append(covered..<part.lowerBound) }
      covered = part.upperBound
    }
    return covered < span.upperBound ? holes + [covered..<span.upperBound] : holes
  }
}

extension ConsumptionOracle.Answer {
  /// What the fast code says, in the oracle's words.
  init(_ consumed: Consumed) {
    self.init(value: consumed.value, readings: consumed.readings)
    for gap in consumed.gaps {
      let range = gap.from.seconds..<gap.until.seconds
      if let last = unknown.last, last.upperBound == range.lowerBound {
        unknown[unknown.count - 1] = last.lowerBound..<range.upperBound
      } else {
        unknown.append(range)
      }
    }
  }
}
