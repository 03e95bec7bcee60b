import CXlsxWriter
import Foundation
package import SiteModel
import Storage

/// A workbook that is being written; the only owner of libxlsxwriter.
///
/// Nothing in it is ever a formula, except the ranges that drop-down lists name.
final class WorkbookFile {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let path: String
  private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
  private var isOpen = true

  /// Begins a workbook in a scratch file; only ``finish()`` makes bytes of it.
  init(title: String, author: String, made: Instant) throws(WorkbookWriteFault) {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "karez-\(NewName.random()).xlsx").path
    guard let book = workbook_new(path) else { throw .noMemory }
    self.book = book
    title.withCString { title in
      author.withCString { author in
        var properties = lxw_doc_properties()
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.author = UnsafeMutablePointer(mutating: author)
        properties.created = time_t(made.seconds)
        workbook_set_properties(book, &properties)
      }
    }
  }

  deinit {
    if isOpen { lxw_workbook_free(book) }
    unlink(path)
  }

  /// Adds a sheet behind the others.
  func sheet(_ name: String) throws(WorkbookWriteFault) -> WorkbookSheet {
    guard let sheet = workbook_add_worksheet(book, name) else { throw .sheet(name) }
    return WorkbookSheet(sheet, of: self)
  }

  /// Names a range, so that a list of choices can be found.
  func define(_ name: String, _ range: String) throws(WorkbookWriteFault) {
    let status = workbook_define_name(book, name, "=" + range)
    guard status == LXW_NO_ERROR else { throw .sheet(name) }
  }

  /// The file's bytes.
  func finish() throws -> [UInt8] {
    isOpen = false
    let status = workbook_close(book)
    guard status == LXW_NO_ERROR else {
      throw WorkbookWriteFault.failed(String(cString: lxw_strerror(status)))
    }
    return Array(try Data(contentsOf: URL(filePath: path)))
  }

  fileprivate func format(_ style: CellStyle) -> UnsafeMutablePointer<lxw_format>? {
    if let format = formats[style] { return format }
    guard let format = workbook_add_format(book) else { return nil }
    style.apply(to: format)
    formats[style] = format
    return format
  }
}

/// How a cell looks.
struct CellStyle: Hashable {
  var isBold = false
  var isLarge = false
  /// Red, green, blue; nil: none.
  var fill: UInt32?
  var color: UInt32?
  /// As spreadsheets write it: `@` is text, `0.00` two decimals.
  var numberFormat: String?
  var isLocked = true
  var wraps = false
  var isCentred = false
  var hasBorder = false

  fileprivate func apply(to format: UnsafeMutablePointer<lxw_format>) {
    if isBold { format_set_bold(format) }
    if isLarge { format_set_font_size(format, 14) }
    if let fill {
      format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
      format_set_bg_color(format, fill)
    }
    if let color { format_set_font_color(format, color) }
    if let numberFormat { format_set_num_format(format, numberFormat) }
    if !isLocked { format_set_unlocked(format) }
    if wraps { format_set_text_wrap(format) }
    if isCentred { format_set_align(format, UInt8(LXW_ALIGN_CENTER.rawValue)) }
    if hasBorder { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
  }
}

/// A sheet of a workbook that is being written; rows and columns count from 0.
struct WorkbookSheet {
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private let file: WorkbookFile

  fileprivate init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, of file: WorkbookFile) {
    (self.sheet, self.file) = (sheet, file)
  }

  /// Puts a value into a cell. A text is a text, whatever it begins with.
  func write(
    _ cell: WrittenCell, _ row: Int, _ column: Int, _ style: CellStyle = CellStyle()
  ) throws(WorkbookWriteFault) {
    let (format, row, column) = (file.format(style), UInt32(row), UInt16(column))
    let status: lxw_error
    switch cell {
    case .text(let text):
      status = worksheet_write_string(sheet, row, column, Self.escaped(text), format)
    case .number(let text):
      // A workbook holds binary floats; fifteen digits go through one and come back.
      status = worksheet_write_number(sheet, row, column, strtod(text, nil), format)
    case .date(let date):
      var day = lxw_datetime(
        year: Int32(date.year), month: Int32(date.month), day: Int32(date.day), hour: 0, min: 0,
        sec: 0)
      status = worksheet_write_datetime(sheet, row, column, &day, format)
    }
    guard status == LXW_NO_ERROR else { throw .failed(String(cString: lxw_strerror(status))) }
  }

  // The library writes control characters as `_xHHHH_`, but leaves a text alone that looks so.
  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    return text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }

  func merge(_ row: Int, _ columns: ClosedRange<Int>, _ text: String, _ style: CellStyle)
    throws(WorkbookWriteFault)
  {
    guard columns.count > 1 else {
      return try write(.text(text), row, columns.lowerBound, style)
    }
    worksheet_merge_range(
      sheet, UInt32(row), UInt16(columns.lowerBound), UInt32(row), UInt16(columns.upperBound),
      Self.escaped(text), file.format(style))
  }

  /// Sets width and look of a column below the cells that are written.
  func column(_ column: Int, width: Int, _ style: CellStyle? = nil, isHidden: Bool = false) {
    var options = lxw_row_col_options()
    options.hidden = isHidden ? 1 : 0
    worksheet_set_column_opt(
      sheet, UInt16(column), UInt16(column), Double(width), style.flatMap { file.format($0) },
      &options)
  }

  func hide(row: Int) {
    var options = lxw_row_col_options()
    options.hidden = 1
    worksheet_set_row_opt(sheet, UInt32(row), 15, nil, &options)
  }

  /// Hides the sheet from people who do not ask for it.
  func hide() { worksheet_hide(sheet) }

  /// Makes the sheet the one that is shown first.
  func activate() { worksheet_activate(sheet) }

  func freeze(rows: Int, columns: Int) {
    worksheet_freeze_panes(sheet, UInt32(rows), UInt16(columns))
  }

  func filter(_ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>) {
    worksheet_autofilter(
      sheet, UInt32(rows.lowerBound), UInt16(columns.lowerBound), UInt32(rows.upperBound),
      UInt16(columns.upperBound))
  }

  /// Offers the cells of a named range in a column from a row on; `isStrict`: nothing else may be
  /// written.
  func offer(_ name: String, from row: Int, _ column: Int, isStrict: Bool) {
    "=\(name)".withCString { formula in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      validation.value_formula = UnsafeMutablePointer(mutating: formula)
      validation.show_error = UInt8(
        isStrict ? LXW_VALIDATION_ON.rawValue : LXW_VALIDATION_OFF.rawValue)
      worksheet_data_validation_range(
        sheet, UInt32(row), UInt16(column), 1_048_575, UInt16(column), &validation)
    }
  }

  /// Locks the cells that are not unlocked, without a password: against slips, not against people.
  func protect() {
    var options = lxw_protection()
    (options.format_cells, options.format_columns, options.format_rows) = (1, 1, 1)
    (options.insert_rows, options.delete_rows, options.sort, options.autofilter) = (1, 1, 1, 1)
    worksheet_protect(sheet, nil, &options)
  }

  /// Lies on its side, one page wide, its first rows on each page.
  func page(repeating rows: ClosedRange<Int>) {
    worksheet_set_landscape(sheet)
    worksheet_set_paper(sheet, 9)
    worksheet_fit_to_pages(sheet, 1, 0)
    worksheet_repeat_rows(sheet, UInt32(rows.lowerBound), UInt32(rows.upperBound))
  }
}

/// Why a workbook could not be written.
package enum WorkbookWriteFault: Fault, Equatable {
  case noMemory
  /// A name the library does not take.
  case sheet(String)
  /// The library's own sentence.
  case failed(String)

  package var kind: FaultKind { .unavailable }
  package var phrase: Phrase {
    switch self {
    case .noMemory: Phrase("sheet.not-written", ["why": "memory"])
    case .sheet(let name): Phrase("sheet.not-written", ["why": name])
    case .failed(let why): Phrase("sheet.not-written", ["why": why])
    }
  }
}
