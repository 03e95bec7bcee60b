import SiteModel
import TestSupport
import Testing

@testable import Operations

@Suite struct HostileTextTests {
  static let attacks = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x",
    "</td></tr>",
    "</style><b>", "<!--", "]]>", "&lt;script&gt;", "\u{202E}gnp.exe", "\u{2066}a\u{2069}",
    "a\u{0}b",
    "\u{1B}[31m", "<bdi>", "</bdi>", "{at}{by}", "\\3C ",
  ]

  private func elements(_ page: String) -> Int { page.utf8.count { $0 == UInt8(ascii: "<") } }

  private func scene(_ text: String) throws -> PaperScene {
    var scene = try PaperScene()
    scene.names["zhang"] = text
    scene.organisation = text
    scene.write(["title": .string(text), "rows": [["text": .string(text)]]])
    scene.write(["title": .string(text + "!")], why: text)
    try scene.sign("submit", by: "zhang")
    scene.write(["title": .string(text + "?")], why: text)
    return scene
  }

  @Test(arguments: attacks)
  func `whatever somebody wrote adds no element and turns no direction`(_ text: String) throws {
    let (page, benign) = (try scene(text).page(), try scene("x").page())
    #expect(elements(page) == elements(benign))
    let blank = (try scene(text).blank(), try scene("x").blank())
    #expect(elements(blank.0) == elements(blank.1))
    for scalar in page.unicodeScalars {
      #expect(!("\u{202A}"..."\u{202E}").contains(scalar))
      #expect(!("\u{2066}"..."\u{2069}").contains(scalar))
      #expect(scalar.value >= 0x20 || scalar == "\n")
    }
  }

  @Test func `text comes back as it was once it is read as HTML`() throws {
    for text in Self.attacks.prefix(8) { #expect(plain(try scene(text).page()).contains(text)) }
  }

  @Test func `a text in the style sheet stays one string`() {
    for text in Self.attacks {
      let quoted = PrintStyle.quoted(text)
      #expect(quoted.hasPrefix("\"") && quoted.hasSuffix("\""))
      for mark in ["\"", "<", ">", "\n", "}", ";", "/"] {
        #expect(!quoted.dropFirst().dropLast().contains(mark), "\(quoted)")
      }
    }
    #expect(PrintStyle.quoted("编号 A\"") == #""编号\20 A\22 ""#)
  }

  @Test func `a right-to-left name keeps its letters within its own place`() throws {
    let name = "ئابدۇللا \u{200F}(1)"
    let page = try scene(name).page()
    #expect(page.contains("<bdi>\(name)</bdi>"))
  }
}
