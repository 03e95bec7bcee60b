extension Lifecycle {
  /// Reads a lifecycle file and checks that every name in it stands for something.
  package init(_ bytes: some Sequence<UInt8>) throws(LifecycleFault) {
    let json: JSON
    do { json = try JSON.parse(bytes) } catch { throw .notJSON(error) }
    self = try LifecycleReader(json: json, place: "").lifecycle()
    try check()
  }
}

/// Reads one object of a lifecycle file; members that nobody asks for are refused.
private struct LifecycleReader {
  let json: JSON
  /// A JSON pointer.
  let place: String

  func lifecycle() throws(LifecycleFault) -> Lifecycle {
    try only(["$id", "title", "initial", "states", "actions", "statements", "safety", "decide"])
    let (name, version) = try id()
    var actions: [Lifecycle.Action] = []
    for item in try items("actions") { actions.append(try item.action()) }
    var states: [Lifecycle.State] = []
    for item in try items("states") { states.append(try item.state()) }
    var statements: [Lifecycle.Statement] = []
    for item in try items("statements", orNone: true) { statements.append(try item.statement()) }
    let decision = LifecycleReader(json: json["decide"] ?? .null, place: "\(place)/decide")
    actions.append(try decision.decision(from: states.map(\.name)))
    return Lifecycle(
      name: name, version: version, title: try title(), initial: try word("initial"),
      states: states, actions: actions, statements: statements, safety: try words("safety"))
  }

  /// `urn:karez:lifecycle:<name>:<version>`.
  private func id() throws(LifecycleFault) -> (String, Int) {
    let parts = (json["$id"]?.string ?? "").split(
      separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0...2] == ["urn", "karez", "lifecycle"],
      Grammar.isID(parts[3]), let version = Grammar.counting(parts[4])
    else { throw wrong("$id") }
    return (String(parts[3]), version)
  }

  func state() throws(LifecycleFault) -> Lifecycle.State {
    try only(["name", "title", "permits", "becomes"])
    var permits: Set<Permission> = []
    for text in try words("permits", orNone: true) {
      guard let permission = Permission(rawValue: text) else { throw wrong("permits") }
      permits.insert(permission)
    }
    var becomes: Lifecycle.Becoming?
    if let json = json["becomes"] {
      let reader = LifecycleReader(json: json, place: "\(place)/becomes")
      becomes = try .init(
        state: reader.word("state"), quorum: reader.quorum(["state", "statement", "need"]))
    }
    return Lifecycle.State(
      name: try word("name"), title: try title(), permits: permits, becomes: becomes)
  }

  func action() throws(LifecycleFault) -> Lifecycle.Action {
    try only(["name", "title", "from", "to", "by", "apart", "also", "quorum", "guards", "reason"])
    var guards: [Guard] = []
    for item in try items("guards", orNone: true) { guards.append(try item.question()) }
    guard let needsReason = (json["reason"] ?? false).bool else { throw wrong("reason") }
    let signing = try signing(word("name"))
    guard signing.name != Lifecycle.decision else { throw wrong("name") }
    let quorum = try json["quorum"].map { json throws(LifecycleFault) in
      try LifecycleReader(json: json, place: "\(place)/quorum").quorum(["statement", "need"])
    }
    return Lifecycle.Action(
      signing: signing, from: try words("from"), to: try word("to"), quorum: quorum,
      guards: guards, needsReason: needsReason)
  }

  func decision(from states: [String]) throws(LifecycleFault) -> Lifecycle.Action {
    try only(["title", "by", "apart"])
    return Lifecycle.Action(
      signing: try signing(Lifecycle.decision), from: states, to: nil, quorum: nil, guards: [],
      needsReason: true)
  }

  func statement() throws(LifecycleFault) -> Lifecycle.Statement {
    try only(["name", "title", "on", "by", "apart"])
    return Lifecycle.Statement(signing: try signing(word("name")), on: try words("on"))
  }

  private func signing(_ name: String) throws(LifecycleFault) -> Lifecycle.Signing {
    var (by, apart): ([Lifecycle.Role], [Lifecycle.Eyes]) = ([], [])
    for text in try texts("by") {
      guard let role = Lifecycle.Role(text) else { throw wrong("by") }
      by.append(role)
    }
    for text in try texts("apart", orNone: true) {
      guard let eyes = Lifecycle.Eyes(text) else { throw wrong("apart") }
      apart.append(eyes)
    }
    var also: [Lifecycle.Demand] = []
    for item in try items("also", orNone: true) { also.append(try item.demand()) }
    return Lifecycle.Signing(name: name, title: try title(), by: by, apart: apart, also: also)
  }

  private func demand() throws(LifecycleFault) -> Lifecycle.Demand {
    try only(["role", "field", "value"])
    guard let field = json["field"]?.string, Grammar.isField(field) else { throw wrong("field") }
    return Lifecycle.Demand(
      role: try word("role"), field: field, value: try word("value"))
  }

  private func quorum(_ members: Set<String>) throws(LifecycleFault) -> Lifecycle.Quorum {
    try only(members)
    let statement = try word("statement")
    if let people = json["need"]?.number.flatMap({ Grammar.counting($0) }) {
      return Lifecycle.Quorum(statement: statement, need: .people(people))
    }
    guard let text = json["need"]?.string, let field = text.field ?? text.optionalField
    else { throw wrong("need") }
    let need = Lifecycle.Quorum.Need.everyone(in: field, orNone: text.field == nil)
    return Lifecycle.Quorum(statement: statement, need: need)
  }

  func question() throws(LifecycleFault) -> Guard {
    let question: Guard.Question
    switch (json["fields"], json["check"]?.string, json["expression"]?.string) {
    case (.some, nil, nil): question = .fields(try texts("fields"))
    case (nil, let check?, nil) where Grammar.isID(check): question = .check(check)
    case (nil, nil, let text?) where !text.isEmpty: question = .expression(text)
    default: throw wrong("check")
    }
    try only(["name", "title", "fields", "check", "expression"])
    return Guard(name: try word("name"), title: try title(), question: question)
  }
}

extension LifecycleReader {
  private func only(_ members: Set<String>) throws(LifecycleFault) {
    guard let object = json.object else { throw .member(at: place, found: json.excerpt) }
    if let stranger = object.keys.filter({ !members.contains($0) }).min() { throw wrong(stranger) }
  }

  private func title() throws(LifecycleFault) -> BilingualText {
    guard let zh = json["title"]?["zh"]?.string, let en = json["title"]?["en"]?.string,
      !zh.isEmpty, !en.isEmpty
    else { throw wrong("title") }
    return BilingualText(zh: zh, en: en)
  }

  private func word(_ member: String) throws(LifecycleFault) -> String {
    guard let text = json[member]?.string, Grammar.isID(text) else { throw wrong(member) }
    return text
  }

  private func words(
    _ member: String, orNone: Bool = false
  ) throws(LifecycleFault) -> [String] {
    let words = try texts(member, orNone: orNone)
    guard words.allSatisfy({ Grammar.isID($0) }) else { throw wrong(member) }
    return words
  }

  /// Texts that differ; at least one, unless none are allowed.
  private func texts(
    _ member: String, orNone: Bool = false
  ) throws(LifecycleFault) -> [String] {
    if json[member] == nil, orNone { return [] }
    let items = json[member]?.array ?? []
    let texts = items.compactMap(\.string)
    guard texts.count == items.count, Set(texts).count == texts.count, orNone || !texts.isEmpty
    else { throw wrong(member) }
    return texts
  }

  private func items(
    _ member: String, orNone: Bool = false
  ) throws(LifecycleFault) -> [LifecycleReader] {
    if json[member] == nil, orNone { return [] }
    guard let items = json[member]?.array, !items.isEmpty else { throw wrong(member) }
    return items.enumerated().map {
      LifecycleReader(json: $1, place: "\(place)/\(member)/\($0)")
    }
  }

  private func wrong(_ member: String) -> LifecycleFault {
    .member(at: "\(place)/\(member)", found: json[member]?.excerpt ?? "")
  }
}

extension Lifecycle.Role {
  /// Reads `anyone`, `field:…`, `act:…`, or the name of a role.
  init?(_ text: String) {
    switch (text.field, text.doing) {
    case (let field?, _): self = .named(in: field)
    case (_, let action?): self = .doer(of: action)
    case _ where text == "anyone": self = .anyone
    case _ where Grammar.isID(text): self = .post(text)
    default: return nil
    }
  }

  /// The text form, as in lifecycle files.
  package var text: String {
    switch self {
    case .anyone: "anyone"
    case .post(let role): role
    case .named(let field): "field:\(field)"
    case .doer(let action): "act:\(action)"
    }
  }
}

extension Lifecycle.Eyes {
  /// Reads `writers`, `field:…` or `act:…`.
  init?(_ text: String) {
    switch (text.field, text.doing) {
    case (let field?, _): self = .named(in: field)
    case (_, let action?): self = .doer(of: action)
    case _ where text == "writers": self = .writers
    default: return nil
    }
  }

  /// The text form, as in lifecycle files.
  package var text: String {
    switch self {
    case .writers: "writers"
    case .named(let field): "field:\(field)"
    case .doer(let action): "act:\(action)"
    }
  }
}

extension String {
  fileprivate var field: String? {
    hasPrefix("field:") && Grammar.isField(dropFirst(6)) ? String(dropFirst(6)) : nil
  }

  fileprivate var optionalField: String? {
    hasPrefix("field?:") && Grammar.isField(dropFirst(7)) ? String(dropFirst(7)) : nil
  }

  fileprivate var doing: String? {
    hasPrefix("act:") && Grammar.isID(dropFirst(4)) ? String(dropFirst(4)) : nil
  }
}
