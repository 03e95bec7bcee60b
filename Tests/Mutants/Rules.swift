/// The rules by which something from outside is refused or waits, by the names of ``Verdict``.
package enum Rules {
  /// What a malformed object is told by; anything else that is malformed is a path.
  static let details: Set<String> = [
    "commit", "tree", "blob", "tree order", "paths", "Entity", "Chain", "Seq", "Format", "Seen",
    "Clock", "By",
  ]

  /// Every rule that the sources have and a mutant can break.
  package static let all: Set<String> = Set(bundles + commits + entries + statements)

  private static let bundles =
    [
      "ingest.size", "bundle version", "bundle header", "ingest.refs", "ingest.prerequisites",
      "ingest.name", "ingest.stranger", "ingest.unreached", "ingest.lacking", "nothing new",
      "waits earlier", "waits seen", "waits program", "bundle name",
    ]
    + [
      "header", "length", "objects", "hash", "entry", "total", "stream", "type", "delta base",
      "delta", "twice",
    ].map { "pack \($0)" }

  private static let commits =
    ["missing", "path", "store.not-append-only"] + details.map { "malformed \($0)" }
    + ["Entity", "Chain", "Seq", "Seen"].map { "trailer \($0)" }
    + ["unsigned", "foreign-key", "bad-signature", "act", "signature", "pointer"].map {
      "verify.\($0)"
    }

  private static let entries =
    ["entry.not-json", "entry.not-canonical", "entry.too-large", "entry.elsewhere"]
    + [
      "entity", "type", "id", "schema", "by", "reason", "set", "set/*/new", "set/*/old",
      "set/*/over", "act", "act/action", "act/state", "act/after", "act/rests", "act/checked",
      "act/text", "act/digest", "act/chain", "act/claimed", "act/library", "act/signer/name",
      "act/signer/post", "act/signer/department", "slot", "slot/kind", "slot/number", "slot/step",
      "slot/after", "slot/day", "slot/chain", "slot/revision", "slot/text", "slot/to",
    ].map { "entry.wrong-member \($0)" }

  private static let statements =
    ["statement.signature"]
    + [
      "size", "json", "node", "chain", "number", "clock", "format", "stores", "stores/*", "join",
      "canonical",
    ].map { "statement.malformed \($0)" }

  /// Rules that hold and that need not be hit: on another way they say the same.
  package static let optional: Set<String> = []

  /// Rules that the sources name and that nothing from outside can break, and why.
  package static let beyond = [
    "trailer Format: a commit of a newer format waits and is not refused",
    "verify.no-key: the key of a new chain is that of its first signature; without one it is unsigned",
    "what libgit2 alone refuses of a pack: it is taken apart before, by stricter rules",
  ]
}
