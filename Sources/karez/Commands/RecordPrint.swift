import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record print`.
  struct Print: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "打印 — a record, or a blank form, as an A4 page for a browser to print.",
      discussion: """
        karez -C p record print NC-0001 --html --out nc.html --as zhang
        karez -C p record print --blank nonconformity --html --copies 5 --out blank.html
        打印记入访问日志，记不下来就不打印 A print is written into the access log, or there is none.
        Statuses: 0, 65 no such record or type, 75 the disk or the access log.
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String?
    @Option(help: "空白表的记录类型 The type of a blank form.") var blank: String?
    @Option(help: "空白表份数 Copies of the blank form.") var copies = 1
    @Flag(help: "一个自含的网页文件 One page file that needs no other.") var html = false
    @Option(help: "写入文件；不填则输出 The file; else standard output.") var out: String?
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard html else {
        throw ValidationError("目前只有 --html — say --html, the only form of print there is")
      }
      guard (record == nil) != (blank == nil) else {
        throw ValidationError("给出记录或 --blank 类型之一 — name a record, or --blank TYPE")
      }
    }

    func run() throws {
      let print = PrintRecord(try options.site(), options.phrases())
      let page =
        try blank.map { try print.blank($0, copies: copies) } ?? print.page(of: record ?? "")
      guard let out else {
        Output.write(page, to: .standardOutput)
        return
      }
      try PrintRecord.keep(page, as: out)
      Output.tell(options.phrases().text(Phrase("said.printed", ["file": out])))
    }
  }
}
