import Indexing
package import SiteModel
import Storage

/// A person puts a quantity in the place of missing readings; it counts once a reviewer agrees.
///
/// Nothing is filled by itself: what is written is a record of the type `data-correction`, with the
/// method's code, what was used, and its own signatures.
package struct FillGap {
  /// What the person said.
  package struct Wishes: Sendable {
    package var point: String
    package var span: Range<Instant>
    /// As a decimal text, in the unit of the point's consumption.
    package var quantity: String
    /// A code of the record type's `method`.
    package var method: String
    /// Why readings are missing: a code of the record type's `cause`.
    package var cause: String
    /// Which readings or documents were used; empty where none is said yet.
    package var inputs: String
    /// By which rule or plan; nil where none is said yet.
    package var basis: String?

    package init(
      point: String, span: Range<Instant>, quantity: String, method: String, cause: String,
      inputs: String
    ) {
      (self.point, self.span, self.quantity) = (point, span, quantity)
      (self.method, self.cause, self.inputs) = (method, cause, inputs)
    }
  }

  /// Writes the record.
  ///
  /// - Throws: ``FillFault``; ``ShelfFault`` for a code that the type does not know.
  package static func run(_ wishes: Wishes, on site: Site) throws -> RecordKey {
    try WriteRecord.new(GapFill.type, try fields(wishes, on: site), on: site)
  }

  /// Splits what a register counted over moments at which nobody read it, by time: a record for each
  /// part, all in one commit.
  ///
  /// - Parameters:
  ///   - wishes: `span` and `quantity` are not looked at.
  ///   - moments: all between the same two standings.
  /// - Throws: ``FillFault``.
  package static func split(
    _ wishes: Wishes, at moments: [Instant], on site: Site
  ) throws -> [RecordKey] {
    let split = try split(of: wishes.point, at: moments, on: site)
    let records = try split.pieces.map { part in
      var piece = wishes
      (piece.span, piece.quantity, piece.method) = (part.span, "\(part.quantity)", "by-time")
      piece.inputs = ["\(split.rise.before.value) … \(split.rise.after.value)", wishes.inputs]
        .filter { !$0.isEmpty }.joined(separator: "; ")
      return try fields(piece, on: site)
    }
    return try WriteRecord.new(GapFill.type, all: records, on: site)
  }

  private static func split(
    of number: String, at moments: [Instant], on site: Site
  ) throws -> RegisterSplit {
    let point = try Points(of: site).usable(number)
    let shown = try shown(point, around: moments, on: site)
    do throws(RegisterSplitFault) { return try RegisterSplit(of: shown, at: moments) } catch {
      let offset = try site.calendar().offset
      let at = moments.sorted().map { $0.text(at: offset) }.joined(separator: ", ")
      switch error {
      case .outside: throw FillFault.outside(point: number, at: at)
      case .read(let moment): throw FillFault.read(point: number, at: moment.text(at: offset))
      case .unknown(let reason): throw FillFault.unknown(point: number, at: at, reason)
      }
    }
  }

  /// The readings around moments, with the next one on either side.
  private static func shown(
    _ point: MeasurementPoint, around moments: [Instant], on site: Site
  ) throws -> ShownReadings {
    let seconds = moments.map(\.seconds)
    let reach = try site.index.reach(
      of: point.id, around: (seconds.min() ?? 0)...(seconds.max() ?? 0))
    return try PointReadings(of: point, on: site, site.calendar())
      .shown(Instant(seconds: reach.lowerBound)..<Instant(seconds: reach.upperBound + 1))
  }

  /// Where the register's standings on both sides are known, no more can have passed between.
  private static func checkRise(
    _ fill: GapFill, of point: MeasurementPoint, on site: Site
  ) throws {
    let (from, until) = (fill.span.lowerBound, fill.span.upperBound)
    let shown = try shown(point, around: [from, until], on: site)
    guard let rise = try? RegisterRise(of: shown, around: from...until),
      Rational(fill.quantity) > rise.total
    else { return }
    throw FillFault.exceeds(
      point: point.number, quantity: "\(fill.quantity) \(fill.unit)",
      rise: "\(rise.total.text) \(rise.unit)",
      standings: "\(rise.before.value) … \(rise.after.value)")
  }

  private static func fields(_ wishes: Wishes, on site: Site) throws -> [String: JSON] {
    let calendar = try site.calendar()
    let point = try Points(of: site).usable(wishes.point)
    try FrozenMonths(on: site).check(wishes.span, point.number)
    let times = [wishes.span.lowerBound, wishes.span.upperBound].map {
      $0.text(at: calendar.offset)
    }
    guard let quantity = Decimal18(wishes.quantity) else {
      throw ReadingFault.value(text: wishes.quantity)
    }
    let readings = PointReadings(of: point, on: site, calendar)
    let known = try readings.consumed(over: wishes.span)
    let kind = SettingTimeline(point.settings, in: calendar)
      .setting(at: wishes.span.lowerBound)?.kind
    guard let kind, GapFill.kinds.contains(kind) else {
      throw FillFault.kind(point: wishes.point)
    }
    // A register that was read in between divides the gap. Else the rule that counts it later.
    let between =
      try kind == .register
      && readings.shown(wishes.span).trusted.times.contains {
        wishes.span.lowerBound.seconds < $0 && $0 < wishes.span.upperBound.seconds
      }
    let fill = GapFill(
      record: "", method: wishes.method, span: wishes.span, quantity: quantity, unit: known.unit)
    guard try !between && known.filled(by: [fill]).fills.contains(fill) else {
      throw FillFault.known(point: wishes.point, from: times[0], until: times[1])
    }
    if kind == .register { try checkRise(fill, of: point, on: site) }
    var fields: [String: JSON] = [
      "point": .string(point.id), "kind": "fill", "from": .string(times[0]),
      "until": .string(times[1]), "quantity": .string("\(quantity)"), "unit": .string(known.unit),
      "method": .string(wishes.method), "cause": .string(wishes.cause),
    ]
    fields["inputs"] = wishes.inputs.isEmpty ? nil : .string(wishes.inputs)
    fields["basis"] = wishes.basis.map(JSON.string)
    return fields
  }
}

/// Why a gap cannot be filled so.
package enum FillFault: Fault, Equatable {
  /// Something of that time is known.
  case known(point: String, from: String, until: String)
  /// Quantities of the point's kind cover no time, so none of it can be missing.
  case kind(point: String)
  /// The register was not read on both sides of the moment.
  case outside(point: String, at: String)
  /// The register was read at the moment.
  case read(point: String, at: String)
  /// More than the register counted between its standings on both sides.
  case exceeds(point: String, quantity: String, rise: String, standings: String)
  /// What passed around the moment is not known.
  case unknown(point: String, at: String, Consumed.Reason)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .known(let point, let from, let until):
      Phrase("fill.known", ["point": point, "from": from, "until": until])
    case .kind(let point): Phrase("fill.kind", ["point": point])
    case .outside(let point, let at): Phrase("fill.outside", ["point": point, "at": at])
    case .read(let point, let at): Phrase("fill.read", ["point": point, "at": at])
    case .exceeds(let point, let quantity, let rise, let standings):
      Phrase(
        "fill.exceeds",
        ["point": point, "quantity": quantity, "rise": rise, "standings": standings])
    case .unknown(let point, let at, let reason):
      Phrase("fill.unknown", ["point": point, "at": at], within: ["why": [reason.phrase]])
    }
  }
}
