/// What feeds one input of an emission source, and on which production days.
package struct SourceBinding: Sendable, Hashable {
  /// The input's name in the rule set.
  package let input: String
  /// `point` or `factor`; a `value` stands in the binding itself.
  package let kind: String
  /// The id of the point's or factor's record; empty for a value.
  package let ref: String
  /// The days it is for.
  package let days: OpenDays
  private let rest: [String: JSON]

  /// A binding to a record.
  package init(_ input: String, _ kind: String, _ ref: String, on days: OpenDays = .all) {
    (self.input, self.kind, self.ref, self.days) = (input, kind, ref, days)
    rest = [:]
  }

  /// A value that stands in the binding itself, with what it rests on.
  ///
  /// - Parameter mark: how well it is known, where it comes from defaults that bear marks.
  package init(
    _ input: String, value: (text: String, unit: String), evidence: String,
    mark: ConfidenceMark? = nil, on days: OpenDays = .all
  ) {
    (self.input, kind, ref, self.days) = (input, Self.value, "", days)
    var rest: [String: JSON] = [
      "value": .string(value.text), "unit": .string(value.unit), "evidence": .string(evidence),
    ]
    rest["mark"] = mark.map { .string($0.rawValue) }
    self.rest = rest
  }

  /// The kind of a binding that is its own value.
  package static let value = "value"

  /// The value of such a binding as it was typed; nil for others, for what no unit fits, and for one
  /// that says not what it rests on, as records of older versions may.
  package var constant: Inventory.Constant? {
    guard kind == Self.value, let text = rest["value"]?.string, let unit = rest["unit"]?.string,
      let evidence = rest["evidence"]?.string, let quantity = try? Quantity(text, unit)
    else { return nil }
    return Inventory.Constant(
      text: text, quantity: quantity, evidence: evidence,
      mark: rest["mark"]?.string.flatMap(ConfidenceMark.init))
  }

  /// Whether it feeds the same: what is beside the days.
  func feeds(as other: SourceBinding) -> Bool {
    (kind, ref) == (other.kind, other.ref) && rest == other.rest
  }

  /// Whether anything stands behind it.
  var isFeeding: Bool { !ref.isEmpty || constant != nil }

  /// One row of a source's field `bindings`.
  package init?(_ json: JSON) {
    guard let input = json["input"]?.string, let kind = json["kind"]?.string else { return nil }
    (self.input, self.kind, ref) = (input, kind, json["ref"]?.string ?? "")
    days = OpenDays(
      from: json["from"]?.string.flatMap { CivilDate($0) },
      until: json["until"]?.string.flatMap { CivilDate($0) })
    rest = (json.object ?? [:]).filter { ["value", "unit", "evidence", "mark"].contains($0.key) }
  }

  private init(_ other: SourceBinding, on days: OpenDays) {
    (input, kind, ref, rest) = (other.input, other.kind, other.ref, other.rest)
    self.days = days
  }

  /// The row that ``init(_:)`` reads.
  package var json: JSON {
    var members = rest
    (members["input"], members["kind"]) = (.string(input), .string(kind))
    members["ref"] = ref.isEmpty ? nil : .string(ref)
    members["from"] = days.from.map { .string($0.description) }
    members["until"] = days.until.map { .string($0.description) }
    return .object(members)
  }

  /// What is left of it where another takes its place on some days: nothing, one or two stretches.
  func leaving(_ others: OpenDays) -> [SourceBinding] {
    days.leaving(others).map { SourceBinding(self, on: $0) }
  }
}

/// A stretch of production days, both ends included, that may be open at either end.
package struct OpenDays: Sendable, Hashable {
  /// nil: since ever.
  package let from: CivilDate?
  /// nil: for good.
  package let until: CivilDate?

  /// Every day there is.
  package static let all = OpenDays(from: nil, until: nil)

  package init(from: CivilDate?, until: CivilDate?) { (self.from, self.until) = (from, until) }

  /// `2025-01-01..2025-06-30`, `2025-01-01..` or `..2025-06-30`; nil for any other text and for a
  /// stretch that ends before it begins.
  package init?(_ text: some StringProtocol) {
    let ends = String(text).split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.contains(where: { !$0.isEmpty }) else { return nil }
    let dates = ends.map { CivilDate($0) }
    guard zip(ends, dates).allSatisfy({ $0.isEmpty || $1 != nil }) else { return nil }
    self.init(from: dates[0], until: dates[1])
    guard !isEmpty else { return nil }
  }

  /// Whether it ends before it begins.
  package var isEmpty: Bool {
    if let from, let until { until < from } else { false }
  }

  package func holds(_ day: CivilDate) -> Bool {
    from.map { $0 <= day } ?? true && until.map { day <= $0 } ?? true
  }

  /// The days of it that are none of another stretch.
  package func leaving(_ other: OpenDays) -> [OpenDays] {
    let isApart =
      other.isEmpty || Self.ends(until, before: other.from) || Self.ends(other.until, before: from)
    guard !isApart else { return [self] }
    var left: [OpenDays] = []
    if let first = other.from, from.map({ $0 < first }) ?? true {
      left.append(OpenDays(from: from, until: first.after(-1)))
    }
    if let last = other.until, until.map({ last < $0 }) ?? true {
      left.append(OpenDays(from: last.after(1), until: until))
    }
    return left
  }

  private static func ends(_ end: CivilDate?, before start: CivilDate?) -> Bool {
    if let end, let start { end < start } else { false }
  }
}

extension OpenDays: CustomStringConvertible {
  /// As ``init(_:)`` reads it; `..` for every day.
  package var description: String {
    "\(from?.description ?? "")..\(until?.description ?? "")"
  }
}

extension CivilDate {
  /// So many days later.
  func after(_ count: Int64) -> CivilDate { CivilDate(days: days + count) }
}
