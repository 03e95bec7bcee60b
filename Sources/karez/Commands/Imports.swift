import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez imports`: what was imported, and taking it back.
  struct Imports: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "导入批次 — what was imported, and taking it back.",
      subcommands: [List.self, Show.self, Undo.self], defaultSubcommand: List.self)

    /// `karez imports list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "批次清单 — every import, the newest first.",
        discussion:
          "--json: [{batch, file, clock, by, entry, live, counts, undone {by, entry, reason}}].")

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let imports = try AskImports.run(on: try options.site())
        guard !json else { return Output.print(.array(imports.map { $0.json(detailed: false) })) }
        imports.map { options.phrases().text($0.line) }.forEach(Output.print)
      }
    }

    /// `karez imports show`.
    struct Show: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "查看批次 — one import: the file, how it was read, what came of it.",
        discussion: "--json: as one item of karez imports list, with source, plan and segments.")

      @Argument(help: "批次标识或其开头 The import's id, or how it begins.") var batch: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let found = try AskImports.find(batch, on: try options.site())
        guard !json else { return Output.print(found.json(detailed: true)) }
        Output.print(options.phrases().text(found.line))
        for member in ["source", "plan", "counts", "segments"] {
          Output.print("\(member): \(found.values[member]?.canonical ?? "")")
        }
      }
    }

    /// `karez imports undo`.
    struct Undo: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "撤销导入 — its readings no longer count; the undo is a fact, and is never undone.",
        discussion: """
          karez -C p imports undo 3jx5k2 --reason 误导入他厂文件
          再次导入同一文件即恢复 Import the file again to have the readings back.
          --json: as karez imports show. Statuses: 0, 65 no such import, 77 it is undone already.
          """)

      @Argument(help: "批次标识或其开头 The import's id, or how it begins.") var batch: String
      @Option(help: "原因 Why.") var reason: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let undone = try UndoImport.run(batch, reason: reason, on: try options.site())
        let file = undone.values["file"]?.string ?? ""
        options.say(
          Phrase("said.import-undone", ["file": file, "batch": undone.batch]),
          json: json ? undone.json(detailed: true) : nil)
      }
    }
  }
}

extension AskImports.Answer {
  fileprivate var line: Phrase {
    Phrase(
      undone == nil ? "said.import-live" : "said.import-gone",
      [
        "batch": batch, "file": values["file"]?.string ?? "", "clock": clock, "by": by,
        "new": values["counts"]?["new"]?.number ?? "0", "reason": undone?.reason ?? "",
      ])
  }

  fileprivate func json(detailed: Bool) -> JSON {
    var members: [String: JSON] = [
      "batch": .string(batch), "file": values["file"] ?? .null, "clock": .string(clock),
      "by": .string(by), "entry": .string(name.description), "live": .bool(undone == nil),
      "counts": values["counts"] ?? .null, "undone": .null,
    ]
    if let undone {
      members["undone"] = [
        "by": .string(undone.by), "entry": .string(undone.name.description),
        "reason": undone.reason.map(JSON.string) ?? .null,
      ]
    }
    if detailed {
      for member in ["source", "plan", "segments"] { members[member] = values[member] ?? .null }
    }
    return .object(members)
  }
}
