/// What the formats of a workbook make of its numbers.
struct CellStyles {
  enum Meaning { case number, date, clock }

  private var meanings: [Meaning] = []
  private var shows: [CellShow] = []

  /// A workbook without formats: every number is a number.
  init() {}

  init(_ part: PartBytes) throws(WorkbookFault) {
    var xml = try XMLPull(part)
    var codes: [Int: String] = [:]
    var isInCells = false
    while let event = try xml.next() {
      switch event {
      case .start(let tag):
        if tag.name == "cellXfs" { isInCells = true }
        if tag.name == "numFmt", let id = tag["numFmtId"].flatMap({ Int($0) }) {
          codes[id] = tag["formatCode"] ?? ""
        }
        if tag.name == "xf", isInCells {
          let id = tag["numFmtId"].flatMap { Int($0) } ?? 0
          meanings.append(codes[id].map { Self.meaning(of: $0) } ?? Self.builtIn(id))
          shows.append(codes[id].map { Self.show(of: $0) } ?? Self.builtInShow(id))
        }
      case .end(let name): if name == "cellXfs" { isInCells = false }
      case .text: break
      }
    }
  }

  /// What a number in a cell of this style is.
  subscript(_ style: Int) -> Meaning {
    meanings.indices.contains(style) ? meanings[style] : .number
  }

  /// What cells of this style show of a moment.
  func show(_ style: Int) -> CellShow { shows.indices.contains(style) ? shows[style] : .asIs }

  // The formats that every program knows without being told; 27 … 36 and 50 … 58 are the dates
  // of East Asia.
  private static func builtIn(_ id: Int) -> Meaning {
    switch id {
    case 14...17, 22, 27...31, 36, 50...54, 57...58: .date
    case 18...21, 32...35, 45, 47, 55...56: .clock
    default: .number
    }
  }

  /// What a format code makes of a number: a date if it asks for a year or a day, a time of day if
  /// only for hours, minutes or seconds; elapsed hours (`[h]`) are a number.
  static func meaning(of code: String) -> Meaning {
    guard let letters = letters(of: code), !letters.contains(where: { "#?@".contains($0) })
    else { return .number }
    if letters.contains(where: { "yd".contains($0) }) { return .date }
    if letters.contains(where: { "hs".contains($0) }) { return .clock }
    return letters.contains("m") ? .date : .number
  }

  private static func builtInShow(_ id: Int) -> CellShow {
    id == 22 ? .clock : id == 46 ? .elapsed : .asIs
  }

  private static func show(of code: String) -> CellShow {
    guard let letters = letters(of: code) else { return .elapsed }
    return letters.contains { "hs".contains($0) } ? .clock : .asIs
  }

  /// What a format code asks for, without words and colours; nil for elapsed hours.
  private static func letters(of code: String) -> String? {
    var letters = ""
    var rest = Substring(code.prefix { $0 != ";" })
    while let first = rest.first {
      rest = rest.dropFirst()
      switch first {
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }.lowercased()
        if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { return nil }
        rest = rest.dropFirst(inside.count).dropFirst()
      default: letters.append(first)
      }
    }
    return letters.lowercased().replacing("general", with: "")
  }
}
