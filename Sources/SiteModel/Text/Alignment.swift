/// Which items of two lists are the same, in order: what both begin and end with, then what stands
/// once in each, then between those the longest common subsequence where that is cheap.
///
/// The time grows with the lists' lengths and not with their product: a stretch that is too large
/// and has nothing that stands once counts as replaced.
struct Alignment {
  /// Ascending on both sides.
  private(set) var pairs: [(old: Int, new: Int)] = []
  private let old: [Int]
  private let new: [Int]

  /// Cells of the largest table that is filled.
  private static let tableLimit = 1 << 18
  /// How often a stretch is cut at what stands once in it.
  private static let depthLimit = 12

  init(_ old: [Int], _ new: [Int]) {
    (self.old, self.new) = (old, new)
    align(old.indices, new.indices, depth: 0)
    pairs.sort { $0.old < $1.old }
  }

  private mutating func align(_ a: Range<Int>, _ b: Range<Int>, depth: Int) {
    var (a, b) = (a, b)
    while let (i, j) = Self.firsts(a, b), old[i] == new[j] {
      pairs.append((i, j))
      (a, b) = (a.dropFirst(), b.dropFirst())
    }
    while let (i, j) = Self.firsts(a, b), old[a.upperBound - 1] == new[b.upperBound - 1] {
      _ = (i, j)
      pairs.append((a.upperBound - 1, b.upperBound - 1))
      (a, b) = (a.dropLast(), b.dropLast())
    }
    guard !a.isEmpty, !b.isEmpty else { return }
    if a.count * b.count <= Self.tableLimit { return table(a, b) }
    let anchors = depth < Self.depthLimit ? anchors(a, b) : []
    guard !anchors.isEmpty else { return }
    var (i, j) = (a.lowerBound, b.lowerBound)
    for anchor in anchors {
      align(i..<anchor.old, j..<anchor.new, depth: depth + 1)
      pairs.append(anchor)
      (i, j) = (anchor.old + 1, anchor.new + 1)
    }
    align(i..<a.upperBound, j..<b.upperBound, depth: depth + 1)
  }

  private static func firsts(_ a: Range<Int>, _ b: Range<Int>) -> (Int, Int)? {
    a.isEmpty || b.isEmpty ? nil : (a.lowerBound, b.lowerBound)
  }

  // MARK: What stands once

  private func anchors(_ a: Range<Int>, _ b: Range<Int>) -> [(old: Int, new: Int)] {
    let (there, here) = (Self.once(old, a), Self.once(new, b))
    let both = there.compactMap { item, i in here[item].map { (old: i, new: $0) } }
      .sorted { $0.old < $1.old }
    return Self.ascending(both)
  }

  private static func once(_ items: [Int], _ range: Range<Int>) -> [Int: Int] {
    var places: [Int: Int?] = [:]
    for place in range {
      places.updateValue(places[items[place]] == nil ? place : nil, forKey: items[place])
    }
    return places.compactMapValues { $0 }
  }

  /// The longest chain whose new places ascend too.
  private static func ascending(_ pairs: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
    var (ends, before): ([Int], [Int?]) = ([], [])
    for (place, pair) in pairs.enumerated() {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].new < pair.new { low = middle + 1 } else { high = middle }
      }
      before.append(low > 0 ? ends[low - 1] : nil)
      if low == ends.count { ends.append(place) } else { ends[low] = place }
    }
    var (chain, at): ([(old: Int, new: Int)], Int?) = ([], ends.last)
    while let place = at {
      chain.append(pairs[place])
      at = before[place]
    }
    return chain.reversed()
  }

  // MARK: The table

  /// The longest common subsequence of a stretch, by the table of all its beginnings' ends.
  private mutating func table(_ a: Range<Int>, _ b: Range<Int>) {
    let width = b.count + 1
    var lengths = [Int32](repeating: 0, count: (a.count + 1) * width)
    for i in stride(from: a.count - 1, through: 0, by: -1) {
      let item = old[a.lowerBound + i]
      for j in stride(from: b.count - 1, through: 0, by: -1) {
        let at = i * width + j
        lengths[at] =
          item == new[b.lowerBound + j]
          ? lengths[at + width + 1] + 1 : max(lengths[at + width], lengths[at + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < a.count && j < b.count {
      let at = i * width + j
      if old[a.lowerBound + i] == new[b.lowerBound + j] {
        pairs.append((a.lowerBound + i, b.lowerBound + j))
        (i, j) = (i + 1, j + 1)
      } else if lengths[at + width] >= lengths[at + 1] {
        i += 1
      } else {
        j += 1
      }
    }
  }
}
