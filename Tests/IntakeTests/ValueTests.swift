import Intake
import SiteModel
import Testing

@Suite struct ValueTests {
  private func read(_ value: String, _ change: (inout IntakePlan) -> Void = { _ in }) throws
    -> Whole
  {
    var plan = pairPlan()
    change(&plan)
    return try Whole("2025-03-14 07:15,\(value)\n", plan)
  }

  @Test(
    arguments: [
      ("12.50", "12.50"), ("-3", "-3"), ("007", "7"), ("+7", "7"), (".5", "0.5"),
      ("1e6", "1000000"),
      ("1.5E-3", "0.0015"), ("１２３．４", "123.4"), ("\"1,234.5\"", "1234.5"),
      ("\"1,234,567\"", "1234567"), ("\"-1,234.50\"", "-1234.50"), (" 8 ", "8"), ("8\t", "8"),
      ("231639.12699999998", "231639.12699999998"), ("999999999999999999", "999999999999999999"),
      ("0.000000000000000001", "0.000000000000000001"), ("-0.00", "0.00"),
      ("000000000000000000000000012.5", "12.5"),
    ])
  func `a number is kept as it is written`(_ text: String, _ value: String) throws {
    let whole = try read(text)
    #expect(whole.values.map(\.description) == [value])
    #expect(whole.refusals.isEmpty)
  }

  @Test(
    arguments: [
      "", " ", "-", "--", "—", "/", "无", "缺测", "null", "NULL", "N/A", "#N/A", "NaN", "?", "\"\"",
      "－", "　",
    ])
  func `a placeholder is a gap and never zero`(_ text: String) throws {
    let whole = try read(text)
    #expect(whole.values.isEmpty && whole.refusals.isEmpty)
    #expect(whole.gaps == 1)
  }

  @Test(
    arguments: [
      ("12a", "value"), ("1 000", "value"), ("1.2.3", "value"), ("Infinity", "value"),
      ("0x1F", "value"),
      ("1234567890123456789", "digits"), ("\"1,234\"", "thousands"), ("\"1,23,4.5\"", "value"),
      ("\"12,5\"", "value"), ("1e30", "value"), ("\"1.234,5\"", "value"),
    ])
  func `what is no number is refused and not repaired`(_ text: String, _ reason: String) throws {
    let whole = try read(text)
    #expect(whole.values.isEmpty && whole.gaps == 0)
    #expect(whole.refusals.map(\.refusal.reason.rawValue) == [reason])
    #expect(whole.refusals.first?.refusal.column == 1)
  }

  @Test func `a person's word makes one comma a thousand`() throws {
    #expect(try read("\"1,234\"") { $0.groupedThousands = true }.values.map(\.units) == [1234])
  }

  @Test func `a refused value leaves its neighbours alone`() throws {
    var plan = pairPlan()
    plan.columns = 4
    plan.layout = .wide([1: "A", 2: "B", 3: "C"])
    let whole = try Whole("2025-01-01 00:00,1,x,3\n2025-01-01 01:00,-,5,6\n", plan)
    #expect(whole.points == ["A", "C", "B", "C"])
    #expect(whole.gaps == 1)
    #expect(whole.refusals.map(\.row) == [1])
    #expect(whole.refusals.first?.refusal.found == "x")
    #expect(whole.refusals.first?.refusal.column == 2)
  }
}
