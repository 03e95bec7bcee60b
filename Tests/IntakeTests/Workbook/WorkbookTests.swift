import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Intake

@Suite struct WorkbookTests {
  private func cell(_ inside: String, _ facts: String = "") -> String {
    "<sheetData><row><c \(facts)>\(inside)</c></row></sheetData>"
  }

  private func told(
    _ inside: String, _ facts: String = "", strings: String? = nil, styles: String? = nil,
    properties: String = ""
  ) throws -> [String] {
    try MadeWorkbook(
      cell(inside, facts), strings: strings, styles: styles, properties: properties
    ).opened().told()
  }

  @Test func `each kind of cell is read as it stands`() throws {
    let rows = """
      <sheetData><row r="2"><c r="B2"><v>1.50</v></c><c r="D2" t="b"><v>1</v></c></row>
      <row r="9" hidden="1"><c t="inlineStr"><is><t>甲</t><rPh><t>x</t></rPh><r><t>乙</t></r></is></c>
      <c t="e"><v>#N/A</v></c><c t="str"><f>A1&amp;"x"</f><v> y </v></c><c><f>1+1</f></c>
      <c t="d"><v>2025-03-14T07:15:00</v></c><c s="9"/></row></sheetData>
      """
    #expect(
      try MadeWorkbook(rows).opened().told() == [
        "B2 number 1.5", "D2 flag true", "A9 text 甲乙", "B9 fault #N/A", "C9 text  y  ƒ",
        "D9 fault #? ƒ", "E9 date 2025-03-14T07:15:00",
      ])
  }

  @Test func `a number keeps every digit of the file and shows fifteen`() throws {
    let rows = try MadeWorkbook(cell("<v>1.1000000000000001</v>")).opened()
    var cells = try rows.rows(of: rows.sheets[0])
    #expect(try cells.next()?.cells.first?.value == .number("1.1000000000000001"))
    for (file, shown) in [
      ("1.1000000000000001", "1.1"), ("9.949999999999999", "9.95"), ("1E-3", "0.001"),
      ("1.5E+20", "150000000000000000000"), ("-0", "0"), ("999999999999999.9", "1000000000000000"),
      ("20230117", "20230117"), ("0.1234567890123456", "0.123456789012346"), ("-12.50", "-12.5"),
    ] {
      #expect(CellNumber(file)?.shown.plain == shown)
    }
    for bad in ["", "1.2.3", "1e", "0x10", "1 2", "--1", ".", "１", "NaN", "1e99999"] {
      #expect(CellNumber(bad) == nil, "\(bad)")
    }
    for (typed, plain) in [("１２３．４", "123.4"), ("1,234.5", "1234.5"), (" 7 ", "7")] {
      #expect(CellNumber(typed: typed)?.plain == plain)
    }
    #expect(CellNumber(typed: "1,234") == nil)
  }

  @Test func `dates are counted from 1900 or 1904, and 29 February 1900 never was`() throws {
    let styles = #"""
      <numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
      <numFmt numFmtId="171" formatCode="[h]:mm"/><numFmt numFmtId="172" formatCode="0.00&quot;d&quot;"/>
      </numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/>
      <xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="20"/></cellXfs>
      """#
    for (style, number, value) in [
      (0, "45000", "number 45000"), (1, "45000", "date 2023-03-15T00:00:00"),
      (2, "45000.3020833333", "date 2023-03-15T07:15:00"), (3, "45000", "number 45000"),
      (4, "45000", "number 45000"), (1, "59", "date 1900-02-28T00:00:00"), (1, "60", "fault 60"),
      (1, "61", "date 1900-03-01T00:00:00"), (5, "0.5", "clock 12:00:00"), (1, "-1", "fault -1"),
      (1, "45000.999999999", "date 2023-03-16T00:00:00"), (1, "1e30", "fault 1e30"),
    ] {
      #expect(
        try told("<v>\(number)</v>", #"s="\#(style)""#, styles: styles) == ["A1 \(value)"])
    }
    #expect(
      try told("<v>0</v>", #"s="1""#, styles: styles, properties: #"date1904="1""#)
        == ["A1 date 1904-01-01T00:00:00"])
  }

  @Test func `texts are read whole: entities, CDATA, spaces, line ends, what XML cannot hold`()
    throws
  {
    let strings = """
      <si><t xml:space="preserve"> a&amp;b&#x20AC;&#10;</t></si><si><t><![CDATA[<c>]]></t></si>
      <si><r><t>_x0001__x005F_x0041_</t></r><r><t>\r\n_xZZZZ_</t></r></si>
      """
    for (number, text) in [(0, " a&b€\n"), (1, "<c>"), (2, "\u{1}_x0041_\n_xZZZZ_")] {
      let read = try told("<v>\(number)</v>", #"t="s""#, strings: strings)
      #expect(read.first?.utf8.elementsEqual("A1 text \(text)".utf8) == true, "\(read)")
    }
    #expect(try told("<v>3</v>", #"t="s""#, strings: strings) == ["A1 fault 3"])
  }

  @Test func `merged cells are known behind the rows`() throws {
    let book = try MadeWorkbook(
      cell("<v>1</v>") + #"<mergeCells count="1"><mergeCell ref="A1:C4"/></mergeCells>"#
    ).opened()
    var rows = try book.rows(of: book.sheets[0])
    while try rows.next() != nil {}
    #expect(rows.merged == [MergedCells(rows: 1...4, columns: 0...2)])
  }
}

@Suite struct HostileWorkbookTests {
  private func fault(_ made: MadeWorkbook, limits: ZipLimits = ZipLimits()) throws -> String {
    do {
      let book = try made.opened(limits: limits)
      var rows = try book.rows(of: book.sheets[0])
      while try rows.next() != nil {}
      return "read"
    } catch let fault as WorkbookFault {
      return fault.phrase.key
    }
  }

  @Test func `a document type is refused, so nothing is expanded and no file is reached`() throws {
    for type in [
      #"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"#,
      #"<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>"#,
    ] {
      var made = MadeWorkbook("")
      made.parts[3].bytes = Array((type + "<worksheet><sheetData/></worksheet>").utf8)
      #expect(try fault(made) == "workbook.reaches-out")
    }
    #expect(
      try fault(MadeWorkbook("<sheetData><row><c><v>&a;</v></c></row></sheetData>"))
        == "workbook.damaged")
  }

  @Test func `what is not well-formed is damaged`() throws {
    for rows in [
      "<sheetData>", "<sheetData></row>", "<sheetData a=1/>", "<a b='1' b='2'/>",
      "<a/></worksheet><b>",
      "<sheetData><row r=\"2\"/><row r=\"1\"/></sheetData>", "<a b=\"<\"/>", "<a b='1'c='2'/>",
      "<sheetData><row><c r=\"B1\"/><c r=\"A1\"/></row></sheetData>", "&#0;", "<a", "<!-- ",
      "<sheetData><row><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>",
      "<sheetData><row r=\"99999999\"/></sheetData>", String(repeating: "<a>", count: 100),
    ] {
      #expect(try fault(MadeWorkbook(rows)) == "workbook.damaged", "\(rows)")
    }
  }

  @Test func `an archive that promises too much or too many is refused before it is unpacked`()
    throws
  {
    let made = MadeWorkbook("<sheetData/>")
    #expect(try fault(made) == "read")
    #expect(try fault(made, limits: ZipLimits(entries: 2)) == "workbook.too-large")
    #expect(try fault(made, limits: ZipLimits(bytes: 100)) == "workbook.too-large")
    var twice = made
    twice.parts.append(made.parts[3])
    #expect(try fault(twice) == "workbook.damaged")
    for name in ["../evil", "/etc/x", "xl/../../x", "..\\x"] {
      var reaching = made
      reaching.parts.append((name, []))
      #expect(try fault(reaching) == "workbook.reaches-out", "\(name)")
    }
  }

  @Test func `a bomb of deflate is refused by its ratio`() throws {
    let folder = try TemporaryFolder()
    let script = """
      import zipfile
      with zipfile.ZipFile('bomb.xlsx', 'w', zipfile.ZIP_DEFLATED) as z:
          z.writestr('[Content_Types].xml', '')
          z.writestr('xl/worksheets/sheet1.xml', ' ' * (64 << 20))
      """
    try #require(try run("python3", ["-c", script], in: folder.url.path).status == 0)
    #expect(
      throws: WorkbookFault.tooLarge(
        file: folder.path("bomb.xlsx"), part: "xl/worksheets/sheet1.xml")
    ) { try Workbook(file: folder.path("bomb.xlsx")) }
  }

  @Test func `any damage of any byte ends in a fault or in cells, never in a crash`() throws {
    let whole = MadeWorkbook(
      #"<sheetData><row><c t="s"><v>0</v></c><c><v>1.5</v></c></row></sheetData>"#,
      strings: "<si><t>a&amp;b</t></si>"
    ).zipped()
    let folder = try TemporaryFolder()
    let path = folder.path("damaged.xlsx")
    var random = SeededRandom(seed: 7)
    for round in 0..<400 {
      var bytes = whole
      let at = Int.random(in: 0..<bytes.count, using: &random)
      if round % 4 == 0 {
        bytes.removeLast(bytes.count - at)
      } else {
        bytes[at] = UInt8.random(in: 0...255, using: &random)
      }
      try Data(bytes).write(to: URL(filePath: path))
      do {
        let book = try Workbook(file: path)
        for sheet in book.sheets {
          var rows = try book.rows(of: sheet)
          while try rows.next() != nil {}
        }
      } catch { continue }
    }
  }

  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `old and sealed workbooks and what is none are told by name`() throws {
    let cases = try #require(sharedData).appending(path: "xlsx-cases")
    let old = cases.appending(path: "readxl/types.xls").path
    #expect(throws: WorkbookFault.oldForm(file: old)) { try Workbook(file: old) }
    let folder = try TemporaryFolder()
    let (sealed, text) = (folder.path("sealed.xlsx"), folder.path("text.xlsx"))
    let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let name = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
    try Data(mark + [UInt8](repeating: 0, count: 5000) + name).write(to: URL(filePath: sealed))
    try Data("a,b\n".utf8).write(to: URL(filePath: text))
    #expect(throws: WorkbookFault.sealed(file: sealed)) { try Workbook(file: sealed) }
    #expect(throws: WorkbookFault.notWorkbook(file: text)) { try Workbook(file: text) }
    #expect(throws: WorkbookFault.self) { try Workbook(file: folder.path("nowhere.xlsx")) }
  }
}

@Suite struct TextTableTests {
  private func told(_ bytes: some Sequence<UInt8>) throws -> [String] {
    var table = try TextTable(Array(bytes), name: "t.csv")
    var lines: [String] = []
    while let row = table.next() {
      lines += row.cells.map { "\(row.number).\($0.column) \($0.value.told)" }
    }
    return lines
  }

  @Test func `encoding and delimiter are found, blanks are not there, rows are counted`() throws {
    #expect(
      try told("\u{FEFF}编号;名称\r\n;\r\n1;\"a;\"\"b\"\"\nc\"\r\n".utf8) == [
        "1.0 text 编号", "1.1 text 名称", "3.0 text 1", "3.1 text a;\"b\"\nc",
      ])
    #expect(try told([0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0x31, 0x0A]) == ["1.0 text 编号", "1.1 text 1"])
    #expect(try told("a,\"b\nc,d\n".utf8).contains("1.0 fault a"))
    #expect(try told("alone\nx".utf8) == ["1.0 text alone", "2.0 text x"])
    #expect(throws: WorkbookFault.self) { try told(Array("PK\u{3}\u{4}".utf8) + [0]) }
  }

  @Test func `any text behind its guard comes back as it was, and none is a formula`() throws {
    var random = SeededRandom(seed: 11)
    let alphabet = Array("'=+-@\t\r\n\"a1甲,; ")
    for _ in 0..<2000 {
      let text = String(
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        })
      let guarded = guarded(text)
      #expect(unguarded(guarded).utf8.elementsEqual(text.utf8), "\(text.debugDescription)")
      #expect(!"=+-@\t\r\n".utf8.contains(guarded.utf8.first ?? 0x20))
    }
    #expect(unguarded("'abc") == "'abc")
    #expect(unguarded(guarded("#N/A")) == "#N/A")
    #expect(try told("a,#N/A\nb,'#N/A".utf8).contains("1.1 fault #N/A"))
    #expect(try told("a,#N/A\nb,'#N/A".utf8).contains("2.1 text #N/A"))
  }
}
