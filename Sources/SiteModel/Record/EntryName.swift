/// The name of an entry within its record: the chain that wrote it and the number of its commit.
///
/// As text `a3k7.12`, or `a3k7.12~0123456789ab` where the chain has forked and the branch is told
/// by the first 12 hex digits of its first commit.
package struct EntryName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 4 … 12 of `[a-z0-9]`.
  package let chain: String
  /// The commit's `Seq`, 1 … 10^15 - 1.
  package let seq: Int
  /// 12 hex digits, or nil where the chain has one branch only.
  package let fork: String?

  package init(chain: String, seq: Int, fork: String? = nil) {
    (self.chain, self.seq, self.fork) = (chain, seq, fork)
  }

  /// The name of a commit on a ``branch``.
  package init(branch: String, seq: Int) {
    let parts = branch.split(separator: "~", maxSplits: 1)
    self.init(
      chain: parts.first.map(String.init) ?? branch, seq: seq,
      fork: parts.count == 2 ? String(parts[1]) : nil)
  }

  /// Reads the text form strictly; nil for anything else, leading zeros too.
  package init?(_ text: some StringProtocol) {
    let halves = text.split(separator: "~", omittingEmptySubsequences: false)
    let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, parts.count == 2, Grammar.isChain(parts[0]),
      let seq = Grammar.counting(parts[1])
    else { return nil }
    if halves.count == 2, !Grammar.isHex(halves[1], count: 12) { return nil }
    self.init(
      chain: String(parts[0]), seq: seq, fork: halves.count == 2 ? String(halves[1]) : nil)
  }

  /// What a version vector counts by: the chain, or one branch of a forked chain.
  package var branch: String { fork.map { "\(chain)~\($0)" } ?? chain }

  package var description: String { "\(chain).\(seq)" + (fork.map { "~\($0)" } ?? "") }

  /// By chain, number, branch: an order for lists, without meaning.
  package static func < (a: EntryName, b: EntryName) -> Bool {
    if a.chain != b.chain { return a.chain < b.chain }
    if a.seq != b.seq { return a.seq < b.seq }
    return (a.fork ?? "") < (b.fork ?? "")
  }
}

/// The small grammars of names in facts; all ASCII, so that paths are the same on every disk.
package enum Grammar {
  /// A chain: 4 … 12 of `[a-z0-9]`.
  package static func isChain(_ text: some StringProtocol) -> Bool {
    (4...12).contains(text.utf8.count) && text.utf8.allSatisfy(isSmall)
  }

  /// An id or a type: 1 … `limit` of `[a-z0-9-]`.
  package static func isID(_ text: some StringProtocol, limit: Int = 40) -> Bool {
    (1...limit).contains(text.utf8.count)
      && text.utf8.allSatisfy { isSmall($0) || $0 == UInt8(ascii: "-") }
  }

  /// A field or a group of fields: a small letter, then at most 39 of `[A-Za-z0-9_-]`.
  package static func isField(_ text: some StringProtocol) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 40 else { return false }
    return (97...122).contains(first)
      && text.utf8.allSatisfy {
        isSmall($0) || (65...90).contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }
  }

  /// So many hex digits in lower case.
  package static func isHex(_ text: some StringProtocol, count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { $0 &- 48 < 10 || (97...102).contains($0) }
  }

  /// A number from 1 of at most 15 digits without leading zeros.
  package static func counting(_ text: some StringProtocol) -> Int? {
    let digits = Array(text.utf8)
    guard let first = digits.first, first != 48, digits.count <= 15,
      digits.allSatisfy({ $0 &- 48 < 10 })
    else { return nil }
    return digits.reduce(0) { 10 * $0 + Int($1 &- 48) }
  }

  private static func isSmall(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (97...122).contains(byte)
  }
}
