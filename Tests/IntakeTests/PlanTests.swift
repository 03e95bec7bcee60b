import Foundation
import Intake
import SiteModel
import TestSupport
import Testing

@Suite struct PlanTests {
  private func proposal(_ text: String) throws -> IntakeProposal {
    try propose(head: Array(text.utf8), fileName: "a.csv")
  }

  @Test func `a stored plan comes back as it was`() throws {
    var plan = longPlan(kind: .power, label: .end, length: 900)
    (plan.encoding, plan.delimiter, plan.dateOrder) = (.gb18030, .wideComma, .dmy)
    (plan.midnight, plan.skippedRows, plan.groupedThousands) = (.sameDate, 3, true)
    #expect(try IntakePlan(json: JSON.parse(plan.json.canonical)) == plan)
    plan.layout = .wide([2: "一号", 11: "b"])
    plan.time = TimeColumns(date: 0, clock: 1)
    plan.length = nil
    #expect(try IntakePlan(json: JSON.parse(plan.json.canonical)) == plan)
  }

  @Test(arguments: ["kind", "offset", "layout", "columns", "placeholders", "delimiter"])
  func `a stored plan without a field names it`(_ field: String) throws {
    var members = try #require(longPlan().json.object)
    members[field] = .string("?")
    #expect(throws: IntakeFault.profileField(field)) { try IntakePlan(json: .object(members)) }
  }

  @Test(arguments: [",", ";", "\t", "|", "，", "；"])
  func `the delimiter is found`(_ mark: String) throws {
    let rows = [
      ["时间", "表", "值"], ["2025-03-14 07:15", "A", "1.5"], ["2025-03-14 07:30", "B", "2"],
    ]
    let text = rows.map { $0.joined(separator: mark) + "\r\n" }.joined()
    let proposal = try proposal(text)
    #expect(proposal.delimiter.rawValue == mark)
    #expect(proposal.layout == .long(point: 1, value: 2) && proposal.time == TimeColumns(date: 0))
    let answers = IntakeAnswers(kind: .register, offset: .xinjiang)
    #expect(try Whole(text, try proposal.plan(answers)).points == ["A", "B"])
  }

  @Test func `a two-row heading and a row of units are the header`() throws {
    let text =
      "某某公司\n时间,一号变,,二号变\n,有功,无功,有功\n,（kWh）,kvarh,kWh\n2025-03-14 07:15,1,2,3\n"
    let proposal = try proposal(text)
    #expect(proposal.skippedRows == 1 && proposal.headerRows == 3)
    #expect(proposal.columns.map(\.title) == ["时间", "一号变 有功", "一号变 无功", "二号变 有功"])
    #expect(proposal.columns.map(\.unit) == [nil, "kWh", "kvarh", "kWh"])
    #expect(proposal.layout == .wide([1: "一号变 有功", 2: "一号变 无功", 3: "二号变 有功"]))
  }

  @Test func `a table without a header has numbers for names`() throws {
    let proposal = try proposal("2025-03-14 07:15,1,2\n2025-03-14 07:30,1,2\n")
    #expect(proposal.headerRows == 0)
    #expect(proposal.layout == .wide([1: "2", 2: "3"]))
  }

  @Test func `a first part over twelve decides the order of dates, and nothing else does`() throws {
    #expect(try proposal("t,v\n3/4/2025 1:00,1\n4/4/2025 1:00,1\n").dateOrder == nil)
    #expect(try proposal("t,v\n3/4/2025 1:00,1\n13/4/2025 1:00,1\n").dateOrder == .dmy)
    #expect(try proposal("t,v\n3/4/2025 1:00,1\n3/14/2025 1:00,1\n").dateOrder == .mdy)
    #expect(try proposal("t,v\n2025/3/4 1:00,1\n").dateOrder == .ymd)
  }

  @Test func `the offset is asked for and never guessed`() throws {
    let proposal = try proposal("t,v\n2025-03-14 07:15,1\n")
    #expect(proposal.questions == [.offset, .kind, .label])
    #expect(throws: IntakeFault.planIncomplete(field: "offset")) {
      try proposal.plan(IntakeAnswers(kind: .register, offset: nil))
    }
    #expect(throws: IntakeFault.planIncomplete(field: "label")) {
      try proposal.plan(IntakeAnswers(kind: .power, offset: .beijing))
    }
    let own = try self.proposal("t,v\n2025-03-14T07:15:00+08:00,1\n")
    #expect(own.questions == [.kind, .label])
  }

  @Test func `midnights of a file show which one they are, or are asked for`() throws {
    let rows = { (a: String, b: String) in "t,v\n\(a),1\n\(b),1\n" }
    #expect(try proposal(rows("2025-03-14 23:45", "2025-03-14 0:00")).midnight == .sameDate)
    #expect(try proposal(rows("2025-03-14 23:45", "2025-03-15 0:00")).midnight == .nextDate)
    #expect(try proposal(rows("2025-03-14 0:00", "2025-03-14 0:15")).midnight == .nextDate)
    let open = try proposal(rows("2025-03-14 0:00", "2025-03-15 0:00"))
    #expect(open.midnight == nil && open.questions.contains(.midnight))
  }

  @Test func `surplus blank columns are no columns`() throws {
    let whole = try Whole("t,p,v\n2025-01-01 00:00,A,1,,\n2025-01-01 00:15,A,1,x\n", longPlan())
    #expect(whole.values.count == 1)
    #expect(whole.refusals.map(\.refusal.reason) == [.columns])
  }

  @Test func `household question marks are gaps`() throws {
    let text = "Date;Time;power;volt\n28/4/2007;00:20:00;0.492;236.240\n28/4/2007;00:21:00;?;?\n"
    let proposal = try proposal(text)
    let plan = try proposal.plan(IntakeAnswers(kind: .power, offset: .utc, label: .start))
    let whole = try Whole(text, plan)
    #expect(whole.values.count == 2 && whole.gaps == 2 && whole.refusals.isEmpty)
  }

  @Test func `the common step is found from labels`() throws {
    var text = "t,p,v\n"
    for minute in [30, 0, 15, 45, 50] {
      text += "2025-01-01 01:\(minute < 10 ? "0" : "")\(minute),A,1\n"
    }
    text += "2025-01-01 00:00,B,1\n2025-01-01 01:00,B,1\n2025-01-01 00:00,C,1\n"
    let plan = longPlan(kind: .power, label: .end)
    #expect(try commonSteps(head: Array(text.utf8), plan: plan) == ["A": 900, "B": 3600])
  }

  @Test func `a plan of any layout comes back from its profile`() throws {
    let layouts: [IntakeLayout] = [
      .long(point: 1, value: 2), .wide([1: "A", 2: "B"]),
      .day(point: .column(1), slots: [2: 900, 3: 86_400]),
      .month(point: .named("E"), days: [2: 31]),
    ]
    for layout in layouts {
      var plan = IntakePlan(
        columns: 5, layout: layout, time: TimeColumns(date: 0),
        clock: LabelClock(offset: .beijing, label: .end, length: 900), kind: .interval)
      (plan.month, plan.sums, plan.ends) = (CivilMonth("2025-04"), [4], 3)
      plan.fixed = [4: "E-1"]
      #expect(try IntakePlan(json: plan.json) == plan)
    }
  }

  @Test func `a row of another meter is refused, and its readings are nobody's`() throws {
    let rows = "时间,表号,正向,反向\n2025-03-01 00:00,E-1,1,2\n2025-03-01 01:00,E-1,3,4\n"
    let plan = try propose(head: Array(rows.utf8), fileName: "a.csv").plan(
      IntakeAnswers(kind: .interval, offset: .beijing, label: .start, length: 3600))
    #expect(plan.fixed == [1: "E-1"])
    let whole = try Whole(rows + "2025-03-01 02:00,E-2,5,6\n", plan)
    #expect(whole.values.count == 4 && whole.refusals.map(\.refusal.reason) == [.other])
  }

  @Test func `sums, means and ends are compared as the file rounded them`() throws {
    let rows = "时间,值\n2025-03-01 00:00,1.25\n2025-03-01 01:00,2.50\n"
    let path = try TemporaryFolder()
    for (total, isRight) in [
      ("合计,3.75", true), ("合计,3.8", true), ("合计,3.9", false), ("平均,1.875", true),
      ("平均值,1.88", true), ("最大,2.5", true), ("最小,2", false),
    ] {
      let file = path.path("t.csv")
      let text = rows + total + "\n"
      try Data(text.utf8).write(to: URL(filePath: file))
      let plan = try propose(head: Array(text.utf8), fileName: "a.csv").plan(
        IntakeAnswers(kind: .interval, offset: .beijing, label: .start, length: 3600))
      let verdicts = try plan.totals(file: file)
      #expect(verdicts.agreeing == (isRight ? [3] : []), "\(total)")
    }
  }
}
