/// Why there is no consumption.
package enum ConsumptionFault: Fault, Equatable {
  /// Laboratory values and stock-takings are no quantities that add up.
  case notConsumed(kind: ReadingKind)
  /// The exact sum leaves 128 bits: the values are no readings of a meter.
  case overflow
  /// The bounds do not ascend.
  case bounds
  /// Day totals cannot tell what happened in a part of a production day.
  case partOfDay(at: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .notConsumed(let kind): Phrase("consumption.not-consumed", ["kind": kind.rawValue])
    case .overflow: Phrase("consumption.overflow")
    case .bounds: Phrase("consumption.bounds")
    case .partOfDay(let at): Phrase("consumption.part-of-day", ["at": at])
    }
  }
}
