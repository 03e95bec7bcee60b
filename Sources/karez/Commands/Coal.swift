import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez coal`: what a laboratory's samples say of each month.
  struct Coal: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "煤质 — monthly carbon and heat of coal from a laboratory's samples.",
      discussion: """
        karez coal samples.csv --period 2025
        列 Columns: number,date,quantity,carbon,basis,m_ar,m_ad,ncv；含量和水分用 %，煤量用 t，发热量用 GJ/t；
        basis 为 ar、ad、d（收到基、空干基、干基）。Contents and moistures in %, quantity in t, ncv in GJ/t.
        各月按代表煤量加权；没有样品的月份用指南缺省值，不用其他月份的平均，也不为 0 Months are weighted by
        quantity; one without samples has the default the guide states, never the mean of others, never 0.
        karez -C p coal samples.csv --period 2025 --source S-C --feed fuel.ncv=ncv --feed fuel.cc=carbonPerHeat
        --source: 各月的值写成排放源的绑定，缺样月份绑定缺省值；不带则不写入 binds each month's figure on its days,
        the default on those of a month without samples; without it nothing is written. Figures: carbon, ncv,
        carbonPerHeat.
        --json: {months [{month, samples, quantity, carbon, ncv, carbonPerHeat, implausible, default
        [FACTOR], mark}], notConfirmed {zh, en}}. Statuses: 0, 65 a row that cannot be, naming each.
        """)

    @Argument(help: "化验表 .csv The laboratory's table.") var file: String
    @Option(help: "期间，如 2025、2025-Q1、2025-03 The period, of months.") var period: String
    @Option(help: "排放源编号 The number of a source to bind.") var source: String?
    @Option(help: "输入量=carbon|ncv|carbonPerHeat，可多次 INPUT=FIGURE; several times.") var feed:
      [String] = []
    @Option(help: "原因 Why, where the source is locked.") var reason: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      if let source { try bind(source) }
      let answers = try AskCoal.run(
        URL(filePath: file), try Period(period), try options.share())
      let remark = CoalSample.remark
      guard !json else {
        let said: JSON = ["zh": .string(remark.zh), "en": .string(remark.en)]
        return Output.print(["months": .array(answers.map(\.json)), "notConfirmed": said])
      }
      let phrases = options.phrases()
      answers.forEach { Output.print($0.line(phrases)) }
      Output.print("· " + (phrases.language.pick(remark) ?? remark.en))
    }

    private func bind(_ source: String) throws {
      let figures = try Typed.bindings(feed).map { wish in
        guard let figure = BindCoal.Figure(rawValue: wish.target) else {
          throw ValidationError(
            "--feed 应写作 输入量=carbon、ncv 或 carbonPerHeat — write INPUT=carbon, ncv or carbonPerHeat")
        }
        return (wish.input, figure)
      }
      guard !figures.isEmpty else { throw ValidationError("请给出 --feed — name an input: --feed") }
      var wishes = BindCoal.Wishes(
        source: source, figures: Dictionary(figures) { $1 })
      wishes.reason = reason
      let left = try BindCoal.run(
        URL(filePath: file), try Period(period), wishes, on: try options.site())
      let phrases = options.phrases()
      Output.tell(phrases.text(Phrase("said.bound", ["number": source])))
      guard !left.isEmpty else { return }
      let inputs = ["inputs": left.joined(separator: ", ")]
      Output.tell(phrases.text(Phrase("said.unbound", inputs)))
    }
  }
}

extension AskCoal.Answer {
  // Digits as the guide's forms record them: carbon 4, heat 3, carbon per heat 5, coal 2.
  private var carbonText: String { carbon.quantity.value.text(decimals: 4) }
  private var ncvText: String? { coal.ncv?.value.text(decimals: 3) }
  private var perHeatText: String? { coal.carbonPerHeat?.value.text(decimals: 5) }
  private var quantityText: String { coal.quantity.value.text(decimals: 2) }

  fileprivate func line(_ phrases: PhraseBook) -> String {
    guard let mark = carbon.mark else {
      let cells = [
        month, "×\(coal.samples.count)", "\(quantityText) t", "\(carbonText) tC/t",
        "\(ncvText ?? "—") GJ/t", "\(perHeatText ?? "—") tC/GJ",
      ]
      let odd = coal.isImplausible ? [phrases.text(Phrase("said.coal-implausible"))] : []
      return (cells + odd).joined(separator: "\t")
    }
    let values = ["factors": carbon.factors.joined(separator: " × "), "mark": mark.rawValue]
    let said = phrases.text(Phrase("said.coal-default", values))
    return [month, "×0", "—", "\(carbonText) tC/t", said].joined(separator: "\t")
  }

  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "month": .string(month), "samples": .array(coal.samples.map { .string($0.number) }),
      "carbon": .string(carbonText), "implausible": .bool(coal.isImplausible),
      "default": .array(carbon.factors.map(JSON.string)),
    ]
    members["quantity"] = coal.samples.isEmpty ? nil : .string(quantityText)
    members["ncv"] = ncvText.map(JSON.string)
    members["carbonPerHeat"] = perHeatText.map(JSON.string)
    members["mark"] = carbon.mark.map { .string($0.rawValue) }
    return .object(members)
  }
}
