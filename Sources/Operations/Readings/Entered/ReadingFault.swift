package import SiteModel

/// Why a reading cannot be entered or corrected by hand.
package enum ReadingFault: Fault, Equatable {
  /// The point has no settings at that time.
  case unset(point: String, at: String)
  /// Another value stands there.
  case held(point: String, at: String, held: String, given: String)
  /// Nothing stands there that could be corrected.
  case nothing(point: String, at: String)
  /// It shows that already.
  case same(point: String, at: String, value: String)
  /// The time has not come yet.
  case future(at: String, now: String)
  /// The unit is not that of the point.
  case unit(point: String, expected: String, given: String)
  /// Intervals need a length.
  case length(point: String)
  /// It is no number of at most 18 digits.
  case value(text: String)
  /// It is no time.
  case time(text: String)
  /// A line before says another reading of that time.
  case twice(point: String, line: Int)
  /// The new meter was read before the old one.
  case order(at: String, until: String)
  /// The point has no register that could be replaced.
  case noRegister(point: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .unset(let point, let at): Phrase("reading.unset", ["point": point, "at": at])
    case .held(let point, let at, let held, let given):
      Phrase("reading.held", ["point": point, "at": at, "held": held, "given": given])
    case .nothing(let point, let at): Phrase("reading.nothing", ["point": point, "at": at])
    case .same(let point, let at, let value):
      Phrase("reading.same", ["point": point, "at": at, "value": value])
    case .future(let at, let now): Phrase("reading.future", ["at": at, "now": now])
    case .unit(let point, let expected, let given):
      Phrase("reading.unit", ["point": point, "expected": expected, "given": given])
    case .length(let point): Phrase("reading.length", ["point": point])
    case .value(let text): Phrase("reading.value", ["text": text])
    case .time(let text): Phrase("reading.time", ["text": text])
    case .twice(let point, let line):
      Phrase("reading.twice", ["point": point, "first": String(line)])
    case .order(let at, let until): Phrase("reading.order", ["at": at, "until": until])
    case .noRegister(let point): Phrase("reading.no-register", ["point": point])
    }
  }
}
