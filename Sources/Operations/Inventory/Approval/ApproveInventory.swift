import Indexing
import SiteModel
import Storage

/// A person moves an inventory on: prepared, checked by another, approved by a third, withdrawn.
///
/// The acts are signed about a record of the inventory's own id, `inventory-approval/…`, which names
/// the SHA-256 of its bytes. That one is in force for a period is the business of a slot
/// (`model.md` §4): its release stands in the commit of the approval.
package struct ApproveInventory {
  /// The actions of the lifecycle.
  package enum Step: String, Sendable, CaseIterable {
    case submit, check, approve, withdraw
    case back = "return"
  }

  /// What the person said.
  package struct Wishes: Sendable {
    package var id: String
    package var step: Step
    package var reason: String?
    /// The approved inventory that this one shall replace, and the kind of cause.
    package var replaces: String?
    package var cause: String?

    package init(_ step: Step, _ id: String) { (self.step, self.id) = (step, id) }
  }

  private let wishes: Wishes
  private let session: WriteSession
  private let key: RecordKey

  /// - Returns: the inventory as it stands now.
  /// - Throws: ``ApprovalFault``, ``InventoryFault``, ``SlotFault``, and what refuses an act.
  package static func run(_ wishes: Wishes, on site: Site) throws -> AskApproval.Answer {
    try site.write { session in
      _ = try ReadInventory.text(wishes.id, on: session.site)
      try ApproveInventory(wishes, session).move()
      return try AskApproval.run(wishes.id, on: session.site)
    }
  }

  private init(_ wishes: Wishes, _ session: WriteSession) throws {
    (self.wishes, self.session) = (wishes, session)
    key = .approval(of: wishes.id)
  }

  private var site: Site { session.site }

  private func move() throws {
    if wishes.step == .submit { try submit() }
    guard try !site.index.entries(of: key).isEmpty else {
      throw ApprovalFault.notSubmitted(id: wishes.id)
    }
    var act = ActOnRecord.Wishes(wishes.step.rawValue)
    act.reason = wishes.reason
    try ActOnRecord.sign(act, Signer(of: site), session, key, with: try slotEntries())
  }

  /// Asked last: whoever may not sign learns that first.
  private func slotEntries() throws -> [Entry] {
    switch wishes.step {
    case .submit, .back: return []
    case .check:
      _ = try checked()
      return []
    case .approve:
      let sheet = try checked()
      try checkFinal(sheet.inventory)
      let (slot, inForce) = (try slot(of: sheet.inventory), try InventoriesInForce(on: site))
      try checkReplaced(sheet.fields["replaces"]?.string, inForce[slot])
      let digest = ContentHash(of: try ReadInventory.text(wishes.id, on: site))
      let pen = SlotPen(slot: slot, session: session, reason: wishes.reason)
      return [try pen.release(digest, "启用清单期间 \(slot.number)") { _ in wishes.id }]
    case .withdraw: return [try withdrawal()]
    }
  }

  private func withdrawal() throws -> Entry {
    let inForce = try InventoriesInForce(on: site)
    let bytes = try ReadInventory.text(wishes.id, on: site)
    if case .replaced(let other) = inForce.fate(of: wishes.id, ContentHash(of: bytes)) {
      throw ApprovalFault.replaced(id: wishes.id, by: other)
    }
    let values = try site.index.state(of: key).values
    guard let from = values["from"]?.string.flatMap({ CivilDate($0) }),
      let until = values["until"]?.string.flatMap({ CivilDate($0) }),
      let slot = SlotKey(inventory: from...until)
    else { throw ApprovalFault.notSubmitted(id: wishes.id) }
    return try SlotPen(slot: slot, session: session, reason: wishes.reason).withdraw()
  }
}

// MARK: - What is asked

extension ApproveInventory {
  /// SM-CALC: "independent recomputation equals".
  private func checked() throws -> ApprovalSheet {
    let record = try site.index.state(of: key).values
    let sheet = try ApprovalSheet(wishes.id, like: record, on: site)
    guard sheet.fields == record else { throw ApprovalFault.changed(id: wishes.id) }
    return sheet
  }

  /// SM-CALC: "every reading window lies in a frozen period". A month that was opened again since
  /// the inventory was drawn up is none, though the inventory itself cannot know.
  private func checkFinal(_ inventory: Inventory) throws {
    guard !inventory.isProvisional else {
      throw ApprovalFault.provisional(
        id: wishes.id, months: inventory.months.open.map(\.description))
    }
    let now = try FrozenMonths(on: site)
    let others = inventory.months.frozen.filter { now[$0.period]?.digest != $0.digest }
    guard others.isEmpty else {
      throw ApprovalFault.reopened(id: wishes.id, months: others.map(\.period.description))
    }
  }

  /// What is in force is named, and nothing else is.
  private func checkReplaced(_ replaces: String?, _ inForce: String?) throws {
    if let replaces, replaces != inForce {
      throw ApprovalFault.notInForce(replaces: replaces, inForce: inForce)
    }
    if let inForce, replaces == nil, inForce != wishes.id {
      throw ApprovalFault.restates(id: wishes.id, inForce: inForce)
    }
  }

  private func slot(of inventory: Inventory) throws -> SlotKey {
    let days = inventory.period.dates(in: inventory.calendar)
    guard let slot = SlotKey(inventory: days) else { throw InventoryFault.unknown(id: wishes.id) }
    return slot
  }

  /// Writes what is signed, unless the record says so already.
  private func submit() throws {
    let sheet = try ApprovalSheet(wishes.id, try restatement(), on: site)
    let inForce = try InventoriesInForce(on: site)[slot(of: sheet.inventory)]
    try checkReplaced(wishes.replaces, inForce)
    let now = try session.open(key, "\(key)", reason: nil)
    var values = sheet.fields
    // What an earlier attempt said of another result is said no more.
    for old in now.values.keys where values[old] == nil { values[old] = .null }
    guard values != now.values else { return }
    let total = "\(sheet.fields["total"]?.string ?? "") \(sheet.inventory.totalUnit)"
    try session.commit("提交清单 \(wishes.id)：\(sheet.inventory.period) \(total)") { files in
      try files.add(site.schemas.entry(setting: values, of: key, now: now, by: session.writer))
    }
  }

  private func restatement() throws -> ApprovalSheet.Restatement? {
    guard let replaces = wishes.replaces else { return nil }
    let schema = try site.schemas.schema(of: key.type)
    let causes = schema["cause"]?.choices.map(\.value) ?? []
    guard let cause = wishes.cause, causes.contains(cause), let reason = wishes.reason else {
      throw ApprovalFault.noReason(replaces: replaces, causes: causes)
    }
    return ApprovalSheet.Restatement(replaces: replaces, cause: cause, reason: reason)
  }
}

extension RecordKey {
  /// The record of an inventory's approval: one for the whole entity, whichever node writes it.
  static func approval(of id: String) -> RecordKey { known("inventory-approval", id) }
}
