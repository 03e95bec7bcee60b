import Intake
import SiteModel

/// Lists in a cell: one item a line.
///
/// A value stands as it is; one that could be taken for something else, and one that no line can
/// hold, stands as JSON. Objects are `name=value; name=value`, by the names people read.
struct SheetLines {
  private let form: CellForm

  init(_ form: CellForm) { self.form = form }

  func text(_ items: [JSON], in language: Language) -> String {
    if items.isEmpty { return "[]" }
    return items.map { item in
      let line = line(item, language)
      return (try? self.item(line[...])) == item ? line : item.canonical
    }.joined(separator: "\n")
  }

  func items(_ text: String) throws(CellRefusal) -> [JSON] {
    if text == "[]" { return [] }
    var items: [JSON] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let line = Self.trimmed(line)
      if !line.isEmpty { items.append(try item(line)) }
    }
    return items
  }

  // MARK: Lines

  private func line(_ item: JSON, _ language: Language) -> String {
    switch form.kind {
    case .list(let kind): return value(item, kind, language)
    case .items(let members):
      let known = members.filter { item[$0.name] != nil }
      return known.map { member in
        let value = value(item[member.name] ?? .null, member.kind, language)
        return "\(member.title.text(language))=\(value)"
      }.joined(separator: "; ")
    default: return item.canonical
    }
  }

  private func value(_ value: JSON, _ kind: CellKind, _ language: Language) -> String {
    let text = CellForm(kind: kind, references: form.references).written(value, in: language).text
    if !kind.isSingle { return value.canonical }
    return Self.isPlain(text) ? text : JSON.string(text).canonical
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    return !first.isWhitespace && !last.isWhitespace && !"\"[{".contains(first)
      && !text.contains { ";；=＝".contains($0) || $0.isNewline }
  }

  private func item(_ line: Substring) throws(CellRefusal) -> JSON {
    var rest = line
    switch form.kind {
    case .list(let kind):
      let value = try take(&rest, kind, isAlone: true)
      guard rest.isEmpty else { throw .noLine(String(line)) }
      return value
    case .items(let members):
      if line.first == "{" { return try Self.json(line) }
      var item: [String: JSON] = [:]
      while !rest.isEmpty {
        let member = try take(&rest, of: members, in: line)
        let value = try take(&rest, member.kind, isAlone: false)
        guard item.updateValue(value, forKey: member.name) == nil else {
          throw .noLine(String(line))
        }
        rest = Self.trimmed(rest)
      }
      return .object(item)
    default: return try Self.json(line)
    }
  }

  private func take(
    _ rest: inout Substring, of members: [CellKind.ItemMember], in line: Substring
  ) throws(CellRefusal) -> CellKind.ItemMember {
    guard let sign = rest.firstIndex(where: { "=＝".contains($0) }) else {
      throw .noLine(String(line))
    }
    let name = String(Self.trimmed(rest[..<sign]))
    rest = Self.trimmed(rest[rest.index(after: sign)...])
    let found = members.first { $0.name == name || $0.title.zh == name || $0.title.en == name }
    guard let found else { throw .noLine(String(line)) }
    return found
  }

  /// Takes a value and the `;` behind it.
  private func take(
    _ rest: inout Substring, _ kind: CellKind, isAlone: Bool
  ) throws(CellRefusal) -> JSON {
    let end = isAlone && rest.first != "\"" ? rest.endIndex : Self.end(rest)
    let text = Self.trimmed(rest[..<end])
    rest = Self.trimmed(rest[end...]).drop { ";；".contains($0) }
    if !kind.isSingle { return try Self.json(text) }
    let form = CellForm(kind: kind, references: form.references)
    guard text.first == "\"" else { return try form.read(.text(String(text))) }
    guard let plain = try Self.json(text).string else { throw .noLine(String(text)) }
    return try form.read(.text(plain))
  }

  /// Where a value ends: at a `;` that lies neither in a text nor in brackets.
  private static func end(_ text: Substring) -> Substring.Index {
    let isJSON = text.first.map { "\"[{".contains($0) } ?? false
    var (at, depth, isQuoted) = (text.startIndex, 0, false)
    while at < text.endIndex {
      let letter = text[at]
      if isJSON, isQuoted {
        if letter == "\\" { at = text.index(after: at) }
        if letter == "\"" { isQuoted = false }
      } else if isJSON, letter == "\"" {
        isQuoted = true
      } else if isJSON, "[{".contains(letter) {
        depth += 1
      } else if isJSON, "]}".contains(letter) {
        depth -= 1
      } else if depth == 0, ";；".contains(letter) {
        return at
      }
      guard at < text.endIndex else { break }
      at = text.index(after: at)
    }
    return text.endIndex
  }

  private static func json(_ text: Substring) throws(CellRefusal) -> JSON {
    guard let json = try? JSON.parse(String(text)), json.isFactValue else {
      throw .noLine(String(text))
    }
    return json
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop(while: \.isWhitespace)
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return rest
  }
}
