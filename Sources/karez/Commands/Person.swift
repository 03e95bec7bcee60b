import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez person`: who works here, with which key, and who stands for it.
  struct Person: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "人员 — people, their keys and posts, and who vouches for them.",
      discussion: """
        karez -C p person add zhang --number 0231 --name 张伟
        karez -C p person key zhang
        karez -C p person role zhang --post system-office --roles admin,system-rep
        karez -C p person vouch zhang          第一位管理员由节点担保 the node vouches for the first administrator
        karez -C p person vouch wang --as zhang
        """,
      subcommands: [
        Add.self, Key.self, Role.self, Vouching.self, Deactivate.self, List.self,
      ])

    /// `karez person add`.
    struct Add: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "登记人员 — register a person.")

      @Argument(help: "标识，[a-z0-9-]，永不再用 Id, never given twice.") var id: String
      @Option(help: "工号 Staff number.") var number: String
      @Option(help: "姓名 Name.") var name: String
      @Option(help: "部门 Department: id or number.") var department: String?
      @Option(name: .customLong("set"), help: "其他字段=值 Further fields.") var further: [String] = []
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let schema = try site.schemas.schema(of: "person")
        var fields = try TypedFields(schema).read(further)
        (fields["number"], fields["name"]) = (.string(number), .string(name))
        fields["department"] = try department.map {
          .string(try RecordLookup(site).key($0, of: "department").id)
        }
        try RegisterPerson.add(id, fields, on: site)
        Output.print(options.phrases().text(Phrase("said.person-added", ["id": id])))
      }
    }

    /// `karez person key`.
    struct Key: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "密钥 — make a key, sealed by a passphrase; or change the passphrase.",
        discussion: """
          新口令取自 KAREZ_PASSPHRASE，或在终端输入两次。 The new passphrase comes from
          KAREZ_PASSPHRASE or is typed twice; with --change it comes from KAREZ_NEW_PASSPHRASE.
          """)

      @Argument(help: "人员 Id, staff number or name.") var person: String
      @Flag(help: "只换口令，密钥不变 Keep the key, change its passphrase.") var change = false
      @Option(help: "封存强度 scrypt N: 16384, 32768 … 262144; else 131072.") var rounds: Int?
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let prompt = PassphrasePrompt(phrases: options.phrases())
        guard !change else {
          let old = try prompt.opening(person)
          let new = try prompt.choosing(person, "KAREZ_NEW_PASSPHRASE")
          try RegisterPerson.changePassphrase(of: person, from: old, to: new, on: site)
          Output.print(
            options.phrases().text(Phrase("said.passphrase-changed", ["person": person])))
          return
        }
        let new = try prompt.choosing(person)
        let print = try RegisterPerson.giveKey(
          to: person, sealedBy: new, rounds: try rounds.map(Self.checked), on: site)
        Output.print(
          options.phrases().text(
            Phrase("said.key-made", ["person": person, "fingerprint": print])))
      }

      private static func checked(_ rounds: Int) throws -> Int {
        guard (14...18).contains(where: { 1 << $0 == rounds }) else {
          throw ValidationError("--rounds: 16384, 32768, 65536, 131072, 262144")
        }
        return rounds
      }
    }

    /// `karez person role`.
    struct Role: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "任职 — appoint a person to a post; it counts once somebody vouches for it.")

      @Argument(help: "人员 Id, staff number or name.") var person: String
      @Option(help: "岗位 The post: id or number.") var post: String
      @Option(help: "系统角色，逗号分隔；不填取岗位的角色 Roles; else those of the post.") var roles: String?
      @Option(help: "任职起 The first day; else today.") var from: String?
      @Option(help: "任职止 The last day.") var until: String?
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let known = try RegisterPerson.roles(of: post, on: site)
        let given = roles.map { Set($0.split(separator: ",").map(String.init)) }
        let appointment = Appointment(
          post: known.id, roles: given ?? known.1,
          from: try from.map(Typed.date) ?? site.today, until: try until.map(Typed.date))
        try RegisterPerson.appoint(person, appointment, on: site)
        Output.print(
          options.phrases().text(
            Phrase("said.appointed", ["person": person, "post": post])))
      }
    }

    /// `karez person vouch`.
    struct Vouching: NamedCommand {
      static let configuration = CommandConfiguration(
        commandName: "vouch",
        abstract: "担保 — sign that this key is this person's, and that he holds these posts.",
        discussion: "签署前请与本人当面核对指纹。 Compare the fingerprint with the person first.")

      @Argument(help: "人员 Id, staff number or name.") var person: String
      @OptionGroup var options: SiteOptions

      func run() throws {
        let made = try VouchForPerson.run(person, on: try options.site())
        Output.print(
          options.phrases().text(
            Phrase(
              "said.vouched",
              ["person": made.person.name, "fingerprint": made.fingerprint, "by": made.by])))
      }
    }

    /// `karez person deactivate`.
    struct Deactivate: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "离岗 — a person leaves; his name stays, his key signs nothing more.")

      @Argument(help: "人员 Id, staff number or name.") var person: String
      @Option(help: "原因 Why.") var reason: String
      @Option(help: "最后一天 The last day; else yesterday's.") var on: String?
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let day = try on.map(Typed.date) ?? CivilDate(days: site.today.days - 1)
        let gone = try VouchForPerson.deactivate(person, on: day, reason: reason, on: site)
        Output.print(
          options.phrases().text(
            Phrase("said.deactivated", ["person": gone.name, "day": day.description])))
        try printTasks(of: gone, on: site)
      }

      /// What he leaves undone is somebody else's from now on.
      private func printTasks(of gone: SiteModel.Person, on site: Site) throws {
        let open = try AskDue.run(.init(person: gone.id), on: site)
        guard !open.rows.isEmpty else { return }
        let count = String(open.rows.count)
        Output.print(options.phrases().text(Phrase("said.hand-over", ["count": count])))
        open.rows.forEach { Output.print(DueWords.line($0, options)) }
      }
    }
  }
}
