import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez publish`: what a node holds, in PostgreSQL.
  struct Publish: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "发布到 PostgreSQL — write what this node holds into PostgreSQL, for BI tools.",
      discussion: """
        karez -C hq publish postgresql://karez@db.example/carbon
        karez -C hq publish postgresql://karez@db.example/carbon --readings --period 2025-Q1
        总部发布各单位，单独的厂发布自己：日量、月量、计量点、记录及状态、清单。只发送改变的部分；中断后再次运行即可续完；
        不再成立的行会删去。各表各列的含义见 schema/postgresql.sql，在数据库中以注释给出。
        Headquarters publish every entity, a lone plant its own: totals of days and months, points, records
        with their states, inventories. Only what changed is sent; after a break run it again; rows that
        hold no longer go. What tables and columns mean is in schema/postgresql.sql and in the database.
        密码放在 PGPASSWORD 或 ~/.pgpass，不要写在命令行 Passwords belong into PGPASSWORD or ~/.pgpass; others
        on this machine can see a command line.

        --json: [{entity, state (null: nothing new), rows [{table, written, removed}], notes [text],
        trouble (null or text)}]. Statuses: 0, 65 address, version or format of the database,
        75 no connection, 77 the server or another schema forbids it, or what was published knows more.
        """)

    @Argument(help: "数据库 The database: postgresql://USER@HOST/DATABASE.") var address: String
    @Option(help: "只发布此单位，可重复 Only this entity; may be repeated.") var entity: [String] = []
    @Flag(help: "也逐条发布读数 Every reading, too.") var readings = false
    @Option(help: "读数的期间，与 --readings 合用 With --readings: only of this period.") var period: String?
    @Flag(help: "全部重新发送：有人改过表 Send all again: somebody has changed the tables.") var again = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard period == nil || readings else {
        throw ValidationError("--period 须与 --readings 合用 --period goes with --readings.")
      }
    }

    func run() throws {
      var wish = PublishStores.Wish()
      (wish.entities, wish.again) = (entity, again)
      if readings { wish.readings = try period.map { .of(try Period($0)) } ?? .all }
      let address = try PostgresAddress(address)
      let phrases = options.phrases()
      var answers: [PublishStores.Answer] = []
      try PublishStores.run(on: try options.site(), to: address, wish) { answer in
        answers.append(answer)
        if !json { say(answer, phrases) }
      }
      if json { Output.print(.array(answers.map { $0.json(phrases) })) }
      if let fault = answers.lazy.compactMap(\.fault).first { throw fault }
    }

    private func say(_ answer: PublishStores.Answer, _ phrases: PhraseBook) {
      for note in answer.notes { Output.tell("\(answer.entity): \(phrases.text(note))") }
      if let fault = answer.fault {
        Output.tell("\(answer.entity): \(phrases.text(fault.phrase))")
        return
      }
      Output.print("\(answer.entity)\t\(phrases.text(answer.said))")
      for row in answer.rows { Output.print("  \(row.table)\t+\(row.written)\t-\(row.removed)") }
    }
  }
}

extension PublishStores.Answer {
  fileprivate var said: Phrase {
    if state == nil { return Phrase("said.published-nothing") }
    return rows.isEmpty ? Phrase("said.published-same") : Phrase("said.published")
  }

  fileprivate func json(_ phrases: PhraseBook) -> JSON {
    [
      "entity": .string(entity), "state": state.map { .string($0.description) } ?? .null,
      "rows": .array(
        rows.map {
          [
            "table": .string($0.table), "written": .number(String($0.written)),
            "removed": .number(String($0.removed)),
          ]
        }),
      "notes": .array(notes.map { .string(phrases.text($0)) }),
      "trouble": fault.map { .string(phrases.text($0.phrase)) } ?? .null,
    ]
  }
}
