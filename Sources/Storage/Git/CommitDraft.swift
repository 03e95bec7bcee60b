package import SiteModel

/// What a commit will say, before it has a place in its chain.
package struct CommitDraft: Sendable {
  package var entity: String
  package var chain: String
  /// One line for people.
  package var message: String
  /// The other chains that have changed since this chain's last commit; the store holds them.
  package var seen: [SeenHead]
  /// What the node's clock says.
  package var clock: Instant
  /// The distance from UTC in which the clock is shown.
  package var offset: Offset
  /// Who causes it; one line.
  package var by: String
  /// After the seven of every commit, such as `Source: sha256:…` or `Opens: <head>`.
  package var trailers: [Trailer] = []

  package init(
    entity: String, chain: String, message: String, by: String,
    clock: (Instant, Offset), seen: [SeenHead] = [], trailers: [Trailer] = []
  ) {
    (self.entity, self.chain, self.message, self.by) = (entity, chain, message, by)
    ((self.clock, self.offset), self.seen, self.trailers) = (clock, seen, trailers)
  }
}

/// A draft with its place: what is signed.
struct PlacedDraft {
  let draft: CommitDraft
  let seq: Int
  let tree: ObjectID
  let parent: ObjectID?

  /// The commit object's bytes, signed in the namespace `git`.
  ///
  /// - Throws: ``StoreFault/refusedName`` if a text would break the commit's form, ``KeyFault``.
  func bytes(signedBy key: SSHKey) throws -> [UInt8] {
    try checkLines()
    let payload = Array((headers + "\n" + body).utf8)
    let signature = try SSHSignature(of: payload, namespace: "git", by: key)
    let lines = signature.armored.split(separator: "\n").joined(separator: "\n ")
    return Array((headers + "gpgsig \(lines)\n\n" + body).utf8)
  }

  private var headers: String {
    let minutes = draft.offset.description.filter { $0 != ":" }
    // git's own form has no years before 1970; the trailer says what the clock said.
    let time = "\(max(0, draft.clock.seconds)) \(minutes)"
    let writer = "\(draft.chain) <\(draft.chain)@\(draft.entity).karez> \(time)"
    return "tree \(tree)\n" + (parent.map { "parent \($0)\n" } ?? "")
      + "author \(writer)\ncommitter \(writer)\n"
  }

  private var trailers: [Trailer] {
    [
      Trailer("Entity", draft.entity), Trailer("Chain", draft.chain), Trailer("Seq", "\(seq)"),
      Trailer("Format", "\(Commit.format)"), Trailer("Seen", SeenHead.text(draft.seen)),
      Trailer("Clock", draft.clock.text(at: draft.offset)), Trailer("By", draft.by),
    ] + draft.trailers
  }

  private var body: String {
    draft.message + "\n\n" + trailers.map { $0.line + "\n" }.joined()
  }

  /// A line feed in a name must not become a trailer of its own.
  private func checkLines() throws(StoreFault) {
    guard PathGrammar.isChain(draft.chain) else { throw .refusedName(draft.chain) }
    guard PathGrammar.isPath(draft.entity), !draft.entity.contains("/") else {
      throw .refusedName(draft.entity)
    }
    guard PathGrammar.isLine(draft.message) else { throw .refusedName(draft.message) }
    for trailer in trailers where !trailer.isWellFormed { throw .refusedName(trailer.line) }
    let own = Set(trailers.prefix(7).map(\.name))
    for trailer in draft.trailers where own.contains(trailer.name) {
      throw .refusedName(trailer.line)
    }
  }
}
