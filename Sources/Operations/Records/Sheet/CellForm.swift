import Intake
import SiteModel

/// What stands in a cell.
enum WrittenCell: Hashable {
  case text(String)
  /// A decimal number that a spreadsheet keeps whole: at most 15 digits.
  case number(String)
  case date(CivilDate)

  /// As a table in a text file holds it, before its guard.
  var text: String {
    switch self {
    case .text(let text), .number(let text): text
    case .date(let date): date.description
    }
  }
}

/// Writes the values of a column into cells and reads them back.
struct CellForm {
  let kind: CellKind
  let references: ReferenceNames

  // MARK: Writing

  /// The cell that shows a value; one that does not fit the kind is shown as JSON.
  func written(_ value: JSON, in language: Language) -> WrittenCell {
    switch (kind, value) {
    case (.choice(let choices), .string(let text)):
      return .text(choices.first { $0.value == text }?.title.text(language) ?? text)
    case (.flag, .bool(let flag)): return .text(Self.word(flag, language))
    case (.number, .number(let text)), (.decimal, .string(let text)): return Self.number(text)
    case (.date, .string(let text)):
      // Spreadsheets count days from 1900 on.
      return CivilDate(text).flatMap { $0.year > 1900 ? .date($0) : nil } ?? .text(text)
    case (.reference(let types), .string(let id)):
      return .text(references.label(of: id, types) ?? id)
    case (.text, .string(let text)): return .text(text)
    case (.list, .array(let items)), (.items, .array(let items)):
      return .text(SheetLines(self).text(items, in: language))
    default: return .text(value.canonical)
    }
  }

  private static func word(_ flag: Bool, _ language: Language) -> String {
    switch language {
    case .zh: flag ? "是" : "否"
    case .en: flag ? "yes" : "no"
    }
  }

  private static func number(_ text: String) -> WrittenCell {
    guard let number = CellNumber(text), number.precision <= 15, text.utf8.count <= 40 else {
      return .text(text)
    }
    return .number(text)
  }

  /// The words to choose from; nil where anything may be written.
  func offered(_ language: Language) -> [String]? {
    switch kind {
    case .choice(let choices): choices.map { $0.title.text(language) }
    case .flag: [Self.word(true, language), Self.word(false, language)]
    case .reference(let types): references.labels(types)
    default: nil
    }
  }

  // MARK: Reading

  /// The value that stands in a cell.
  func read(_ cell: CellValue) throws(CellRefusal) -> JSON {
    if case .fault(let text) = cell { throw .fault(text) }
    switch kind {
    case .text: return .string(try SheetText.text(cell))
    case .choice(let choices): return try Self.choice(SheetText.trimmed(cell), choices)
    case .flag: return try Self.flag(cell)
    case .number: return .number(try Self.whole(cell))
    case .decimal: return .string(try Self.digits(cell))
    case .date: return .string(try SheetText.date(cell).description)
    case .reference(let types):
      return .string(try references.id(of: SheetText.trimmed(cell), types))
    case .list, .items: return .array(try SheetLines(self).items(SheetText.text(cell)))
    case .json:
      let text = SheetText.plain(cell)
      guard let json = try? JSON.parse(text), json.isFactValue else { throw .noJSON(text) }
      return json
    }
  }

  private static func choice(
    _ text: String, _ choices: [CellChoice]
  ) throws(CellRefusal) -> JSON {
    let found =
      choices.first { $0.value == text }
      ?? choices.first { [$0.title.zh, $0.title.en].contains(text) }
    guard let found else { throw .noChoice(text, known: choices.map(\.title.zh)) }
    return .string(found.value)
  }

  private static func flag(_ cell: CellValue) throws(CellRefusal) -> JSON {
    if case .flag(let flag) = cell { return .bool(flag) }
    let text = SheetText.trimmed(cell).lowercased()
    if ["是", "yes", "true", "1", "y", "√"].contains(text) { return true }
    if ["否", "no", "false", "0", "n", "×"].contains(text) { return false }
    throw .noFlag(text)
  }

  /// Numbers of facts are whole; decimals are texts.
  private static func whole(_ cell: CellValue) throws(CellRefusal) -> String {
    let text = try digits(cell)
    guard let number = CellNumber(text), number.isWhole,
      JSON.number(number.plain).isFactValue
    else { throw .noNumber(text) }
    return number.plain
  }

  /// The digits as typed; a number cell says what the person sees in it.
  private static func digits(_ cell: CellValue) throws(CellRefusal) -> String {
    if case .number(let text) = cell {
      guard let number = CellNumber(text) else { throw .noNumber(text) }
      return number.shown.plain
    }
    let text = SheetText.trimmed(cell)
    guard let number = CellNumber(typed: text) else { throw .noNumber(text) }
    return text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) == nil ? number.plain : text
  }

  /// Whether two values are one to a person with a sheet: numbers count by their value.
  func isSame(_ a: JSON, _ b: JSON) -> Bool {
    if a == b { return true }
    let (x, y) = (a.number ?? a.string, b.number ?? b.string)
    switch kind {
    case .number, .decimal:
      return x.flatMap { CellNumber($0) } == y.flatMap { CellNumber($0) }
        && x.flatMap { CellNumber($0) } != nil
    default: return false
    }
  }
}
