import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez evidence`: what proves a month (8.1.2).
  struct EvidenceOfMonth: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "evidence", abstract: "月度存证 — the evidence of a month.",
      subcommands: [Draft.self, Pack.self])

    /// `karez evidence draft`.
    struct Draft: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "月度存证草稿 — the record of a month's evidence, filled in as far as the node knows.",
        discussion: """
          karez -C p evidence draft --month 2025-03 --by li
          核算用计量点和产量的月累计、检测报告逐项列出；盖章、第二人录入由人完成；不完整的量留空
          Totals of accounting points, output and laboratory reports, item by item; people stamp and retype.
          A total that is not wholly known stays open.
          --json: {record}. Statuses: 0, 65 no month, or the month has one already.
          """)

      @Option(help: "月份，如 2025-03 The month.") var month: String
      @Option(help: "编制人 Who prepares it.") var by: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let key = try DraftEvidence.run(
          try Period(month), preparedBy: by, on: try options.site())
        options.say(
          Phrase("said.drafted", ["record": key.description]),
          json: json ? ["record": .string(key.description)] : nil)
      }
    }

    /// `karez evidence pack`.
    struct Pack: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "存证包 — readings, imports, samples, reports, calibrations, records, in one ZIP.",
        discussion: """
          karez -C p evidence pack --month 2025-03 --out e.zip
          unzip -q e.zip -d e && cd e && sha256sum -c manifest
          月末后 40 天内提交，天数可由设置 checks.evidence-days 改；月份未锁定的照打，但写明。
          Due 40 days after the month; the setting checks.evidence-days changes it. A month that is not
          frozen is packed all the same, and that is said. Equal facts in one language give equal bytes.
          --json: {month, out, files, bytes, sha256, manifest (SHA-256), frozen (digest) or null, changed,
          due, inventory or null, lacking [said]}.
          Statuses: 0, 65 no month, not over, nothing known of it, or the file is there already.
          """)

      @Option(help: "月份，如 2025-03 The month.") var month: String
      @Option(help: "写到哪个文件 The file to write.") var out: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let made = try PackEvidence.run(
          try Period(month), to: URL(filePath: out), in: options.bothPhrases(),
          on: try options.site())
        let phrases = options.phrases()
        for lack in made.lacking { Output.tell(phrases.text(lack)) }
        if made.frozen == nil || made.isChanged {
          let key = made.frozen == nil ? "evidence.open" : "evidence.changed"
          Output.tell(phrases.text(Phrase(key, ["day": "—", "digest": "—"])))
        }
        guard !json else { return Output.print(.object(made.members(phrases, out))) }
        Output.print(phrases.text(made.made.phrase(out)))
        Output.print(phrases.text(Phrase("evidence.due", ["due": "\(made.due)"])))
      }
    }
  }
}

extension PackEvidence {
  fileprivate func members(_ phrases: PhraseBook, _ out: String) -> [String: JSON] {
    var members = made.members(out)
    members["month"] = .string("\(month)")
    members["frozen"] = frozen.map { .string($0.description) } ?? .null
    members["changed"] = .bool(isChanged)
    members["due"] = .string("\(due)")
    members["inventory"] = inventory.map(JSON.string) ?? .null
    members["lacking"] = .array(lacking.map { .string(phrases.text($0)) })
    return members
  }
}

extension Pack.Made {
  /// What every pack says of itself.
  func members(_ out: String) -> [String: JSON] {
    [
      "out": .string(out), "files": .number(String(files)), "bytes": .number(String(bytes)),
      "sha256": .string(sha256.description), "manifest": .string(manifest.description),
    ]
  }

  func phrase(_ out: String) -> Phrase {
    Phrase(
      "said.packed",
      ["out": out, "files": String(files), "bytes": String(bytes), "sha256": sha256.description])
  }
}

extension SiteOptions {
  /// The person's language first, then the other: what leaves the node is read by strangers, too.
  func bothPhrases() throws -> [PhraseBook] {
    let share = try share()
    let languages = [language] + Language.allCases.filter { $0 != language }
    return languages.map { PhraseBook($0, share: share) }
  }
}
