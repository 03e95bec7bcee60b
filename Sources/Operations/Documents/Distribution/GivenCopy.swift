import Indexing
package import SiteModel

/// A copy that was given out, and how it stands.
package struct GivenCopy: Sendable {
  /// What became of it.
  package enum State: String, Sendable, CaseIterable {
    case issued, received
    case returned, destroyed, lost, retained, confirmed
  }

  package let copy: DocumentCopy
  package let state: State
  /// Whether it must come back: it is not electronic, and its version is obsolete.
  package let mustReturn: Bool
  /// By when, where it must.
  package let due: CivilDate?
  /// Nodes that had not met gave the number twice.
  package let isTwice: Bool
  /// Names; nil where none was said.
  package let department: String?
  package let recipient: String?

  static func all(
    of document: Document, on today: String, _ adopted: [AskDocuments.Adopted], _ site: Site
  ) throws -> [GivenCopy] {
    let copies = try DocumentCopy.all(of: document.number, on: site)
    let times = Dictionary(copies.map { ($0.number, 1) }, uniquingKeysWith: +)
    return try copies.map { copy in
      let ended = ended(copy, document, today)
      let state = state(of: copy, ended != nil, adopted)
      let mustReturn = ended != nil && !copy.isElectronic && state.isOut && copy.isOfUse
      return GivenCopy(
        copy: copy, state: state, mustReturn: mustReturn,
        // Five working days, which is a week where there is no holiday.
        due: mustReturn
          ? ended.flatMap { CivilDate($0).map { CivilDate(days: $0.days + 7) } } : nil,
        isTwice: times[copy.number] != 1, department: try name("department", copy.department, site),
        recipient: try name(Person.type, copy.recipient, site))
    }
  }

  /// The day on which its version ceased to be in force; nil while it has not.
  private static func ended(_ copy: DocumentCopy, _ document: Document, _ today: String) -> String?
  {
    guard let revision = document.revisions.first(where: { $0.key.id == copy.revision }),
      case .obsolete = RegisterCopy.status(of: revision, document, today, isUncontrolled: false)
    else { return nil }
    let acts = document.line?.acts ?? []
    guard let last = acts.lastIndex(where: revision.wasReleased) else { return nil }
    return acts[(last + 1)...].first { $0.endsOthers }?.day
  }

  // A node that has taken its copy away has confirmed the recall of those it gave out as files.
  private static func state(
    of copy: DocumentCopy, _ isObsolete: Bool, _ adopted: [AskDocuments.Adopted]
  ) -> State {
    if let result = copy.result { return result }
    if copy.isElectronic, isObsolete,
      adopted.contains(where: { $0.chain == copy.entry.name.chain && $0.version != copy.version })
    {
      return .confirmed
    }
    return copy.receivedOn == nil ? .issued : .received
  }

  private static func name(_ type: String, _ id: String?, _ site: Site) throws -> String? {
    guard let id, let key = RecordKey(type: type, id: id) else { return nil }
    return try site.index.state(of: key).values["name"]?.string ?? id
  }
}

extension GivenCopy.State {
  /// Whether somebody still has it.
  var isOut: Bool { [.issued, .received].contains(self) }
}

extension DocumentCopy {
  private func said(_ field: String) -> String? { now[field]?.string }

  /// `paper`, `electronic` or `usb`.
  package var form: String { values["medium"]?.string ?? "paper" }
  package var issuedOn: String { values["issuedOn"]?.string ?? "" }
  package var receivedOn: String? { said("receivedOn") }
  package var recalledOn: String? { said("recalledOn") }
  /// What was said of it when it was called back.
  package var reason: String? { said("recallReason") }
  /// The node that gave it out, and its chain.
  package var issuer: String { values["node"]?.string ?? "" }
  var result: GivenCopy.State? { said("recallResult").flatMap(GivenCopy.State.init(rawValue:)) }
  var isElectronic: Bool { form == "electronic" }
  /// Whether somebody may work by it: drafts and what is for information lapse by themselves.
  var isOfUse: Bool { [.controlled, .pending].contains(status) }
}

extension SlotAct {
  /// Whether what was in force before it is no longer.
  fileprivate var endsOthers: Bool {
    switch step {
    case .release, .withdraw: true
    default: false
    }
  }
}
