import SiteModel
import Testing

@Suite struct WordComparisonTests {
  private func told(_ old: String, _ new: String) -> [String] {
    WordComparison([old], [new]).runs.map { run in
      switch run.side {
      case .equal: "=" + run.text
      case .insert: "+" + run.text
      case .delete: "-" + run.text
      }
    }
  }

  @Test func `a changed number is one word, with its point`() {
    #expect(
      told("排放因子取 2.66 tCO2/t。", "排放因子取 2.772 tCO2/t。")
        == ["=排放因子取 ", "-2.66", "+2.772", "= tCO2/t。\n"])
  }

  @Test func `a Han character is a word, and a Latin one is not cut`() {
    #expect(told("由计量员抄表", "由计量主管抄表") == ["=由计量", "-员", "+主管", "=抄表\n"])
    #expect(
      told("the boiler in hall 1", "the boilers in hall 1")
        == ["=the ", "-boiler", "+boilers", "= in hall 1\n"])
  }

  @Test func `one character that both wordings share does not cut a phrase in two`() {
    #expect(
      told("每日核对的读数，签字", "每班抄录的数据，签字")
        == ["=每", "-日核对的读数", "+班抄录的数据", "=，签字\n"])
  }

  @Test func `an added paragraph is inserted whole and leaves its neighbours alone`() {
    let runs = WordComparison(["甲", "丙"], ["甲", "乙", "丙"]).runs
    #expect(runs == [.init(.equal, "甲\n"), .init(.insert, "乙\n"), .init(.equal, "丙\n")])
  }

  @Test func `a reworded paragraph between new ones is held against its old wording`() {
    let old = ["目的", "计量员每月抄表一次并签字", "附则"]
    let new = ["目的", "本节新增", "计量员每周抄表一次并签字", "又一节新内容", "附则"]
    let lines = WordComparison(old, new).lines
    #expect(lines.count == 5)
    #expect(lines[2].runs.map(\.text) == ["计量员每", "月", "周", "抄表一次并签字"])
  }

  @Test func `equal texts have a share of 0, texts without a common word one of 1`() {
    let same = WordComparison(["甲 乙"], ["甲 乙"])
    #expect((same.share, same.equal, same.isEqual) == ("0", 2, true))
    let other = WordComparison(["alpha beta"], ["gamma delta"])
    #expect((other.share, other.inserted, other.deleted) == ("1", 2, 2))
    #expect(WordComparison(["一二三四"], ["一二三五"]).share == "0.2500")
    #expect(WordComparison([], []).runs == [])
  }

  @Test func `two ways to write one letter are different, so that the bytes come back`() {
    let comparison = WordComparison(["caf\u{E9} x"], ["cafe\u{301} x"])
    #expect(!comparison.isEqual)
    let both = sides(comparison)
    #expect(Array(both.old.utf8) == Array("caf\u{E9} x\n".utf8))
    #expect(Array(both.new.utf8) == Array("cafe\u{301} x\n".utf8))
  }

  @Test func `the form other programs read says operations and counts`() {
    #expect(
      WordComparison(["甲1"], ["甲2"]).json.canonical
        == #"{"deleted":1,"equal":1,"inserted":1,"operations":[{"op":"equal","text":"甲"},"#
        + #"{"op":"delete","text":"1"},{"op":"insert","text":"2"},{"op":"equal","text":"\n"}],"#
        + #""share":"0.5000"}"#)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `both texts come back from the runs, byte for byte`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let old = Self.text(&random, paragraphs: Int.random(in: 0...12, using: &random))
    let new =
      Bool.random(using: &random) ? Self.edited(old, &random) : Self.text(&random, paragraphs: 8)
    let comparison = WordComparison(old, new)
    let both = sides(comparison)
    #expect(both.old.utf8.elementsEqual(old.map { $0 + "\n" }.joined().utf8))
    #expect(both.new.utf8.elementsEqual(new.map { $0 + "\n" }.joined().utf8))
    let runs = comparison.runs
    #expect(zip(runs, runs.dropFirst()).allSatisfy { $0.side != $1.side })
  }

  private func sides(_ comparison: WordComparison) -> (old: String, new: String) {
    let runs = comparison.runs
    return (
      runs.filter { $0.side != .insert }.map(\.text).joined(),
      runs.filter { $0.side != .delete }.map(\.text).joined()
    )
  }

  private static let words = [
    "计", "量", "的", "表", "，", "。", " ", "1,234.5", "CO2", "boiler", "\u{301}", "\u{1F469}\u{200D}",
    "\n", "e", "\u{E9}", "-", "\u{3000}", "ئ",
  ]

  static func text(_ random: inout SeededRandom, paragraphs: Int, words count: Int = 14) -> [String]
  {
    (0..<paragraphs).map { _ in
      (0..<Int.random(in: 0...count, using: &random))
        .map { _ in words.randomElement(using: &random) ?? "" }.joined()
    }
  }

  private static func edited(_ text: [String], _ random: inout SeededRandom) -> [String] {
    text.flatMap { paragraph -> [String] in
      switch Int.random(in: 0..<6, using: &random) {
      case 0: []
      case 1: [paragraph, Self.text(&random, paragraphs: 1)[0]]
      case 2: [paragraph + (words.randomElement(using: &random) ?? "")]
      case 3: [String(paragraph.dropFirst(2)) + "甲" + paragraph]
      default: [paragraph]
      }
    }
  }
}
