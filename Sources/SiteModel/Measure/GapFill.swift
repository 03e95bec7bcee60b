/// A quantity that stands for readings that are missing: a person said it with its method, and a
/// reviewer agreed.
package struct GapFill: Sendable, Hashable {
  /// The record type that says so.
  package static let type = "data-correction"

  /// Kinds whose readings cover time, so that some of it can be missing: of invoices and output
  /// nothing says that one more was to come.
  package static let kinds: Set<ReadingKind> = [.register, .interval, .power]

  /// The record's number.
  package let record: String
  /// How it was come by: a code of the record type.
  package let method: String
  /// From the first moment up to, and without, the last.
  package let span: Range<Instant>
  package let quantity: Decimal18
  /// In the unit of the point's consumption.
  package let unit: String

  package init(
    record: String, method: String, span: Range<Instant>, quantity: Decimal18, unit: String
  ) {
    (self.record, self.method, self.span) = (record, method, span)
    (self.quantity, self.unit) = (quantity, unit)
  }

  /// Reads a record; nil where it fills nothing, or does not say enough.
  package init?(_ values: [String: JSON]) {
    let text = { (key: String) in values[key]?.string }
    let moment = { (key: String) in text(key).flatMap { Instant.parse($0) }?.instant }
    guard text("kind") == "fill", let from = moment("from"), let until = moment("until"),
      from < until, let quantity = text("quantity").flatMap({ Decimal18($0) }),
      let unit = text("unit"), let method = text("method")
    else { return nil }
    self.init(
      record: text("number") ?? "", method: method, span: from..<until, quantity: quantity,
      unit: unit)
  }
}

extension GapFill {
  /// What it puts where, and by which record; the times written at an offset.
  package func phrase(at offset: Offset) -> Phrase {
    Phrase(
      "said.fill",
      [
        "from": span.lowerBound.text(at: offset), "until": span.upperBound.text(at: offset),
        "quantity": "\(quantity)", "unit": unit, "method": method, "record": record,
      ])
  }
}

extension Consumed {
  /// What is consumed when quantities stand for what is not known.
  ///
  /// A fill counts whole or not at all: it lies in the span, and nothing of its time is known. So a
  /// reading that comes later takes its place, and of two that overlap the earlier counts.
  package func filled(by fills: [GapFill]) throws(ConsumptionFault) -> Consumed {
    var (gaps, sum, used) = (gaps, sum, [GapFill]())
    let order = fills.sorted { ($0.span.lowerBound, $0.record) < ($1.span.lowerBound, $1.record) }
    for fill in order where fill.unit == unit && gaps.cover(fill.span) {
      gaps = gaps.without(fill.span)
      var total = sum ?? .zero
      try total.add(
        ExactSum(
          units: Int128(fill.quantity.units), decimals: Int(fill.quantity.decimals), divisor: 1))
      sum = total
      used.append(fill)
    }
    return Consumed(
      span: span, sum: sum, unit: unit, gaps: gaps, readings: readings, conflicts: conflicts,
      fills: self.fills + used)
  }
}

extension [Consumed.Gap] {
  /// Whether nothing of a stretch is known.
  fileprivate func cover(_ span: Range<Instant>) -> Bool {
    var reached = span.lowerBound
    for gap in self where gap.from <= reached && reached < gap.until { reached = gap.until }
    return reached >= span.upperBound
  }

  fileprivate func without(_ span: Range<Instant>) -> [Consumed.Gap] {
    var left: [Consumed.Gap] = []
    for gap in self {
      left.add(
        gap.from.seconds, Swift.min(gap.until, span.lowerBound).seconds, gap.reason)
      left.add(
        Swift.max(gap.from, span.upperBound).seconds, gap.until.seconds, gap.reason)
    }
    return left
  }
}
