import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Operations

@Suite struct RecordPrintTests {
  @Test func `a print shows every field with its unit, choices and people by name`() throws {
    var scene = try PaperScene()
    scene.write([
      "title": "三号锅炉", "value": "12.40", "grade": "major", "ok": true, "by": "zhang",
      "rows": [["text": "换秤", "due": "2025-04-01"], ["text": "复核"]],
    ])
    let page = plain(try scene.page())
    for text in [
      "读数 (kWh)", "12.40", "严重", "是", "0231 张伟", "换秤", "2025-04-01", "CM-R-0813 A/0",
      "编号 x-1", "状态：填写中", "尚无签署", "打印人 张伟", "打印件自行失效，使用前请核对", "site 3 abababababab",
    ] { #expect(page.contains(text), "\(text)") }
    // Empty: the date, the note, and the date of the second row.
    #expect(page.components(separatedBy: "／").count == 4)
    let english = plain(try scene.page(.en))
    for text in [
      "Value (kWh)", "Major", "Yes", "State: Draft", "Printed 2025-03-15 18:04 (+08:00)",
    ] {
      #expect(english.contains(text), "\(text)")
    }
  }

  @Test func `the same facts and clock give the same bytes, and nothing is fetched`() throws {
    var scene = try PaperScene()
    scene.write(["title": "x", "note": "http://example.invalid/"])
    let page = try scene.page()
    #expect(try page == scene.page())
    for way in ["src=", "href=", "url(", "@import", "<script", "<link", "<img"] {
      #expect(!page.contains(way), "\(way)")
    }
    #expect(page.contains("default-src 'none'"))
  }

  @Test func `a value corrected twice stays visible twice, with reasons, people and times`() throws
  {
    var scene = try PaperScene()
    scene.write(["title": "x", "value": "1.0"])
    scene.write(["value": "1.5"])
    scene.write(["value": "2.0"], by: "wang", why: "录入错误")
    scene.write(["value": "3.00"], by: "li", why: "读数错误")
    let page = try scene.page()
    #expect(page.contains("<s><bdi>1.5</bdi></s><sup>1</sup> <s><bdi>2.0</bdi></s><sup>2</sup>"))
    // What was typed anew in a draft without a reason is no correction.
    #expect(!page.contains("<s><bdi>1.0"))
    let text = plain(page)
    #expect(text.contains("录入错误 — 王芳 2025年3月14日 08:03 (+08:00)"))
    #expect(text.contains("读数错误 — 李强 2025年3月14日 08:04 (+08:00)"))
    #expect(text.contains("3.00"))
  }

  @Test func `an entry that lies about what stood there changes no past on paper`() throws {
    var scene = try PaperScene()
    scene.write(["title": "x", "value": "1.0"])
    scene.write(["value": "2.0"], why: "改", claiming: "4711")
    let page = try scene.page()
    #expect(page.contains("<s><bdi>1.0</bdi></s>") && !page.contains("4711"))
  }

  @Test func `rows that were corrected stand struck through beside the new ones`() throws {
    var scene = try PaperScene()
    scene.write(["title": "x", "rows": [["text": "旧措施"]]])
    scene.write(["rows": [["text": "新措施"]]], why: "规则要求")
    let page = try scene.page()
    let old = try #require(page.components(separatedBy: "class=\"old\"").last)
    #expect(old.contains("旧措施") && !old.contains("新措施") && page.contains("规则要求"))
  }

  @Test func `what nodes disagree about is shown with both values and a mark`() throws {
    var scene = try PaperScene()
    scene.write(["title": "x", "value": "1"])
    scene.meet()
    scene.write(["value": "2"], by: "wang")
    scene.write(["value": "3"], by: "li", on: "main")
    let page = try scene.page()
    #expect(page.components(separatedBy: "class=\"disputed\"").count == 3)
    #expect(plain(page).contains("⚠ 各节点所写不同，待裁决："))
    #expect(plain(page).contains("3 — 李强") && plain(page).contains("2 — 王芳"))
  }

  @Test func `what waits stands apart and not in the field`() throws {
    var scene = try PaperScene()
    scene.write(["title": "x", "value": "1.0"])
    try scene.sign("submit", by: "zhang")
    scene.write(["value": "7.77"], by: "wang", why: "后补资料")
    let page = try scene.page()
    let parts = page.components(separatedBy: "class=\"waiting\"")
    #expect(parts.count == 2 && !parts[0].contains("7.77") && parts[1].contains("7.77"))
    #expect(plain(parts[1]).contains("后补资料"))
  }

  @Test func `every act stands with its signer as frozen, its hash and whether it counts`() throws {
    var scene = try PaperScene()
    scene.write(["title": "x"])
    try scene.sign("submit", by: "zhang")
    try scene.sign("review", by: "wang")
    let acts = try scene.course().acts
    let page = plain(try scene.page())
    for text in ["提交", "审核", "王芳", "<班长>", "动力\"部\"", "因为 & 所以", "有效"] {
      #expect(page.contains(text), "\(text)")
    }
    for act in acts { #expect(page.contains(act.identity.description.prefix(12))) }
    #expect(!page.contains("无效"))
  }

  @Test func `where four eyes are missing the print says so, and what follows falls with it`()
    throws
  {
    var scene = try PaperScene()
    scene.write(["title": "x"])
    try scene.sign("submit", by: "zhang")
    scene.vouched = ["zhang", "wang", "li", "false"]
    try scene.sign("review", by: "false")
    try scene.sign("archive", by: "li")
    // Judged by those who know that nobody vouches for him.
    scene.vouched = ["zhang", "wang", "li"]
    let block = SignatureBlock(try scene.course(), try scene.words()).html
    let page = plain(try scene.page())
    #expect(page.contains("未经担保。 无效：这一步要求两人以上，而 false 的密钥还没有别人担保"))
    #expect(page.components(separatedBy: "无效：").count == 3)
    #expect(try scene.page().contains(HTML(.h2, [.text("签署")]).page(block)))
  }

  @Test func `a void record is marked over every page`() throws {
    var scene = try PaperScene()
    scene.write(["title": "x"])
    #expect(try !scene.page().contains("class=\"void\""))
    var other = scene
    scene.write(["void": ["reason": "重复登记"]])
    #expect(try scene.page().contains("<div class=\"void\">作废</div>"))
    #expect(plain(try scene.page()).contains("作废：重复登记"))
    // By acts as well.
    try other.sign("void", by: "zhang")
    #expect(try !other.page().contains("class=\"void\""))
  }

  @Test func `files stand in an index with the beginning of their hash`() throws {
    var scene = try PaperScene()
    scene.write(["title": "x"])
    let hash = ContentHash(of: Array("证书".utf8))
    let file = Attachment(
      name: "证书<1>.pdf", media: "application/pdf", content: (hash, 6, "2.1.pdf"), kind: .scan)
    let link = RecordLink(.evidence, try #require(RecordKey(type: "person", id: "li")))
    scene.write([file.register: file.json, link.register: link.json])
    let page = plain(try scene.page())
    #expect(page.contains("证书<1>.pdf · 扫描件 · 6 B · \(hash.description.prefix(12))"))
    #expect(page.contains("证据 0231 李强"))
  }
}

extension HTML {
  /// Two pieces as they stand in a page.
  fileprivate func page(_ next: HTML) -> String {
    let style = PrintStyle(
      .init(title: "", number: "", form: "", warning: "", page: ("", "", "")))
    let page = HTML.page("", .zh, style, [self, next])
    let body = page.components(separatedBy: "<body>\n").last ?? ""
    return body.components(separatedBy: "</body>")[0]
  }
}
