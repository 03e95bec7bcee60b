import Foundation
import Intake
import SiteModel
import TestSupport
import Testing

@Suite struct RowPiecesTests {
  private func pieces(_ bytes: [UInt8], _ plan: IntakePlan = pairPlan()) throws -> [RowPiece] {
    var pieces = RowPieces(bytes: bytes, name: "a.csv", plan: plan)
    var all: [RowPiece] = []
    while let piece = try pieces.next(reusing: [1, 2, 3]) { all.append(piece) }
    return all
  }

  @Test func `the pieces of a file are the file`() throws {
    let text = (0..<40_000).map { "2025-01-01 00:00,\($0)\r\n" }.joined()
    let all = try pieces(Array(text.utf8))
    #expect(all.count > 2)
    #expect(all.flatMap(\.bytes) == Array(text.utf8))
    #expect(all.allSatisfy { $0.bytes.last == 0x0A })
  }

  @Test func `a piece does not end inside quotes`() throws {
    let row = "2025-01-01 00:00,1,\"" + String(repeating: "a\n", count: 300) + "\"\n"
    var plan = pairPlan()
    plan.columns = 3
    let bytes = Array(String(repeating: row, count: 1500).utf8)
    let all = try pieces(bytes, plan)
    #expect(all.count > 2 && all.flatMap(\.bytes) == bytes)
    #expect(all.allSatisfy { $0.bytes.count % row.utf8.count == 0 })
    #expect(try Whole(bytes: bytes, plan).values.count == 1500)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every line end ends a row`(_ end: String) throws {
    let rows = (0..<30_000).map { "2025-01-01 00:00,\($0)" }
    let whole = try Whole(rows.joined(separator: end), pairPlan())
    #expect(whole.values.count == 30_000 && whole.rowCount == 30_000)
    #expect(whole.refusals.isEmpty && whole.blankRows == 0)
    #expect(whole.endsOpen)
  }

  @Test func `a row over the limit is a fault that names the row`() throws {
    let rows = String(repeating: "2025-01-01 00:00,1\n", count: 60_000)
    let long = Array(rows.utf8) + [UInt8](repeating: 0x41, count: 5_000_000)
    #expect(throws: IntakeFault.rowTooLong(file: "a.csv", row: 60_001)) { try pieces(long) }
  }

  @Test func `a line of two gigabytes takes no memory`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("long.csv")
    try Data("2025-01-01 00:00,1\n".utf8).write(to: URL(filePath: path))
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    // A hole reads as NUL bytes and needs no room on the disk.
    try handle.truncate(atOffset: 2_000_000_000)
    try handle.close()
    var pieces = try RowPieces(file: path, plan: pairPlan())
    let first = try #require(try pieces.next())
    #expect(first.bytes.count == 19)
    #expect(throws: IntakeFault.rowTooLong(file: path, row: 2)) { _ = try pieces.next() }
  }

  @Test func `a quote that is never closed damages its own row only`() throws {
    var rows = (0..<100_000).map { "2025-01-01 00:00,\($0)\n" }
    rows[7] = "2025-01-01 00:00,\"7\n"
    let whole = try Whole(rows.joined(), pairPlan())
    #expect(whole.values.count == 99_999)
    #expect(whole.refusals.map(\.row) == [8])
    #expect(whole.refusals.first?.refusal.reason == .quote)
  }

  @Test func `leading rows are counted over the borders of pieces`() throws {
    var plan = pairPlan()
    plan.skippedRows = 20_000
    plan.headerRows = 1
    let title = String(repeating: "title of the table\n", count: 20_000)
    let whole = try Whole(title + "t,v\n2025-01-01 00:00,1\n", plan)
    #expect(whole.rows == [20_002] && whole.refusals.isEmpty)
  }

  @Test func `a file that is not there is a fault to try again`() {
    #expect { try Whole(file: "/no/such/file", pairPlan()) } throws: { error in
      (error as? IntakeFault)?.kind == .unavailable
    }
  }
}
