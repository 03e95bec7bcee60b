import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez.Documents {
  /// `karez document print`.
  struct Print: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "打印 — cover, record of revisions and text; every print is a registered copy.",
      discussion: """
        karez -C p document print QM-01 --to D01/li --out prints --as chen
        karez -C p document print QM-01 --copy 3 --again --out check --as chen
        封面按打印时的状态标受控、非受控、草稿、尚未实施或作废 The cover says what the version is at that moment.
        Markdown 与纯文本排入页面；PDF 逐页加盖；其余文件原样放在封面旁，文件名标明状态 Markdown is laid out,
        PDF pages are stamped, other files lie unchanged beside the cover. PDF 需要 chromium 与 qpdf
        PDF files need chromium and qpdf, and are left out without them.
        --again：按发放记录重印，逐字节相同 the same bytes from the record of the copy.
        --json: number, version, copyNo, status, record, files, notes.
        Statuses: 0, 65 no such version, copy or recipient, 75 the disk or the access log, 76 the
        bytes are not those that were approved.
        """)
    @Argument(help: "文件编号 The document's number.") var number: String
    @Option(help: "版本，否则现行版本 The version; else the one in force.") var version: String?
    @Option(help: "分发号，否则下一个 The copy's number; else the next one.") var copy: Int?
    @Option(help: "部门/接收人，否则为 --as Department/person; else --as.") var to: String?
    @Flag(help: "非受控，仅供参考 Uncontrolled, for reference.") var uncontrolled = false
    @Option(help: "形式 paper, electronic or usb.") var medium = "paper"
    @Flag(help: "重印已登记的分发号 The registered copy again.") var again = false
    @Option(help: "文件夹 The folder to print into.") var out: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard again else {
        guard copy.map({ (1...999_999).contains($0) }) ?? true else {
          throw ValidationError("分发号应为 1 至 999999 — a copy's number is 1 to 999999")
        }
        return
      }
      guard copy != nil, to == nil, !uncontrolled else {
        throw ValidationError(
          "--again 须有 --copy，且不改其余 — --again needs --copy, and changes nothing else")
      }
    }

    func run() throws {
      let (site, folder) = (try options.site(), URL(filePath: out))
      guard again, let copy else {
        return say(try PrintDocument.run(try wishes(), to: folder, on: site))
      }
      say(
        try PrintDocument.again(copy, of: number, version: version, to: folder, on: site))
    }

    private func wishes() throws -> PrintDocument.Wishes {
      var wishes = PrintDocument.Wishes(number, options.language)
      (wishes.version, wishes.copy) = (version, copy)
      (wishes.isUncontrolled, wishes.medium) = (uncontrolled, medium)
      guard let to else { return wishes }
      let parts = to.split(separator: "/", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError("--to 应写作 部门/人员 — write --to DEPARTMENT/PERSON, not '\(to)'")
      }
      wishes.to = PrintDocument.Recipient(department: parts[0], person: parts[1])
      return wishes
    }

    private func say(_ done: PrintDocument.Done) {
      let phrases = options.phrases()
      for note in done.notes { Output.tell(phrases.text(note)) }
      guard !json else { return Output.print(done.json(phrases)) }
      done.files.forEach { Output.print($0) }
      let values = [
        "number": done.copy.document, "version": done.copy.version,
        "copy": String(done.copy.number),
      ]
      Output.tell(
        phrases.text(Phrase(done.isNew ? "said.copy-registered" : "said.copy-again", values)))
    }
  }
}

extension PrintDocument.Done {
  fileprivate func json(_ phrases: PhraseBook) -> JSON {
    [
      "number": .string(copy.document), "version": .string(copy.version),
      "copyNo": .number(String(copy.number)), "status": .string(copy.status.rawValue),
      "record": .string(copy.key.description), "files": .array(files.map(JSON.string)),
      "notes": .array(notes.map { .string(phrases.text($0)) }),
    ]
  }
}
