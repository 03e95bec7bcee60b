/// A rule by which a site's data are watched (9.1.1 「设定阈值和比对规则」), as its record says it.
package struct DataRule: Sendable, Hashable {
  /// What a rule looks at; one that lacks a field that its kind needs cannot be run, and says so.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Each reading, against ``low`` and ``high``, in the unit of the point's readings.
    case range
    /// What passes in an hour, against ``high``.
    case rate
    /// A value that stands still for the window; nil: 24 hours.
    case flat
    /// Readings that did not come as often as the point says; shorter than the window is no news.
    case missing
    /// The total of a window, against ``low`` and ``high``.
    case sum
    /// The total of a window, against the same window a year earlier.
    case peer
    /// The two sides of the formula's `=`, over a window.
    case balance
    /// The formula's figure over a window: against the limits, else against the window before.
    case ratio
    /// Comparisons by hand that are on record.
    case autoManual = "auto-manual"
    /// The instruments of the points.
    case calibration
    /// The node's own clock.
    case clock
    /// What other nodes send.
    case transfer
    /// The node's own disk and chains.
    case storage
  }

  package let key: RecordKey
  package let number: String
  package let version: String
  package let kind: Kind
  /// The ids of the points it watches; empty for what the node itself is asked.
  package let points: [String]
  /// As the record says: `collect`, `transfer`, `store`, `lab`; nil where it says none.
  package let stage: String?
  /// `high`, `medium` or `low`; nil where it says none.
  package let severity: String?
  package let low: Decimal18?, high: Decimal18?
  /// Per cent.
  package let tolerance: Rational?
  /// Nil where the record names none.
  package let window: WatchWindow?
  /// As it was typed.
  package let windowText: String?
  package let formula: String?
  /// Earlier readings, and windows that begin earlier, are not its matter.
  package let activeFrom: CivilDate?
  /// The id of the person who answers for it.
  package let owner: String?

  /// - Throws: ``DataRuleFault`` where the record does not say what is watched, or says it in a way that cannot
  ///   be used; disputed fields say nothing.
  package init(_ record: PicturedRecord) throws(DataRuleFault) {
    guard let kind = record.text("kind").flatMap(Kind.init) else { throw .kind }
    func decimal(_ field: String) throws(DataRuleFault) -> Decimal18? {
      guard let text = record.text(field) else { return nil }
      guard let decimal = Decimal18(text) else { throw .limit }
      return decimal
    }
    (key, number, self.kind) = (record.key, record.label, kind)
    version = record.text("version") ?? ""
    points = (record.fields["points"]?.array ?? []).compactMap(\.string)
    (stage, severity) = (record.text("stage"), record.text("severity"))
    (low, high) = (try decimal("low"), try decimal("high"))
    tolerance = try decimal("tolerance").map { Rational($0) }
    windowText = record.text("window")
    window = try windowText.map(WatchWindow.init)
    formula = record.text("formula")
    activeFrom = record.text("activeFrom").flatMap { CivilDate($0) }
    owner = record.text("owner")
    if points.isEmpty, ![.clock, .transfer, .storage].contains(kind) { throw .kind }
  }

  /// Whether a figure lies beyond the limits; one without limits never does.
  package func isBeyond(_ figure: Rational) -> Bool {
    (low.map { figure < Rational($0) } ?? false) || (high.map { figure > Rational($0) } ?? false)
  }

  /// The limits for people: `0 … 1200`, `≤ 1200`; nil where there are none.
  package var allowed: String? {
    switch (low, high) {
    case (let low?, let high?): "\(low) … \(high)"
    case (let low?, nil): "≥ \(low)"
    case (nil, let high?): "≤ \(high)"
    case (nil, nil): tolerance.map { "± \($0.text) %" }
    }
  }
}

/// Why a rule cannot be run as it stands.
package enum DataRuleFault: Fault, Equatable {
  /// It does not say, without dispute, what of which points it watches.
  case kind
  /// Its window is none of `15min`, `24h`, `7d`, `1M`, or not one that its kind can use.
  case window(String)
  /// Its formula cannot be read, or names what the rule's points are not.
  case formula(String)
  /// It names no tolerance, and needs one.
  case tolerance
  /// It names no limit, and needs one.
  case limit

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .kind: Phrase("data-rule.kind")
    case .window(let text): Phrase("data-rule.window", ["text": text])
    case .formula(let text): Phrase("data-rule.formula", ["text": text])
    case .tolerance: Phrase("data-rule.tolerance")
    case .limit: Phrase("data-rule.limit")
    }
  }
}
