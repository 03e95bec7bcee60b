/// Required instruments against those that are there (GB 17167: 配备率), and of those the ones in
/// good order (完好) and within their validity. What is required stands in records; nothing of it is
/// ours.
package struct EquipRates: Sendable {
  /// One kind of energy at one level.
  package struct Row: Sendable {
    package let medium: String
    package let level: String
    package let required: Int
    /// In percent; nil where the record names none.
    package let requiredRate: Rational?
    package let requiredClass: String?
    /// Instruments installed on points of that medium and level.
    package let actual: Int
    package let good: Int
    package let valid: Int

    package var name: String { "\(medium)/\(level)" }
    /// Installed ÷ required × 100; nil where nothing is required.
    package var rate: Rational? { share(of: actual, in: required) }
    /// In good order ÷ installed × 100; nil where nothing is installed.
    package var goodRate: Rational? { share(of: good, in: actual) }
    /// Within validity ÷ installed × 100; nil where nothing is installed.
    package var validRate: Rational? { share(of: valid, in: actual) }
    /// Whether the required rate is reached.
    package var isMet: Bool {
      (requiredRate ?? Rational(100)) * Rational(required) <= Rational(actual * 100)
    }

    private func share(of part: Int, in whole: Int) -> Rational? {
      whole > 0 ? Rational(part * 100) / Rational(whole) : nil
    }
  }

  package let rows: [Row]

  /// - Parameter requirements: the rows of an `equip-requirement`.
  package init(
    _ requirements: [[String: JSON]], in ledger: InstrumentLedger, on day: CivilDate
  ) {
    rows = requirements.map { row in
      let ids = Set(
        ledger.services.filter { service in
          let point = ledger.points[service.point]?.fields
          return service.stands(on: day) && point?["medium"] == row["medium"]
            && point?["level"] == row["level"]
        }
        .map(\.instrument))
      return Row(
        medium: row["medium"]?.string ?? "", level: row["level"]?.string ?? "",
        required: row["requiredPoints"]?.number.flatMap { Int($0) } ?? 0,
        requiredRate: row.number("requiredRate"), requiredClass: row["requiredClass"]?.string,
        actual: ids.count, good: ids.count { ledger.isInGoodOrder($0, on: day) },
        valid: ids.count { ledger.timelines[$0]?.state(on: day).isGood ?? false })
    }
  }
}

extension InstrumentService {
  /// Whether it lasts beyond the end of a day on the clock of Beijing.
  package func stands(on day: CivilDate) -> Bool {
    let end = (day.days + 1) * 86_400 - Int64(Offset.beijing.seconds)
    return from < end && end <= until
  }
}

extension InstrumentLedger {
  /// 完好: in use, and not known to be wrong.
  package func isInGoodOrder(_ instrument: String, on day: CivilDate) -> Bool {
    let state = timelines[instrument]?.state(on: day) ?? .none
    return ["in-use", "limited"].contains(status(of: instrument))
      && ![.failed, .needsCalibration, .sealed].contains(state)
  }
}
