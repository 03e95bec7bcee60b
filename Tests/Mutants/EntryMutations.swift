import SiteModel
import Storage

extension Mutation {
  /// What stands among the records.
  static let entries: [Mutation] = texts + fieldMembers + actMembers + slotMembers + neighbours

  private static let texts: [Mutation] = [
    text("no JSON", "entry.not-json") { $0 = Array("{".utf8) },
    text("one member twice", "entry.not-json") {
      $0 = Array("{\"by\":\"x\",".utf8) + $0.dropFirst()
    },
    text("empty", "entry.not-json") { $0 = [] },
    text("no UTF-8", "entry.not-json") {
      $0 = Array("{\"by\":\"".utf8) + [0xFF] + Array("\"}".utf8)
    },
    text("a space more", "entry.not-canonical") { $0.insert(0x20, at: 1) },
    text("an end of line", "entry.not-canonical") { $0.append(0x0A) },
    text("a mark before it", "entry.not-json") { $0 = [0xEF, 0xBB, 0xBF] + $0 },
    text("a letter written as its number", "entry.not-canonical") { bytes in
      bytes = Array(
        String(decoding: bytes, as: UTF8.self).replacing("\"by\"", with: "\"\\u0062y\"").utf8)
    },
    text("larger than it may be", "entry.too-large") { bytes in
      bytes = Array("\"".utf8) + Array(repeating: 0x61, count: Entry.sizeLimit) + Array("\"".utf8)
    },
    text("no object", "entry.wrong-member entity") { $0 = Array("[]".utf8) },
    commit("entry: another number's", .entry, "entry.elsewhere") { draft, seq, _ in
      guard let bytes = draft.files.removeValue(forKey: draft.places.entry) else { return }
      draft.files[draft.places.entry.replacing("/\(seq).json", with: "/\(seq + 50).json")] = bytes
    },
    commit("entry: another record's", .entry, "entry.elsewhere") { draft, _, _ in
      draft.rewriteEntry { $0[at: "id"] = "q-77" }
    },
    commit("entry: another type's", .entry, "entry.elsewhere") { draft, _, _ in
      draft.rewriteEntry { $0[at: "type"] = "point" }
    },
  ]

  private static let long = JSON.string(String(repeating: "长", count: 201))
  private static let hash = JSON.string(String(repeating: "a", count: 64))

  private static let fieldMembers: [Mutation] =
    members(
      of: "entry",
      [
        ("entity", [nil, "Plant", "", 1]), ("type", [nil, "a b", ""]), ("id", [nil, "Q 1", ""]),
        ("schema", [nil, 0, "1", .number("1.5"), .number("1000000000000000")]),
        ("by", [nil, "", long, 1]), ("reason", ["", 1, .array([])]),
        ("set", [nil, "x", .array([])]),
        ("set/name/new", [nil, .number("1.5"), .number("1e3"), .array([.number("0.1")])]),
        ("set/name/old", [nil, .number("1.5")]),
        ("set/name/over", [nil, "x", .array(["x"]), .array([1])]),
      ]
    ) { draft, change in draft.rewriteEntry(change) } + [
      field("a name out of grammar", "set") {
        $0[at: "set"] = ["Name": ["new": "x", "old": .null, "over": []]]
      },
      field("old and olds", "set/*/old") { $0[at: "set/name/olds"] = ["a", "b"] },
      field("olds of one", "set/*/old") {
        $0[at: "set/name/old"] = nil
        $0[at: "set/name/olds"] = ["a"]
      },
      field("over out of order", "set/*/over") { $0[at: "set/name/over"] = ["bbbb.2", "aaaa.1"] },
      field("over one twice", "set/*/over") { $0[at: "set/name/over"] = ["aaaa.1", "aaaa.1"] },
    ]

  private static let actMembers: [Mutation] =
    members(
      of: "act",
      [
        ("act", [1, "x"]), ("act/action", [nil, "Approve!", ""]),
        ("act/state", ["", 1, "In Force"]),
        ("act/after", [nil, "x", .array(["x"]), .array([hash, hash])]),
        ("act/rests", [nil, .array([1]), .array(Array(repeating: hash, count: 1001))]),
        ("act/checked", [nil, "x", ["a": .number("0.5")]]),
        ("act/text", [nil, "x", ["name": .null], ["Name": "x"], ["name": .number("0.5")]]),
        ("act/digest", [hash, "x"]), ("act/chain", [nil, "x", "ABCD"]),
        ("act/claimed", [nil, "yesterday", 1]), ("act/library", ["x", 1, "abcd:0:x"]),
        ("act/signer", [nil]), ("act/signer/name", [nil, "", long]),
        ("act/signer/post", ["", 1, long]), ("act/signer/department", ["", 1, long]),
      ]
    ) { draft, change in try draft.rewriteAct(change) } + [
      .commit("act: fields too", .entry, "entry.wrong-member set") { draft, _, _ in
        try draft.rewriteAct { $0[at: "set"] = .object([:]) }
      },
      .commit("act: a digest that is none", .entry, "entry.wrong-member act/digest") {
        draft, _, _ in
        try draft.rewriteAct {
          $0[at: "act/text"] = nil
          $0[at: "act/digest"] = "abc"
        }
      },
    ]

  private static let slotMembers: [Mutation] =
    members(
      of: "slot",
      [
        ("slot", [nil, "x"]), ("slot/kind", [nil, "A b", 1]),
        ("slot/number", [nil, "", "QM 01", "b2:QM-01", "QM-02"]),
        ("slot/step", [nil, "publish", 1]),
        ("slot/after", [nil, "x", .array(["x"]), .array([hash, hash])]),
        ("slot/day", [nil, "2026-02-30", "20260401"]), ("slot/chain", [nil, "x", "ABCD"]),
        ("slot/revision", [nil, "", "A 1", long]), ("slot/text", [nil, "x"]),
        ("set", [.object([:])]), ("act", [.object([:])]),
      ]
    ) { draft, change in draft.rewriteSlot(change) } + [
      field("a slot's type", "slot") { $0[at: "type"] = "slot" },
      .commit("slot: handed over to nobody", .entry, "entry.wrong-member slot/to") { draft, _, _ in
        draft.rewriteSlot { $0[at: "slot/step"] = "hand-over" }
      },
    ]

  /// What stands beside entries.
  private static let neighbours: [Mutation] = [
    .commit("act: not signed", .entry, "verify.act") { draft, _, _ in
      draft.files[draft.places.act + ".sig"] = nil
    },
    .commit("act: signed for a commit", .entry, "verify.act") { draft, _, _ in
      try draft.sign(act: draft.files[draft.places.act] ?? [], namespace: "git")
    },
    .commit("act: signed before it was changed", .entry, "verify.act") { draft, _, _ in
      let signature = draft.files[draft.places.act + ".sig"]
      try draft.rewriteAct { $0[at: "by"] = "w2" }
      draft.files[draft.places.act + ".sig"] = signature
    },
    .commit("act: a signature that is none", .entry, "verify.act") { draft, _, _ in
      draft.files[draft.places.act + ".sig"] = Array("signed".utf8)
    },
    .commit("act: a signature longer than any", .entry, "verify.act") { draft, _, _ in
      draft.files[draft.places.act + ".sig", default: []] += Array(repeating: 0x0A, count: 4096)
    },
    .commit("signature: without its entry", .entry, "verify.signature") { draft, _, _ in
      draft.files[draft.places.act] = nil
    },
    .commit("signature: of another entry", .entry, "verify.signature") { draft, _, _ in
      draft.files[draft.places.entry + ".sig"] = draft.files[draft.places.act + ".sig"]
    },
    .bundle("signature: an act of the commit before", .entry, "verify.signature") { bundle, _, _ in
      let act = bundle.drafts[0].places.act + ".sig"
      bundle.drafts[1].files[act.replacing("/4.json", with: "/44.json")] =
        bundle.drafts[0].files[act]
    },
    pointer("of another version") { $0.replace("/v1", with: "/v2") },
    pointer("in capitals") { text in
      text =
        text.split(separator: "\n").map {
          $0.hasPrefix("oid") ? "oid sha256:" + $0.dropFirst(11).uppercased() : String($0)
        }.joined(separator: "\n") + "\n"
    },
    pointer("with a member more") { $0.replace("oid", with: "ext-0-x y\noid") },
    pointer("without an end of line") { $0.removeLast() },
    pointer("of a size that is none") { $0.replace("size ", with: "size 0") },
    pointer("with another hash") { $0.replace("sha256:", with: "sha512:") },
  ]
}

extension Mutation {
  private static func text(
    _ name: String, _ rule: String, _ change: @escaping @Sendable (inout [UInt8]) -> Void
  ) -> Mutation {
    .bundle("entry text: \(name)", .entry, rule) { bundle, random, _ in
      let at = Int.random(in: 0..<bundle.drafts.count, using: &random)
      var bytes = bundle.drafts[at].files[bundle.drafts[at].places.entry] ?? []
      change(&bytes)
      bundle.drafts[at].files[bundle.drafts[at].places.entry] = bytes
    }
  }

  private static func field(
    _ name: String, _ member: String, _ change: @escaping @Sendable (inout JSON) -> Void
  ) -> Mutation {
    .commit("entry: \(name)", .entry, "entry.wrong-member \(member)") { draft, _, _ in
      draft.rewriteEntry(change)
    }
  }

  private static func pointer(
    _ name: String, _ change: @escaping @Sendable (inout String) -> Void
  ) -> Mutation {
    .commit("pointer: \(name)", .entry, "verify.pointer") { draft, _, _ in
      var text = String(decoding: draft.files[draft.places.pointer] ?? [], as: UTF8.self)
      change(&text)
      draft.files[draft.places.pointer] = Array(text.utf8)
    }
  }

  /// One mutation for each value that a member may not have; nil takes the member away.
  private static func members(
    of part: String, _ table: [(member: String, values: [JSON?])],
    rewrite: @escaping @Sendable (inout ForgedCommit, (inout JSON) -> Void) throws -> Void
  ) -> [Mutation] {
    table.flatMap { member, values in
      values.map { value in
        let shown = value.map(\.excerpt) ?? "not there"
        // A signer that is not there has no name; a digest stands beside the text.
        let named = member == "act/signer" ? "act/signer/name" : member
        let rule = named.replacing("/name/", with: "/*/")
        return .commit("\(part): \(member) \(shown)", .entry, "entry.wrong-member \(rule)") {
          draft, _, _ in
          try rewrite(&draft) { $0[at: member] = value }
        }
      }
    }
  }
}
