/// A form with files, `multipart/form-data` (RFC 7578), taken apart.
struct Multipart {
  private let body: [UInt8]
  private let border: [UInt8]

  /// - Parameter type: the whole `Content-Type`; nil for one that names no boundary.
  init?(_ body: [UInt8], type: String) {
    guard let at = type.firstRange(of: "boundary=") else { return nil }
    let word = type[at.upperBound...].prefix { $0 != ";" }
      .trimmingPrefix("\"").prefix { $0 != "\"" }
    guard (1...70).contains(word.utf8.count) else { return nil }
    (self.body, border) = (body, Array("--\(word)".utf8))
  }

  /// Its fields and files; nil for a body that is no such form.
  var fields: Fields? {
    let borders = places(of: border, in: body[...])
    guard borders.count > 1 else { return nil }
    var pairs: [(name: String, text: String)] = []
    var files: [UploadedFile] = []
    for (start, end) in zip(borders, borders.dropFirst()) {
      let part = body[(start + border.count)..<end]
      guard let (head, bytes) = split(part), let name = value("name", head) else { return nil }
      if let file = value("filename", head) {
        files.append(UploadedFile(field: name, name: file, bytes: Array(bytes)))
      } else {
        pairs.append((name, String(decoding: bytes, as: UTF8.self)))
      }
    }
    return Fields(pairs: pairs, files: files)
  }

  /// The head and the bytes of one part, without the ends of line around them.
  private func split(_ part: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    let gap = Array("\r\n\r\n".utf8)
    let limit = part.prefix(4096 + gap.count)
    guard part.starts(with: gap.prefix(2)), part.suffix(2).elementsEqual(gap.prefix(2)),
      let at = places(of: gap, in: limit).first, at + gap.count <= part.endIndex - 2
    else { return nil }
    let head = String(decoding: part[part.startIndex..<at], as: UTF8.self)
    return (head, part[(at + gap.count)..<(part.endIndex - 2)])
  }

  /// `name="…"` of the head; browsers write a quotation mark within as `%22`.
  private func value(_ name: String, _ head: String) -> String? {
    guard let at = head.firstRange(of: " \(name)=\"") else { return nil }
    let rest = head[at.upperBound...]
    guard let end = rest.firstIndex(of: "\"") else { return nil }
    return String(rest[..<end].replacing("%22", with: "\""))
  }

  /// Where a word stands, from its left; those that would overlap an earlier one are passed over.
  private func places(of word: [UInt8], in bytes: ArraySlice<UInt8>) -> [Int] {
    var (found, index): ([Int], Int) = ([], bytes.startIndex)
    while let start = bytes[index...].firstIndex(of: word[0]) {
      let isThere = bytes[start...].starts(with: word)
      if isThere { found.append(start) }
      index = start + (isThere ? word.count : 1)
    }
    return found
  }
}
