import Indexing
package import SiteModel
import Storage

/// Automatic readings beside what people read by hand at the same moment (8.1.2 「定期进行人工比对和校验」): the answer
/// to `compare-manual`.
package struct CompareManual {
  /// Two readings of one moment.
  package struct Pair: Sendable {
    /// When it was read by hand.
    package let at: Instant
    package let manual: Decimal18
    package let auto: Decimal18
    package let unit: String
    /// Seconds by which the automatic reading is later.
    package let offset: Int64
    /// |automatic − manual| ÷ |manual| in per cent, exact; nil where the manual value is zero.
    package let deviation: Rational?
    package let isWithin: Bool
  }

  package let point: MeasurementPoint
  /// Per cent.
  package let tolerance: Rational
  package let pairs: [Pair]
  package let calendar: ProductionCalendar

  /// What is compared.
  package enum Wish: Sendable {
    /// A value read on the spot now or then, with the automatic reading nearest to it.
    case typed(Decimal18, at: Instant)
    /// Every reading of a period that was typed in, with the imported or polled one nearest to it.
    case period(Period)
  }

  /// Seconds an automatic reading may be away from a typed one.
  private static let reach: Int64 = 900

  /// - Throws: ``PointFault``; ``CompareFault/noAutomatic(point:at:)``.
  package static func run(
    _ number: String, _ wish: Wish, tolerance: Rational, on site: Site
  ) throws -> CompareManual {
    let calendar = try site.calendar()
    let point = try Points(of: site).usable(number)
    let readings = PointReadings(of: point, on: site, calendar)
    let pairs =
      switch wish {
      case .typed(let value, let at): try typed(value, at, readings, tolerance, calendar)
      case .period(let period): try held(in: period.bounds(in: calendar), readings, tolerance)
      }
    return CompareManual(point: point, tolerance: tolerance, pairs: pairs, calendar: calendar)
  }

  private static func typed(
    _ value: Decimal18, _ at: Instant, _ readings: PointReadings, _ tolerance: Rational,
    _ calendar: ProductionCalendar
  ) throws -> [Pair] {
    let span = Instant(seconds: at.seconds - reach)..<Instant(seconds: at.seconds + reach + 1)
    let near = try said(in: span, readings).filter { !$0.isManual }
      .min { abs($0.at - at.seconds) < abs($1.at - at.seconds) }
    guard let near else {
      throw CompareFault.noAutomatic(
        point: readings.point.number, at: at.text(at: calendar.offset))
    }
    return [Pair(manual: value, at, near, tolerance)]
  }

  private static func held(
    in span: Range<Instant>, _ readings: PointReadings, _ tolerance: Rational
  ) throws -> [Pair] {
    // Beside a reading at the period's edge an automatic one may stand just outside.
    let first = Instant(seconds: span.lowerBound.seconds - reach)
    let wide = first..<Instant(seconds: span.upperBound.seconds + reach)
    let said = try said(in: wide, readings)
    let typed = said.filter { $0.isManual && span.contains(Instant(seconds: $0.at)) }
    return typed.sorted { $0.at < $1.at }.compactMap { manual in
      let near = said.filter {
        !$0.isManual && $0.unit == manual.unit && abs($0.at - manual.at) <= reach
      }
      guard let near = near.min(by: { abs($0.at - manual.at) < abs($1.at - manual.at) })
      else { return nil }
      return Pair(manual: manual.value, Instant(seconds: manual.at), near, tolerance)
    }
  }

  /// What a segment says of a moment.
  fileprivate struct Said {
    let at: Int64
    let value: Decimal18
    let unit: String
    let isManual: Bool
  }

  private static func said(
    in span: Range<Instant>, _ readings: PointReadings
  ) throws -> [Said] {
    try readings.statements(span).map(\.statements).flatMap { part in
      let typed = Set(part.flags["manual"] ?? [])
      return part.times.indices.filter { span.contains(Instant(seconds: part.times[$0])) }
        .map { row in
          Said(
            at: part.times[row],
            value: Decimal18(units: part.units[row], decimals: part.decimals[row]),
            unit: part.unit, isManual: typed.contains(row))
        }
    }
  }
}

extension CompareManual.Pair {
  fileprivate init(
    manual: Decimal18, _ at: Instant, _ near: CompareManual.Said, _ tolerance: Rational
  ) {
    let found = Deviation(of: Rational(near.value), from: Rational(manual))
    self.init(
      at: at, manual: manual, auto: near.value, unit: near.unit, offset: near.at - at.seconds,
      deviation: found.percent, isWithin: found.isWithin(tolerance))
  }
}

extension CompareManual {
  /// Writes a draft of the record `auto-manual-check` for every pair, all in one commit.
  ///
  /// - Parameter collector: who read it by hand; nil: not said yet.
  package func write(collector: String?, on site: Site) throws -> [RecordKey] {
    guard !pairs.isEmpty else { return [] }
    let records = pairs.map { pair in
      var fields: [String: JSON] = [
        "point": .string(point.id), "at": .string(pair.at.text(at: calendar.offset)),
        "on": .string(String(pair.at.text(at: calendar.offset).prefix(10))),
        "autoValue": .string("\(pair.auto)"), "manualValue": .string("\(pair.manual)"),
        "unit": .string(pair.unit), "link": "whole", "tolerance": .string(tolerance.text),
        "clockOffset": .number(String(pair.offset)),
      ]
      fields["collector"] = collector.map(JSON.string)
      return fields
    }
    return try WriteRecord.new("auto-manual-check", all: records, on: site)
  }
}

/// Why nothing can be compared.
package enum CompareFault: Fault, Equatable {
  /// No automatic reading is near.
  case noAutomatic(point: String, at: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noAutomatic(let point, let at):
      Phrase("compare.no-automatic", ["point": point, "at": at])
    }
  }
}
