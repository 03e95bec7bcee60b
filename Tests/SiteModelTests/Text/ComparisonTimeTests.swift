import SiteModel
import Testing

@Suite struct ComparisonTimeTests {
  // One paragraph, or many: the bound must not rest on where the line ends stand.
  private func text(_ bytes: Int, seed: UInt64, paragraph: Int) -> [String] {
    var random = SeededRandom(seed: seed)
    var (text, left) = ([String](), bytes)
    while left > 0 {
      let count = min(left, paragraph) / 3 + 1
      text.append(
        String(
          String.UnicodeScalarView(
            (0..<count).compactMap { _ in
              Unicode.Scalar(UInt32(0x4E00) + UInt32.random(in: 0..<900, using: &random))
            })))
      left -= count * 3
    }
    return text
  }

  // How long it takes is the benchmark's business; here it only comes to an end.
  @Test(arguments: [240, 6_000])
  func `a text that was rewritten fully is compared in bounded time`(_ paragraph: Int) {
    let (old, new) = (
      text(6_000, seed: 1, paragraph: paragraph), text(6_000, seed: 2, paragraph: paragraph)
    )
    let comparison = WordComparison(old, new)
    #expect(comparison.runs.filter { $0.side != .insert }.map(\.text).joined() == joined(old))
  }

  private func joined(_ text: [String]) -> String { text.map { $0 + "\n" }.joined() }
}
