import SiteModel
package import Storage

/// The name of a bundle on any carrier: `<chain>.<from>-<to>.<oid>.bundle`.
///
/// What is in it follows from its name: the commits of one chain from one number to another, the
/// last with this id. So a name that is there already need not be written again.
package struct BundleName: Sendable, Hashable, CustomStringConvertible {
  package let chain: String
  /// The numbers of its commits.
  package let numbers: ClosedRange<Int>
  /// The id of the last one.
  package let head: ObjectID

  package init(chain: String, numbers: ClosedRange<Int>, head: ObjectID) {
    (self.chain, self.numbers, self.head) = (chain, numbers, head)
  }

  /// Reads a name; nil for that of any other file.
  package init?(_ text: some StringProtocol) {
    let parts = Substring(text).utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
      .map { Substring($0) }
    guard parts.count == 4, parts[3] == "bundle", Grammar.isChain(parts[0]),
      let head = ObjectID(parts[2])
    else { return nil }
    let numbers = parts[1].utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
      .compactMap { Grammar.counting(Substring($0)) }
    guard numbers.count == 2, numbers[0] <= numbers[1] else { return nil }
    self.init(chain: String(parts[0]), numbers: numbers[0]...numbers[1], head: head)
  }

  package var description: String {
    "\(chain).\(numbers.lowerBound)-\(numbers.upperBound).\(head).bundle"
  }
}

extension BundleName {
  /// How many commits some bundles are; one that lies in two of them is counted once.
  package static func commits(_ bundles: some Sequence<BundleName>) -> Int {
    Dictionary(grouping: bundles, by: \.chain).values.reduce(0) { sum, bundles in
      var numbers = RangeSet<Int>()
      for each in bundles {
        numbers.insert(contentsOf: each.numbers.lowerBound..<each.numbers.upperBound + 1)
      }
      return sum + numbers.ranges.reduce(0) { $0 + $1.count }
    }
  }
}
