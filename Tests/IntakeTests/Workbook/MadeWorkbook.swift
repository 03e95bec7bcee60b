import Foundation
import SiteModel
import TestSupport

@testable import Intake

extension CellValue {
  /// The value as tests write it: `number 1.5`, `date 2025-03-14T00:00:00`.
  var told: String {
    switch self {
    case .text(let text): "text \(text)"
    case .number(let text): "number \(CellNumber(text)?.shown.plain ?? text)"
    case .date(let date, let second): "date \(date)T\(Self.clock(second))"
    case .clock(let second): "clock \(Self.clock(second))"
    case .flag(let flag): "flag \(flag)"
    case .fault(let text): "fault \(text)"
    }
  }

  private static func clock(_ second: Int) -> String {
    [second / 3600, second / 60 % 60, second % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}

extension Workbook {
  /// All cells of a sheet, `B3 text x`, in the order they are read.
  func told(sheet place: Int = 0) throws -> [String] {
    var rows = try rows(of: sheets[place])
    var lines: [String] = []
    while let row = try rows.next() {
      for cell in row.cells {
        let letter = String(UnicodeScalar(UInt8(65 + cell.column)))
        lines.append("\(letter)\(row.number) \(cell.value.told)\(cell.isComputed ? " ƒ" : "")")
      }
    }
    return lines
  }
}

/// A workbook made part by part, also such as no program would write.
struct MadeWorkbook {
  var parts: [(name: String, bytes: [UInt8])]

  private static let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// One sheet whose `worksheet` element holds `rows`.
  init(
    _ rows: String, strings: String? = nil, styles: String? = nil, properties: String = ""
  ) {
    func link(_ id: String, _ kind: String, _ target: String) -> String {
      #"<Relationship Id="\#(id)" Type="\#(Self.links)/\#(kind)" Target="\#(target)"/>"#
    }
    let book = [
      link("a", "worksheet", "worksheets/sheet1.xml"), link("b", "sharedStrings", "strings.xml"),
      link("c", "styles", "styles.xml"),
    ]
    let texts: [(String, String?)] = [
      (
        "_rels/.rels",
        "<Relationships>\(link("x", "officeDocument", "xl/workbook.xml"))</Relationships>"
      ),
      (
        "xl/workbook.xml",
        #"<workbook xmlns:r="r"><workbookPr \#(properties)/><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>"#
      ),
      ("xl/_rels/workbook.xml.rels", "<Relationships>\(book.joined())</Relationships>"),
      ("xl/worksheets/sheet1.xml", "<worksheet>\(rows)</worksheet>"),
      ("xl/strings.xml", strings.map { "<sst>\($0)</sst>" }),
      ("xl/styles.xml", styles.map { "<styleSheet>\($0)</styleSheet>" }),
    ]
    parts = texts.compactMap { name, text in text.map { (name, Array($0.utf8)) } }
  }

  /// The ZIP archive, nothing in it compressed.
  func zipped() -> [UInt8] {
    var (bytes, directory): ([UInt8], [UInt8]) = ([], [])
    for part in parts {
      let name = Array(part.name.utf8)
      let facts =
        Self.number(crc(part.bytes), 4) + Self.number(part.bytes.count, 4)
        + Self.number(part.bytes.count, 4) + Self.number(name.count, 2) + Self.number(0, 2)
      let common = Self.number(20, 2) + [UInt8](repeating: 0, count: 8) + facts
      directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + common
      directory += [UInt8](repeating: 0, count: 10) + Self.number(bytes.count, 4) + name
      bytes += Self.number(0x0403_4B50, 4) + common + name + part.bytes
    }
    let end =
      Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(parts.count, 2)
      + Self.number(parts.count, 2) + Self.number(directory.count, 4)
      + Self.number(bytes.count, 4) + Self.number(0, 2)
    return bytes + directory + end
  }

  /// Writes it and opens it.
  func opened(limits: ZipLimits = ZipLimits()) throws -> Workbook {
    let folder = try TemporaryFolder()
    let path = folder.path("made.xlsx")
    try Data(zipped()).write(to: URL(filePath: path))
    return try Workbook(file: path, limits: limits)
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func crc(_ bytes: [UInt8]) -> Int {
    let sum = bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return Int(sum ^ 0xFFFF_FFFF)
  }
}
