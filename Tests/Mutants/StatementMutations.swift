package import SiteModel
package import Storage
import Sync

/// A statement that can be made wrong anywhere; it is signed when it is made.
package struct ForgedStatement {
  /// What it says.
  package var json: JSON
  package var key: SSHKey
  package var namespace = SignedStatement.namespace
  /// Changes the bytes before they are signed.
  package var text: (inout [UInt8]) -> Void = { _ in }
  /// Changes the bytes after that.
  package var after: (inout [UInt8]) -> Void = { _ in }
  /// Changes the signature.
  package var armor: (inout String) -> Void = { _ in }

  /// The file and the one beside it.
  package func made() throws -> (bytes: [UInt8], signature: [UInt8]) {
    var bytes = Array((json.canonical + "\n").utf8)
    text(&bytes)
    var signature = try SSHSignature(of: bytes, namespace: namespace, by: key).armored
    after(&bytes)
    armor(&signature)
    return (bytes, Array(signature.utf8))
  }
}

extension MutantScene {
  /// What the plant says it holds.
  package func statement(_ random: inout SeededRandom) throws -> ForgedStatement {
    let party = Party(name: "xj", chain: chain, key: plant, stores: ["plant": store])
    var statement = try party.statement(
      number: Int.random(in: 1...999, using: &random), clock: "2025-03-14T07:15:00+08:00")
    statement.stores["plant"]?.lacks = [
      ChainHead(chain: "abcd", seq: 7, commit: String(repeating: "e", count: 40))
    ]
    statement.stores["plant"]?.wants = [String(repeating: "b", count: 64)]
    statement.stores["library"] = Statement.Holding(heads: [])
    if Bool.random(using: &random) { statement.join = String(repeating: "d", count: 64) }
    return ForgedStatement(json: try JSON.parse(statement.bytes), key: plant)
  }
}

extension Mutation {
  /// What a node says it holds.
  static let statements: [Mutation] = statementMembers + statementTexts + statementSignatures

  private static let head = JSON.string("abcd:1:" + String(repeating: "a", count: 40))
  private static let hash = JSON.string(String(repeating: "a", count: 64))

  private static let statementMembers: [Mutation] = [
    (member: "node", values: [nil, "", "XJ", 1] as [JSON?]), ("chain", [nil, "abc", "ABCD", 1]),
    ("number", [nil, 0, "1", .number("1.0"), .number("-1"), .number("1000000000000000")]),
    ("clock", [nil, "yesterday", "2025-03-14", 1]), ("format", [nil, 0, "1"]),
    ("stores", [nil, "x", .array([])]), ("join", ["x", 1, .null]),
    ("stores/Plant", [["heads": [], "lacks": [], "wants": []]]),
    ("stores/plant", ["x", .null, .object([:])]),
    ("stores/plant/heads", [nil, "x", ["x"], [1], [head, head]]),
    ("stores/plant/lacks", [nil, "x", ["x"], [head, head]]),
    ("stores/plant/wants", [nil, "x", ["x"], [hash, hash], [1]]),
  ].flatMap { member, values in
    values.map { value in
      let place = member.hasPrefix("stores/") ? "stores/*" : member
      return statement(
        "\(member) \(value.map(\.excerpt) ?? "not there")", "statement.malformed \(place)"
      ) { $0.json[at: member] = value }
    }
  }

  private static let statementTexts: [Mutation] = [
    statement("no JSON", "statement.malformed json") { $0.text = { $0 = Array("hello".utf8) } },
    statement("empty", "statement.malformed json") { $0.text = { $0 = [] } },
    statement("one member twice", "statement.malformed json") {
      $0.text = { $0 = Array("{\"node\":\"xj\",".utf8) + $0.dropFirst() }
    },
    statement("without an end of line", "statement.malformed canonical") {
      $0.text = { $0.removeLast() }
    },
    statement("a space more", "statement.malformed canonical") {
      $0.text = { $0.insert(0x20, at: 1) }
    },
    statement("heads out of order", "statement.malformed canonical") { statement in
      statement.json[at: "stores/plant/heads"] = .array(
        (statement.json[at: "stores/plant/heads"]?.array ?? []).reversed())
    },
    statement("larger than any", "statement.malformed size") {
      $0.text = { $0 += Array(repeating: 0x20, count: 4 << 20) }
    },
  ]

  private static let statementSignatures: [Mutation] = [
    statement("another key", "statement.signature") {
      if let key = try? SSHKey(seed: Array(repeating: 3, count: 32)) { $0.key = key }
    },
    statement("another chain's name", "statement.signature") { $0.json[at: "chain"] = "zzzz9" },
    statement("for a commit", "statement.signature") { $0.namespace = "git" },
    statement("for an act", "statement.signature") { $0.namespace = "karez-act" },
    statement("no signature", "statement.signature") { $0.armor = { $0 = "" } },
    statement("half a signature", "statement.signature") {
      $0.armor = { $0 = String($0.prefix($0.count / 2)) }
    },
    statement("another number since", "statement.signature") {
      $0.after = { bytes in
        bytes = Array(
          String(decoding: bytes, as: UTF8.self).replacing("\"number\":", with: "\"number\":1").utf8
        )
      }
    },
    Mutation(
      name: "statement: of a newer program", part: .meaning, rules: ["taken"],
      change: .statement { $0.json[at: "format"] = 99 }),
    Mutation(
      name: "statement: members nobody knows", part: .meaning, rules: ["taken"],
      change: .statement {
        $0.json[at: "mood"] = ["good": .number("1.50")]
        $0.json[at: "stores/plant/mood"] = "good"
      }),
    Mutation(
      name: "statement: of stores nobody follows", part: .meaning, rules: ["taken"],
      change: .statement {
        $0.json[at: "stores/elsewhere"] = ["heads": [], "lacks": [], "wants": []]
      }),
  ]

  private static func statement(
    _ name: String, _ rule: String, _ change: @escaping @Sendable (inout ForgedStatement) -> Void
  ) -> Mutation {
    Mutation(
      name: "statement: \(name)", part: .statement, rules: [rule], change: .statement(change))
  }
}
