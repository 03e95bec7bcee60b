/// What a segment says about itself before its first reading: lines of a key and a text.
///
/// Karez writes `entity chain source profile person kind length batch` and repeats ids with names;
/// a reader keeps keys it does not know. `schema/segment.md` lists what each key means.
package struct SegmentHeader: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// One header line.
  package struct Entry: Sendable, Equatable {
    /// `[a-z][a-z0-9-]*`, once in a header.
    package let key: String
    /// Never empty and without control characters.
    package let value: String
  }

  /// The lines in their order.
  package private(set) var entries: [Entry] = []

  package init() {}

  package init(dictionaryLiteral lines: (String, String)...) {
    for (key, value) in lines { self[key] = value }
  }

  /// The text of a key; nil or empty text takes the line away.
  ///
  /// A file may be called anything, so control characters become U+FFFD instead of being refused.
  package subscript(key: String) -> String? {
    get { entries.first { $0.key == key }?.value }
    set {
      precondition(Self.isKey(Array(key.utf8)[...]), "a header key is [a-z][a-z0-9-]*")
      let place = entries.firstIndex { $0.key == key }
      if let place { entries.remove(at: place) }
      guard let newValue, !newValue.isEmpty else { return }
      let entry = Entry(key: key, value: Self.visible(newValue))
      entries.insert(entry, at: place ?? entries.endIndex)
    }
  }

  private static func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(isControl(scalar) ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  private static func isKey(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, (97...122).contains(first) else { return false }
    return bytes.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
    }
  }

  /// The first line of every segment of this version.
  static let magic = Array("karez-segment 1\n".utf8)

  /// The lines up to and with the blank one.
  var text: [UInt8] {
    Self.magic + entries.flatMap { Array("\($0.key) \($0.value)\n".utf8) } + [10]
  }

  /// Adds one line as it stands in a segment; false if it is none.
  private mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
    guard let space = line.firstIndex(of: 32), Self.isKey(line[..<space]),
      let value = String(validating: line[(space + 1)...], as: UTF8.self), !value.isEmpty,
      !value.unicodeScalars.contains(where: Self.isControl)
    else { return false }
    let key = String(decoding: line[..<space], as: UTF8.self)
    guard self[key] == nil else { return false }
    entries.append(Entry(key: key, value: value))
    return true
  }

  /// Reads the header and says where the runs begin: the byte and the line.
  static func parse(
    _ text: [UInt8]
  ) throws(SegmentFault) -> (header: SegmentHeader, at: Int, line: Int) {
    guard text.count <= SegmentLimit.bytes else { throw .tooLong(bytes: text.count) }
    guard text.starts(with: magic) else { throw .damaged(line: 1, .magic) }
    var (header, at, line) = (SegmentHeader(), magic.count, 2)
    while true {
      guard let end = text[at...].firstIndex(of: 10) else {
        throw .damaged(line: line, .unfinished)
      }
      guard end > at else { return (header, at + 1, line + 1) }
      // The search for a key's double is linear, so a header is short.
      guard line <= 65, header.add(text[at..<end]) else { throw .damaged(line: line, .header) }
      (at, line) = (end + 1, line + 1)
    }
  }
}
