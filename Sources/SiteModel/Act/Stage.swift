/// A made-up record with made-up people, on which a lifecycle is rehearsed.
struct Stage: Standing {
  let lifecycle: Lifecycle
  let key: RecordKey
  private let lifecycles: Lifecycles
  private(set) var entries: [PlacedEntry] = []
  private(set) var past = VersionVector()
  private var people = 0
  /// By person, the roles held by post.
  var roles: [String: Set<String>] = [:]
  var unvouched: Set<String> = []
  var unsigned: Set<String> = []

  static let writer = "writer"
  static let chain = "aaaa"
  static let otherChain = "bbbb"

  /// Answers nil only if the names of the stage left their grammar.
  init?(_ lifecycle: Lifecycle) {
    guard let key = RecordKey(type: "rehearsal", id: "r-1") else { return nil }
    (self.lifecycle, self.key) = (lifecycle, key)
    var lifecycles = Lifecycles()
    lifecycles.set(lifecycle, for: key.type, schema: 1)
    self.lifecycles = lifecycles
    write(lifecycle.stageText)
  }

  func isSigned(_ act: PlacedEntry) -> Bool { !unsigned.contains(act.entry.by) }
  func holds(_ role: String, _ person: String, on key: RecordKey, in past: VersionVector) -> Bool {
    roles[person, default: []].contains(role)
  }
  func isVouched(_ person: String, in past: VersionVector) -> Bool { !unvouched.contains(person) }
  func isCut(_ entry: PlacedEntry, in past: VersionVector?) -> Bool { false }

  var fold: ActFold { ActFold(entries, by: lifecycles, people: self) }
  var course: RecordCourse? { fold[key] }

  /// Where an entry that knows everything would stand on a chain.
  func placed(_ entry: Entry, on chain: String = Stage.chain) -> PlacedEntry {
    let name = EntryName(chain: chain, seq: past.heads[chain, default: 0] + 1)
    var known = past
    known.insert(name)
    return PlacedEntry(name: name, entry: entry, past: known)
  }

  mutating func add(_ placed: [PlacedEntry]) {
    entries += placed
    for entry in placed { past.merge(entry.past) }
  }

  func entry(writing text: [String: JSON]) -> Entry {
    let shown = course?.shown ?? .none
    let set = text.mapValues { FieldWrite(old: [], new: $0, over: []) }
    let writes = Dictionary(
      uniqueKeysWithValues: set.map {
        ($0, FieldWrite(old: [], new: $1.new, over: shown[$0]?.names ?? []))
      })
    return Entry(entity: "stage", key: key, schema: 1, set: writes, by: Author(Self.writer))
  }

  mutating func write(_ text: [String: JSON]) {
    add([placed(entry(writing: text))])
  }

  /// A person nobody has heard of, who holds these roles.
  mutating func newcomer(_ held: Set<String>) -> String {
    people += 1
    let person = "newcomer-\(people)"
    roles[person] = held
    return person
  }

  func entry(_ act: Act, by person: String, reason: String? = "because") -> Entry {
    Entry(entity: "stage", key: key, schema: 1, act: act, by: Author(person, reason: reason))
  }

  func breaches(of act: Act, by person: String, reason: String? = "because") -> [ActBreach] {
    ActFold.breaches(
      of: placed(entry(act, by: person, reason: reason)), among: entries, by: lifecycles,
      people: self)
  }

  static let place = SigningPlace(chain: chain, claimed: "2025-01-01T00:00:00+08:00")
  static let signer = SignerNames("stage")

  /// The act of an action from here.
  func act(_ action: Lifecycle.Action) -> Act? {
    let checked = try? action.askGuards(course?.shown.values ?? [:]) { _ in .met("seen") }
    var move = Act.Move(action.name, to: action.to)
    move.checked = checked ?? [:]
    return course?.act(move, at: Self.place, signer: Self.signer)
  }
}

extension Stage {
  /// People who could sign, newcomers first where a post is enough.
  mutating func candidates(_ signing: Lifecycle.Signing) -> [String] {
    var people: [String] = []
    for role in signing.by {
      switch role {
      case .anyone: people.append(newcomer([]))
      case .post(let name): people.append(newcomer([name]))
      case .named(let field): people += lifecycle.stagePeople(field)
      case .doer(let action):
        people += (course?.acts ?? []).filter { $0.act.action == action }.map(\.person)
      }
    }
    for demand in signing.also {
      for person in people { roles[person, default: []].insert(demand.role) }
    }
    return people
  }

  /// Signs an act by the first person who lawfully can; nil if nobody can.
  @discardableResult
  mutating func sign(_ act: Act, _ signing: Lifecycle.Signing) -> String? {
    for person in candidates(signing) where breaches(of: act, by: person).isEmpty {
      add([placed(entry(act, by: person))])
      return person
    }
    return nil
  }

  /// Makes the statements of a quorum about the last acts.
  mutating func fill(_ quorum: Lifecycle.Quorum) {
    guard let statement = lifecycle[statement: quorum.statement], let head = course?.heads.first
    else { return }
    let act = course?.statement(statement.name, on: head, at: Self.place, signer: Self.signer)
    guard let act else { return }
    switch quorum.need {
    case .people(let count): for _ in 0..<count { sign(act, statement.signing) }
    case .everyone(let field, _):
      for person in lifecycle.stagePeople(field) {
        roles[person] = statement.signing.posts
        add([placed(entry(act, by: person))])
      }
    }
  }

  /// Takes one step of a way; false if the record does not arrive.
  mutating func take(_ step: Lifecycle.Step) -> Bool {
    switch step {
    case .action(let action):
      if let quorum = action.quorum { fill(quorum) }
      guard let act = act(action), sign(act, action.signing) != nil, let to = action.to
      else { return false }
      return course?.heads.map(\.act.act.state) == [to]
    case .becoming(let becoming):
      fill(becoming.quorum)
      return course?.state == .at(becoming.state)
    }
  }
}

extension Lifecycle.Signing {
  /// The roles held by post among those who may.
  var posts: Set<String> {
    Set(by.compactMap { if case .post(let name) = $0 { name } else { nil } })
  }
}

extension Lifecycle {
  /// One step on a way through the states.
  enum Step: Hashable {
    case action(Action)
    case becoming(Becoming)

    var to: String? {
      switch self {
      case .action(let action): action.to
      case .becoming(let becoming): becoming.state
      }
    }
  }

  private func steps(from state: String) -> [Step] {
    let becoming = self[state: state]?.becomes.map { [Step.becoming($0)] } ?? []
    return becoming
      + actions.filter { $0.to != nil && $0.from.contains(state) }.map { Step.action($0) }
  }

  /// The shortest way between two states; nil if there is none.
  func way(from start: String, to end: String) -> [Step]? {
    var ways: [String: [Step]] = [start: []]
    var open = [start]
    while !open.isEmpty, ways[end] == nil {
      let state = open.removeFirst()
      for step in steps(from: state) {
        guard let next = step.to, ways[next] == nil else { continue }
        ways[next] = ways[state, default: []] + [step]
        open.append(next)
      }
    }
    return ways[end]
  }

  /// The people a field of the stage's text names.
  func stagePeople(_ field: String) -> [String] { ["\(field)-1", "\(field)-2"] }

  /// A text in which every field that a rule or a guard asks for has a value.
  var stageText: [String: JSON] {
    var text: [String: JSON] = ["title": "value"]
    for case .fields(let fields) in actions.flatMap(\.guards).map(\.question) {
      for field in fields { text[field] = "value" }
    }
    let signings = actions.map(\.signing) + statements.map(\.signing)
    let quorums = actions.compactMap(\.quorum) + states.compactMap { $0.becomes?.quorum }
    var named = signings.flatMap(\.by).compactMap {
      if case .named(let field) = $0 { field } else { nil }
    }
    named += signings.flatMap(\.apart).compactMap {
      if case .named(let field) = $0 { field } else { nil }
    }
    named += quorums.compactMap { if case .everyone(let field, _) = $0.need { field } else { nil } }
    for demand in signings.flatMap(\.also) { text[demand.field] = .string(demand.value) }
    for field in named { text[field] = .array(stagePeople(field).map(JSON.string)) }
    return text
  }
}
