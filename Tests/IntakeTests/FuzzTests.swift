import Intake
import SiteModel
import TestSupport
import Testing

@Suite struct FuzzTests {
  private static let files: [[UInt8]] = [
    Array(
      "t,p,v\n2025-01-01T00:00:00+08:00,A,1.5\r\n2025-01-01T00:15:00+08:00,A,\"1,234.5\"\n".utf8),
    Array("日期;时刻;一号（kW）;b\n14/3/2025;7:15;１２;?\n14/3/2025;24:00;-0.5;\"a\"\"b\"\n".utf8),
    Array("t|p|v\r2025年3月14日 7:15|\"a\nb\"|1\r合计||2".utf8),
    [0xCA, 0xB1, 0x2C, 0xB5, 0xE7, 0xB1, 0xED, 0x2C, 0x81, 0x39, 0xEE, 0x39, 0x0A]
      + Array("20250314 0715,".utf8) + [0x81, 0x7C] + Array(",3\n".utf8),
  ]

  private static let seeds: [UInt8] =
    Array(",;|\t\"\r\n0-:./+T".utf8) + [0xFF, 0x81, 0xEF, 0xBC, 0]

  private func damaged(_ random: inout SeededRandom) -> [UInt8] {
    var bytes = Self.files.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...5, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let byte =
        Bool.random(using: &random)
        ? UInt8.random(in: 0...255, using: &random) : Self.seeds.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(byte, at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 9))
      default: bytes[place] = byte
      }
    }
    return bytes
  }

  private func plan(_ random: inout SeededRandom) -> IntakePlan {
    var plan = longPlan(kind: .interval, label: .end, length: 900)
    plan.encoding = Bool.random(using: &random) ? .utf8 : .gb18030
    plan.delimiter = Delimiter.allCases.randomElement(using: &random) ?? .comma
    plan.dateOrder = DateOrder.allCases.randomElement(using: &random) ?? .ymd
    if Bool.random(using: &random) {
      (plan.columns, plan.layout) = (4, .wide([2: "A", 3: "B"]))
      plan.time = TimeColumns(date: 0, clock: 1)
    }
    return plan
  }

  @Test func `no damage stops the reader, and every row is accounted for`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    for _ in 0..<100_000 {
      let (bytes, plan) = (damaged(&random), plan(&random))
      var pieces = RowPieces(bytes: bytes, name: "fuzz", plan: plan)
      guard let piece = try pieces.next() else { continue }
      let batch = try parse(piece, plan: plan, names: PointNames())
      let rows = Set(batch.row).union(batch.refusals.map(\.row))
      #expect(rows.count + batch.blankRows + piece.leadingRows <= batch.rows)
      #expect(rows.allSatisfy { $0 < batch.rows })
      #expect(Set(batch.refusals.map(\.row)) == Set(batch.refusedRows.map(\.row)))
    }
  }

  @Test func `no damage stops the proposal`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    var answers = IntakeAnswers(kind: .power, offset: .beijing, label: .start)
    (answers.midnight, answers.dateOrder) = (.nextDate, .dmy)
    for _ in 0..<3000 {
      let bytes = damaged(&random)
      do {
        let plan = try propose(head: bytes, fileName: "fuzz").plan(answers)
        _ = try Whole(bytes: bytes, plan)
      } catch {
        #expect(error is IntakeFault)
      }
    }
  }
}
