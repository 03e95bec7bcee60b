/// Which paragraphs of a changed stretch are the same one, reworded: those that share most words, in
/// order.
///
/// Each paragraph is held against those around the same place of the other side, as many as the
/// work allows: a stretch of any length takes a time that grows with its length alone.
struct ParagraphPairs {
  /// Ascending on both sides.
  private(set) var pairs: [(old: Int, new: Int)] = []

  /// Words that are looked at for one stretch.
  private static let work = 4_000_000
  /// Of a hundred words of both, how many must be shared.
  private static let least = 40

  /// - Parameters:
  ///   - old, new: the words of each paragraph by their numbers, ascending.
  init(_ old: [[Int]], _ new: [[Int]]) {
    guard !old.isEmpty, !new.isEmpty else { return }
    let words = (old + new).reduce(0) { $0 + $1.count } + old.count + new.count
    let reach = max(4, Self.work / (2 * words))
    var chain = HeaviestChain(columns: new.count)
    for i in old.indices {
      let middle = i * new.count / old.count
      let row = max(0, middle - reach)..<min(new.count, middle + reach + 1)
      chain.add(
        row.compactMap { j in
          let likeness = Self.likeness(old[i], new[j])
          return likeness >= Self.least ? (j, likeness) : nil
        }, row: i)
    }
    pairs = chain.pairs
  }

  /// How many of a hundred words are shared.
  static func likeness(_ a: [Int], _ b: [Int]) -> Int {
    guard !a.isEmpty, !b.isEmpty, 2 * min(a.count, b.count) * 100 >= least * (a.count + b.count)
    else { return 0 }
    var (i, j, shared) = (0, 0, 0)
    while i < a.count && j < b.count {
      if a[i] == b[j] {
        (i, j, shared) = (i + 1, j + 1, shared + 1)
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return 200 * shared / (a.count + b.count)
  }
}

/// The heaviest chain of cells in a table, each further down and further right than the last.
private struct HeaviestChain {
  private struct Link {
    let row: Int, column: Int, weight: Int
    let before: Int?
  }

  private var links: [Link] = []
  /// The heaviest chain's end among the columns that a place of this tree stands for.
  private var tree: [Int?]

  init(columns: Int) { tree = Array(repeating: nil, count: columns + 1) }

  /// The cells of one row, below all rows before.
  mutating func add(_ cells: [(column: Int, weight: Int)], row: Int) {
    let grown = cells.map { cell in
      let before = best(before: cell.column)
      let weight = cell.weight + (before.map { links[$0].weight } ?? 0)
      return Link(row: row, column: cell.column, weight: weight, before: before)
    }
    for link in grown { keep(link) }
  }

  private func best(before column: Int) -> Int? {
    var (at, best) = (column, nil as Int?)
    while at > 0 {
      if let there = tree[at], links[there].weight > (best.map { links[$0].weight } ?? 0) {
        best = there
      }
      at &= at - 1
    }
    return best
  }

  private mutating func keep(_ link: Link) {
    links.append(link)
    var at = link.column + 1
    while at < tree.count {
      if (tree[at].map { links[$0].weight } ?? 0) < link.weight { tree[at] = links.count - 1 }
      at += at & -at
    }
  }

  var pairs: [(old: Int, new: Int)] {
    var (pairs, at) = ([(old: Int, new: Int)](), best(before: tree.count - 1))
    while let place = at {
      pairs.append((links[place].row, links[place].column))
      at = links[place].before
    }
    return pairs.reversed()
  }
}
