import SiteModel
import Storage

extension Mutation {
  /// The text of a commit: trailers, headers, message, signature.
  static let frames: [Mutation] =
    trailerPresence + trailerForms + trailerFits + lines + bodies + signatures

  private static let trailerNames = ["Entity", "Chain", "Seq", "Format", "Seen", "Clock", "By"]

  private static let trailerPresence: [Mutation] =
    trailerNames.flatMap { name in
      [
        commit("\(name): not there", .frame, "malformed \(name)") { draft, _, _ in
          draft[name] = nil
        },
        commit("\(name): twice", .frame, "malformed \(name)") { draft, _, _ in
          draft.trailers.append(Trailer(name, draft[name] ?? ""))
        },
      ]
    }

  private static let badTrailers: [(name: String, value: String)] = [
    ("Chain", "ABCD"), ("Chain", "abc"), ("Chain", "abcdefghijklm"), ("Chain", "a-bcd"),
    ("Seq", "0"), ("Seq", "04"), ("Seq", "-4"), ("Seq", "4e0"), ("Seq", "1000000000000000"),
    ("Seq", "٤"), ("Format", "0"), ("Format", "1.0"), ("Format", "one"), ("Seen", "nothing"),
    ("Seen", "abcd:1"), ("Seen", "abcd:0:" + String(repeating: "a", count: 40)),
    ("Seen", "abcd:1:" + String(repeating: "A", count: 40)), ("Seen", "none none"),
    ("Clock", "2025-03-14"), ("Clock", "2025-02-30T00:00:00Z"), ("Clock", "yesterday"),
    ("Clock", "2025-03-14T07:15:00"),
  ]

  private static let trailerForms: [Mutation] =
    badTrailers.map { name, value in
      commit("\(name): \(value)", .frame, "malformed \(name)") { draft, _, _ in
        draft[name] = value
      }
    }
    + [
      commit("Seen: a commit and one below it", .frame, "trailer Seen") { draft, _, scene in
        draft["Seen"] = scene.head(2) + " " + scene.head(3)
      },
      commit("By: empty", .frame, "malformed commit") { draft, _, _ in draft["By"] = "" },
      commit("By: a tab", .frame, "malformed commit") { draft, _, _ in draft["By"] = "w\t1" },
    ]

  /// Trailers that are well-formed and do not fit.
  private static let trailerFits: [Mutation] = [
    .bundle("Entity: another plant's", .frame, "trailer Entity") { bundle, random, _ in
      // The last commit is the one by which a reader looks for the store.
      let at = Int.random(in: 0..<(bundle.drafts.count - 1), using: &random)
      bundle.drafts[at]["Entity"] = "other"
    },
    .bundle("Entity: one that is not followed", .frame, "ingest.stranger") { bundle, _, _ in
      for at in bundle.drafts.indices { bundle.drafts[at]["Entity"] = "other" }
    },
    commit("Chain: another", .frame, "trailer Chain") { draft, _, scene in
      draft["Chain"] = scene.hq.publicKey.chain
    },
    commit("Seq: one more", .frame, "trailer Seq") { draft, seq, _ in draft["Seq"] = "\(seq + 1)" },
    commit("Seq: one less", .frame, "trailer Seq") { draft, seq, _ in draft["Seq"] = "\(seq - 1)" },
    commit("Seq: far ahead", .frame, "trailer Seq") { draft, _, _ in
      draft["Seq"] = "999999999999999"
    },
    commit("Seen: itself", .frame, "trailer Seen") { draft, _, scene in
      draft["Seen"] = "\(scene.chain):3:\(scene.held[2].id)"
    },
    commit("Seen: goes back", .frame, "trailer Seen") { draft, _, scene in
      draft["Seen"] = scene.head(1)
    },
    // It may be of a branch that is not here yet.
    .bundle("Seen: another commit of one number", .frame, "waits seen") { bundle, _, scene in
      bundle.drafts[0]["Seen"] =
        "\(scene.hq.publicKey.chain):2:" + String(repeating: "7", count: 40)
    },
    commit("Seen: a commit under another number", .frame, "trailer Seen") { draft, _, scene in
      draft["Seen"] = "\(scene.hq.publicKey.chain):9:\(scene.seen[2].id)"
    },
    commit("Seen: a commit under another chain", .frame, "trailer Seen") { draft, _, scene in
      draft["Seen"] = "abcd:3:\(scene.seen[2].id)"
    },
    .bundle("Seen: what is not here yet", .frame, "waits seen") { bundle, _, _ in
      bundle.drafts[0]["Seen"] = "abcd:3:" + String(repeating: "8", count: 40)
    },
    .bundle("Seen: what is not here yet, by the second", .meaning, "partly") { bundle, _, _ in
      bundle.drafts[1]["Seen"] = "abcd:3:" + String(repeating: "8", count: 40)
    },
    .bundle("Format: of a newer program", .frame, "waits program") { bundle, _, _ in
      for at in bundle.drafts.indices { bundle.drafts[at]["Format"] = "2" }
    },
    .bundle("Format: newer, and its frame is wrong", .frame, "trailer Seq") { bundle, _, _ in
      for at in bundle.drafts.indices { bundle.drafts[at]["Format"] = "2" }
      bundle.drafts[0]["Seq"] = "9"
    },
  ]

  private static let lines: [Mutation] = [
    header("no author") { $0.remove(at: 2) },
    header("no committer") { $0.remove(at: 3) },
    header("committer before author") { lines in
      lines[2].replace("author", with: "committer", maxReplacements: 1)
      lines[3].replace("committer", with: "author", maxReplacements: 1)
    },
    header("two trees") { $0.insert($0[0], at: 0) },
    header("a tree in capitals") { $0[0] = "tree " + $0[0].dropFirst(5).uppercased() },
    header("a tree that is no id") { $0[0] = "tree abc" },
    header("an encoding") { $0.append("encoding GB18030") },
    header("a mergetag") { $0.append("mergetag object x") },
    header("something unknown") { $0.append("karez 1") },
    header("an author without an address") { $0[2] = "author x 1741907700 +0800" },
    header("an author of two addresses") { $0[2] = "author x <a> <b> 1741907700 +0800" },
    header("a time that is none") { $0[2].replace("1741907700", with: "17419077oo") },
    header("a time with a zero before it") { $0[3].replace("1741907700", with: "01741907700") },
    header("a zone that is none") { $0[3].replace("+0800", with: "08:00") },
    header("a zone without a sign") { $0[2].replace("+0800", with: "00800") },
    .commit("header: a second parent", .frame, "malformed commit") { draft, _, scene in
      draft.headers = { $0.insert("parent \(scene.seen[0].id)", at: 2) }
    },
    .commit("header: a parent that is no id", .frame, "malformed commit") { draft, _, _ in
      draft.headers = { $0[1] = "parent 4" }
    },
    .commit("header: signed for another hash", .frame, "malformed commit") { draft, _, _ in
      draft.after = { $0.replace("gpgsig ", with: "gpgsig-sha256 ", maxReplacements: 1) }
    },
    .commit("header: a signature before the author", .frame, "malformed commit") { draft, _, _ in
      draft.headers = { $0.insert("gpgsig x", at: 2) }
    },
    .commit("header: two signatures", .frame, "malformed commit") { draft, _, _ in
      draft.headers = { $0.append("gpgsig x") }
    },
  ]

  private static let bodies: [Mutation] = [
    body("no message") { $0 = String($0.drop { $0 != "\n" }) },
    body("two lines of message") { $0 = "一\n" + $0 },
    body("no line between") { $0.replace("\n\n", with: "\n", maxReplacements: 1) },
    body("a control character") { $0 = "\u{7}" + $0 },
    body("a space before it") { $0 = " " + $0 },
    body("no end of line") { $0.removeLast() },
    body("an empty line at the end") { $0 += "\n" },
    body("text among the trailers") { $0 += "text\n" },
    body("a trailer without a space") { $0 += "Note:x\n" },
    body("a trailer with two spaces") { $0 += "Note:  x\n" },
    body("a trailer named with a digit first") { $0 += "1st: x\n" },
    body("lines as on Windows") { $0.replace("\n", with: "\r\n") },
    body("nothing but a message") { $0 = "导入\n" },
  ]

  private static let signatures: [Mutation] = [
    .commit("signature: none", .frame, "verify.unsigned") { draft, _, _ in draft.isSigned = false },
    .commit("signature: another key's", .frame, "verify.foreign-key") { draft, _, scene in
      draft.key = scene.stranger
    },
    .commit("signature: headquarters'", .frame, "verify.foreign-key") { draft, _, scene in
      draft.key = scene.hq
    },
    .commit("signature: for acts", .frame, "verify.bad-signature") { draft, _, _ in
      draft.namespace = "karez-act"
    },
    .commit("signature: for statements", .frame, "verify.bad-signature") { draft, _, _ in
      draft.namespace = "karez-statement"
    },
    .commit("signature: of another message", .frame, "verify.bad-signature") { draft, _, _ in
      draft.after = { $0.replace("\n导入\n", with: "\n导出\n") }
    },
    .commit("signature: of another name", .frame, "verify.bad-signature") { draft, _, _ in
      draft.after = { $0.replace("\nBy: w1\n", with: "\nBy: w2\n") }
    },
    .commit("signature: in other lines", .frame, "verify.unsigned") { draft, _, _ in
      draft.after = { $0.replace("\n -----END", with: "\n \n -----END") }
    },
    .commit("signature: in lines of Windows", .frame, "verify.unsigned", "malformed commit") {
      draft, _, _ in
      draft.after = { $0.replace("SIGNATURE-----\n ", with: "SIGNATURE-----\r\n ") }
    },
    .commit("signature: of another kind", .frame, "verify.unsigned") { draft, _, _ in
      draft.after = { $0.replace("SSH SIGNATURE", with: "PGP SIGNATURE") }
    },
    .bundle("signature: one key, then another, on a new chain", .frame, "verify.foreign-key") {
      bundle, random, scene in
      bundle = try scene.newChain(&random)
      bundle.drafts[1].key = scene.hq
    },
    .bundle("signature: none on a new chain", .frame, "verify.unsigned") { bundle, random, scene in
      bundle = try scene.newChain(&random)
      for at in bundle.drafts.indices { bundle.drafts[at].isSigned = false }
    },
    .bundle("signature: a new chain under another key's name", .frame, "ingest.name") {
      bundle, random, scene in
      bundle = try scene.newChain(&random)
      bundle.chain = "zzzz9"
      for at in bundle.drafts.indices { bundle.drafts[at]["Chain"] = "zzzz9" }
    },
    .bundle("signature: a new chain that is honest", .meaning, "taken") { bundle, random, scene in
      bundle = try scene.newChain(&random)
    },
  ]

  private static func header(
    _ name: String, _ change: @escaping @Sendable (inout [String]) -> Void
  ) -> Mutation {
    // What a reader needs to find the base breaks before the rest of the text is read.
    .commit("header: \(name)", .frame, "malformed commit", "ingest.prerequisites") { draft, _, _ in
      draft.headers = change
    }
  }

  private static func body(
    _ name: String, _ change: @escaping @Sendable (inout String) -> Void
  ) -> Mutation {
    .commit("text: \(name)", .frame, "malformed commit") { draft, _, _ in draft.body = change }
  }
}

extension MutantScene {
  /// A commit of headquarters as a trailer names it.
  func head(_ seq: Int) -> String { "\(hq.publicKey.chain):\(seq):\(seen[seq - 1].id)" }
}
