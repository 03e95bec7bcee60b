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

  private func time(_ work: () -> Void) -> Duration { ContinuousClock().measure(work) }

  @Test(arguments: [240, 20_000])
  func `a text of 20 kB that was rewritten fully takes seconds at most`(_ paragraph: Int) {
    let (old, new) = (
      text(20_000, seed: 1, paragraph: paragraph), text(20_000, seed: 2, paragraph: paragraph)
    )
    #expect(time { _ = WordComparison(old, new).runs } < .seconds(20))
  }

  @Test(arguments: [240, 300_000])
  func `a text of 300 kB comes to an end`(_ paragraph: Int) {
    let (old, new) = (
      text(300_000, seed: 3, paragraph: paragraph), text(300_000, seed: 4, paragraph: paragraph)
    )
    let rewritten = time { _ = WordComparison(old, new).runs }
    let reworded = time { _ = WordComparison(old, old.map { "甲" + $0 }).runs }
    print(
      "300 kB in paragraphs of \(paragraph) bytes: rewritten \(rewritten), reworded \(reworded)")
  }
}
