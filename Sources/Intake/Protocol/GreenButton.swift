package import SiteModel

/// A Green Button feed (ESPI XML) laid open as a table: a row is one interval's value.
///
/// Read twice, so that memory does not depend on the file: first how values count, then the
/// intervals. Times are seconds since 1970, so no clock is asked about. Marks of quality are not
/// taken over: what their numbers mean is not confirmed here ([K]).
struct GreenButton {
  private let path: String
  /// How each meter reading's values count, by its link.
  private let scales: [String: EspiScale]
  /// The one unit of the feed.
  let unit: String

  /// Bytes of a beginning that ``isFeed(_:)`` wants to see: prefaces are long.
  static let headSize = 65_536

  /// Whether a file's beginning names the vocabulary of ESPI.
  static func isFeed(_ head: [UInt8]) -> Bool {
    String(decoding: head, as: UTF8.self).contains("http://naesb.org/espi")
  }

  /// - Throws: ``WorkbookFault`` for XML that is not well-formed or reaches out,
  ///   ``GreenButtonFault`` where it is open how a value counts.
  init(_ path: String) throws {
    self.path = path
    var feed = try EspiFeed(path)
    var (types, meters): ([String: EspiScale], [String: [String]]) = ([:], [:])
    while let item = try feed.next() {
      switch item {
      case .type(let link, let scale): types[link] = scale
      case .meter(let link, let related): meters[link] = related
      case .interval: continue
      }
    }
    scales = meters.compactMapValues { $0.lazy.compactMap { types[$0] }.first }
    let units = Set(scales.values.map(\.unit)).sorted()
    guard units.count == 1, let symbol = scales.values.first?.symbol else {
      throw GreenButtonFault.units(file: path, found: units)
    }
    unit = symbol
  }

  /// Writes the table.
  ///
  /// - Returns: the length of every interval, in seconds; nil if there is none.
  func write(to copy: ScratchFile) throws -> Int? {
    var feed = try EspiFeed(path)
    var (lines, length) = ("计量点,时间,读数(\(unit))\n", nil as Int?)
    while let item = try feed.next() {
      guard case .interval(let interval) = item else { continue }
      guard let scale = scales[interval.meter] else { throw GreenButtonFault.loose(file: path) }
      guard let seconds = Int(interval.duration), seconds > 0, seconds == length ?? seconds else {
        throw GreenButtonFault.lengths(file: path, found: interval.duration)
      }
      length = seconds
      lines += line(interval, scale)
      if lines.utf8.count > 1 << 16 {
        try copy.append(Array(lines.utf8))
        lines = ""
      }
    }
    try copy.append(Array(lines.utf8))
    return length
  }

  private func line(_ interval: EspiInterval, _ scale: EspiScale) -> String {
    // What is no time stands as it is and is refused as such, by its row.
    let time =
      Int64(interval.start).flatMap { (0..<100_000_000_000).contains($0) ? $0 : nil }
      .map { Instant(seconds: $0).text(at: .utc) } ?? interval.start
    let fields = [Self.name(interval.meter), time, scale.applied(interval.value)]
    return fields.map(Self.plain).joined(separator: ",") + "\n"
  }

  /// Usage point and meter reading: what a person names when it is said which point that is.
  private static func name(_ link: String) -> String {
    let parts = link.split(separator: "/")
    guard let usage = parts.firstIndex(of: "UsagePoint"), usage + 1 < parts.count,
      let last = parts.last
    else { return link }
    return parts[usage + 1] + "/" + last
  }

  private static func plain(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// Why a Green Button feed cannot be read as a whole.
package enum GreenButtonFault: Fault, Equatable {
  /// Its readings have no unit, several, or one that is not known here; `found` as it has them.
  case units(file: String, found: [String])
  /// Its intervals are not of one length; `found` is the first that differs.
  case lengths(file: String, found: String)
  /// An interval belongs to no meter reading of the feed, or that to no type.
  case loose(file: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .units(let file, let found):
      Phrase("green-button.units", ["file": file, "found": found.joined(separator: ", ")])
    case .lengths(let file, let found):
      Phrase("green-button.lengths", ["file": file, "found": found])
    case .loose(let file): Phrase("green-button.loose", ["file": file])
    }
  }
}
