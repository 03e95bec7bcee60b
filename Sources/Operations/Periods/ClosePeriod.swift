import Indexing
package import SiteModel
import Storage

/// A person moves a month on: reported, checked, frozen, and opened again with a reason.
///
/// The acts are signed about the month's record, `data-period/2025-03`, whose lifecycle says who may.
/// That it is frozen once is the business of a slot (`model.md` §4): its release names the digest of
/// all that counts, in the commit of the act.
package struct ClosePeriod {
  /// The actions of the lifecycle.
  package enum Step: String, Sendable, CaseIterable {
    case submit, check, freeze, reopen
    case back = "return"

    /// Whether it goes on from what was reported, so that this must still be so.
    var restsOnSheet: Bool { self == .check || self == .freeze }
  }

  /// What the person said.
  package struct Wishes: Sendable {
    package var month: Period
    package var step: Step
    package var reason: String?
    /// Why gaps remain that nothing fills.
    package var explanation: String?

    package init(_ step: Step, _ month: Period) { (self.step, self.month) = (step, month) }
  }

  private let wishes: Wishes
  private let session: WriteSession
  private let key: RecordKey

  /// - Returns: the month as it stands now.
  /// - Throws: ``ClosingFault``, ``SlotFault``, and what refuses an act.
  package static func run(_ wishes: Wishes, on site: Site) throws -> AskPeriods.Answer {
    try site.write { session in
      let closing = try ClosePeriod(wishes, session)
      try closing.move()
      return try AskPeriods.answer(wishes.month, on: session.site)
    }
  }

  private init(_ wishes: Wishes, _ session: WriteSession) throws {
    guard wishes.month.isMonth else { throw ClosingFault.noMonth(period: "\(wishes.month)") }
    (self.wishes, self.session, key) = (wishes, session, .dataPeriod(wishes.month))
  }

  private var site: Site { session.site }
  private var month: String { "\(wishes.month)" }

  private func move() throws {
    if wishes.step == .submit { try report() }
    guard try !site.index.entries(of: key).isEmpty else {
      throw ClosingFault.notSubmitted(month: month)
    }
    if wishes.step.restsOnSheet { try checkSheet() }
    if wishes.step == .reopen, wishes.reason == nil { throw ClosingFault.noReason(month: month) }
    var act = ActOnRecord.Wishes(wishes.step.rawValue)
    act.reason = wishes.reason
    // Whoever opens a month again has seen what was asked for.
    act.takesWaiting = wishes.step == .reopen
    try ActOnRecord.sign(act, Signer(of: site), session, key, with: try slotEntries())
  }

  /// Writes what the month holds and lacks, unless the record says so already.
  private func report() throws {
    let until = wishes.month.bounds(in: try site.calendar()).upperBound
    let clock = site.surroundings.clock
    guard clock.isEarly || clock.now().instant >= until else {
      throw ClosingFault.notOver(
        month: month, until: until.text(at: try site.calendar().offset))
    }
    let sheet = try PeriodSheet(of: wishes.month, on: site)
    let now = try session.open(key, "\(key)", reason: nil)
    let explanation = wishes.explanation.map(JSON.string) ?? now.values["explanation"]
    if let open = sheet.open, explanation == nil {
      throw ClosingFault.gaps(
        month: month, count: sheet.gaps - sheet.filled, first: open)
    }
    let digest = sheet.snapshot.digest
    guard
      now.values["content"].flatMap(ContentValue.init)?.sha256 != digest
        || explanation != now.values["explanation"]
    else { return }
    try session.commit("数据期间 \(month)：\(sheet.snapshot.points.count) 个计量点") { files in
      try files.add(content: sheet.snapshot.bytes, number: 1, suffix: "json", of: key)
      var values = sheet.fields
      values["explanation"] = explanation
      values["content"] = ContentValue(sha256: digest, path: "\(files.seq).1.json").json
      try files.add(site.schemas.entry(setting: values, of: key, now: now, by: session.writer))
    }
  }

  private func checkSheet() throws {
    let reported = try site.index.state(of: key).values["content"].flatMap(ContentValue.init)
    guard try reported?.sha256 == PeriodSnapshot(of: wishes.month, on: site).digest else {
      throw ClosingFault.changed(month: month)
    }
  }

  /// What freezing and opening again do about the month's slot.
  private func slotEntries() throws -> [Entry] {
    guard wishes.step == .freeze || wishes.step == .reopen, let slot = SlotKey(month: wishes.month)
    else { return [] }
    let pen = SlotPen(slot: slot, session: session, reason: wishes.reason)
    if wishes.step == .reopen { return [try pen.withdraw()] }
    let digest = try PeriodSnapshot(of: wishes.month, on: site).digest
    return [try pen.release(digest, "启用期间 \(month)") { String($0) }]
  }
}

extension RecordKey {
  /// The record of a month: one for the whole entity, whichever node writes it.
  static func dataPeriod(_ month: Period) -> RecordKey { known("data-period", "\(month)") }
}
