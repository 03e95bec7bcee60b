import Indexing
import SiteModel
import Storage
import Sync

/// One slot as this node knows it, before something is done about it.
struct KnownSlot {
  private let site: Site
  private let slot: SlotKey
  private let acts: [SlotAct]
  private let ground: SlotGround
  /// nil before it is opened.
  private let line: SlotLine?

  init(_ slot: SlotKey, on site: Site) throws {
    (self.site, self.slot) = (site, slot)
    (acts, ground) = try site.index.slots(of: slot)
    line = SlotFold(acts, on: ground).lines[slot]
  }

  /// Whether somebody has opened it.
  var isOpen: Bool { line != nil }

  /// How often something was put in force on its line.
  var releases: Int {
    (line?.acts ?? []).count { if case .release = $0.step { true } else { false } }
  }

  /// What a person's wish is, in full.
  ///
  /// - Parameters:
  ///   - day: nil: today.
  ///   - entry: the act to go on from, where headquarters or a successor chooses one.
  /// - Throws: ``SlotFault/notOpen(_:)``, ``SlotFault/noAct(_:)``.
  func move(_ step: SlotStep, _ day: CivilDate?, from entry: String?) throws -> SlotMove {
    let day = (day ?? site.today).description
    guard step != .open else {
      return SlotMove(slot, step, after: [], day: day, on: site.chain)
    }
    guard let line else { throw SlotFault.notOpen(slot.typed) }
    let last = try entry.map { try act($0).identity } ?? line.acts.last?.identity
    var after = [last].compactMap { $0 }
    // A take-over names all sides: nobody's is left behind unseen.
    if step.breaksLine {
      for side in line.sides where !after.contains(side.identity) { after.append(side.identity) }
    }
    return SlotMove(slot, step, after: after, day: day, on: site.chain)
  }

  private func act(_ entry: String) throws -> SlotAct {
    guard let act = acts.first(where: { $0.slot == slot && $0.place.name.description == entry })
    else { throw SlotFault.noAct(entry) }
    return act
  }

  /// Asks the law of an act as it would be written now.
  ///
  /// - Throws: ``SlotFault`` for the first rule it breaks.
  func hear(_ entry: Entry) throws {
    let seq = try site.store.heads()[site.chain].map { try site.store.commit($0).seq + 1 } ?? 1
    let name = EntryName(chain: site.chain, seq: seq)
    var past = try site.index.known()
    past.insert(name)
    let notBefore = try site.index.newestDayOfHeadquarters()
    let placed = PlacedEntry(name: name, entry: entry, past: past)
    guard let draft = SlotAct(placed, notBefore: notBefore) else { return }
    // The same bytes once more would be no other act.
    guard !acts.contains(where: { $0.identity == draft.identity }) else {
      throw fault(.open, draft.step)
    }
    if let breach = SlotFold.breaches(of: draft, among: acts, on: ground).first {
      throw fault(breach, draft.step)
    }
  }

  private func fault(_ breach: SlotBreach, _ step: SlotStep) -> SlotFault {
    let number = slot.typed
    if line?.isContested == true, !step.breaksLine { return .contested(number) }
    switch breach {
    case .mark(nil): return .noMark(number, mark: slot.mark)
    case .mark(let owner?):
      return isHeir(of: owner)
        ? .resumeFirst(number, holder: owner, chain: site.chain)
        : .otherMark(number, owner: owner)
    case .open: return .isOpen(number, holder: line?.holder ?? "")
    case .notLast, .unnamed: return .contested(number)
    case .notHeadquarters: return .notHeadquarters(number)
    case .holder(let holder):
      if step == .resume { return .notHeir(number, holder: holder) }
      return isHeir(of: holder)
        ? .resumeFirst(number, holder: holder, chain: site.chain)
        : .otherHolder(number, holder: holder)
    }
  }

  private func isHeir(of chain: String) -> Bool { ground.isSuccessor(site.chain, of: chain) }

  /// Makes sure that another node knows of this chain: the disk it goes on for may still be at work.
  ///
  /// `model.md` §6: slot acts "wait for `resume` after hearing another node's heads". A statement
  /// that names this chain is such a hearing, and no old one that lay about somewhere.
  ///
  /// - Throws: ``SlotFault/notHeard(_:)``.
  func checkHeard(of chain: String) throws {
    let isAlone =
      try site.identity.isHeadquarters
      ? Followed(in: site.layout).chains.isEmpty : Joined(in: site.layout) == nil
    let heard = LedgerFile(in: site.layout).ledger.known.contains { voice in
      voice.newest.statement.stores[site.entity]?.heads.contains { $0.chain == chain } ?? false
    }
    guard isAlone || heard else { throw SlotFault.notHeard(chain) }
  }
}
