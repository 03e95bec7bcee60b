import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Operations

@Suite struct BlankFormTests {
  @Test func `a blank form has room for everything a record of the type says`() throws {
    let page = plain(try PaperScene().blank())
    for text in [
      "＊标题", "读数 (kWh)", "□ 严重", "□ 一般", "□ 是", "□ 否", "年　　　月　　　日", "写明地点", "内容", "期限",
      "CM-R-0813 A/0", "签名", "提交", "审核", "归档",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(!page.contains("＊读数") && !page.contains("退回"))
    #expect(plain(try PaperScene().blank(.en)).contains("＊Title"))
  }

  @Test func `copies are numbered and each begins a page of its own`() throws {
    let page = try PaperScene().blank(copies: 3)
    #expect(page.components(separatedBy: "class=\"copy\"").count == 4)
    #expect(plain(page).contains("第 2 份，共 3 份"))
    #expect(!plain(try PaperScene().blank()).contains("共 1 份"))
  }

  @Test func `every type has a blank form in both languages`() throws {
    let share = try Share(explicit: projectFolder.path, executable: projectFolder)
    let shelf = try SchemaShelf(share: share)
    let scene = try PaperScene()
    for type in try shelf.types {
      for language in Language.allCases {
        let form = BlankForm(
          schema: type, lifecycle: shelf.lifecycles[type.type], stamp: scene.stamp,
          words: try scene.words(language))
        let page = plain(form.page(copies: 1))
        for field in type.fields {
          let title = language == .zh ? field.title.zh : field.title.en
          #expect(page.contains(title), "\(type.type) \(field.name)")
        }
      }
    }
  }
}
