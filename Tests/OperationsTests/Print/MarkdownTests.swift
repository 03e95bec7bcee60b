import Foundation
import TestSupport
import Testing

@testable import Operations

@Suite struct MarkdownTests {
  /// What stands in the body of a page, without what only keeps reading directions apart.
  private func body(_ text: String) -> String {
    let page = HTML.page("", .zh, PrintStyle(pages: ""), [MarkdownPage(text: Markdown(text)).html])
    let inner = page.components(separatedBy: "<body>").last ?? ""
    return ["</body>", "</html>", "<bdi>", "</bdi>", "\n"].reduce(inner) {
      $0.replacingOccurrences(of: $1, with: "")
    }
  }

  @Test(arguments: [
    ("# 一\n## 二 ##\n三\n===", "<h1 id=\"s0\">一</h1><h2 id=\"s1\">二</h2><h1 id=\"s2\">三</h1>"),
    ("甲\n乙\nand\nso", "<p>甲乙 and so</p>"),
    ("- a\n- b\n\n* c", "<ul><li>a</li><li>b</li></ul><ul><li>c</li></ul>"),
    (
      "1. a\n   1. b\n      - c\n2. d",
      "<ol><li>a<ol><li>b<ul><li>c</li></ul></li></ol></li><li>d</li></ol>"
    ),
    ("7) a\n8) b", "<ol start=\"7\"><li>a</li><li>b</li></ol>"),
    ("1. a\n\n   b", "<ol><li><p>a</p><p>b</p></li></ol>"),
    ("共\n2025. 年", "<p>共 2025. 年</p>"),
    (
      "**a *b* c** _d_ e_f_g ~~h~~",
      "<p><strong>a <em>b</em> c</strong> <em>d</em> e_f_g <s>h</s></p>"
    ),
    ("2 * 3 * 4 ** 5", "<p>2 * 3 * 4 ** 5</p>"),
    ("`a *b*` ``c`d`` `e", "<p><code>a *b*</code> <code>c`d</code> `e</p>"),
    ("[规程](QP-01.md \"t\") [a](#b) ![图](x.png)", "<p>规程 (QP-01.md) a 图 (x.png)</p>"),
    ("<b>x</b> <https://a.cn> &lt;", "<p>&lt;b&gt;x&lt;/b&gt; https://a.cn &lt;</p>"),
    (
      "a | b\n--- | --:\n1 | 2\n3",
      "<table class=\"rows\"><thead><tr><th>a</th><th class=\"right\">b</th></tr></thead><tbody><tr><td>1</td><td class=\"right\">2</td></tr><tr><td>3</td><td class=\"right\"></td></tr></tbody></table>"
    ),
    ("~~~\n# a\n~~~\n***", "<pre><code># a</code></pre><hr>"),
    ("> a\n> - b\n\nc", "<blockquote><p>a</p><ul><li>b</li></ul></blockquote><p>c</p>"),
    ("\\*a\\* b\\\nc", "<p>*a* b<br>c</p>"),
  ])
  func `a text becomes the page it means`(_ text: String, _ expected: String) {
    #expect(body(text) == expected)
  }

  @Test(arguments: ["> ", "- ", "[", "*_", "`", "**", "1. ", "|", "<"])
  func `no depth brings it down, and nothing of it gets out`(_ piece: String) {
    let text = String(repeating: piece, count: 2000) + "<script>x"
    let made = body(text)
    #expect(!made.contains("<script"))
    // What stands behind a fence of code names its language, and is not shown.
    #expect(made.contains("script") || piece == "`")
  }
}

@Suite struct QRCodeTests {
  @Test func `a code has its three corners and a quiet border`() throws {
    let code = try QRCode("QM-01|A/0|0123456789abcdef")
    #expect(code.width == 25)
    let drawing = code.svg(size: 19)
    #expect(drawing.contains("viewBox=\"-4 -4 33 33\""))
    // The outer rings of the corners: seven dark modules.
    for corner in ["M0 0h7v1h-7z", "M18 0h7v1h-7z", "M0 18h7v1h-7z"] {
      #expect(drawing.contains(corner), "\(corner)")
    }
    #expect(!code.address(size: 19).contains("\""))
  }

  @Test func `what no code holds is refused`() {
    #expect(throws: DocumentPrintFault.self) {
      try QRCode(String(repeating: "字", count: 2000))
    }
  }
}
