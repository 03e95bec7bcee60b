import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez profiles`: how the files of each source are read.
  struct Profiles: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "导入模板 — how the files of each source are read.",
      subcommands: [List.self, Show.self, Save.self], defaultSubcommand: List.self)

    /// `karez profiles list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "模板清单 — every profile.", discussion: "--json: [{id, name, source}].")

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let profiles = try ImportProfile.all(on: try options.site())
        guard !json else { return Output.print(.array(profiles.map(\.listed))) }
        profiles.forEach { Output.print("\($0.name)\t\($0.source)") }
      }
    }

    /// `karez profiles show`.
    struct Show: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "查看模板 — one profile: its answers, the headings it expects, its plan.",
        discussion: "--json: id, name, plan. Statuses: 0, 65 no such profile.")

      @Argument(help: "名称 Its name.") var name: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let profile = try ImportProfile.named(name, on: try options.site())
        guard !json else { return Output.print(profile.json) }
        for (member, value) in (profile.plan.object ?? [:]).sorted(by: { $0.key < $1.key }) {
          Output.print("\(member): \(value.canonical)")
        }
      }
    }

    /// `karez profiles save`.
    struct Save: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "保存模板 — keep what was said about a file for the next file of its source.",
        discussion: """
          karez -C p profiles save dcs day-0301.csv --zone +08:00 --label end --kind interval
          文件只看不导入 The file is looked at, not imported. Its name, but for digits, tells karez
          watch which files are of this source. 同名模板被更改 A profile of that name is changed.
          --json: id, name, plan. Statuses: 0, 65 a question is open or a value is wrong.
          """)

      @Argument(help: "模板名称 The profile's name.") var name: String
      @Argument(help: "样例文件 A file of the source.") var file: String
      @OptionGroup(title: "文件的读法 How the file is read") var reading: ReadingAnswers
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let profile = try ImportProfile.save(name, try reading.wishes(file), on: site)
        options.say(
          Phrase("said.profile-saved", ["name": name, "source": profile.source]),
          json: json ? profile.json : nil)
      }
    }
  }
}

extension ImportProfile {
  /// The profile for programs.
  fileprivate var json: JSON { ["id": .string(id), "name": .string(name), "plan": plan] }

  fileprivate var listed: JSON {
    ["id": .string(id), "name": .string(name), "source": .string(source)]
  }
}
