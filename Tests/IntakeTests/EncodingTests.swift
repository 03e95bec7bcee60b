import Intake
import SiteModel
import Testing

@Suite struct EncodingTests {
  // 时间,电表编号,值 and two rows of 电表一 and 电表二, in GB18030.
  private let header: [UInt8] = [
    0xCA, 0xB1, 0xBC, 0xE4, 0x2C, 0xB5, 0xE7, 0xB1, 0xED, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xD6, 0xB5,
    0x0A,
  ]
  private let one: [UInt8] = [0xB5, 0xE7, 0xB1, 0xED, 0xD2, 0xBB]
  private let two: [UInt8] = [0xB5, 0xE7, 0xB1, 0xED, 0xB6, 0xFE]

  private func row(_ name: [UInt8], _ value: String) -> [UInt8] {
    Array("2025-01-01 00:00,".utf8) + name + Array(",\(value)\n".utf8)
  }

  private var gbk: [UInt8] { header + row(one, "1.5") + row(two, "2.5") }

  private func plan(_ head: [UInt8]) throws -> IntakePlan {
    var answers = IntakeAnswers(kind: .register, offset: .beijing)
    answers.midnight = .nextDate
    return try propose(head: head, fileName: "a.csv").plan(answers)
  }

  @Test func `GBK and UTF-8 of one text give equal readings`() throws {
    let utf8 = "\u{FEFF}时间,电表编号,值\n2025-01-01 00:00,电表一,1.5\n2025-01-01 00:00,电表二,2.5\n"
    let (a, b) = (try plan(gbk), try plan(Array(utf8.utf8)))
    #expect(a.encoding == .gb18030 && b.encoding == .utf8)
    #expect(try Whole(bytes: gbk, a).lines() == Whole(utf8, b).lines())
    #expect(try Whole(bytes: gbk, a).points == ["电表一", "电表二"])
  }

  @Test func `four-byte characters and a bar inside a character are one character`() throws {
    // U+3400 is 81 39 EE 39; U+4E85 is 81 7C, whose second byte is a bar.
    var plan = longPlan()
    (plan.encoding, plan.delimiter, plan.headerRows) = (.gb18030, .bar, 0)
    let names: [[UInt8]] = [[0x81, 0x39, 0xEE, 0x39], [0x81, 0x7C]]
    let bytes = names.flatMap { Array("2025-01-01 00:00|".utf8) + $0 + Array("|1\n".utf8) }
    #expect(try Whole(bytes: bytes, plan).points == ["\u{3400}", "\u{4E85}"])
  }

  @Test func `a damaged byte of GBK refuses its row and no other`() throws {
    for damage: UInt8 in [0xFF, 0x80] {
      var bytes = gbk + row(one, "3")
      bytes[header.count + row([], "").count - 2] = damage
      let whole = try Whole(bytes: bytes, try plan(gbk))
      #expect(whole.rows == [3, 4] && whole.rowCount == 4)
      #expect(whole.refusals.map(\.refusal.reason) == [.bytes])
    }
  }

  @Test func `a lead byte before a line end does not eat it`() throws {
    let whole = try Whole(bytes: gbk + row(one + [0xB5], "3") + row(two, "4"), try plan(gbk))
    #expect(whole.rowCount == 5 && whole.values.count == 3)
  }

  @Test func `one damaged byte does not turn UTF-8 into GBK`() throws {
    var bytes = Array(String(repeating: "时间,电表,数值\n", count: 5).utf8)
    bytes[3] = 0xFF
    #expect(try propose(head: bytes, fileName: "a.csv").encoding == .utf8)
  }

  @Test(
    arguments: [
      (
        "XLSX",
        Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 30)
          + Array("[Content_Types].xml     ".utf8)
      ),
      ("ZIP", Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 60)),
      ("gzip", [0x1F, 0x8B, 8, 0]), ("PDF", Array("%PDF-1.7\n".utf8)),
      ("XLS", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]),
      ("PNG", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]),
      ("UTF-32", [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]),
      ("UTF-16", [0xFF, 0xFE, 0x41, 0, 0x2C, 0]),
      ("UTF-16", Array("a,b\n1,2\n".utf8).flatMap { [$0, 0] }),
      ("binary", Array("a,b\n1,".utf8) + [0, 7]), ("HTML / XML", Array("\n<TABLE><tr>".utf8)),
    ] as [(String, [UInt8])])
  func `what is no text is refused by what it looks like`(_ name: String, _ head: [UInt8]) {
    #expect(throws: IntakeFault.notText(file: "a.csv", looksLike: name)) {
      try propose(head: head, fileName: "a.csv")
    }
  }

  @Test func `text without columns is no table`() {
    #expect(throws: IntakeFault.notATable(file: "a.txt")) {
      try propose(head: Array("a letter\nto nobody\n".utf8), fileName: "a.txt")
    }
  }
}
