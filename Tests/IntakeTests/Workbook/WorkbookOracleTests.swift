import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Intake

/// Whether python3 has openpyxl: it is no part of Debian's python3 and so not of the gate.
private let hasOpenpyxl =
  (try? run("python3", ["-c", "import openpyxl"]))?.status == 0

/// What openpyxl reads in each file, as lines `file|sheet|row|column|kind|value`; a file that it
/// cannot open itself is a line `file|!`.
private let script = #"""
  import sys, datetime, decimal, warnings
  import openpyxl
  warnings.simplefilter('ignore')
  def plain(v):
      text = format(decimal.Decimal('%.15g' % v), 'f')
      text = text.rstrip('0').rstrip('.') if '.' in text else text
      return '0' if text in ('-0', '') else text
  def rounded(v):
      return (v + datetime.timedelta(microseconds=500000)).replace(microsecond=0)
  def told(cell):
      v = cell.value
      if isinstance(v, bool): return 'flag', str(v).lower()
      if isinstance(v, (int, float)): return 'number', plain(v)
      if isinstance(v, datetime.datetime): return 'date', rounded(v).isoformat()
      if isinstance(v, datetime.time): return 'clock', v.strftime('%H:%M:%S')
      return ('fault' if cell.data_type == 'e' else 'text'), v.replace('_x000D_', '\r')
  for path in sys.argv[1:]:
      name = path.split('/')[-1]
      try: book = openpyxl.load_workbook(path, data_only=True)
      except Exception: print(f'{name}|!'); continue
      for sheet in book.worksheets:
          for row in sheet.iter_rows():
              for cell in row:
                  if cell.value is None or cell.value == '': continue
                  kind, text = told(cell)
                  print('|'.join([name, sheet.title, str(cell.row), str(cell.column - 1), kind,
                      text.encode().hex() if kind == 'text' else text]))
  """#

@Suite struct WorkbookOracleTests {
  @Test(
    .enabled(if: hasOpenpyxl, "needs python3 with openpyxl"),
    .enabled(if: sharedData != nil, "needs ../shared/data"))
  func `openpyxl reads the same cells in workbooks of many programs`() throws {
    let folder = try #require(sharedData).appending(path: "xlsx-cases")
    let names = (FileManager.default.subpaths(atPath: folder.path) ?? []).sorted()
      .filter { $0.hasSuffix(".xlsx") }
    let paths = names.map { folder.appending(path: $0).path }
    let answer = try run("python3", ["-c", script] + paths)
    try #require(answer.status == 0, "\(answer.error)")
    let theirs = Dictionary(
      grouping: answer.output.split(separator: "\n").map(String.init),
      by: { String($0.prefix { $0 != "|" }) }
    ).mapValues(Set.init)
    for path in paths {
      let name = URL(filePath: path).lastPathComponent
      guard theirs[name] != ["\(name)|!"], let book = try? Workbook(file: path) else { continue }
      let ours = Set(try lines(book).map { "\(name)|\($0)" })
      #expect(ours.subtracting(theirs[name] ?? []).subtracting(Self.known).sorted() == [])
      #expect((theirs[name] ?? []).subtracting(ours).subtracting(Self.known).sorted() == [])
    }
    #expect(theirs.count > 40)
  }

  // Where we differ on purpose: a day that never was, a formula nobody computed, and
  // `_x005F_x000D_`, which is the text `_x000D_` and no line end.
  private static let known: Set<String> = [
    "dates-leap-year-1900-xlsx.xlsx|for_human_eyes|8|0|fault|60.333333333333336",
    "dates-leap-year-1900-xlsx.xlsx|for_human_eyes|8|0|date|1900-02-28T08:00:00",
    "dates-leap-year-1900-xlsx.xlsx|for_testing|5|0|fault|60.333333333333336",
    "dates-leap-year-1900-xlsx.xlsx|for_testing|5|0|date|1900-02-28T08:00:00",
    "missing-v-node-xlsx.xlsx|Sheet1|2|2|fault|#?",
    "new_line_errors.xlsx|Blad1|3|0|text|57696c6c2073686f7720225f78303030445f2220696e206576657279206e6577206c696e6520696e2063656c6c2061626f7665",
    "new_line_errors.xlsx|Blad1|3|0|text|57696c6c2073686f7720220d2220696e206576657279206e6577206c696e6520696e2063656c6c2061626f7665",
  ]

  private func lines(_ book: Workbook) throws -> [String] {
    var lines: [String] = []
    for sheet in book.sheets {
      var rows = try book.rows(of: sheet)
      while let row = try rows.next() {
        for cell in row.cells {
          let parts = cell.value.told.split(
            separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
          let isText = parts[0] == "text"
          let value = isText ? parts[1].utf8.map { hex($0) }.joined() : String(parts[1])
          lines.append("\(sheet.name)|\(row.number)|\(cell.column)|\(parts[0])|\(value)")
        }
      }
    }
    return lines
  }

  private func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
