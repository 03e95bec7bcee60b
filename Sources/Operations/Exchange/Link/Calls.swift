import Foundation
import SiteModel
import Storage
import Sync
import Synchronization

/// Answers the nodes that call over a link.
///
/// Whoever calls says first what it holds (`sync`) and is answered the same; then it brings and
/// fetches blocks. Nothing of a caller's box is shown to another, and no block is kept that nobody
/// announced.
final class Calls: Sendable {
  private let open: @Sendable () throws -> Site
  /// By chain, what its last statement left open.
  private let callers = Mutex<[String: Caller]>([:])

  /// One node between its statement and its next.
  struct Caller: Sendable {
    let key: SSHPublicKey
    let nonce: String
    let out: OutBox
    let box: LinkBox
    let statement: Statement
    /// What may come next; known anew as lists arrive.
    var lacks: Set<String>
  }

  /// Blocks named in one answer, and at most asked for in one request.
  static let reach = 16

  /// - Parameter open: opens the node anew: another process may have written meanwhile.
  init(opening open: @escaping @Sendable () throws -> Site) { self.open = open }

  /// The answer to a statement.
  ///
  /// - Throws: ``StatementFault``, what ``Enrolled/admit(_:)`` refuses, or what the node's disk refuses.
  func sync(_ body: [UInt8]) throws -> [UInt8] {
    let spoken = try Spoken(body)
    let site = try open()
    try Enrolled(on: site).admit(spoken.signed)
    let node = spoken.signed.statement.node
    let box = try LinkBox(of: site, with: node)
    try box.lay(spoken.signed, from: node, on: site)
    let before = callers.withLock { $0[spoken.signed.statement.chain]?.out }
    return try site.write(isMeeting: true) { session in
      let state = try box.inBox(spoken.signed.statement).settle()
      var meeting = try Meeting(session, with: node)
      try meeting.receive(from: box.folder)
      try Contacts.note(meeting.memory.ledger, on: session.site)
      AskSites.prepare(meeting.report.taken.keys, on: session.site)
      let saying = try meeting.say(through: box, before: before, answering: spoken.name)
      return answer(spoken, saying, state, box, meeting.report)
    }
  }

  private func answer(
    _ spoken: Spoken, _ saying: Meeting.Saying, _ state: InBox.State, _ box: LinkBox,
    _ report: SyncOverFolder.Report
  ) -> [UInt8] {
    var answer = LinkAnswer()
    (answer.refused, answer.waiting) = (report.refused, report.waiting)
    answer.lacks = Array(state.lacks.prefix(Self.reach))
    let (statement, chain) = (spoken.signed.statement, spoken.signed.statement.chain)
    if saying.out.name != nil || !state.isWhole {
      let nonce = NewName.random()
      answer.nonce = nonce
      let caller = Caller(
        key: spoken.signed.key, nonce: nonce, out: saying.out, box: box, statement: statement,
        lacks: Set(state.lacks))
      callers.withLock { $0[chain] = caller }
    } else {
      callers.withLock { $0[chain] = nil }
    }
    return Spoken(saying.signed, rest: answer.bytes).bytes
  }

  /// The chain whose pass this is.
  ///
  /// - Throws: ``LinkFault/pass``.
  func chain(of pass: Pass) throws(LinkFault) -> String {
    let found = callers.withLock { callers in
      callers.first { $0.value.nonce == pass.nonce && pass.isGood(by: $0.value.key) }?.key
    }
    guard let found else { throw .pass }
    return found
  }

  private func caller(_ chain: String) throws(LinkFault) -> Caller {
    guard let caller = callers.withLock({ $0[chain] }) else { throw .pass }
    return caller
  }

  /// Keeps a block that a caller brings.
  ///
  /// - Throws: ``LinkFault/block`` for one that is of no file it announced.
  func take(_ block: [UInt8], of chain: String) throws {
    let caller = try caller(chain)
    let name = ShortHash.of(ContentHash(of: block))
    if try caller.lacks.contains(name) || lacks(of: chain).contains(name) {
      _ = try caller.box.blocks.put(block)
      return
    }
    // What was sent twice, because a cut swallowed the answer, is here.
    guard try caller.box.blocks.held().contains(ContentHash(of: block)) else {
      throw LinkFault.block
    }
  }

  /// What a caller should bring next.
  func next(for chain: String) throws -> [UInt8] {
    var answer = LinkAnswer()
    answer.lacks = Array(try lacks(of: chain).prefix(Self.reach))
    return answer.bytes
  }

  private func lacks(of chain: String) throws -> [String] {
    let caller = try caller(chain)
    let lacks = try caller.box.inBox(caller.statement).look().lacks
    callers.withLock { callers in
      // Its next statement may have come meanwhile.
      if callers[chain]?.nonce == caller.nonce { callers[chain]?.lacks = Set(lacks) }
    }
    return lacks
  }

  /// The blocks that a caller asks for, of the box that was laid down for it.
  ///
  /// - Throws: ``LinkFault/block`` where one is of another box, or of none.
  func blocks(_ wanted: [String], for chain: String) throws -> [[UInt8]] {
    let caller = try caller(chain)
    guard wanted.count <= Self.reach * 4 else { throw LinkFault.block }
    return try wanted.map {
      guard let block = try caller.out.block($0) else { throw LinkFault.block }
      return block
    }
  }
}
