import Foundation
import SiteModel
import Storage
import Sync

/// One call of a node to headquarters, step by step; a step that a cut line spoiled is done again.
struct Call {
  private let wishes: SyncOverLink.Wishes
  private let link: HTTPLink
  private let site: Site
  private let node: String
  private let box: LinkBox

  private var saying: Meeting.Saying?
  private var answer = LinkAnswer()
  private var theirs: SignedStatement?
  private var incoming = InBox.State()
  private var report = SyncOverFolder.Report()
  /// The bundles that were laid down during this call.
  private var laid: Set<BundleName> = []
  /// Whether something has been brought that has not been asked about yet.
  private var isUnasked = true
  /// Whether more may have arrived there than was answered.
  private var isUnsure = false
  private var batch = Batch()

  /// Blocks that have crossed so far.
  private(set) var progress = 0

  init(_ wishes: SyncOverLink.Wishes, over link: HTTPLink, on site: Site) throws {
    guard let joined = try Joined(in: site.layout) else { throw ExchangeFault.alone }
    (self.wishes, self.link, self.site, node) = (wishes, link, site, joined.node)
    box = try LinkBox(of: site, with: node)
  }

  /// The other side does not know us any more.
  mutating func mustSpeak() { isUnasked = true }

  /// A request was cut: what of it arrived, only the other side knows.
  mutating func wasCut() {
    isUnsure = true
    batch.wasCut()
  }

  /// Does the next thing that is to be done.
  ///
  /// - Returns: false once nothing is.
  mutating func step() throws -> Bool {
    let brings = wishes.sends && !answer.lacks.isEmpty
    let bringsFacts = brings && !(saying?.out.isContent(answer.lacks[0]) ?? false)
    // A new record does not wait behind a large file.
    if isUnsure && !isUnasked && brings {
      try ask()
    } else if try isUnasked || (brings && !bringsFacts && hasNews()) {
      try speak()
    } else if bringsFacts {
      try bring()
    } else if wishes.receives && !incoming.areFactsWhole {
      try fetch()
    } else if brings {
      try bring()
    } else if wishes.receives && !incoming.isWhole {
      try fetch()
    } else {
      return false
    }
    return true
  }

  /// Says what this node holds, and hears what the other one does.
  private mutating func speak() throws {
    let saying = try site.write(isMeeting: true) { session in
      var meeting = try Meeting(session, with: node)
      return try meeting.say(through: box, before: self.saying?.out)
    }
    let question = Spoken(saying.signed)
    let spoken = try heard(try link.sync(question.bytes), to: question)
    self.saying = saying
    laid.formUnion(saying.bundles)
    (answer, theirs) = (LinkAnswer(spoken.rest), spoken.signed)
    (isUnasked, isUnsure) = (false, false)
    try box.lay(spoken.signed, from: node, on: site)
    try settle()
  }

  /// - Throws: ``LinkFault/answer(address:detail:)`` unless headquarters answered this very question.
  private func heard(_ bytes: [UInt8], to question: Spoken) throws -> Spoken {
    func no(_ detail: String) -> LinkFault {
      .answer(address: link.address.description, detail: detail)
    }
    let spoken: Spoken
    do { spoken = try Spoken(bytes) } catch { throw no("statement") }
    let statement = spoken.signed.statement
    guard statement.node == node,
      try NodeKeys.headquarters(in: site.layout)[statement.chain] == spoken.signed.key
    else { throw no("key") }
    guard statement.answers == question.name else { throw no("answer") }
    return spoken
  }

  /// Takes in what has become whole of their box.
  private mutating func settle() throws {
    guard let theirs else { return }
    incoming = try site.write(isMeeting: true) { session in
      let state = try box.inBox(theirs.statement).settle()
      var meeting = try Meeting(session, with: node)
      meeting.memory.ledger.hear(theirs)
      let before = try LibraryReviews(on: session.site)
      try meeting.receive(from: box.folder)
      try Contacts.note(meeting.memory.ledger, on: session.site)
      report.add(meeting.report)
      let reviews = try LibraryReviews(on: session.site).new(since: before)
      report.reviews = (report.reviews.texts + reviews.texts, report.reviews.items + reviews.items)
      isUnasked = try isUnasked || hasWishes(meeting)
      return state
    }
  }

  /// Whether a large file is wanted, here or there, of which the last words did not know: facts name
  /// it that have only just arrived.
  private func hasWishes(_ meeting: Meeting) throws -> Bool {
    guard let saying, let theirs else { return false }
    let offered = Set(saying.out.listing.files.map(\.name))
    let stores = try meeting.stores()
    let gone = try meeting.disposed(of: stores)
    return try stores.contains { store in
      let asked = Set(saying.signed.statement.stores[store.entity]?.wants ?? [])
      let wanted = Set(try LargeFiles(of: store).wanted().map(\.description))
      let asksMore = wishes.receives && !wanted.isSubset(of: asked)
      let theirWants = Set(theirs.statement.stores[store.entity]?.wants ?? []).subtracting(offered)
        .subtracting(gone[store.entity] ?? [])
      let hasMore = theirWants.contains { ContentHash($0).map(store.contents.holds) ?? false }
      return asksMore || (wishes.sends && hasMore)
    }
  }

  /// Whether something was written here since this node last spoke.
  private func hasNews() throws -> Bool {
    guard let said = saying?.signed.statement.stores[site.entity] else { return false }
    let heads = Set(said.heads.map(\.commit))
    return try site.store.tips().contains { !heads.contains($0.head.description) }
  }

  /// Asks what is to come next, without bringing anything.
  private mutating func ask() throws {
    guard let saying, let nonce = answer.nonce else { throw LinkFault.pass }
    let next = try link.put([], try Pass(nonce, by: saying.key))
    if next.lacks != answer.lacks { progress += 1 }
    (answer.lacks, isUnsure) = (next.lacks, false)
    isUnasked = next.lacks.isEmpty
  }

  private mutating func bring() throws {
    guard let saying, let nonce = answer.nonce else { throw LinkFault.pass }
    let blocks = try answer.lacks.prefix(batch.count).compactMap { try saying.out.block($0) }
    // What is asked for and is not there was laid down anew meanwhile.
    guard !blocks.isEmpty else { return isUnasked = true }
    let bytes = blocks.reduce(0) { $0 + $1.count }
    let wasFacts = !saying.out.isContent(answer.lacks[0])
    let next = try batch.timed(bytes) { try link.put(blocks, try Pass(nonce, by: saying.key)) }
    answer.lacks = next.lacks
    progress += blocks.count
    report.bytes += bytes
    let hasFacts = answer.lacks.first.map { !saying.out.isContent($0) } ?? false
    isUnasked = answer.lacks.isEmpty || (wasFacts && !hasFacts)
  }

  private mutating func fetch() throws {
    guard let saying, let nonce = answer.nonce else { throw LinkFault.pass }
    guard let theirs else { return isUnasked = true }
    let held = try box.blocks.held().count
    let wanted = Array(try box.inBox(theirs.statement).look().lacks.prefix(batch.count))
    defer { progress += max(0, ((try? box.blocks.held().count) ?? held) - held) }
    try batch.timed(wanted.count * Block.size) {
      try link.get(wanted, try Pass(nonce, by: saying.key), into: box.blocks)
    }
    try settle()
  }

  /// What came of it, by what the other side says it holds now.
  mutating func finish() throws -> SyncOverFolder.Report {
    let open = try site.write(isMeeting: true) { session in
      let meeting = try Meeting(session, with: node)
      let load = try meeting.load(of: try meeting.party())
      return load?.offers.flatMap { $0.offer.pieces.map(\.name) } ?? []
    }
    let commits = BundleName.commits(laid) - BundleName.commits(open)
    report.sent = [(node, max(0, commits), report.bytes)]
    report.link = (link.traffic.requests, link.traffic.up, link.traffic.down)
    let isUntaken =
      wishes.sends && !open.isEmpty && answer.refused.isEmpty && answer.waiting.isEmpty
    // What was not taken in there stands beside what was not taken in here.
    report.refused += answer.refused
    report.waiting += answer.waiting
    guard isUntaken else { return report }
    throw LinkFault.untaken(address: link.address.description, commits: BundleName.commits(open))
  }
}

/// How many blocks go in one request: as many as cross in about four seconds, so that what is new
/// never waits longer; but one at first and on a line that was just cut, for what is under way then is
/// lost.
private struct Batch {
  private(set) var count = 1
  private var most = 1
  private var good = 0
  /// Good requests after which there may be a block more.
  private var step = 8

  mutating func wasCut() { (count, most, good, step) = (1, 1, 0, 32) }

  mutating func timed<Result>(_ bytes: Int, _ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    let result = try body()
    let took = (ContinuousClock.now - start).components
    let seconds = Double(took.seconds) + Double(took.attoseconds) / 1e18
    let fits = Double(bytes) / max(seconds, 0.001) * 4 / Double(Block.size)
    good += 1
    if good.isMultiple(of: step) { most = min(Calls.reach, most + 1) }
    count = max(1, min(most, Int(fits)))
    return result
  }
}

extension SyncOverFolder.Report {
  fileprivate mutating func add(_ other: SyncOverFolder.Report) {
    taken.merge(other.taken) { $0 + $1 }
    files += other.files
    // What waited before may have been met meanwhile.
    waiting = other.waiting
    refused += other.refused.filter { new in !refused.contains { $0.file == new.file } }
  }
}
