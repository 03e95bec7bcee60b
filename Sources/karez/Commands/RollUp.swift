import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez roll-up`.
  struct RollUp: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "集团汇总（总部） — the figure of all entities together, at headquarters.",
      discussion: """
        karez -C hq roll-up --period 2025 --by sector
        karez -C hq roll-up --period 2025 --known-at 2026-03-31
        每家取本期已批准的清单，没有则取最新草稿并标明；没有清单的列为缺，不按零计 Of each entity the
        approved inventory counts, or else its newest draft, marked so; one without is missing, not zero.
        架构、板块、权益份额 Tree, sectors, shares: karez -C hq record new entity-node; 内部供能 supplies
        within the group: karez -C hq record new internal-transfer.
        净额：两方清单都有这笔内部供应时，两行都不计入，数字不一致也不更正，都列出 Of a supply that both
        inventories have, both lines stay out of the net; figures that differ are shown, never corrected.
        --json: period, knownAt, by, unit, entities {followed, reported, frozen, missing}, rows, gross,
        transfers {matched, unmatched}, eliminated, betweenSectors, net, attributed, shareUnknown,
        unassigned [{entity, source, name, counted}].
        rows --by entity: {entity, name, sector, share, total, unit, state (approved, draft, missing),
        provisional, complete, inventory, attributed}; --by sector: {sector, entities, frozen, missing,
        gross, eliminated, net}; --by gas: {gas, gross, eliminated, net}.
        transfers: {number, carrier, seller {entity, source, quantity, unit, counted}, buyer, differs,
        difference, eliminated, why [seller-missing, buyer-missing, seller-no-line, buyer-no-line,
        part-of-period]}.
        Statuses: 0, 65 no such period, 77 not headquarters.
        """)

    /// How rows are made.
    enum Row: String, ExpressibleByArgument, CaseIterable { case entity, sector, gas }

    @Option(help: "期间，如 2025、2025-Q1、2025-03 The period.") var period: String
    @Option(help: "按 entity（单位）、sector（板块）或 gas（气体） Rows by entity, sector or gas.")
    var by = Row.entity
    @Option(help: "以总部何日所知 As headquarters knew it on a day.") var knownAt: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let answer = try Operations.RollUp.run(
        try Period(period), knownAt: try knownAt.map(Typed.date), on: try options.site())
      guard !json else { return Output.print(RollUpJSON(answer, by: by).json) }
      RollUpWords(answer, by: by, options.phrases()).lines.forEach { Output.print($0) }
    }
  }
}
