/// What changed between two texts, word by word: first which paragraphs stayed, then which were
/// reworded, then the words of those.
///
/// A text is its paragraphs, each closed by a line end. The texts of ``runs`` without the inserted
/// ones are the old text, without the deleted ones the new text, byte for byte.
package struct WordComparison: Sendable, Hashable {
  /// A paragraph as the runs it is made of; one run that is equal where it stayed.
  package struct Line: Sendable, Hashable {
    package let runs: [WordRun]
    /// Whether both sides have it, word for word.
    package var isEqual: Bool { runs.allSatisfy { $0.side == .equal } }
  }

  /// In the order of reading; where paragraphs were replaced, the old ones stand first.
  package private(set) var lines: [Line] = []
  /// Words, blanks not counted.
  package private(set) var inserted = 0
  package private(set) var deleted = 0
  package private(set) var equal = 0

  /// - Parameters:
  ///   - old, new: the paragraphs of both texts, without their line ends.
  package init(_ old: [String], _ new: [String]) {
    var numbers = TextNumbers()
    let alignment = Alignment(old.map { numbers.number($0) }, new.map { numbers.number($0) })
    var (i, j) = (0, 0)
    for pair in alignment.pairs {
      change(old[i..<pair.old], new[j..<pair.new], &numbers)
      add([WordRun(.equal, old[pair.old])])
      (i, j) = (pair.old + 1, pair.new + 1)
    }
    change(old[i...], new[j...], &numbers)
  }

  /// Whether both texts are the same.
  package var isEqual: Bool { inserted == 0 && deleted == 0 && lines.allSatisfy(\.isEqual) }

  /// The runs of all paragraphs with their line ends; neighbours are of different sides.
  package var runs: [WordRun] {
    var runs: [(side: WordRun.Side, text: String)] = []
    for run in lines.flatMap(\.closed) {
      if runs.last?.side == run.side {
        runs[runs.count - 1].text += run.text
      } else {
        runs.append((run.side, run.text))
      }
    }
    return runs.map { WordRun($0.side, $0.text) }
  }

  /// Of all words of both texts, the share that only one has: "0" for equal texts, "1" for texts
  /// with nothing in common; four places, cut off.
  package var share: String {
    let (changed, all) = (inserted + deleted, inserted + deleted + 2 * equal)
    guard changed > 0 else { return "0" }
    guard changed < all else { return "1" }
    let digits = String(10_000 + changed * 10_000 / all).dropFirst()
    return "0.\(digits)"
  }

  // MARK: Changed stretches

  private mutating func change(
    _ old: ArraySlice<String>, _ new: ArraySlice<String>, _ numbers: inout TextNumbers
  ) {
    guard !old.isEmpty, !new.isEmpty else { return replace(old, new) }
    let words = (old.map(TextWords.split), new.map(TextWords.split))
    let sorted = (Self.sorted(words.0, &numbers), Self.sorted(words.1, &numbers))
    var (i, j) = (old.startIndex, new.startIndex)
    for pair in ParagraphPairs(sorted.0, sorted.1).pairs {
      let (a, b) = (old.startIndex + pair.old, new.startIndex + pair.new)
      replace(old[i..<a], new[j..<b])
      add(WordRuns(words.0[pair.old], words.1[pair.new], &numbers).runs)
      (i, j) = (a + 1, b + 1)
    }
    replace(old[i...], new[j...])
  }

  private static func sorted(_ paragraphs: [[Substring]], _ numbers: inout TextNumbers) -> [[Int]] {
    paragraphs.map { words in
      words.filter { !TextWords.isBlank($0) }.map { numbers.number($0) }.sorted()
    }
  }

  private mutating func replace(_ old: ArraySlice<String>, _ new: ArraySlice<String>) {
    for text in old { add([WordRun(.delete, text)]) }
    for text in new { add([WordRun(.insert, text)]) }
  }

  private mutating func add(_ runs: [WordRun]) {
    lines.append(Line(runs: runs))
    for run in runs {
      let count = TextWords.split(run.text).count { !TextWords.isBlank($0) }
      switch run.side {
      case .equal: equal += count
      case .insert: inserted += count
      case .delete: deleted += count
      }
    }
  }
}

extension WordComparison.Line {
  /// With the line end: of the side that has the paragraph, or of both.
  fileprivate var closed: [WordRun] {
    let alone = runs.count == 1 ? runs[0].side : .equal
    return runs + [WordRun(alone, "\n")]
  }
}

extension WordComparison {
  /// `{"operations":[{"op":"equal","text":"…"}],"inserted":0,"deleted":0,"equal":0,"share":"0"}`
  package var json: JSON {
    [
      "operations": .array(
        runs.map { ["op": .string($0.side.rawValue), "text": .string($0.text)] }),
      "inserted": .number(String(inserted)), "deleted": .number(String(deleted)),
      "equal": .number(String(equal)), "share": .string(share),
    ]
  }
}
