import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez matrix`: which department leads which clause (5.3.1).
  struct Matrix: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "职责矩阵 — every clause with the department that leads it; gaps and overlaps first.",
      discussion:
        "--json: [{clause, title {zh, en}, leads [department name], fault: gap | overlap or null}]."
    )

    @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var on: String?
    @Flag(help: "只列空缺和重复 Only gaps and overlaps.") var faults = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let rows = try AskMatrix.run(on: on.map(Typed.date), at: options.site())
        .filter { !faults || $0.fault != nil }
      guard !json else { return Output.print(.array(rows.map(\.json))) }
      let phrases = options.phrases()
      for row in rows {
        let fault = row.fault.map { phrases.text(Phrase("matrix.\($0.rawValue)")) } ?? ""
        Output.print(
          [
            row.clause.number, phrases.text(Phrase(title: row.clause.title)),
            row.leads.joined(separator: "、"), fault,
          ].joined(separator: "\t"))
      }
    }
  }

  /// `karez staffing`: required, present, qualified and short of each post (7.1.1).
  struct Staffing: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "人力配置 — posts: required, present, qualified, short on a day.",
      discussion: "--json: [{post, name, required, present [name], qualified [name], short}].")

    @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var on: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let rows = try AskStaff.roster(on: on.map(Typed.date), at: options.site()).rows
      guard !json else { return Output.print(.array(rows.map(\.json))) }
      for row in rows {
        let counts = [row.required, row.present.count, row.qualified.count, row.short]
        Output.print(
          ([row.post.label, row.post.name] + counts.map(String.init)).joined(separator: "\t"))
      }
    }
  }

  /// `karez training`: what people have to learn.
  struct Training: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "培训 — what people have to learn.", subcommands: [Needs.self])

    /// `karez training needs`.
    struct Needs: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract:
          "培训需求 — person × item: what the post asks less what was verified, and what else asks for it.",
        discussion: """
          --json: [{person, name, post or null, item, required, current (none | know | apply | master),
          trigger (gap | new-person | expiry | new-document | nonconformity)}].
          """)

      @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var on: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let rows = try AskStaff.needs(on: on.map(Typed.date), at: options.site()).rows
        guard !json else { return Output.print(.array(rows.map(\.json))) }
        let phrases = options.phrases()
        for row in rows {
          Output.print(
            [
              row.person.name, row.post?.name ?? "—", row.item,
              "\(row.current.rawValue) → \(row.required.rawValue)",
              phrases.text(Phrase("training.\(row.trigger.rawValue)")),
            ].joined(separator: "\t"))
        }
      }
    }
  }
}

extension PicturedRecord {
  fileprivate var name: String { text("name") ?? label }
}

extension AskMatrix.Row {
  fileprivate var json: JSON {
    [
      "clause": .string(clause.number), "title": clause.title.json,
      "leads": .array(leads.map(JSON.string)),
      "fault": fault.map { .string($0.rawValue) } ?? .null,
    ]
  }
}

extension Roster.Row {
  fileprivate var json: JSON {
    [
      "post": .string(post.label), "name": .string(post.name),
      "required": .number(String(required)), "short": .number(String(short)),
      "present": .array(present.map { .string($0.name) }),
      "qualified": .array(qualified.map { .string($0.name) }),
    ]
  }
}

extension TrainingNeeds.Row {
  fileprivate var json: JSON {
    [
      "person": .string(person.label), "name": .string(person.name),
      "post": post.map { .string($0.name) } ?? .null, "item": .string(item),
      "required": .string(required.rawValue), "current": .string(current.rawValue),
      "trigger": .string(trigger.rawValue),
    ]
  }
}
