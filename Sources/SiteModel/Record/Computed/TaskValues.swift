/// What is computed from the actions that follow from a record.
extension RecordQuestion {
  /// A row that became an action, and how far it is.
  private struct Duty {
    let row: [String: JSON]
    let state: String?
    let done: CivilDate?

    var isDone: Bool { done != nil || ["done", "verified"].contains(state) }
    var isCancelled: Bool { state == "cancelled" }
    var isOpen: Bool { done == nil && !["verified", "cancelled"].contains(state) }
  }

  private static func tasks(
    _ rows: [[String: JSON]], of key: RecordKey, _ others: any OtherRecords
  ) throws -> [Duty] {
    let states = Dictionary(
      try others.followers(of: key).map { ($0.record.target, ($0.record.key, $0.state)) }
    ) { $1 }
    let days = Dictionary(
      uniqueKeysWithValues: try others.records(of: "action").map { ($0.key, $0.fields.day("done")) }
    )
    return rows.enumerated().map { place, row in
      let (action, state) = states["tasks/\(place)"] ?? (nil, nil)
      let done = row.day("done") ?? action.flatMap { days[$0] ?? nil }
      return Duty(row: row, state: state, done: done)
    }
  }

  private func tasks() throws -> [Duty] {
    try Self.tasks(record.rows("tasks"), of: key, others)
  }

  /// Guard of plans: every task is done or cancelled; a plan without tasks has nothing to wait for.
  func tasksDone() throws -> Guard.Answer {
    let tasks = try tasks()
    let open = tasks.enumerated().filter { !$1.isDone && !$1.isCancelled }.map {
      "tasks/\($0.offset)"
    }
    return open.isEmpty
      ? .met(["tasks": .count(tasks.count)]) : .refused(open.joined(separator: ", "))
  }

  /// The share of the tasks that are done, by weight; by number where one has no weight.
  func taskProgress() throws -> JSON? {
    let tasks = try tasks().filter { !$0.isCancelled }
    guard !tasks.isEmpty else { return nil }
    let weights = tasks.map { $0.row.number("weight") }
    let isWeighed = !weights.contains(nil) && weights.compactMap(\.self).total != .zero
    let shares = isWeighed ? weights.compactMap(\.self) : tasks.map { _ in Rational.one }
    let done = zip(tasks, shares).filter { $0.0.isDone }.map(\.1).total
    return .string((done / shares.total * Rational(100)).text(decimals: 1))
  }

  /// By how many days the task that is latest is, or was, late.
  func taskSlippage() throws -> JSON? {
    try Self.slippage(record.rows("tasks"), of: key, others, day.today)
  }

  /// The same of the programme that this record follows.
  func programmeSlippage() throws -> JSON? {
    guard let programme = try record(named: "programme", of: "programme") else { return nil }
    return try Self.slippage(programme.fields.rows("tasks"), of: programme.key, others, day.today)
  }

  private static func slippage(
    _ rows: [[String: JSON]], of key: RecordKey, _ others: any OtherRecords, _ today: CivilDate
  ) throws -> JSON? {
    let late = try tasks(rows, of: key, others).filter { !$0.isCancelled }.compactMap { task in
      // Reported done without a day: it is no longer getting later, and how late it was is not known.
      task.isDone && task.done == nil
        ? nil : task.row.day("dueOn").map { (task.done ?? today).days - $0.days }
    }
    return late.isEmpty ? nil : .number(String(max(0, late.max() ?? 0)))
  }

  /// The last day somebody looked how far a programme is.
  func programmeFollowed() throws -> JSON? {
    try records(of: "programme-progress", naming: "programme").filter(\.counts)
      .compactMap { $0.fields.day("on") }.max().map { .string("\($0)") }
  }

  /// What has been decided and is not closed: actions that follow, begun or not, and those named.
  func openItems() throws -> JSON? {
    let closed = Set(
      try others.records(of: "action").filter { $0.permits.contains(.closed) }.map(\.key))
    let following = try others.followers(of: key).map(\.record.key).filter { $0.type == "action" }
    let named = (record.texts("actions")).compactMap { RecordKey(type: "action", id: $0) }
    return .count(Set(following + named).subtracting(closed).count)
  }
}
