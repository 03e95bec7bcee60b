package import SiteModel

/// Why what stands in a cell is no value of its field.
package enum CellRefusal: Fault, Hashable {
  /// An error such as `#N/A`, or bytes that are no text.
  case fault(String)
  case noNumber(String)
  case noDate(String)
  case noFlag(String)
  case noChoice(String, known: [String])
  /// No record, or several, bear this number or name.
  case noReference(String, types: [String], found: Int)
  /// A line of a list that cannot be read.
  case noLine(String)
  case noJSON(String)
  /// A spreadsheet keeps 15 digits: what stands here is not what was typed.
  case rounded(String)
  /// The field cannot be changed in a sheet.
  case readOnly
  /// Several values are shown; a person decides elsewhere.
  case disputed

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .fault(let text): Phrase("sheet.cell-fault", ["text": text])
    case .noNumber(let text): Phrase("sheet.no-number", ["text": text])
    case .noDate(let text): Phrase("sheet.no-date", ["text": text])
    case .noFlag(let text): Phrase("sheet.no-flag", ["text": text])
    case .noChoice(let text, let known):
      Phrase("sheet.no-choice", ["text": text, "known": known.joined(separator: ", ")])
    case .noReference(let text, let types, let found):
      Phrase(
        "sheet.no-reference",
        ["text": text, "types": types.joined(separator: ", "), "found": String(found)])
    case .noLine(let text): Phrase("sheet.no-line", ["text": text])
    case .noJSON(let text): Phrase("sheet.no-json", ["text": text])
    case .rounded(let text): Phrase("sheet.rounded", ["text": text])
    case .readOnly: Phrase("sheet.read-only")
    case .disputed: Phrase("sheet.disputed")
    }
  }
}
