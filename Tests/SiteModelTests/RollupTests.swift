import SiteModel
import Testing

@Suite struct RollupTests {
  private func year() throws -> ClosedRange<CivilDate> {
    try Period("2025").dates(in: .natural(at: .utc))
  }

  /// An inventory as its own bytes say it: lines of source, category, MWh and tonnes.
  private func figure(
    _ id: String, total: String, _ lines: [(String, String, String, String)], frozen: Bool = true
  ) throws -> EntityFigure {
    let items: [JSON] = lines.map { source, category, energy, value in
      [
        "source": .string(source), "name": .string(source), "gas": "CO2",
        "category": .string(category), "value": .string(value), "unit": "tCO2",
        "inputs": [
          ["name": "electricity.quantity", "value": .string(energy), "unit": "MWh"],
          ["name": "electricity.factor", "value": "0.5", "unit": "tCO2/MWh"],
        ],
      ]
    }
    let json: JSON = [
      "total": ["value": .string(total), "unit": "tCO2"], "lines": .array(items),
      "provisional": .bool(!frozen), "complete": true,
    ]
    return try #require(EntityFigure(inventory: id, json))
  }

  private func part(_ entity: String, _ figure: EntityFigure?) -> Rollup.Part {
    Rollup.Part(entity: entity, place: nil, figure: figure, isApproved: false)
  }

  private func transfer(
    _ fields: [String: JSON] = [:]
  ) throws -> InternalTransfer {
    let all: [String: JSON] = [
      "number": "IT-1", "carrier": "electricity", "seller": "a", "sellerSource": "X",
      "buyer": "b", "buyerSource": "P",
    ]
    return try #require(InternalTransfer(all.merging(fields) { $1 }))
  }

  /// a burns fuel for 100 t and sells 40 MWh; b buys so many.
  private func group(
    sold: (String, String, String)? = ("exported-electricity", "40", "20.00"),
    total: String = "80.00",
    bought: (String, String) = ("40", "20.00"), transfers: [InternalTransfer]? = nil
  ) throws -> Rollup {
    var lines = [("F", "fuel-combustion", "0", "100.00")]
    if let sold { lines.append(("X", sold.0, sold.1, sold.2)) }
    let a = try figure("ia", total: total, lines)
    let b = try figure(
      "ib", total: bought.1, [("P", "purchased-electricity", bought.0, bought.1)])
    return try Rollup(
      [part("a", a), part("b", b)], transfers: transfers ?? [transfer()], over: year())
  }

  @Test func `what both say alike cancels in the sum, and is taken out once`() throws {
    let rollup = try group()
    #expect(rollup.gross == Rational(100))
    #expect(rollup.eliminated == .zero)
    #expect(rollup.net == Rational(100))
    #expect(!rollup.transfers[0].differs)
  }

  @Test func `where the seller takes no export off, the buyer's line was counted twice`() throws {
    let rollup = try group(sold: ("information", "40", "20.00"), total: "100.00")
    #expect(rollup.gross == Rational(120))
    #expect(rollup.eliminated == Rational(20))
    #expect(rollup.net == Rational(100))
  }

  @Test func `two figures that differ both stand, and neither comes into the net`() throws {
    let rollup = try group(bought: ("30", "15.00"))
    #expect(rollup.gross == Rational(95))
    #expect(rollup.net == Rational(100))
    let match = rollup.transfers[0]
    #expect(match.differs)
    #expect(match.difference.map { "\($0)" } == "10 MWh")
    #expect(match.seller?.counted == Rational(-20))
    #expect(match.buyer?.counted == Rational(15))
  }

  @Test func `a transfer of which one side says nothing stays in the sum, and it is said why`()
    throws
  {
    let rollup = try group(sold: nil, total: "100.00")
    #expect(rollup.gross == rollup.net)
    #expect(rollup.transfers[0].why == [.noLine(.seller)])
    let alone = try Rollup(
      [part("a", rollup.parts[0].figure), part("b", nil)], transfers: [transfer()],
      over: year())
    #expect(alone.transfers[0].why == [.noLine(.seller), .missing(.buyer)])
    #expect(alone.missing == ["b"])
    #expect(alone.gross == Rational(100))
  }

  @Test func `a transfer of a part of the period is not taken out; one of another year is none`()
    throws
  {
    let part = try group(transfers: [try transfer(["from": "2025-07-01"])])
    #expect(part.transfers[0].why == [.partOfPeriod])
    #expect(part.eliminated == .zero)
    let past = try group(transfers: [try transfer(["until": "2024-12-31"])])
    #expect(past.transfers.isEmpty)
    #expect(past.unassigned.map(\.line.source) == ["X"])
  }

  @Test func `missing is missing and no zero`() throws {
    let rollup = try Rollup([part("b", nil), part("a", nil)], transfers: [], over: year())
    #expect(rollup.missing == ["a", "b"])
    #expect(rollup.gross == nil)
    #expect(rollup.net == nil)
    #expect(rollup.unit == nil)
  }

  @Test func `the share of a day is that of the newest row that has begun`() throws {
    let tree = GroupTree([
      "g": ["number": "G", "name": "集团", "kind": "group"],
      "s": ["number": "S", "name": "电力", "kind": "sector", "parent": "g"],
      "u": [
        "number": "U", "name": "一厂", "kind": "entity", "entity": "a", "parent": "s",
        "shares": [
          ["from": "2024-07-01", "share": "51.5"], ["from": "2020-01-01", "share": "60"],
        ],
      ],
      "x": ["number": "X", "name": "圈", "kind": "entity", "entity": "c", "parent": "y"],
      "y": ["number": "Y", "name": "圈", "kind": "entity", "parent": "x"],
    ])
    let days = ["2019-12-31", "2024-06-30", "2024-07-01"].compactMap { CivilDate($0) }
    let shares = days.map { tree.place(of: "a", on: $0)?.share }
    #expect(shares == [nil, Rational(60), Rational("51.5")])
    #expect(tree.place(of: "a", on: days[0])?.sector?.name == "电力")
    #expect(tree.place(of: "b", on: days[0]) == nil)
    #expect(tree.place(of: "c", on: days[0])?.sector == nil)
  }
}
