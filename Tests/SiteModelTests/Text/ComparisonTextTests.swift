import SiteModel
import Testing

@Suite struct ComparisonTextTests {
  private let comparison = WordComparison(
    ["一", "二", "抄表由张三负责", "四", "五", "六", "七八九"],
    ["一", "二", "抄表由李四负责", "四", "五", "六", "七八十"])

  @Test func `a terminal shows changed paragraphs with one paragraph around them`() {
    #expect(
      comparison.text() == """
        二
        抄表由[-张三-]{+李四+}负责
        四
        …
        六
        七八[-九-]{+十+}

        """)
  }

  @Test func `colour stands around the marks, not in their place`() {
    #expect(comparison.text(isColoured: true).contains("\u{1B}[31m[-张三-]\u{1B}[0m"))
  }

  @Test func `equal texts show nothing`() {
    #expect(WordComparison(["一"], ["一"]).text() == "")
  }

  @Test func `a document's bytes do not steer the terminal`() {
    let text = WordComparison(["甲"], ["\u{1B}]0;x\u{7}\u{202E}乙"]).text(isColoured: false)
    #expect(text == "[-甲-]\n{+\u{FFFD}]0;x\u{FFFD}[U+202E]乙+}\n")
  }
}
