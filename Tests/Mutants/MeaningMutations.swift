import SiteModel
import Storage

extension Mutation {
  /// What an honest program of another version, or a person who may not, can have written: its form
  /// is good, so it is taken in, and what it means is the fold's to judge.
  static let meanings: [Mutation] = [
    meaning("a record type nobody knows") { draft, seq, _ in
      guard let key = RecordKey(type: "teleport", id: "t-1") else { return }
      draft.files[key.path(seq: seq)] =
        Entry(
          entity: "plant", key: key, schema: 1, set: [:], by: Author("w1")
        ).bytes
    },
    meaning("a member nobody knows") { draft, _, _ in
      draft.rewriteEntry { $0[at: "mood"] = ["good": true, "since": .null] }
    },
    meaning("a schema of the future") { draft, _, _ in draft.rewriteEntry { $0[at: "schema"] = 999 }
    },
    meaning("a field nobody knows") { draft, _, _ in
      draft.rewriteEntry { $0[at: "set/frequency"] = ["new": "50", "old": .null, "over": []] }
    },
    meaning("a write over what nobody showed") { draft, _, _ in
      draft.rewriteEntry { $0[at: "set/name/over"] = ["zzzz.9"] }
    },
    meaning("an entry of another entity") { draft, _, _ in
      draft.rewriteEntry { $0[at: "entity"] = "elsewhere" }
    },
    meaning("an act by somebody nobody knows") { draft, _, _ in
      try draft.rewriteAct { $0[at: "by"] = "nobody" }
    },
    meaning("an act that follows what is not there") { draft, _, _ in
      try draft.rewriteAct { $0[at: "act/after"] = [.string(String(repeating: "c", count: 64))] }
    },
    meaning("an act of another chain") { draft, _, _ in
      try draft.rewriteAct { $0[at: "act/chain"] = "abcd" }
    },
    meaning("an action and a state nobody knows") { draft, _, _ in
      try draft.rewriteAct {
        $0[at: "act/action"] = "levitate"
        $0[at: "act/state"] = "aloft"
      }
    },
    meaning("an act with a member nobody knows") { draft, _, _ in
      try draft.rewriteAct { $0[at: "act/weather"] = "rain" }
    },
    meaning("an entry that is signed though it is no act") { draft, _, _ in
      let signature = try SSHSignature(
        of: draft.files[draft.places.entry] ?? [], namespace: "karez-act", by: draft.places.signer)
      draft.files[draft.places.entry + ".sig"] = Array(signature.armored.utf8)
    },
    meaning("a trailer nobody knows") { draft, _, _ in
      draft.trailers.append(Trailer("Mood", "good"))
    },
    meaning("a folder nobody knows") { draft, seq, _ in
      draft.files["songs/\(seq).txt"] = Array("la".utf8)
    },
    meaning("a segment that is none") { draft, _, _ in
      draft.files[draft.places.segment] = Array("la".utf8)
    },
    meaning("a name nobody knows") { draft, _, _ in draft["By"] = "somebody else" },
    meaning("a clock that goes back") { draft, _, _ in draft["Clock"] = "1969-12-31T23:59:59Z" },
    meaning("another author") { draft, _, _ in
      draft.headers = { $0[2] = "author 王芳 <wang@example.org> 0 -0000" }
    },
    meaning("content that is larger than a pointer") { draft, _, _ in
      draft.files[draft.places.pointer] = Array(repeating: 0x25, count: 5_000)
    },
  ]

  private static func meaning(
    _ name: String,
    change: @escaping @Sendable (inout ForgedCommit, Int, MutantScene) throws -> Void
  ) -> Mutation {
    commit("taken in: \(name)", .meaning, "taken", change: change)
  }
}
