package import SiteModel

/// One commit of a chain, as its signed text says it (model §1).
package struct Commit: Sendable, Hashable {
  package let id: ObjectID
  /// All files of the chain up to here.
  package let tree: ObjectID
  /// The chain's commit before this one; nil for its first.
  package let parent: ObjectID?
  /// The line for people.
  package let message: String
  /// All of them, in the order of the text.
  package let trailers: [Trailer]
  package let entity: String
  package let chain: String
  /// 1 for the first commit of a chain.
  package let seq: Int
  /// The version of the fact model that the writer spoke.
  package let format: Int
  /// The other chains that have changed since the parent, by their heads.
  package let seen: [SeenHead]
  /// What the node's clock said; nothing is ordered by it.
  package let clock: Instant
  /// The distance from UTC that the clock was shown in.
  package let offset: Offset
  /// Who caused it, as the writer says.
  package let by: String
  /// The bytes that ``signature`` covers: the commit without its `gpgsig` header.
  package let signedPayload: [UInt8]
  /// The armored signature; nil if there is none.
  package let armoredSignature: String?

  /// The version of the fact model that this program writes.
  package static let format = 1

  /// nil if there is none, or none of a kind we know.
  package var signature: SSHSignature? { armoredSignature.flatMap(SSHSignature.init(armored:)) }

  /// The value of the first trailer of this name, such as `Source` or `Opens`.
  package subscript(trailer name: String) -> String? { trailers.first { $0.name == name }?.value }

  /// Reads a commit object.
  ///
  /// - Throws: ``StoreFault/malformed``, naming what is wrong: a merge, an unknown header, a
  ///   missing trailer, a number that is none.
  package init(_ id: ObjectID, _ bytes: [UInt8]) throws(StoreFault) {
    guard let text = CommitText(bytes) else {
      throw .malformed(name: id.description, detail: "commit")
    }
    self.id = id
    (tree, parent, message, trailers) = (text.tree, text.parent, text.message, text.trailers)
    (signedPayload, armoredSignature) = (text.signedPayload, text.signature)
    func value(_ name: String) throws(StoreFault) -> String {
      let values = text.trailers.filter { $0.name == name }
      guard values.count == 1, let value = values.first?.value else {
        throw .malformed(name: id.description, detail: name)
      }
      return value
    }
    func read<Value>(
      _ name: String, _ parse: (String) -> Value?
    ) throws(StoreFault) -> Value {
      guard let parsed = parse(try value(name)) else {
        throw .malformed(name: id.description, detail: name)
      }
      return parsed
    }
    entity = try value("Entity")
    chain = try read("Chain") { PathGrammar.isChain($0) ? $0 : nil }
    seq = try read("Seq") { Self.positive($0) }
    format = try read("Format") { Self.positive($0) }
    seen = try read("Seen") { SeenHead.parse($0) }
    (clock, offset) = try read("Clock") { Instant.parse($0) }
    by = try value("By")
  }

  /// Takes an object apart that may be of any kind.
  package init(_ id: ObjectID, _ object: StoredObject) throws(StoreFault) {
    guard object.kind == .commit else {
      throw .malformed(name: id.description, detail: object.kind.rawValue)
    }
    try self.init(id, object.bytes)
  }

  /// A number as the trailers write it: no sign, no leading zero.
  static func positive(_ text: some StringProtocol) -> Int? {
    // At most 15 digits: a commit from outside must not make counting on overflow.
    Grammar.counting(text)
  }
}

/// A line `Name: value` at the end of a commit's text.
package struct Trailer: Sendable, Hashable {
  /// Letters, digits and hyphens.
  package let name: String
  /// One line.
  package let value: String

  package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }

  var line: String { name + ": " + value }

  var isWellFormed: Bool {
    PathGrammar.isLine(value) && name.utf8.first.map { (97...122).contains($0 | 32) } == true
      && name.utf8.allSatisfy {
        (97...122).contains($0 | 32) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}

/// The head of another chain that the writer held: `<chain>:<seq>:<commit>`.
package struct SeenHead: Sendable, Hashable, CustomStringConvertible {
  package let chain: String
  package let seq: Int
  package let commit: ObjectID

  package init(chain: String, seq: Int, commit: ObjectID) {
    (self.chain, self.seq, self.commit) = (chain, seq, commit)
  }

  /// Reads one `<chain>:<seq>:<commit>`.
  package init?(_ text: some StringProtocol) {
    let parts = Substring(text).utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard parts.count == 3, PathGrammar.isChain(parts[0]), let seq = Commit.positive(parts[1]),
      let commit = ObjectID(parts[2])
    else { return nil }
    self.init(chain: parts[0], seq: seq, commit: commit)
  }

  package var description: String { "\(chain):\(seq):\(commit)" }

  /// The value of the trailer `Seen`: by chain, `none` when nothing has changed.
  static func text(_ heads: [SeenHead]) -> String {
    let sorted = heads.sorted { ($0.chain, $0.seq, $0.commit) < ($1.chain, $1.seq, $1.commit) }
    return sorted.isEmpty ? "none" : sorted.map(\.description).joined(separator: " ")
  }

  /// nil if a head is not well-formed or comes twice. A chain that has forked has several heads.
  static func parse(_ text: String) -> [SeenHead]? {
    guard text != "none" else { return [] }
    let parts = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
    let heads = parts.compactMap { SeenHead(Substring($0)) }
    guard heads.count == parts.count, Set(heads.map(\.commit)).count == heads.count else {
      return nil
    }
    return heads
  }
}
