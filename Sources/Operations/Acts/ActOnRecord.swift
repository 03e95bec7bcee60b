import Indexing
package import SiteModel
import Storage

/// Signs an act about a record: moves it, states something about its last act, or decides between
/// states at odds.
package struct ActOnRecord {
  /// What a person asks for.
  package struct Wishes: Sendable {
    /// An action or a statement of the record's lifecycle.
    package var action: String
    /// In the person's words; some actions take one.
    package var reason: String?
    /// Of states at odds the one that shall stand; or the entry whose state and text shall.
    package var side: String?
    /// Of a locked record: whether what waits is signed too.
    package var takesWaiting = false

    package init(_ action: String) { self.action = action }
  }

  /// Signs it with the key of whoever is at the door.
  ///
  /// - Returns: the record, and where it is now.
  /// - Throws: ``ActRefusal`` with the rule and who could; ``GuardRefusal``; ``ActFault``;
  ///   ``PersonFault`` if nobody is at the door, or somebody without a key.
  package static func run(
    _ wishes: Wishes, about name: String, on site: Site
  ) throws -> (key: RecordKey, course: RecordCourse) {
    try site.write { session in
      let key = try RecordLookup(session.site).key(name)
      // Some acts have consequences that only a command of their own knows.
      try WriteRecord.checkHands(
        try session.site.schemas.schema(of: key.type), whichOwns: "x-acts-by")
      try sign(wishes, Signer(of: session.site), session, key)
      guard let course = try session.site.index.course(of: key) else { throw ActFault.noEffect }
      return (key, course)
    }
  }

  /// Signs it as anybody: a person, or a node that stands in for one.
  ///
  /// - Parameter entries: what goes into the act's commit with it; asked for when nothing else can
  ///   refuse the act any more.
  static func sign(
    _ wishes: Wishes, _ signer: Signer, _ session: WriteSession, _ key: RecordKey,
    with entries: @autoclosure () throws -> [Entry] = []
  ) throws {
    let door = try ActDoor(session, key)
    var act = try door.act(wishes, signer)
    let author = Author(signer.id, reason: wishes.reason)
    // The rules come first: whoever may not sign is not asked for more fields.
    let breaches = door.breaches(of: try door.placed(door.entry(act, by: author)))
    guard breaches.isEmpty else {
      throw try door.refusal(of: door.entry(act, by: author), for: breaches)
    }
    if let action = door.lifecycle[action: act.action] {
      let checked = try door.ask(action, about: act.text.values ?? [:])
      act = try door.act(wishes, signer, checked)
    }
    let line = door.line(act, signer)
    try door.sign(door.entry(act, by: author), with: signer.key, line, entries())
  }
}

/// Whoever signs: id, frozen names, key.
struct Signer {
  let id: String
  let names: SignerNames
  let key: SSHKey

  init(id: String, names: SignerNames, key: SSHKey) {
    (self.id, self.names, self.key) = (id, names, key)
  }

  /// The person at the door of a node.
  init(of site: Site) throws {
    guard let actor = site.actor else { throw PersonFault.nobody }
    guard let key = actor.key else { throw PersonFault.noKey(person: actor.person.name) }
    self.init(
      id: actor.person.id, names: try PersonLookup(site).names(of: actor.person, on: site.today),
      key: key)
  }
}

extension ActDoor {
  /// The act that was asked for, as it would be signed.
  func act(
    _ wishes: ActOnRecord.Wishes, _ signer: Signer, _ checked: [String: JSON] = [:]
  ) throws -> Act {
    let place = try place()
    if lifecycle[statement: wishes.action] != nil {
      let head = try side(wishes.side)
      return course.statement(wishes.action, on: head, at: place, signer: signer.names)
    }
    if wishes.action == Lifecycle.decision, case .conflict = course.state {
      return course.decision(for: try side(wishes.side), at: place, signer: signer.names)
    }
    var move = Act.Move(wishes.action, to: lifecycle[action: wishes.action]?.to)
    move.checked = checked
    let text = wishes.takesWaiting ? course.joined : course.shown
    return Act(
      move, after: course.heads.map(\.act.identity).sorted(), text: SignedText(text.values),
      place: place, signer: signer.names)
  }

  /// The last act that is meant: by its state, or by the name of its entry.
  private func side(_ wanted: String?) throws -> RecordCourse.Head {
    let names = course.heads.map { "\($0.state) (\($0.act.entry.name))" }
    guard let wanted else {
      guard course.heads.count == 1 else { throw ActFault.undecided(names) }
      return course.heads[0]
    }
    let meant = course.heads.filter {
      $0.state == wanted || $0.act.entry.name.description == wanted
    }
    guard let head = meant.first, meant.count == 1 else { throw ActFault.noSide(wanted, names) }
    return head
  }

  /// Asks the guards; what they looked at goes into the act.
  func ask(
    _ action: Lifecycle.Action, about text: [String: JSON]
  ) throws -> [String: JSON] {
    let door = GuardDoor(session.site)
    var failure: (any Error)?
    do {
      return try action.askGuards(text) { question in
        do { return try door.look(question, of: key, text: text) } catch {
          failure = error
          return .refused("")
        }
      }
    } catch {
      throw failure ?? unmet(error, by: action)
    }
  }

  /// What the commit says to people who read `git log`.
  func line(_ act: Act, _ signer: Signer) -> String {
    let words =
      lifecycle[action: act.action]?.signing.title
      ?? lifecycle[statement: act.action]?.signing.title
    let name = course.shown.values["number"]?.string ?? key.id
    return "\(words?.zh ?? act.action) \(key.type) \(name)（\(signer.names.name)）"
  }
}
