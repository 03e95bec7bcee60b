/// What is computed of management reviews (9.4) and of causes (10.1.2).
extension RecordQuestion {
  /// Those of the thirteen inputs that have neither evidence nor a signed statement of none.
  func inputsMissing() throws -> JSON? {
    let none = Set(try others.records(of: "signed-none").filter(\.counts).map(\.key.id))
    let rows = record.rows("inputs")
    let missing = choices(of: "key", in: "inputs").filter { input in
      !rows.contains { row in
        row["key"]?.string == input.value
          && (!row.texts("refs").isEmpty && row["statement"] != nil
            || row["none"]?.string.map(none.contains) ?? false)
      }
    }
    return .array(missing.map { .string($0.both) })
  }

  /// Whether the chair is the organisation's top manager.
  func chairIsTop() throws -> JSON? {
    guard let chair = record["chair"]?.string else { return nil }
    return .bool(
      try others.records(of: "organisation").contains { $0.fields["topManager"]?.string == chair })
  }

  /// Whether no approved output of this review is there.
  func reviewOutputMissing() throws -> JSON? {
    .bool(!(try records(of: "review-output", naming: "review").contains(where: \.counts)))
  }

  /// The actions of this review's outputs that are not closed, begun or not.
  func reviewOpen() throws -> JSON? {
    let closed = Set(
      try others.records(of: "action").filter { $0.permits.contains(.closed) }.map(\.key))
    let open = try records(of: "review-output", naming: "review").flatMap { output in
      try others.followers(of: output.key).map(\.record).filter {
        $0.key.type == "action" && !closed.contains($0.key)
      }
    }
    return .array(open.map { $0.values["title"] ?? .string($0.key.id) })
  }

  /// How much of the cause is said by the fact already, in percent: the share of its pairs of
  /// characters that stand in the fact, too; signs and spaces aside.
  func causeOverlap() -> JSON? {
    causeShare.map {
      .string($0.text(decimals: 0))
    }
  }

  /// Whether the cause is little more than the fact said again: over 70 %.
  func causeRepeats() -> JSON? {
    causeShare.map { .bool($0 > WordOverlap.limit) }
  }

  private var causeShare: Rational? {
    WordOverlap.percent(of: record["cause"]?.string, in: record["fact"]?.string)
  }
}
