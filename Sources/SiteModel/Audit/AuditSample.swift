/// A random sample that anybody draws again: from a list, a seed and SHA-256 alone (9.3.2).
///
/// The ids are sorted by their UTF-8 bytes. For the counters 0, 1, 2 … the first 15 hex digits of
/// SHA-256(`<seed>:<counter>`) are a number; its remainder by the length of the list is a place in it,
/// counted from 0. What stands there is drawn and taken out, and the list closes up. With `sha256sum`:
///
///     printf '%s:%d' "$seed" "$counter" | sha256sum | cut -c1-15
///
/// A place of a list of N is likelier than another by less than N ÷ 16^15.
package struct AuditSample: Sendable, Hashable {
  /// The whole population, ascending by bytes; each id once.
  package let population: [String]
  /// What was drawn, in the order of drawing.
  package let drawn: [String]

  /// - Parameters:
  ///   - ids: in any order; the same id twice is one.
  ///   - count: how many are drawn; all, where there are fewer.
  ///   - seed: any text.
  package init(of ids: [String], count: Int, seed: String) {
    population = Set(ids).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var (rest, drawn) = (population, [String]())
    for counter in 0..<min(max(count, 0), population.count) {
      drawn.append(rest.remove(at: Self.place(seed, counter, among: rest.count)))
    }
    self.drawn = drawn
  }

  /// The SHA-256 of the population: every id and the end of its line.
  package var digest: ContentHash {
    ContentHash(of: Array(population.map { $0 + "\n" }.joined().utf8))
  }

  private static func place(_ seed: String, _ counter: Int, among count: Int) -> Int {
    let hash = ContentHash(of: Array("\(seed):\(counter)".utf8)).description
    return Int(hash.prefix(15), radix: 16).map { $0 % count } ?? 0
  }
}
