import Foundation
package import SiteModel
import Storage

/// What an import handed back, row by row, to be put right and read again. The file that was imported stays
/// as it is: what is put right is a file of its own.
package struct RefusedImport {
  /// A row that was refused.
  package struct Row: Sendable {
    /// Where it stood in the file that was imported, from 1.
    package let row: Int
    /// Its place in the rows file, from 0.
    package let place: Int
    package let text: String
    /// What is wrong with it.
    package internal(set) var reasons: [Phrase]
  }

  package let rows: [Row]
  private let lines: [Substring]
  /// More are repaired in the file itself.
  private static let most = 200

  /// - Parameter batch: a stranger's text.
  /// - Returns: nil where the import handed nothing back, or its files lie there no more.
  package init?(batch: String, on site: Site) {
    guard Grammar.isID(batch) else { return nil }
    func records(_ name: String) -> [Substring]? {
      FileManager.default.contents(atPath: site.layout.reports.appending(path: name).path)
        .map { Self.records(of: String(decoding: $0, as: UTF8.self)) }
    }
    guard let lines = records("refused-\(batch).csv"),
      let reasons = records("refused-\(batch).reasons.csv")
    else { return nil }
    self.lines = lines
    var rows: [Row] = []
    for fields in reasons.dropFirst().map(Self.fields) where fields.count == 6 {
      guard let row = Int(fields[0]), let place = Int(fields[1]), lines.indices.contains(place - 1)
      else { continue }
      if rows.last?.row != row {
        guard rows.count < Self.most else { break }
        rows.append(Row(row: row, place: place - 1, text: String(lines[place - 1]), reasons: []))
      }
      rows[rows.count - 1].reasons.append(Self.phrase(fields))
    }
    self.rows = rows
  }

  /// The rows file with rows put right; a row that is left empty is left out.
  ///
  /// - Parameter texts: by ``Row/place``.
  package func repaired(_ texts: [Int: String]) -> [UInt8] {
    let lines = self.lines.enumerated().compactMap { place, line in
      guard let text = texts[place] else { return String(line) }
      let row = String(text.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" })
      return row.isEmpty ? nil : row
    }
    return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
  }

  private static func phrase(_ fields: [String]) -> Phrase {
    Phrase(
      "intake.refused-\(fields[3])",
      ["row": fields[0], "column": fields[2], "found": fields[4], "expected": fields[5]])
  }

  /// Lines; an end of line between quotation marks is none.
  private static func records(of text: String) -> [Substring] {
    var (found, start, isQuoted): ([Substring], String.Index, Bool) = ([], text.startIndex, false)
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      guard text[index].isNewline, !isQuoted else { continue }
      found.append(text[start..<index])
      start = text.index(after: index)
    }
    if start < text.endIndex { found.append(text[start...]) }
    return found
  }

  /// The fields of a line of the reasons file.
  private static func fields(of line: Substring) -> [String] {
    var (fields, isQuoted) = ([""], false)
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
