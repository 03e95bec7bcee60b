/// A stretch of words that both sides have, or one of them.
package struct WordRun: Sendable, Hashable {
  /// Whose words they are.
  package enum Side: String, Sendable, CaseIterable {
    case equal, insert, delete
  }

  package let side: Side
  package let text: String

  package init(_ side: Side, _ text: String) { (self.side, self.text) = (side, text) }
}

/// Two wordings of one paragraph as runs: what left stands before what came in its place.
struct WordRuns {
  private(set) var runs: [WordRun] = []

  init(_ old: [Substring], _ new: [Substring], _ numbers: inout TextNumbers) {
    var stretches: [(side: WordRun.Side, old: [Substring], new: [Substring])] = []
    let alignment = Alignment(old.map { numbers.number($0) }, new.map { numbers.number($0) })
    var (i, j) = (0, 0)
    func change(_ a: Int, _ b: Int) {
      if a > i || b > j { stretches.append((.insert, Array(old[i..<a]), Array(new[j..<b]))) }
    }
    for pair in alignment.pairs {
      change(pair.old, pair.new)
      (i, j) = (pair.old + 1, pair.new + 1)
      if stretches.last?.side == .equal {
        stretches[stretches.count - 1].old.append(old[pair.old])
      } else {
        stretches.append((.equal, [old[pair.old]], []))
      }
    }
    change(old.count, new.count)
    gather(stretches)
  }

  private mutating func gather(
    _ stretches: [(side: WordRun.Side, old: [Substring], new: [Substring])]
  ) {
    var (gone, came) = ("", "")
    for (place, stretch) in stretches.enumerated() {
      let isBetween = place > 0 && place < stretches.count - 1
      if stretch.side != .equal {
        gone += stretch.old.joined()
        came += stretch.new.joined()
      } else if isBetween && Self.isSmall(stretch.old) {
        gone += stretch.old.joined()
        came += stretch.old.joined()
      } else {
        close(&gone, &came)
        runs.append(WordRun(.equal, stretch.old.joined()))
      }
    }
    close(&gone, &came)
  }

  // One character or mark that two wordings happen to share would cut a phrase in two.
  private static func isSmall(_ words: [Substring]) -> Bool {
    words.reduce(0) { $0 + $1.count { !$0.isWhitespace } } <= 1
  }

  private mutating func close(_ gone: inout String, _ came: inout String) {
    if !gone.isEmpty { runs.append(WordRun(.delete, gone)) }
    if !came.isEmpty { runs.append(WordRun(.insert, came)) }
    (gone, came) = ("", "")
  }
}
