import Intake
import SiteModel
import Testing

@Suite struct LabelTests {
  /// The one reading of a row under this label, or the reason of its refusal.
  private func read(_ label: String, _ change: (inout IntakePlan) -> Void = { _ in }) throws
    -> String
  {
    var plan = pairPlan()
    change(&plan)
    let whole = try Whole("\(label),1\n", plan)
    if let refusal = whole.refusals.first { return refusal.refusal.reason.rawValue }
    return Instant(seconds: try #require(whole.times.first)).text(at: .beijing)
  }

  @Test(
    arguments: [
      "2025-03-14 07:15", "2025-03-14 07:15:00", "2025-03-14T07:15:00+08:00", "2025/3/14 7:15",
      "2025.3.14 7:15", "20250314 0715", "20250314 071500", "202503140715", "20250314071500",
      "2025年3月14日 7:15", "2025年3月14日7时15分", "2025-03-13T23:15Z", "2025-03-14T05:15+06:00",
      "2025-03-14T07:15:00.000", "２０２５／３／１４　７：１５", " 2025-03-14  07:15 ",
      "\"2025-03-14 07:15\"", "2025-03-14 07:15:00 +0800", "2025-03-13 23:15:00+00",
    ])
  func `forms of one label give one instant`(_ label: String) throws {
    #expect(try read(label) == "2025-03-14T07:15:00+08:00")
  }

  @Test(
    arguments: [
      ("2025-02-30 07:15", "date"), ("2025-13-01 07:15", "date"), ("14/3/2025 7:15", "date"),
      ("25-03-14 07:15", "date"), ("2025-03/14 07:15", "date"), ("昨天 07:15", "date"),
      ("2025-03-14 07:60", "clock"), ("2025-03-14 24:01", "clock"), ("2025-03-14 25:00", "clock"),
      ("2025-03-14 07", "clock"), ("2025-03-14 07:15 PM", "clock"),
      ("2025-03-14 07:15:00.5", "fraction"), ("2025-03-14 07:15+19:00", "clock"),
      ("合计", "total"), ("Total", "total"),
    ])
  func `a label that is no time is refused with its reason`(_ label: String, _ reason: String)
    throws
  {
    #expect(try read(label) == reason)
  }

  @Test func `the year stands last in the order the plan says`() throws {
    let day = { (order: DateOrder) in try read("3/4/2025 7:15") { $0.dateOrder = order } }
    #expect(try day(.dmy) == "2025-04-03T07:15:00+08:00")
    #expect(try day(.mdy) == "2025-03-04T07:15:00+08:00")
    #expect(try day(.ymd) == "date")
    #expect(try read("2025/3/4 7:15") { $0.dateOrder = .dmy } == "2025-03-04T07:15:00+08:00")
  }

  @Test func `24:00 is the midnight that ends its date`() throws {
    #expect(try read("2025-12-31 24:00") == "2026-01-01T00:00:00+08:00")
    #expect(try read("2025-12-31 24:00") { $0.midnight = .sameDate } == "2026-01-01T00:00:00+08:00")
  }

  @Test func `0:00 ends its date where the plan says so`() throws {
    #expect(try read("2025-12-31 0:00") == "2025-12-31T00:00:00+08:00")
    #expect(try read("2025-12-31 0:00") { $0.midnight = .sameDate } == "2026-01-01T00:00:00+08:00")
  }

  @Test func `start and end labels of one interval are one reading`() throws {
    let asStart = try Whole("t,p,v\n2025-01-01 00:00,A,1\n", longPlan(kind: .interval))
    let plan = longPlan(kind: .interval, label: .end, length: 900)
    let asEnd = try Whole("t,p,v\n2025-01-01 00:15,A,1\n", plan)
    #expect(asStart.lines() == asEnd.lines())
  }

  @Test func `a register keeps its label on either side`() throws {
    let plan = longPlan(kind: .register, label: .end, length: 900)
    let whole = try Whole("t,p,v\n2025-01-01 00:15,A,1\n", plan)
    #expect(whole.lines(at: .beijing) == ["A 2025-01-01T00:15:00+08:00 1"])
  }

  @Test func `a label of a whole day names that day`() throws {
    var plan = pairPlan(kind: .interval)
    plan.label = .end
    plan.length = 86_400
    let whole = try Whole("2025-03-14,5\n", plan)
    #expect(whole.lines(at: .beijing) == ["M 2025-03-14T00:00:00+08:00 5"])
  }

  @Test func `a midnight written without its clock is a midnight`() throws {
    var plan = pairPlan(kind: .interval)
    plan.label = .end
    plan.length = 900
    let whole = try Whole("2025/3/14,5\n2025/3/14 0:15,6\n", plan)
    #expect(
      whole.lines(at: .beijing) == [
        "M 2025-03-13T23:45:00+08:00 5", "M 2025-03-14T00:00:00+08:00 6",
      ])
  }

  @Test func `end labels without a length are not guessed`() throws {
    #expect(throws: IntakeFault.planIncomplete(field: "length")) {
      try Whole("t,p,v\n", longPlan(kind: .power, label: .end))
    }
  }

  @Test func `a plan that names a column the table lacks is refused`() throws {
    for layout in [IntakeLayout.long(point: 1, value: 3), .wide([-1: "A"]), .wide([:])] {
      var plan = longPlan()
      plan.layout = layout
      #expect(throws: IntakeFault.planIncomplete(field: "columns")) { try Whole("t\n", plan) }
    }
  }

  @Test func `date and time of day may stand apart`() throws {
    var plan = IntakePlan(
      columns: 3, layout: .wide([2: "M"]), time: TimeColumns(date: 0, clock: 1),
      clock: LabelClock(offset: .xinjiang, label: .start), kind: .power)
    plan.headerRows = 0
    let whole = try Whole("2025-03-14,7,1\n2025/3/14 0:00:00,7:15,2\n2025-3-14,24,3\n", plan)
    #expect(
      whole.lines(at: .xinjiang) == [
        "M 2025-03-14T07:00:00+06:00 1", "M 2025-03-14T07:15:00+06:00 2",
        "M 2025-03-15T00:00:00+06:00 3",
      ])
  }
}
