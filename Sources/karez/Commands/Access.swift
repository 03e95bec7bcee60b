import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez access`: who signed in, and who saw, printed or exported controlled content.
  struct Access: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "访问日志 — who signed in, saw, printed or exported controlled content.",
      subcommands: [Shown.self, Seal.self], defaultSubcommand: Shown.self)

    /// `karez access [list]`.
    struct Shown: NamedCommand {
      static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "查看 — sealed rows of every chain, and those of this node that wait.",
        discussion: """
          karez -C p access --from 2025-03-01 --to 2025-03-31 --person zhang
          日志先写后做：记不下来就不能登录、打印、导出；查看照常，但会在标准错误上说明。
          A row is written before the thing is done: what cannot be logged is not signed in to,
          printed or exported; a view goes on and says so on standard error.
          --json: [{row, claimed, what, person, object, segment}]; no segment: not sealed yet.
          """)

      @Option(help: "起日 The first day.") var from: String?
      @Option(help: "止日 The last day.") var to: String?
      @Option(help: "人员 The person.") var person: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func validate() throws {
        for day in [from, to].compactMap({ $0 }) where CivilDate(day) == nil {
          throw ValidationError("日期应写作 2025-03-01 — write 2025-03-01, not '\(day)'")
        }
      }

      func run() throws {
        var request = AskAccesses.Request()
        (request.from, request.to, request.person) = (from, to, person)
        let rows = try AskAccesses.run(request, on: try options.site()).map(\.fields)
        guard !json else {
          Output.print(
            .array(
              rows.map { fields in
                .object(
                  Dictionary(uniqueKeysWithValues: fields.map { ($0.name, .string($0.value)) }))
              }))
          return
        }
        for fields in rows { Output.print(fields.map(\.value).joined(separator: "\t")) }
      }
    }

    /// `karez access seal`.
    struct Seal: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "封存 — seal the rows of earlier days into the chain now.",
        discussion: """
          每天第一次写入时会自动封存 The first write of a day does so by itself.
          --json: sealed.
          """)

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let count = String(try SealAccesses.run(on: try options.site()))
        options.say(
          Phrase("said.sealed", ["rows": count]), json: json ? ["sealed": .number(count)] : nil)
      }
    }
  }
}

extension SiteOptions {
  /// Logs that a record is about to be shown, if its type is controlled.
  ///
  /// A view that cannot be logged goes on, since a full disk is mended by looking; it is said aloud.
  func logView(of key: RecordKey, _ schema: RecordSchema, on site: Site) {
    guard schema.isControlled else { return }
    do { try AccessLog(site).viewed(key) } catch {
      Output.tell(phrases().text(error.phrase))
    }
  }
}
