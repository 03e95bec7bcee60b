extension Lifecycle {
  /// What a file's form does not show: that names stand for something, that every state can be
  /// reached, and that the safety order is one.
  func check() throws(LifecycleFault) {
    try checkNames()
    try checkActions()
    try checkStatements()
    try checkSafety()
    try checkWays()
  }

  private func checkNames() throws(LifecycleFault) {
    try Self.checkOnce(states.map(\.name), "/states")
    try Self.checkOnce(actions.map(\.name) + statements.map(\.name), "/actions")
    for action in actions {
      try Self.checkOnce(action.guards.map(\.name), "/actions/\(action.name)/guards")
    }
    guard let first = self[state: initial] else {
      throw .unknown(at: "/initial", name: initial)
    }
    guard !first.isLocked else { throw .lockedAtFirst(state: initial) }
  }

  private static func checkOnce(_ names: [String], _ place: String) throws(LifecycleFault) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted { throw .twice(at: place, name: name) }
  }

  private func checkActions() throws(LifecycleFault) {
    for action in actions {
      let place = "/actions/\(action.name)"
      try known(action.from + (action.to.map { [$0] } ?? []), place)
      try check(action.signing, place)
      try check(action.quorum, place)
    }
    for state in states {
      guard let becomes = state.becomes else { continue }
      try known([becomes.state], "/states/\(state.name)")
      try check(becomes.quorum, "/states/\(state.name)")
    }
  }

  private func checkStatements() throws(LifecycleFault) {
    for statement in statements {
      try known(statement.on, "/statements/\(statement.name)")
      try check(statement.signing, "/statements/\(statement.name)")
    }
  }

  private func known(_ names: [String], _ place: String) throws(LifecycleFault) {
    for name in names where self[state: name] == nil { throw .unknown(at: place, name: name) }
  }

  private func check(_ quorum: Quorum?, _ place: String) throws(LifecycleFault) {
    guard let quorum, self[statement: quorum.statement] == nil else { return }
    throw .unknown(at: place, name: quorum.statement)
  }

  /// Roles and four eyes speak of acts that the lifecycle knows.
  private func check(_ signing: Signing, _ place: String) throws(LifecycleFault) {
    let doers =
      signing.by.compactMap { if case .doer(let act) = $0 { act } else { nil } }
      + signing.apart.compactMap { if case .doer(let act) = $0 { act } else { nil } }
    for act in doers where self[action: act] == nil && self[statement: act] == nil {
      throw .unknown(at: place, name: act)
    }
  }

  /// The order is total, and a state that grants less stands before one that grants more.
  private func checkSafety() throws(LifecycleFault) {
    try known(safety, "/safety")
    for state in states where safety.filter({ $0 == state.name }).count != 1 {
      throw .safety(state: state.name)
    }
    let ordered = safety.compactMap { self[state: $0] }
    for (place, state) in ordered.enumerated() {
      if ordered[..<place].contains(where: { $0.permits.isStrictSuperset(of: state.permits) }) {
        throw .safety(state: state.name)
      }
    }
  }

  /// Every state can be reached, and states do not become each other without end.
  private func checkWays() throws(LifecycleFault) {
    var (reached, open): (Set<String>, [String]) = ([initial], [initial])
    while let state = open.popLast() {
      let next = actions.filter { $0.from.contains(state) }.compactMap(\.to)
      let more = self[state: state]?.becomes.map { [$0.state] } ?? []
      for name in next + more where reached.insert(name).inserted { open.append(name) }
    }
    for state in states where !reached.contains(state.name) {
      throw .unreachable(state: state.name)
    }
    for state in states {
      var (seen, now): (Set<String>, State?) = ([], state)
      while let becomes = now?.becomes {
        guard seen.insert(becomes.state).inserted else { throw .endless(state: state.name) }
        now = self[state: becomes.state]
      }
    }
  }
}
