/// A table in a text file: UTF-8 with its mark, CR LF, days by ISO 8601, one heading row.
package struct CSVTable: Sendable {
  package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// Rows under the heading.
  private(set) var rows = -1

  init(_ headings: [String]) { add(headings) }

  /// Adds a row of texts that are guarded already.
  mutating func add(_ fields: [String]) {
    rows += 1
    for (place, field) in fields.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += Self.quoted(field)
    }
    bytes += [0x0D, 0x0A]
  }

  private static func quoted(_ field: String) -> [UInt8] {
    let raw = Array(field.utf8)
    let marks = Array(",;|\t\"\r\n".utf8)
    // Wide commas too: a reader that looks for delimiters must not find one here.
    guard raw.contains(where: { marks.contains($0) || $0 == 0xEF }) else { return raw }
    return [0x22] + raw.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }
}
