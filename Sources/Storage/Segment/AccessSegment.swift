import SiteModel

/// Rows of the access log as a segment of the chain: kind `access`.
///
/// Its header names the journal rows it seals, so that each counts once whatever is cut short;
/// behind it stands one line per row. `schema/segment.md` is the format.
package struct AccessSegment: Sendable, Hashable {
  /// The value of the header's `kind`.
  package static let kind = "access"
  /// A new segment begins before the text would be longer.
  private static let room = 4 << 20

  /// The rows, by name.
  package let rows: [LoggedAccess]

  /// Takes as many of the rows as one segment should hold, from the first.
  package init(_ rows: some Sequence<LoggedAccess>) {
    var (taken, bytes) = ([LoggedAccess](), 0)
    for row in rows.sorted(by: { $0.name < $1.name }) {
      bytes += Self.line(row).utf8.count
      if bytes > Self.room && !taken.isEmpty { break }
      taken.append(row)
    }
    self.rows = taken
  }

  /// The names of the rows, as the header says them.
  package var names: [JournalRows] { JournalRows.covering(rows.map(\.name)) }

  /// The text of the segment.
  ///
  /// - Parameter header: whose it is; `kind` and `rows` are added.
  package func text(_ header: SegmentHeader) -> [UInt8] {
    var header = header
    header["kind"] = Self.kind
    header["rows"] = names.map(\.description).joined(separator: " ")
    return header.text + rows.flatMap { Array(Self.line($0).utf8) }
  }

  private static func line(_ row: LoggedAccess) -> String {
    let fields = [row.name.description, row.claimed, row.what, row.person, row.object]
    return fields.map(visible).joined(separator: "\t") + "\n"
  }

  // The journal takes any text; a line must not be two, nor a field.
  private static func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      scalars.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }

  /// Reads a segment of this kind.
  ///
  /// - Throws: ``SegmentFault``; a segment that does not hold exactly the rows its header names
  ///   seals none.
  package init(reading text: [UInt8]) throws(SegmentFault) {
    let (header, start, first) = try SegmentHeader.parse(text)
    var (rows, line) = ([LoggedAccess](), first)
    guard start == text.count || text.last == 10 else {
      throw .damaged(line: line, .unfinished)
    }
    for bytes in text[start...].dropLast().split(separator: 10, omittingEmptySubsequences: false) {
      guard let row = LoggedAccess(line: bytes) else { throw .noAccess(line: line) }
      rows.append(row)
      line += 1
    }
    self.rows = rows
    guard header["kind"] == Self.kind, Self.names(header) == names,
      zip(rows, rows.dropFirst()).allSatisfy({ $0.name < $1.name })
    else { throw .noAccess(line: first) }
  }

  private static func names(_ header: SegmentHeader) -> [JournalRows] {
    (header["rows"] ?? "").split(separator: " ", omittingEmptySubsequences: false)
      .compactMap { JournalRows($0) }
  }
}

extension LoggedAccess {
  /// Reads a line; fields behind the fifth are a later program's.
  fileprivate init?(line: some Collection<UInt8>) {
    guard let text = String(validating: Array(line), as: UTF8.self) else { return nil }
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 5, let name = JournalName(fields[0]), Instant.parse(fields[1]) != nil,
      Grammar.isID(fields[2])
    else { return nil }
    self.init(
      name: name, claimed: fields[1], what: fields[2], person: fields[3], object: fields[4])
  }
}
