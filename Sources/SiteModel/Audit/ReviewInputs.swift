/// The inputs of a management review (9.4.1): the ten of the list and the three of the paragraph, each
/// with what the records of the period hold of it, what people have said of it, or their signed 无.
package struct ReviewInputs: Sendable {
  /// How an input stands.
  package enum Standing: String, Sendable {
    /// Somebody has made a statement of it and named its evidence.
    case stated
    /// Somebody has signed that there is nothing.
    case none
    /// The program has something of it; nobody has said what it means.
    case atHand = "at-hand"
    /// There is nothing.
    case missing
  }

  /// One of the thirteen.
  package struct Input: Sendable {
    /// As the record type `management-review` has it, such as `prev-actions`.
    package let key: String
    package let title: BilingualText
    package let statement: String?
    /// What the review names as evidence.
    package let evidence: [RecordKey]
    /// The signed statement that there is nothing, which has not ended.
    package let none: PicturedRecord?
    /// By type: what the records hold, evidence too; never empty.
    package let lists: [(type: String, records: [RecordKey])]

    /// - Parameter isComputed: whether something was computed for it.
    package func standing(isComputed: Bool) -> Standing {
      if none != nil { return .none }
      if statement != nil, !evidence.isEmpty { return .stated }
      return lists.isEmpty && !isComputed ? .missing : .atHand
    }
  }

  /// The review of the year; nil: none was planned yet.
  package let review: PicturedRecord?
  /// In the order of the guide.
  package let inputs: [Input]

  /// Types and views that a picture must hold for it.
  package static let types = Set(rules.values.joined().map(\.type))
    .union(["management-review", "signed-none"])

  /// - Parameters:
  ///   - days: the period that is reviewed.
  ///   - next: the one after it, which is planned.
  package init(
    _ picture: SitePicture, over days: ClosedRange<CivilDate>, next: ClosedRange<CivilDate>
  ) {
    let year = String(days.upperBound.year)
    let review = picture.records["management-review", default: []].last {
      $0.state != "void" && $0.fields["year"]?.number == year
    }
    let key = picture.schemas["management-review"]?["inputs"]?.schema["items"]?["properties"]?[
      "key"]
    self.review = review
    inputs = (key?["enum"]?.array ?? []).compactMap(\.string).map { name in
      let title = key?["x-choices"]?[name]
      let row = review?.rows("inputs").first { $0["key"]?.string == name }
      let evidence = (row?["refs"]?.texts ?? []).compactMap { RecordKey($0) }
      return Input(
        key: name,
        title: BilingualText(
          zh: title?["zh"]?.string ?? name, en: title?["en"]?.string ?? name),
        statement: row?["statement"]?.string, evidence: evidence,
        none: picture.none(of: name, row?["none"]?.string),
        lists: picture.lists(Self.rules[name] ?? [], days, next, with: evidence))
    }
  }
}

/// Records that speak of an input.
private struct InputRule: Sendable {
  /// Which of them: those that bear on the period, on the one after it, or all that stand.
  enum When { case period, next, always }

  let type: String
  var when = When.period
  /// Only those that name, in `source` or `kind`, what begins so.
  var beginning: (field: String, of: [String])?

  func keeps(
    _ record: PicturedRecord, _ days: ClosedRange<CivilDate>, _ next: ClosedRange<CivilDate>
  )
    -> Bool
  {
    if let beginning {
      let text = record.text(beginning.field) ?? ""
      guard beginning.of.contains(where: { text.hasPrefix($0) }) else { return false }
    }
    return switch when {
    case .period: record.bears(on: days)
    case .next: record.bears(on: next)
    case .always: record.stands
    }
  }
}

extension ReviewInputs {
  fileprivate static let rules: [String: [InputRule]] = [
    "prev-actions": [
      InputRule(type: "review-output"),
      InputRule(type: "action", beginning: ("source", ["review-output/"])),
    ],
    "policy-review": [
      InputRule(type: "controlled-document", when: .always, beginning: ("kind", ["policy"])),
      InputRule(type: "policy-reach", when: .always), InputRule(type: "policy-communication"),
    ],
    "performance": [
      InputRule(type: "effectiveness-evaluation"), InputRule(type: "analysis-report"),
    ],
    "compliance": [
      InputRule(type: "compliance-evaluation"), InputRule(type: "legal-requirement", when: .always),
    ],
    "objectives": [InputRule(type: "objective"), InputRule(type: "objective-measurement")],
    "communication": [
      InputRule(type: "communication-record"), InputRule(type: "coordination-record"),
    ],
    "audit-results": [
      InputRule(type: "audit"), InputRule(type: "audit-finding"), InputRule(type: "audit-report"),
    ],
    "corrective": [
      InputRule(type: "nonconformity"),
      InputRule(type: "action", beginning: ("source", ["nonconformity/", "risk-opportunity/"])),
    ],
    "next-performance": [
      InputRule(type: "objective", when: .next), InputRule(type: "programme", when: .next),
      InputRule(type: "resource-plan", when: .next),
    ],
    "suggestions": [InputRule(type: "suggestion"), InputRule(type: "improvement")],
    "data-quality": [
      InputRule(type: "data-alert"), InputRule(type: "data-correction"), InputRule(type: "retest"),
      InputRule(type: "oot-assessment"),
    ],
    "party-feedback": [InputRule(type: "party-feedback"), InputRule(type: "satisfaction-survey")],
    "operation-issues": [
      InputRule(type: "check-record"), InputRule(type: "patrol-inspection"),
      InputRule(type: "emergency-event"), InputRule(type: "risk-opportunity", when: .always),
    ],
  ]
}

extension SitePicture {
  /// A statement that there is nothing of an input, named by the review or by its subject.
  fileprivate func none(of input: String, _ named: String?) -> PicturedRecord? {
    standing("signed-none").last { record in
      (record.key.id == named || record.text("subject") == "review-input/\(input)")
        && (record.text("validUntil") ?? "") >= day.description
    }
  }

  fileprivate func lists(
    _ rules: [InputRule], _ days: ClosedRange<CivilDate>, _ next: ClosedRange<CivilDate>,
    with evidence: [RecordKey]
  ) -> [(type: String, records: [RecordKey])] {
    let found = rules.flatMap { rule in
      records[rule.type, default: []].filter { rule.keeps($0, days, next) }.map(\.key)
    }
    var seen: Set<RecordKey> = []
    let all = (found + evidence).filter { seen.insert($0).inserted }
    return Dictionary(grouping: all, by: \.type).sorted { $0.key < $1.key }
      .map { (type: $0.key, records: $0.value) }
  }
}
