/// What headquarters said of one chain: up to which commit it counts, by a revocation of its key or
/// by an admission that was added later (`model.md` §6).
package struct ChainLimit: Sendable, Hashable {
  /// The entry of the library that says so.
  package let name: EntryName
  /// The last commit that counts, on its chain; nil where nothing of the chain does.
  package let last: ChainHead?
  /// Whose key was revoked.
  package let chain: String
  /// Whether it takes away; an admission only gives.
  package let isRevocation: Bool

  package init(name: EntryName, chain: String, last: ChainHead?, isRevocation: Bool) {
    (self.name, self.chain, self.last) = (name, chain, last)
    self.isRevocation = isRevocation
  }
}

/// What revocations and admissions say of one commit.
package struct EntryCut: Sendable, Hashable {
  /// Revocations of its chain.
  package let revoking: [EntryName]
  /// Those of them, and admissions, within which the commit lies.
  package let admitting: [EntryName]

  package init(revoking: [EntryName], admitting: [EntryName]) {
    (self.revoking, self.admitting) = (revoking.sorted(), admitting.sorted())
  }

  /// Whether the commit has no effect, by what a past holds of the library; nil: by all of it.
  ///
  /// One word that lets it count is enough, whatever others say.
  package func holds(in past: VersionVector?) -> Bool {
    func known(_ names: [EntryName]) -> Bool {
      names.contains { past?.contains($0) ?? true }
    }
    return known(revoking) && !known(admitting)
  }
}

extension PlacedEntry {
  /// Whether it lies above a cut that a past holds; nil: in all that is known.
  package func isCut(in past: VersionVector?) -> Bool { cut?.holds(in: past) ?? false }
}
