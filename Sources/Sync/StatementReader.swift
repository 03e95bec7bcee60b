package import SiteModel
package import Storage

/// Why a statement is not believed.
package enum StatementFault: Fault, Equatable {
  /// It is no statement, at this member.
  case malformed(member: String)
  /// Nobody signed it, or another key than its chain's.
  case signature(node: String)

  package var kind: FaultKind { .untrusted }
  package var phrase: Phrase {
    switch self {
    case .malformed(let member): Phrase("statement.malformed", ["member": member])
    case .signature(let node): Phrase("statement.signature", ["node": node])
    }
  }
}

extension Statement {
  /// Reads a statement; only form is judged. What a newer program says beyond it is kept.
  package init(_ bytes: [UInt8]) throws(StatementFault) {
    guard bytes.count <= Self.limit else { throw .malformed(member: "size") }
    guard let json = try? JSON.parse(bytes) else { throw .malformed(member: "json") }
    func text(_ name: String, _ isGood: (String) -> Bool) throws(StatementFault) -> String {
      guard let text = json[name]?.string, isGood(text) else { throw .malformed(member: name) }
      return text
    }
    func number(_ name: String) throws(StatementFault) -> Int {
      guard let number = json[name]?.number.flatMap({ Grammar.counting($0) }) else {
        throw .malformed(member: name)
      }
      return number
    }
    self.init(
      node: try text("node") { Grammar.isID($0) }, chain: try text("chain", Grammar.isChain),
      number: try number("number"), clock: try text("clock") { Instant.parse($0) != nil },
      format: try number("format"))
    guard let listed = json["stores"]?.object else { throw .malformed(member: "stores") }
    for (entity, holding) in listed {
      guard Grammar.isID(entity), let read = Holding(holding) else {
        throw .malformed(member: "stores/\(entity)")
      }
      stores[entity] = read
    }
    if json["join"] != nil { join = try text("join") { Grammar.isHex($0, count: 64) } }
    others = (json.object ?? [:]).filter { !Self.members.contains($0.key) }
    guard self.bytes == bytes else { throw .malformed(member: "canonical") }
  }

  private static let members: Set<String> = [
    "node", "chain", "number", "clock", "format", "stores", "join",
  ]

  /// Bytes: 1,000 entities with ten chains each fit.
  private static let limit = 4 << 20
}

extension Statement.Holding {
  fileprivate init?(_ json: JSON) {
    func heads(_ name: String) -> [ChainHead]? {
      guard let items = json[name]?.array else { return nil }
      let read = items.compactMap { $0.string.flatMap { SeenHead($0) } }
      guard read.count == items.count, Set(read).count == read.count else { return nil }
      return read.map { ChainHead(chain: $0.chain, seq: $0.seq, commit: $0.commit.description) }
    }
    guard let held = heads("heads"), let lacks = heads("lacks"),
      let items = json["wants"]?.array
    else { return nil }
    let wants = items.compactMap(\.string).filter { Grammar.isHex($0, count: 64) }
    guard wants.count == items.count, Set(wants).count == wants.count else { return nil }
    self.init(heads: held, lacks: lacks, wants: wants)
    others = (json.object ?? [:]).filter { !["heads", "lacks", "wants"].contains($0.key) }
  }
}

/// A statement and the signature beside it, `<file>.sig`, in the namespace `karez-statement`.
package struct SignedStatement: Sendable, Hashable {
  package let statement: Statement
  /// What is signed.
  package let bytes: [UInt8]
  /// The armored signature.
  package let signature: String
  /// Whose key signed it.
  package let key: SSHPublicKey

  /// What the signature is for; one made for a commit or an act proves nothing here.
  package static let namespace = "karez-statement"

  /// Signs a statement with its chain's key.
  package init(_ statement: Statement, by key: SSHKey) throws(KeyFault) {
    (self.statement, bytes) = (statement, statement.bytes)
    let signature = try SSHSignature(of: bytes, namespace: Self.namespace, by: key)
    (self.signature, self.key) = (signature.armored, signature.key)
  }

  /// Reads one that came from outside.
  ///
  /// - Parameter good: signatures that need no second check.
  /// - Throws: ``StatementFault``; a good signature by a key that the chain's id does not stand
  ///   for is none.
  package init(
    _ bytes: [UInt8], signature file: [UInt8], good: GoodSignatures = GoodSignatures()
  ) throws(StatementFault) {
    let statement = try Statement(bytes)
    guard let text = String(validating: file, as: UTF8.self),
      let signature = SSHSignature(armored: text),
      good.holds(signature, for: bytes, namespace: Self.namespace),
      signature.key.mayBear(chain: statement.chain)
    else { throw .signature(node: statement.node) }
    (self.statement, self.bytes) = (statement, bytes)
    (self.signature, key) = (text, signature.key)
  }
}
