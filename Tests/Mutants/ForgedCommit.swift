package import SiteModel
package import Storage

/// A commit that is not made yet.
package struct ForgedCommit {
  /// What it adds, by path.
  package var files: [String: [UInt8]]
  package var trailers: [Trailer]
  package var key: SSHKey
  package var message = "导入"
  package var namespace = "git"
  package var isSigned = true
  /// Paths of earlier commits that this one takes away.
  package var removed: Set<String> = []
  /// Changes the entries of a folder, by its path.
  package var folder: (String, inout [ForgedTree.Entry]) -> Void = { _, _ in }
  /// The root that it names, where that is not the one of its files.
  package var tree: ObjectID?
  /// Chooses another parent than the commit before.
  package var parent: (ObjectID?) -> ObjectID? = { $0 }
  /// Changes the headers before they are signed.
  package var headers: (inout [String]) -> Void = { _ in }
  /// Changes the message and the trailers before they are signed.
  package var body: (inout String) -> Void = { _ in }
  /// Changes the whole text after it was signed.
  package var after: (inout String) -> Void = { _ in }
  /// Where its entry, its act and what it does about a slot lie, and what stands beside them.
  package let places: Places

  package struct Places: Sendable {
    package let entry: String
    package let act: String
    package let slot: String
    package let pointer: String
    package let segment: String
    /// Whose key signs the act.
    package let signer: SSHKey
  }

  init(
    files: [String: [UInt8]], trailers: [Trailer], key: SSHKey, places: Places
  ) {
    (self.files, self.trailers, self.key, self.places) = (files, trailers, key, places)
  }

  /// The value of a trailer; set to nil, all of its name are gone.
  package subscript(trailer: String) -> String? {
    get { trailers.first { $0.name == trailer }?.value }
    set {
      trailers = trailers.compactMap { one in
        one.name == trailer ? newValue.map { Trailer(trailer, $0) } : one
      }
    }
  }

  /// Changes the entry; its bytes are canonical again.
  package mutating func rewriteEntry(_ change: (inout JSON) -> Void) {
    files[places.entry] = rewritten(places.entry, change)
  }

  /// Changes what is done about a slot.
  package mutating func rewriteSlot(_ change: (inout JSON) -> Void) {
    files[places.slot] = rewritten(places.slot, change)
  }

  /// Changes the act and signs it again.
  package mutating func rewriteAct(_ change: (inout JSON) -> Void) throws {
    try sign(act: rewritten(places.act, change))
  }

  /// Makes these bytes the act, with a good signature beside them.
  package mutating func sign(act bytes: [UInt8], namespace: String = "karez-act") throws {
    files[places.act] = bytes
    files[places.act + ".sig"] = Array(
      try SSHSignature(of: bytes, namespace: namespace, by: places.signer).armored.utf8)
  }

  private func rewritten(_ path: String, _ change: (inout JSON) -> Void) -> [UInt8] {
    guard let bytes = files[path], var json = try? JSON.parse(bytes) else { return [] }
    change(&json)
    return Array(json.canonical.utf8)
  }

  func bytes(tree: ObjectID, parent: ObjectID?) throws -> [UInt8] {
    let writer = "\(self["Chain"] ?? "x") <x@plant.karez> 1741907700 +0800"
    var lines = ["tree \(tree)"] + [parent].compactMap { $0.map { "parent \($0)" } }
    lines += ["author \(writer)", "committer \(writer)"]
    headers(&lines)
    var body = message + "\n\n" + trailers.map { "\($0.name): \($0.value)\n" }.joined()
    self.body(&body)
    let head = lines.map { $0 + "\n" }.joined()
    var text = head + "\n" + body
    if isSigned {
      let armor = try SSHSignature(of: Array(text.utf8), namespace: namespace, by: key).armored
        .split(separator: "\n").joined(separator: "\n ")
      text = head + "gpgsig \(armor)\n\n" + body
    }
    after(&text)
    return Array(text.utf8)
  }
}

extension JSON {
  /// The member at a path of names; set to nil, it is gone.
  package subscript(at path: String) -> JSON? {
    get { path.split(separator: "/").reduce(Optional(self)) { $0?[String($1)] } }
    set {
      let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
      guard case .object(var members) = self, let name = parts.first else { return }
      if parts.count == 1 {
        members[name] = newValue
      } else {
        members[name]?[at: parts[1]] = newValue
      }
      self = .object(members)
    }
  }
}
