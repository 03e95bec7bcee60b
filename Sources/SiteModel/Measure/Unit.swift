/// A unit of measure: what it counts and exactly how many base units one of it is.
///
/// Two units of one ``dimension`` convert into each other without loss. A unit has one
/// ``symbol`` however it was written: `KWH`, `kW·h`, `度` and `千瓦时` are all `kWh`.
package struct Unit: Sendable, Hashable, CustomStringConvertible {
  /// The one spelling, which ``init(_:)`` reads back: `kWh`, `tCO2/MWh`, `GJ/10^4Nm3`.
  package let symbol: String
  /// What one may add it to and convert it into.
  package let dimension: Dimension
  /// How many base units (see ``Base``) one of it is; always > 0.
  package let scale: Rational

  /// The unit of plain numbers.
  package static let one = Unit(symbol: "1", dimension: .none, scale: .one)

  /// Reads a symbol, an alias a plant writes, or products and quotients of them.
  ///
  /// Blanks, full-width forms, sub- and superscripts do not matter; letter case does not matter
  /// where only one unit is meant, but `mW` (milli) is not taken for `MW`. `ton`, `标煤` and `年`
  /// say no exact amount and are refused.
  ///
  /// - Parameter text: at most 64 bytes.
  /// - Throws: ``UnitFault/unknown(unit:)`` with the text as it came.
  package init(_ text: some StringProtocol) throws(UnitFault) {
    var reader = UnitReader(text)
    guard let unit = reader.read() else { throw .unknown(unit: String(text.prefix(64))) }
    // A product may spell another unit's alias: `kW/1·h` is `kW·h`, which is `kWh`.
    var again = UnitReader(unit.symbol)
    self = again.read() ?? unit
  }

  init(symbol: String, dimension: Dimension, scale: Rational) {
    self.symbol = symbol
    self.dimension = dimension
    self.scale = scale
  }

  package var description: String { symbol }
}

/// Why a unit or a quantity could not be read or converted.
package enum UnitFault: Fault, Equatable {
  /// No unit of this name or alias is known, or it says no exact amount.
  case unknown(unit: String)
  /// The units measure different things; converting would invent a number.
  case mismatch(from: String, to: String)
  /// The text is no decimal number of at most 18 digits.
  case notNumber(text: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .unknown(let unit): Phrase("unit.unknown", ["unit": unit])
    case .mismatch(let from, let to): Phrase("unit.mismatch", ["from": from, "to": to])
    case .notNumber(let text): Phrase("unit.not-number", ["text": text])
    }
  }
}
