import ArgumentParser
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record act`.
  struct Acts: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "act",
      abstract: "签署 — sign an action of the record's lifecycle.",
      discussion: """
        karez -C p record act NC-0001 report --as zhang
        口令取自 KAREZ_PASSPHRASE，或在终端输入 The passphrase comes from KAREZ_PASSPHRASE or the terminal.
        --json: type, id, states, act (its identity).
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Argument(help: "操作 An action or statement; see karez record show.") var action: String
    @Option(help: "原因 Why, where the action asks for it.") var reason: String?
    @Option(help: "状态冲突时取哪一方（状态或条目） Of sides at odds: the state or entry that stands.")
    var side: String?
    @Flag(name: .customLong("with-waiting"), help: "连同待签署的更正 Sign what waits, too.")
    var withWaiting = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      var wishes = ActOnRecord.Wishes(action)
      (wishes.reason, wishes.side, wishes.takesWaiting) = (reason, side, withWaiting)
      let (key, course) = try ActOnRecord.run(wishes, about: record, on: try options.site())
      let members: JSON = [
        "type": .string(key.type), "id": .string(key.id),
        "states": .array(course.states.map(JSON.string)),
        "act": .string(course.acts.last?.identity.description ?? ""),
      ]
      let words = LifecycleWords(course.lifecycle, options.language)
      let state = course.states.map(words.state).joined(separator: " | ")
      options.say(
        Phrase("said.signed", ["record": key.description, "state": state]),
        json: json ? members : nil)
    }
  }
}
