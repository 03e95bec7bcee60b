import Intake
import SiteModel
import Testing

@Suite struct PointNamesTests {
  private func batch(_ names: [String], _ table: PointNames) throws -> IntakeBatch {
    let rows = names.map { "2025-01-01 00:00,\($0),1\n" }.joined()
    var plan = longPlan()
    plan.headerRows = 0
    var pieces = RowPieces(bytes: Array(rows.utf8), name: "a.csv", plan: plan)
    return try parse(try #require(try pieces.next()), plan: plan, names: table)
  }

  @Test func `pieces begun with one table agree after merging`() throws {
    var table = PointNames(["A"])
    let one = try batch(["B", "A", "C"], table)
    let two = try batch(["C", "B", "D"], table)
    let same = try table.merge(one.names)
    #expect(same == nil)
    #expect(table.names == ["A", "B", "C"])
    let moved = try table.merge(two.names)
    let remap = try #require(moved)
    #expect(table.names == ["A", "B", "C", "D"])
    #expect(two.columns.point.map { table.names[Int(remap[Int($0)])] } == ["C", "B", "D"])
  }

  @Test func `a batch's columns name its points`() throws {
    let batch = try batch(["B", "\" B \"", "C"], PointNames(["A"]))
    #expect(batch.columns.points == ["A", "B", "C"])
    #expect(batch.columns.point == [1, 1, 2])
  }

  @Test func `a row without a point is refused`() throws {
    let batch = try batch(["", " "], PointNames())
    #expect(batch.refusals.map(\.reason) == [.point, .point])
  }

  @Test func `the 65,537th point is refused and nothing is mixed up`() throws {
    let rows = (0...65_536).map { "2025-01-01 00:00,P\($0),\($0)\n" }.joined()
    let whole = try Whole("t,p,v\n" + rows, longPlan())
    #expect(whole.values.count == 65_536)
    #expect(zip(whole.points, whole.values).allSatisfy { $0 == "P\($1)" })
    #expect(whole.refusals.map(\.refusal.reason) == [.points])
  }
}
