import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez dispose`: the files of a record go, and what they were stays.
  struct Dispose: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "处置 — dispose of a record's files, or of a document's version: two persons sign.",
      discussion: """
        karez -C p dispose WI-01 --version A/0 --reason obsolete --as chen --witness li
        karez -C p dispose QJ-0007 --file 铭牌.jpg --reason damaged --as chen --witness li
        执行人 --as 与监销人 --witness 不得为同一人；批准人 --approver 不填则为监销人，须为审核、批准、体系负责人或
        最高管理者，且不得为执行人。文件名、SHA-256、日期、人员永久保留；各节点同步后删除字节。
        The bytes go at every node once it hears of it; file name, SHA-256, dates and persons stay.
        只能处置 git 以外保存的文件 Only files that lie beside git can go; text in git stays for ever.
        --json: id, number, reason, on, executor, witness, items [{record, number, version, title, file,
        sha256, size, made, kept, by}], stays [{sha256, why}]: 暂不删除 bytes that stay for now.
        Statuses: 0, 65 no such file, 77 the same person twice, in force, held, not allowed, in git.
        """)

    @Argument(help: "记录的编号、id 或 类型/id；或文件编号 A record, or a document's number.") var name: String
    @Option(help: "文件版本 The document's version.") var version: String?
    @Option(help: "原因 obsolete 作废, retention 保存期满, damaged 损坏, duplicate 重复.")
    var reason: DisposeFiles.Reason
    @Option(help: "只处置此文件，可重复 Only this file: name or how its hash begins; may be given again.")
    var file: [String] = []
    @Option(help: "说明 A note.") var note: String?
    @Option(help: "监销人 The witness.") var witness: String
    @Option(help: "批准人，否则为监销人 Who approves; else the witness.") var approver: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      var wishes = DisposeFiles.Wishes(name, reason)
      (wishes.version, wishes.files, wishes.note) = (version, file, note)
      let done = try DisposeFiles.run(wishes, by: try signers(site), on: site)
      json ? Output.print(answer(done)) : say(done)
    }

    private func signers(_ site: Site) throws -> DisposeFiles.Signers {
      let prompt = PassphrasePrompt(phrases: options.phrases())
      func actor(_ name: String) throws -> Actor {
        // The same person is told so before anything is typed.
        if let actor = site.actor, try PersonLookup(site).person(name).id == actor.person.id {
          return actor
        }
        let signed = try SignIn.run(name, on: site) { try prompt.opening(name) }
        guard let actor = signed.actor else { throw PersonFault.unknown(name) }
        return actor
      }
      let witness = try actor(witness)
      return .init(witness: witness, approver: try approver.map(actor) ?? witness)
    }

    private func say(_ done: DisposeFiles.Done) {
      let (phrases, disposal) = (options.phrases(), done.disposal)
      for item in disposal.items {
        let values = ["name": item.file, "sha256": item.sha256.description]
        guard let kept = done.kept[item.sha256] else {
          Output.print(phrases.text(Phrase("said.disposed-file", values)))
          continue
        }
        Output.print(
          phrases.text(Phrase("said.disposed-kept", values, within: ["why": [kept.phrase]])))
      }
      Output.print(
        phrases.text(
          Phrase(
            "said.disposed",
            [
              "number": disposal.number, "files": String(disposal.items.count),
              "executor": disposal.executor, "witness": disposal.witness, "day": disposal.day,
            ])))
    }

    private func answer(_ done: DisposeFiles.Done) -> JSON {
      let (phrases, disposal) = (options.phrases(), done.disposal)
      return [
        "id": .string(disposal.key.id), "number": .string(disposal.number),
        "reason": .string(disposal.reason), "on": .string(disposal.day),
        "executor": .string(disposal.executor), "witness": .string(disposal.witness),
        "items": .array(disposal.items.map(\.json)),
        "stays": .array(
          done.kept.sorted { $0.key.description < $1.key.description }.map { hash, kept in
            [
              "sha256": .string(hash.description), "why": .string(phrases.text(kept.phrase)),
            ]
          }),
      ]
    }
  }
}

extension DisposeFiles.Reason: ExpressibleByArgument {}

extension Disposals.Kept {
  /// Why the bytes stay.
  fileprivate var phrase: Phrase {
    switch self {
    case .shown(let key): Phrase("disposal.kept-shown", ["record": key.description])
    case .inForce(let number): Phrase("disposal.kept-in-force", ["number": number])
    case .held(let number): Phrase("disposal.kept-held", ["hold": number])
    }
  }
}

extension Disposals.Gone {
  /// As lists of files print it.
  var listed: JSON {
    let own: [String: JSON] = [
      "record": .string(item.record.description), "file": .string(item.file),
      "sha256": .string(item.sha256.description),
    ]
    return .object((json.object ?? [:]).merging(own) { $1 })
  }
}
