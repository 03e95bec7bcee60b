/// What a person signs about a record: an entry that moves it, or a statement about such a move.
///
/// The signed bytes are the whole entry (``Entry/bytes``): the record, the person and the reason
/// stand in the entry, everything else here. The detached signature lies beside it, as `.json.sig`.
package struct Act: Sendable, Hashable {
  /// The action of the record's lifecycle, or the kind of statement; `[a-z0-9-]`.
  package let action: String
  /// The state it leads to; nil for a statement, which moves nothing.
  package let state: String?
  /// The acts it follows, by identity, each once; a statement names the one it belongs to.
  package let after: [ContentHash]
  /// What was signed.
  package let text: SignedText
  /// The acts it needs in law, of whatever record: without them it has no effect.
  package let rests: [ContentHash]
  /// What the guards looked at, by their names; never judged again.
  package let checked: [String: JSON]
  /// Where and when it was signed.
  package let place: SigningPlace
  /// The person as named that day.
  package let signer: SignerNames

  package init(
    _ move: Move, after: some Sequence<ContentHash>, text: SignedText, place: SigningPlace,
    signer: SignerNames
  ) {
    (action, state, rests, checked) = (move.action, move.state, move.rests, move.checked)
    self.after = Array(after)
    (self.text, self.place, self.signer) = (text, place, signer)
  }

  /// What an act does, apart from where and upon what.
  package struct Move: Sendable, Hashable {
    /// As in ``Act/action``.
    package let action: String
    /// As in ``Act/state``.
    package let state: String?
    /// As in ``Act/rests``.
    package var rests: [ContentHash] = []
    /// As in ``Act/checked``.
    package var checked: [String: JSON] = [:]

    package init(_ action: String, to state: String?) {
      (self.action, self.state) = (action, state)
    }
  }

  /// Whether it moves nothing: a countersignature, an acknowledgement, a vote.
  package var isStatement: Bool { state == nil }

  /// The member `act` of the entry.
  var json: JSON {
    var members: [String: JSON] = [
      "action": .string(action), "after": Self.list(after), "rests": Self.list(rests),
      "checked": .object(checked), "chain": .string(place.chain),
      "claimed": .string(place.claimed), "signer": signer.json,
    ]
    members["state"] = state.map(JSON.string)
    members["library"] = place.library.map { .string("\($0.chain):\($0.seq):\($0.commit)") }
    switch text.values {
    case let values?: members["text"] = .object(values)
    case nil: members["digest"] = .string(text.digest.description)
    }
    return .object(members)
  }

  private static func list(_ acts: [ContentHash]) -> JSON {
    .array(acts.map { .string($0.description) })
  }
}

/// The text a person signed: the undisputed values of a record, by register.
package struct SignedText: Sendable, Hashable {
  /// The whole text, or nil where only its hash stands in the act and the text lies beside it.
  package let values: [String: JSON]?
  /// The SHA-256 of the text's canonical JSON.
  package let digest: ContentHash

  /// A text that stands in the act. Values that are `null` are no values and are left out.
  package init(_ values: [String: JSON]) {
    let there = values.filter { $0.value != .null }
    self.values = there
    digest = Self.digest(of: there)
  }

  /// A text that lies beside the act.
  package init(digest: ContentHash) { (values, self.digest) = (nil, digest) }

  /// Whether a record that shows these values shows what was signed.
  package func matches(_ shown: [String: JSON]) -> Bool {
    values.map { $0 == shown } ?? (Self.digest(of: shown) == digest)
  }

  private static func digest(of values: [String: JSON]) -> ContentHash {
    ContentHash(of: JSON.object(values).canonicalBytes)
  }
}

/// Where and when an act was signed, as its writer says.
package struct SigningPlace: Sendable, Hashable {
  /// The only chain on which the act is one.
  package let chain: String
  /// The clock of that node, RFC 3339 with an offset; proves nothing.
  package let claimed: String
  /// The newest commit of the library that the node had seen; nil before it heard of one.
  package let library: ChainHead?

  package init(chain: String, claimed: String, library: ChainHead? = nil) {
    (self.chain, self.claimed, self.library) = (chain, claimed, library)
  }
}

/// The person's name, post and department, frozen into the act.
package struct SignerNames: Sendable, Hashable {
  /// 1 … 200 characters, like the others.
  package let name: String
  /// nil for a person without a post.
  package let post: String?
  /// nil for a person outside all departments.
  package let department: String?

  package init(_ name: String, post: String? = nil, department: String? = nil) {
    (self.name, self.post, self.department) = (name, post, department)
  }

  var json: JSON {
    var members: [String: JSON] = ["name": .string(name)]
    members["post"] = post.map(JSON.string)
    members["department"] = department.map(JSON.string)
    return .object(members)
  }
}
