import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez.SelfTest {
  /// `karez selftest carrier`.
  struct Carrier: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "介质自检 — tries whether a stick keeps what a carrier promises.",
      discussion: """
        在介质上写入、读回、替换、删除试验文件（约 10 MB），逐项列出结果；结束后不留下任何东西。
        Writes, reads back, replaces and removes files of its own (about 10 MB), and says of each
        promise whether it was kept; leaves nothing behind.
        --json: promises [{name, kept, found}], broken. Statuses: 0; 65 no such folder; 75 full or
        write-protected; 76 a promise was broken: do not use it.
        """)

    @Argument(help: "介质的文件夹 The stick's folder.") var path: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let test = try TestCarrier(URL(filePath: path))
      if json { Output.print(test.json) } else { say(test) }
      guard test.broken == 0 else { throw ExitCode(ExitStatus.untrusted.rawValue) }
    }

    private func say(_ test: TestCarrier) {
      let phrases = options.phrases()
      for finding in test.findings {
        let mark = finding.breach.map { "✘ (\($0))" } ?? "✔"
        Output.print("\(mark) \(phrases.text(finding.promise))")
      }
      let key = test.broken == 0 ? "said.carrier-kept" : "said.carrier-broken"
      Output.print(phrases.text(Phrase(key, ["place": path, "broken": String(test.broken)])))
    }
  }
}

extension TestCarrier {
  fileprivate var json: JSON {
    [
      "promises": .array(
        findings.map {
          [
            "name": .string($0.name), "kept": .bool($0.breach == nil),
            "found": $0.breach.map(JSON.string) ?? .null,
          ]
        }),
      "broken": .number(String(broken)),
    ]
  }
}
