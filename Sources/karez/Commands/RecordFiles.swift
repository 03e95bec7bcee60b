import ArgumentParser
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record attach`.
  struct Attach: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "附件 — keep a file with a record; the same bytes are kept once.",
      discussion: """
        karez -C p record attach QJ-0007 检定证书.pdf --captured 2025-03-14
        类别不填则按扩展名：图片为 photo，PDF 为 scan，其余为 native。
        Without --kind: images are photo, PDFs are scan, all else is native.
        --json: type, id, name, sha256, size, path, same.
        Statuses: 0 (same: already attached), 65 no file to take, 75 it changed meanwhile,
        77 the record is void, or the file is the node's own.
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Argument(help: "文件 The file.") var file: String
    @Option(help: "类别 How it came to be.") var kind: Attachment.Kind?
    @Option(help: "形成时间 When it was made: 2025-03-14 or RFC 3339.") var captured: String?
    @Option(help: "说明 What to say of it.") var note: String?
    @Option(help: "原因 Why.") var reason: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      var wishes = AttachFile.Wishes(file: file)
      (wishes.kind, wishes.captured) = (kind, captured)
      (wishes.note, wishes.reason) = (note, reason)
      let done = try AttachFile.run(record, wishes, on: try options.site())
      let members: [String: JSON] = [
        "name": .string(done.file.name), "sha256": .string(done.file.sha256.description),
        "size": .number(String(done.file.size)), "path": .string(done.file.path),
        "same": .bool(done.isSame),
      ]
      let values = [
        "record": done.key.description, "name": done.file.name,
        "sha256": done.file.sha256.description,
      ]
      options.say(
        done.isSame ? Phrase("said.attached-already", values) : Phrase("said.attached", values),
        json: json ? done.key.json(members) : nil)
    }
  }

  /// `karez record attachments`.
  struct Files: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "attachments", abstract: "附件清单 — the files of a record.",
      discussion: """
        --json: [{n, name, kind, media, size, sha256, path, captured?, note?, entry, disposed?: 已处置 {number,
        on, executor, witness, reason}}].
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let files = try Attachments(of: record, on: site).all
      let gone = try Disposals(on: site).gone
      guard !json else { return Output.print(.array(files.listed(gone))) }
      let words = EnvelopeWords(site.schemas.envelope, options.language)
      for (place, attached) in files.enumerated() {
        let mark = gone[attached.file.sha256].map { "\t" + options.phrases().text($0.mark) } ?? ""
        Output.print("\(place + 1)\t\(words.text(attached.file))\(mark)")
      }
    }
  }

  /// `karez record file`.
  struct File: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "取出附件 — write a file of a record to a path, hashed again on the way.",
      discussion: """
        karez -C p record file QJ-0007 检定证书.pdf --out /tmp/证书.pdf
        --json: type, id, name, sha256, size, path.
        Statuses: 0, 65 no such file, 76 its bytes are not those attached: nothing is written.
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Argument(help: "文件名、序号或摘要开头 The file's name, place in the list, or how its hash begins.")
    var which: String
    @Option(help: "写到何处，文件或文件夹 Where to: a file, or a folder.") var out: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let attachments = try Attachments(of: record, on: try options.site())
      let attached = try attachments.one(which)
      let path = try attachments.write(attached, to: out)
      let file = attached.file
      let members: [String: JSON] = [
        "name": .string(file.name), "sha256": .string(file.sha256.description),
        "size": .number(String(file.size)), "path": .string(path),
      ]
      let said = Phrase(
        "said.file-written",
        ["name": file.name, "path": path, "sha256": file.sha256.description])
      options.say(said, json: json ? attachments.key.json(members) : nil)
    }
  }

  /// `karez record detach`.
  struct Detach: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "撤下附件 — take a file off a record; its bytes and the history stay.",
      discussion: "--json: type, id, name, sha256. Statuses: 0, 65 no such file, 77 void.")

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Argument(help: "文件名、序号或摘要开头 The file's name, place in the list, or how its hash begins.")
    var which: String
    @Option(help: "原因 Why.") var reason: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let (key, file) = try Attachments.detach(
        which, from: record, reason: reason, on: try options.site())
      let members: [String: JSON] = [
        "name": .string(file.name), "sha256": .string(file.sha256.description),
      ]
      options.say(
        Phrase("said.detached", ["record": key.description, "name": file.name]),
        json: json ? key.json(members) : nil)
    }
  }
}

extension Attachment.Kind: ExpressibleByArgument {}

extension RecordKey {
  /// The record as commands print it, with what else there is to say.
  func json(_ members: [String: JSON] = [:]) -> JSON {
    .object(members.merging(["type": .string(type), "id": .string(id)]) { $1 })
  }
}
