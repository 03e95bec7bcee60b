import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez review`: what a management review looks at (9.4.1).
  struct Review: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "管理评审 — what a management review looks at.",
      subcommands: [Inputs.self, Draft.self, Pack.self])

    /// `karez review inputs`.
    struct Inputs: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "评审输入 — the thirteen inputs, with evidence, with a signed 无, or missing.",
        discussion: """
          karez -C p review inputs --period 2025
          标准所列十项和正文另提的三项；已说明 stated、无 none、有数据待说明 at-hand、缺 missing
          The ten of the list and the three of the paragraph. At hand: the program has something, and
          nobody has said in the review what it means.
          没有的，签“无”：For what there is none of, sign so:
          karez -C p record new signed-none --set clause=9.4.1 --set subject=review-input/suggestions …
          --json: {period, review or null, inputs [{key, title {zh, en}, standing, statement or null,
          evidence [record], none or null, files [{name, rows}]}]}.
          """)

      @OptionGroup var asked: ReviewOptions
      @Flag(help: "只列缺的 Only what is missing.") var open = false

      func run() throws {
        let options = asked.options
        let phrases = options.phrases()
        let answer = try AskReview.run(
          over: try Period(asked.period), in: phrases, on: try options.site())
        guard !asked.json else { return Output.print(answer.json) }
        for item in open ? answer.missing : answer.items { Output.print(item.text(phrases)) }
        Output.tell(answer.text(phrases))
      }
    }

    /// `karez review draft`.
    struct Draft: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "评审记录草稿 — fill in what the program knows of each input; what people wrote stays.",
        discussion: """
          karez -C p review draft --period 2025 --as zhang
          当年没有评审记录的新建一份草稿；有的，填写每项输入的汇总和证据
          Begins the record of the year's review, or fills in the summary of every input, and its evidence
          where nobody named any. Again after more has come in: the summaries follow.
          --json: {record}. Statuses: 0, 65 nothing changed, 77 the review may not be edited any more.
          """)

      @OptionGroup var asked: ReviewOptions

      func run() throws {
        let options = asked.options
        let key = try DraftReview.run(
          over: try Period(asked.period), in: options.phrases(), on: try options.site())
        options.say(
          Phrase("said.drafted", ["record": key.description]),
          json: asked.json ? ["record": .string(key.description)] : nil)
      }
    }

    /// `karez review pack`.
    struct Pack: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "评审材料 — every input with its lists and evidence, in one ZIP with an index.",
        discussion: """
          karez -C p review pack --period 2025 --out r.zip
          unzip -q r.zip -d r && cd r && sha256sum -c manifest
          index.html 为中英文目录；缺的输入写明缺 is an index in both languages; what is missing is said.
          --json: {out, files, bytes, sha256, manifest (SHA-256), review or null, missing [key],
          lacking [said]}.
          Statuses: 0, 65 the file is there already.
          """)

      @OptionGroup var asked: ReviewOptions
      @Option(help: "写到哪个文件 The file to write.") var out: String

      func run() throws {
        let options = asked.options
        let made = try PackReview.run(
          over: try Period(asked.period), to: URL(filePath: out), in: options.bothPhrases(),
          on: try options.site())
        let phrases = options.phrases()
        for lack in made.lacking { Output.tell(phrases.text(lack)) }
        Output.tell(made.review.text(phrases))
        guard !asked.json else { return Output.print(.object(made.members(phrases, out))) }
        Output.print(phrases.text(made.made.phrase(out)))
      }
    }
  }

  /// What both commands ask.
  struct ReviewOptions: ParsableArguments {
    @Option(help: "评审的期间，如 2025 The period that is reviewed.") var period: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions
  }
}

extension AskReview {
  /// Whether something is missing, and what.
  fileprivate func text(_ phrases: PhraseBook) -> String {
    let open = missing.map(\.input.title)
    return phrases.text(
      open.isEmpty
        ? Phrase("review.whole")
        : Phrase("review.missing", within: ["inputs": [Phrase(titles: open)]]))
  }
}

extension AskReview.Item {
  fileprivate func text(_ phrases: PhraseBook) -> String {
    let files = files.filter { $0.rows > 0 }.map { file in
      "\(file.name.split(separator: "/").last ?? "")×\(file.rows)"
    }
    return [
      String(place), phrases.text(Phrase(title: input.title)),
      phrases.text(Phrase("review.standing-\(standing.rawValue)")),
      ([input.none?.label].compactMap { $0 } + files).joined(separator: " "),
    ].joined(separator: "\t")
  }
}

extension PackReview {
  fileprivate func members(_ phrases: PhraseBook, _ out: String) -> [String: JSON] {
    var members = made.members(out)
    members["review"] = review.review.map(JSON.string) ?? .null
    members["missing"] = .array(review.missing.map { .string($0.input.key) })
    members["lacking"] = .array(lacking.map { .string(phrases.text($0)) })
    return members
  }
}
