import Intake
import SiteModel
import Testing

@Suite struct RefusedRowsTests {
  private let source =
    "能源表\nt,p,v\n2025-01-01 00:00,A,1\n2025-01-01 00:15,A,x\n\n2025-01-32 00:00,B,2\n"
    + "2025-01-01 00:30,A\n合计,,3\n2025-01-01 00:45,\"A\",4"

  private var plan: IntakePlan {
    var plan = longPlan()
    plan.skippedRows = 1
    return plan
  }

  @Test func `each refusal says row, column, reason, and the others are read`() throws {
    let whole = try Whole(source, plan)
    #expect(whole.rows == [3, 9] && whole.blankRows == 1 && whole.endsOpen)
    #expect(whole.refusals.map(\.row) == [4, 6, 7, 8])
    #expect(whole.refusals.map(\.refusal.column) == [2, 0, nil, 0])
    #expect(whole.refusals.map(\.refusal.reason) == [.value, .date, .columns, .total])
    #expect(
      whole.refusals[0].refusal.phrase(after: 0)
        == Phrase(
          "intake.refused-value", ["row": "4", "column": "3", "found": "x", "expected": "12.5"]))
    #expect(whole.refusals[2].refusal.found == "2" && whole.refusals[2].refusal.expected == "3")
  }

  @Test func `refused rows come back with the source's header, in its order`() throws {
    var whole = try Whole(source, plan)
    let files = whole.refused.take()
    #expect(
      String(decoding: files.rows.dropFirst(3), as: UTF8.self)
        == "能源表\nt,p,v\n2025-01-01 00:15,A,x\n2025-01-32 00:00,B,2\n2025-01-01 00:30,A\n合计,,3\n")
    let reasons = String(decoding: files.reasons.dropFirst(3), as: UTF8.self)
    #expect(
      reasons.hasPrefix("row,repair-row,column,reason,found,expected\r\n4,3,3,value,x,12.5\r\n"))
    #expect(reasons.contains("\r\n7,5,,columns,2,3\r\n"))
    #expect(whole.refused.take().rows.isEmpty)
  }

  @Test func `a repaired file reads with the same plan`() throws {
    var whole = try Whole(source, plan)
    let text = String(decoding: whole.refused.take().rows, as: UTF8.self)
    let repaired = text.split(separator: "\n").map { line -> String in
      line.hasSuffix("A,x") ? "2025-01-01 00:15,A,7" : String(line)
    }
    let again = try Whole(repaired.joined(separator: "\n"), plan.forRefusedRows)
    #expect(again.lines(at: .beijing) == ["A 2025-01-01T00:15:00+08:00 7"])
    #expect(again.refusals.count == 3)
  }

  @Test func `a damaged byte refuses its row and no other`() throws {
    var bytes = Array("t,p,v\n2025-01-01 00:00,表,1\n2025-01-01 00:15,表,2\n".utf8)
    bytes += Array("2025-01-01 00:30,表,3\n".utf8)
    let place = try #require(bytes.firstIndex(of: 0xE8))
    bytes[place] = 0xFF
    let whole = try Whole(bytes: bytes, longPlan())
    #expect(whole.rows == [3, 4])
    #expect(whole.refusals.map(\.row) == [2])
    #expect(whole.refusals.first?.refusal.reason == .bytes)
  }
}
