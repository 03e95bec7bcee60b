import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez retention`: until when closed records are kept.
  struct Retention: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "保存期限 — until when closed records are kept; what is due, what is held.",
      discussion: """
        karez -C p retention --on 2031-03-15
        --due: 只列到期可处置的 only what can be disposed of.
        --json: [{type, id, name, retention (P 永久, Y5, Y10, L+5 全寿命加五年, X 在职加五年), closed or null,
        ends: 最后一天 the last day of keeping, or null, why: 永久或不知 why there is none, over, due, files:
        可处置的文件数 files that could go (looked for once keeping is over), hold: 冻结编号 or null}].
        """)

    @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var on: String?
    @Flag(help: "只列到期可处置的 Only what is due.") var due = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let day = try on.map(Typed.date) ?? site.today
      let rows = try AskRetention.run(on: day, on: site).filter { !due || $0.isDue }
      let phrases = options.phrases()
      guard !json else { return Output.print(.array(rows.map { $0.json(phrases) })) }
      for row in rows { Output.print(line(row, phrases)) }
    }

    private func line(_ row: AskRetention.Row, _ phrases: PhraseBook) -> String {
      var cells = [
        options.language.pick(row.title) ?? row.key.type, row.name, row.retention.rawValue,
        row.closed?.description ?? "—", phrases.text(RetentionWords.phrase(of: row.end)),
      ]
      if let hold = row.hold {
        cells.append(phrases.text(Phrase("said.retention-held", ["hold": hold])))
      } else if row.isDue {
        cells.append(phrases.text(Phrase("said.retention-due", ["files": String(row.files)])))
      }
      return cells.joined(separator: "\t")
    }
  }
}

extension AskRetention.Row {
  fileprivate func json(_ phrases: PhraseBook) -> JSON {
    var members: [String: JSON] = [
      "name": .string(name), "retention": .string(retention.rawValue),
      "closed": closed.map { .string($0.description) } ?? .null, "ends": .null,
      "over": .bool(isOver), "due": .bool(isDue), "files": .number(String(files)),
      "hold": hold.map(JSON.string) ?? .null,
    ]
    if case .last(let day) = end {
      members["ends"] = .string(day.description)
    } else {
      members["why"] = .string(phrases.text(RetentionWords.phrase(of: end)))
    }
    return key.json(members)
  }
}
