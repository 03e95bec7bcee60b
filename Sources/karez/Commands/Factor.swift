import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez factor`: emission factors and what belongs to them.
  struct Factor: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "排放因子 — factors, with source and mark.",

      subcommands: [List.self, Show.self, Import.self, Confirm.self])

    /// `karez factor list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "因子清单 — the plant's factors; without a plant those that come with the program.",
        discussion: """
          karez factor list --for fuel --search 烟煤
          karez -C p factor list
          标记 Marks: A 官方文本 official text, A1 逐页转录 transcribed page by page, B 公开转录 one public
          transcription, C 未确认 from memory. 本厂核对过的另行注明 What the plant confirmed is said beside.
          --json: [{id, title, for, quantity, value, unit, validFrom, validUntil, published,
          knownSince, source, mark, record, confirmed {by, on, source, page, record}, newer,
          sources}].
          """)

      @Argument(help: "只列含此文字者 Only those that hold this text.") var part: [String] = []
      @Option(name: .customLong("for"), help: "用途 fuel, grid, heat, gwp or process.")
      var subject: FactorSubject?
      @Option(help: "代码、名称、出处含此文字 Text of id, title or source.") var search: [String] = []
      @Option(help: "标记 Only this mark: A, A1, B or C.") var mark: ConfidenceMark?
      @Flag(help: "连同未采用的 Also those the plant has not taken in.") var all = false
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        var wishes = AskFactors.Wishes()
        (wishes.subject, wishes.mark, wishes.words) = (subject, mark, part + search)
        wishes.isWide = all
        let asked = try AskFactors(options.share(), on: options.siteIfAny())
        let (answers, undecided) = try asked.list(wishes)
        undecided.forEach { Output.tell(options.phrases().text($0.phrase)) }
        guard !json else { return Output.print(.array(answers.map(\.json))) }
        let text = FactorText(options)
        answers.forEach { Output.print(text.line($0)) }
      }
    }

    /// `karez factor show`.
    struct Show: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "查看因子 — one factor: value as published, days, source, mark.",
        discussion: """
          karez -C p factor show grid.prov.Xinjiang.2023
          其他表中同一参数的数值列在最后 What other tables say of the same thing comes last.
          --json: as in karez factor list, and elsewhere [{id, value, unit, mark}].
          Statuses: 0, 65 no such factor.
          """)

      @Argument(help: "因子代码 Its id; see karez factor list.") var id: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let asked = try AskFactors(options.share(), on: options.siteIfAny())
        let (answer, elsewhere) = try asked.show(id)
        guard !json else { return Output.print(answer.json(elsewhere)) }
        FactorText(options).lines(answer, elsewhere).forEach { Output.print($0) }
      }
    }

    /// `karez factor confirm`.
    struct Confirm: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "核对因子 — sign that you found a factor's value in its publication.",
        discussion: """
          karez -C p factor confirm grid.prov.Xinjiang.2022 \\
          --by-source "公告 2024 年第 33 号" --page "附件 表 2" --as zhang
          标记不变，核对结果注明在旁；以前的清单不变 The mark stays and the confirmation stands beside
          it; inventories drawn up before stay as they are.
          撤回 Withdraw: karez record act RECORD withdraw --reason …
          --json: type, id. Statuses: 0, 65 no such factor, 77 nobody with a key at the door.
          """)

      @Argument(help: "因子代码 Its id; see karez factor list.") var id: String
      @Option(name: .customLong("by-source"), help: "所查文件 The document you looked at.")
      var source: String
      @Option(help: "页码或表号 Page, table or clause.") var page: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let wishes = ConfirmFactor.Wishes(id, source: source, page: page)
        let key = try ConfirmFactor.run(wishes, on: try options.site())
        let said = Phrase("said.confirmed", ["factor": id, "record": key.description])
        options.say(said, json: json ? key.json() : nil)
      }
    }
  }
}

/// Factors as lines for a terminal.
struct FactorText {
  private let phrases: PhraseBook

  init(_ options: SiteOptions) { phrases = options.phrases() }

  /// One line of a list.
  func line(_ answer: AskFactors.Answer) -> String {
    let factor = answer.factor
    let cells = [
      factor.id, value(factor), "[\(factor.mark.rawValue)]", title(factor), days(factor),
      factor.source,
    ]
    return (cells + remarks(answer)).joined(separator: "\t")
  }

  /// Everything about one factor.
  func lines(_ answer: AskFactors.Answer, _ elsewhere: [SiteModel.Factor]) -> [String] {
    let factor = answer.factor
    let known = factor.knownSince?.description
    let rows: [(String, String?)] = [
      ("id", factor.id), ("title", title(factor)), ("quantity", factor.quantity),
      ("value", value(factor)), ("days", days(factor)), ("published", factor.published),
      ("known", known), ("source", factor.source), ("mark", mark(factor)),
      ("used", answer.sources.isEmpty ? nil : answer.sources.joined(separator: ", ")),
    ]
    let said = rows.compactMap { name, text in
      text.map { "\(phrases.text(Phrase("factor-field.\(name)")))\t\($0)" }
    }
    let others = elsewhere.map { other in
      let number = "\(other.id) \(value(other)) [\(other.mark.rawValue)]"
      return phrases.text(Phrase("said.factor-elsewhere", ["factor": number]))
    }
    return said + remarks(answer) + others
  }

  private func mark(_ factor: SiteModel.Factor) -> String {
    let mark = factor.mark.rawValue
    return "\(mark) \(phrases.text(Phrase("factor-mark.\(mark)")))"
  }

  /// What people of the plant confirmed, and what came after.
  private func remarks(_ answer: AskFactors.Answer) -> [String] {
    let confirmed = answer.confirmation.map { Phrase("said.factor-confirmed", $0.values) }
    let newer = answer.newer.map { Phrase("said.factor-newer", ["newer": $0.id]) }
    return [confirmed, newer].compactMap { $0 }.map(phrases.text)
  }

  private func value(_ factor: SiteModel.Factor) -> String { "\(factor.text) \(factor.value.unit)" }

  private func title(_ factor: SiteModel.Factor) -> String {
    phrases.language.pick(factor.title) ?? factor.id
  }

  private func days(_ factor: SiteModel.Factor) -> String {
    [factor.validFrom, factor.validUntil].map { $0?.description ?? "" }.joined(separator: " … ")
  }
}

extension FactorConfirmation {
  /// What a sentence about it needs.
  var values: [String: String] { ["by": by, "on": on, "source": source, "page": page] }
}

extension AskFactors.Answer {
  /// As programs read it.
  func json(_ elsewhere: [SiteModel.Factor]) -> JSON {
    let others = elsewhere.map { other in
      [
        "id": .string(other.id), "value": .string(other.text),
        "unit": .string(other.value.unit.symbol), "mark": .string(other.mark.rawValue),
      ] as JSON
    }
    return .object((json.object ?? [:]).merging(["elsewhere": .array(others)]) { $1 })
  }

  /// The same without what other tables say.
  var json: JSON {
    var members = factor.record
    members["id"] = members.removeValue(forKey: "number")
    members["for"] = .string(factor.subject.rawValue)
    members["knownSince"] = factor.knownSince.map { .string($0.description) }
    members["record"] = record.map { .string($0.description) }
    members["confirmed"] = confirmation?.json
    members["newer"] = newer.map { .string($0.id) }
    members["sources"] = record.map { _ in .array(sources.map(JSON.string)) }
    return .object(members)
  }
}

extension FactorSubject: ExpressibleByArgument {}
extension ConfidenceMark: ExpressibleByArgument {}
