import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez export`: what others check without Karez.
  struct Export: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "导出 — what others check without Karez.", subcommands: [Audit.self])

    /// `karez export audit`.
    struct Audit: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "核查文件夹 — a folder that a shell computes an inventory from again.",
        discussion: """
          karez -C p export audit ID out;  sh out/audit.sh SHA256:…
          只需 git、awk、bc、sha256sum、ssh-keygen It needs git, awk, bc, sha256sum, ssh-keygen only.
          --json: lines, terms, script (audit.sh 的 SHA-256 its SHA-256), fingerprints.
          Statuses: 0, 65 no such inventory, or not all of it is known, 76 it differs from its facts.
          """)
      @Argument(help: "清单号 Its id; see karez inventory list.") var id: String
      @Argument(help: "新文件夹 A folder that is not there yet.") var folder: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let made = try ExportAudit.run(id, to: URL(filePath: folder), on: try options.site())
        let members: JSON = [
          "lines": .number(String(made.lines)), "terms": .number(String(made.terms)),
          "script": .string(made.script.description),
          "fingerprints": .array(made.fingerprints.map(JSON.string)),
        ]
        let values = [
          "folder": folder, "lines": String(made.lines), "terms": String(made.terms),
          "script": made.script.description,
          "fingerprints": made.fingerprints.joined(separator: " "),
        ]
        options.say(Phrase("said.audit", values), json: json ? members : nil)
      }
    }
  }
}
