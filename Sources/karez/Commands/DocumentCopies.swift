import ArgumentParser
import Operations
import SiteModel

extension Karez.Documents {
  /// `karez document issue`.
  struct Issue: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "发放 — register numbered copies for a person or a department.",
      discussion: """
        karez -C p document issue QM-01 --to li --as chen
        karez -C p document issue QM-01 --department D01 --copies 3 --as chen
        之后可按登记打印 Then print it: document print QM-01 --copy 3 --again --out prints
        --json: [{copyNo, version, status, record}]. Statuses: 0, 65 no such version or recipient.
        """)
    @Argument(help: "文件编号 The document's number.") var number: String
    @Option(help: "版本，否则现行版本 The version; else the one in force.") var version: String?
    @Option(help: "接收人 The person.") var to: String?
    @Option(help: "接收部门 The department.") var department: String?
    @Option(help: "份数 How many.") var copies = 1
    @Flag(help: "非受控，仅供参考 Uncontrolled, for reference.") var uncontrolled = false
    @Option(help: "形式 paper, electronic or usb.") var medium = "paper"
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard to != nil || department != nil else {
        throw ValidationError("须有 --to 或 --department — say --to PERSON or --department D")
      }
      guard (1...999).contains(copies) else {
        throw ValidationError("--copies 应为 1 至 999 — --copies is 1 to 999")
      }
    }

    func run() throws {
      var wishes = PrintDocument.Wishes(number, options.language)
      (wishes.version, wishes.medium, wishes.isUncontrolled) = (version, medium, uncontrolled)
      wishes.to = PrintDocument.Recipient(department: department, person: to)
      let issued = try IssueCopies.run(wishes, count: copies, on: try options.site())
      guard !json else { return Output.print(.array(issued.map(\.json))) }
      for copy in issued { Output.print("\(copy.document)\t\(copy.version)\t\(copy.number)") }
    }
  }

  /// `karez document receive`.
  struct Receive: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "签收 — whoever was given a copy says that he has it.",
      discussion: "karez -C p document receive QM-01 --copy 3 --as li")
    @Option(help: "分发号 The copy's number.") var copy: Int
    @OptionGroup var document: DistributionOptions

    func run() throws {
      try document.doing { try IssueCopies.receive(copy, of: document.number, on: $0) }
    }
  }

  /// `karez document recall`.
  struct Recall: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "回收 — say of each copy that was called back what became of it.",
      discussion: """
        karez -C p document recall QM-01 --version A/0 --copy 3 --as chen
        karez -C p document recall QM-01 --copy 4 --result destroyed --witness li --as chen
        遗失和作废保留须写明原因，就地销毁须有见证人 Lost and retained need a reason, destroyed a witness.
        电子副本由各节点自行确认 Nodes confirm their electronic copies by themselves.
        --json: as document distribution. Statuses: 0, 65 no or unknown copy, 77 not by this person, or
        called back before.
        """)
    @Option(help: "纸上的版本 The version on the paper.") var version: String?
    @Option(help: "分发号，可多个 A copy's number; may be given again.") var copy: [Int] = []
    @Option(help: "结果 returned, destroyed, lost or retained.") var result = "returned"
    @Option(help: "见证人 The witness.") var witness: String?
    @Option(help: "原因 Why.") var reason: String?
    @OptionGroup var document: DistributionOptions

    private static let results: [GivenCopy.State] = [.returned, .destroyed, .lost, .retained]

    func validate() throws {
      guard Self.results.contains(where: { $0.rawValue == result }) else {
        let known = Self.results.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--result 应为 \(known) — --result is one of these, not '\(result)'")
      }
    }

    func run() throws {
      var wishes = RecallCopies.Wishes(document.number)
      (wishes.version, wishes.copies) = (version, copy)
      (wishes.witness, wishes.reason) = (witness, reason)
      wishes.result = GivenCopy.State(rawValue: result) ?? .returned
      try document.doing { try RecallCopies.run(wishes, on: $0) }
    }
  }

  /// `karez document distribution`.
  struct Distribution: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "发放与回收 — who has which copy, what must come back, which nodes have what is in force.",
      discussion: """
        --json: [{number, title, inForce: 现行版本 or null, open: 待收回和待确认 what must still come back or
        be confirmed, copies [{copyNo, version, form, status, department, recipient, node, state: issued,
        received, returned, destroyed, lost, retained, confirmed; issuedOn, receivedOn, recalledOn, reason,
        mustReturn, dueOn, twice: 号码重复 another node gave this number too; record}], nodes [{chain, site,
        version, at, delay: 秒 seconds, state: confirmed, open}]}].
        """)
    @Argument(help: "文件编号，否则全部 The document's number; else all.") var number: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      DistributionWords(options).say(
        try AskDistribution.run(number, on: try options.site()), asJSON: json)
    }
  }
}

/// The document whose copies something is done about, and how the answer is printed.
struct DistributionOptions: ParsableArguments {
  @Argument(help: "文件编号 The document's number.") var number: String
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var options: SiteOptions

  func doing(_ body: (Site) throws -> Void) throws {
    let site = try options.site()
    try body(site)
    DistributionWords(options).say(try AskDistribution.run(number, on: site), asJSON: json)
  }
}
