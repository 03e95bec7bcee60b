import Foundation
import Intake
import SiteModel
import TestSupport
import Testing

@Suite(.enabled(if: sharedData != nil, "needs ../shared/data"))
struct RealFileTests {
  private func path(_ name: String) throws -> String {
    try #require(sharedData).appending(path: "meters/" + name).path
  }

  private func head(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: try path(name))).prefix(65_536))
  }

  private func proposal(_ name: String) throws -> IntakeProposal {
    try propose(head: try head(name), fileName: name)
  }

  @Test func `steel works: every interval once, and the year's sum exactly`() throws {
    let name = "steel-works/Steel_industry_data.csv"
    let proposal = try proposal(name)
    #expect(proposal.midnight == .sameDate)
    #expect(proposal.columns[1] == ProposedColumn(title: "Usage", unit: "kWh", content: .number))
    let seoul = try #require(Offset("+09:00"))
    var answers = IntakeAnswers(kind: .interval, offset: seoul, label: .end, length: 900)
    (answers.dateOrder, answers.layout) = (.dmy, .wide([1: "Usage"]))
    let whole = try Whole(file: try path(name), try proposal.plan(answers))
    #expect(whole.values.count == 35_040 && whole.refusals.isEmpty && whole.gaps == 0)
    #expect(Set(whole.times).count == 35_040)
    #expect(whole.sum().text == "959636.71")
    let newYear = try #require(Instant.parse("2018-01-01T00:00:00+09:00")).instant.seconds
    #expect(whole.times.min() == newYear)
    #expect(whole.sum { $0 < newYear + 31 * 86_400 }.text == "126238.29")
  }

  @Test func `region load: Chinese header, full-width brackets, every value exactly`() throws {
    let name = "region-load/variantA_附件1-区域15分钟负荷数据.csv"
    let proposal = try proposal(name)
    #expect(proposal.columns.map(\.title) == ["数据时间", "总有功功率"])
    #expect(proposal.columns[1].unit == "kw")
    #expect(proposal.midnight == .nextDate && proposal.dateOrder == .ymd)
    #expect(proposal.questions == [.offset, .kind, .label])
    let answers = IntakeAnswers(kind: .power, offset: .beijing, label: .start, length: 900)
    let whole = try Whole(file: try path(name), try proposal.plan(answers))
    #expect(whole.values.count == 128_156 && whole.refusals.isEmpty)
    #expect(whole.sum().text == "27384449709.6159999960385")
  }

  @Test func `household: dates and times apart, nothing refused`() throws {
    let name = "household-minute/household_37k.txt"
    let proposal = try proposal(name)
    #expect(proposal.delimiter == .semicolon)
    #expect(proposal.time == TimeColumns(date: 0, clock: 1))
    #expect(proposal.dateOrder == .dmy)
    let answers = IntakeAnswers(kind: .power, offset: .utc, label: .start, length: 60)
    let plan = try proposal.plan(answers)
    let whole = try Whole(file: try path(name), plan)
    #expect(whole.values.count == 7 * 37_283 && whole.refusals.isEmpty)
    #expect(try commonSteps(head: try head(name), plan: plan)["Voltage"] == 60)
  }

  @Test func `PJM: out of order and an hour twice are kept as they are`() throws {
    let name = "pjm-hourly/AEP_hourly.csv"
    let proposal = try proposal(name)
    #expect(proposal.columns[1] == ProposedColumn(title: "AEP", unit: "MW", content: .number))
    let plan = try proposal.plan(IntakeAnswers(kind: .power, offset: .utc, label: .start))
    let whole = try Whole(file: try path(name), plan)
    #expect(whole.values.count == 121_273 && whole.refusals.isEmpty)
    #expect(Set(whole.times).count == 121_269)
  }

  @Test func `power plant: bare hours beside dates, blanks as gaps`() throws {
    let name = "power-plant-hourly/hourly-emissions-bowen-2017-01-01_10.csv"
    let proposal = try proposal(name)
    #expect(proposal.time == TimeColumns(date: 3, clock: 4))
    var answers = IntakeAnswers(kind: .interval, offset: Offset("-05:00"), label: .start)
    (answers.layout, answers.midnight) = (.wide([6: "steam", 8: "CO2"]), .nextDate)
    let whole = try Whole(file: try path(name), try proposal.plan(answers))
    #expect(whole.refusals.isEmpty && whole.values.count + whole.gaps == 2 * 237)
    #expect(proposal.columns[8].unit == "short tons")
  }

  @Test func `GBK: a table decodes to its Chinese and reads`() throws {
    let name = "gbk/daily_sale_desc_gbk.csv"
    let proposal = try proposal(name)
    #expect(proposal.encoding == .gb18030)
    #expect(proposal.columns.map(\.title) == ["日期", "销量"])
    let plan = try proposal.plan(IntakeAnswers(kind: .output, offset: .beijing))
    let whole = try Whole(file: try path(name), plan)
    #expect(whole.refusals.isEmpty && whole.gaps > 0 && whole.values.count > 150)
  }

  @Test func `GBK: a preamble is skipped, and a table without dates asks for them`() throws {
    let proposal = try proposal("gbk/nbs_gdp_20y_preamble_footer.csv")
    #expect(proposal.skippedRows == 3)
    #expect(proposal.columns[0].title == "地区" && proposal.columns[1].title == "2024年")
    #expect(proposal.firstRows[1] == ["指标：地区生产总值(亿元)"])
    #expect(proposal.questions.starts(with: [.time]))
    #expect(try self.proposal("gbk/wide_months_decimal_header.csv").columns[0].title == "省份")
  }
}
