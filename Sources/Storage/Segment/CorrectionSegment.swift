package import SiteModel

/// Corrections of readings as a segment of the chain: kind `correction`.
///
/// Its header says what kind of readings is corrected, how long their intervals are, and why; behind
/// it stands one line per cell. `schema/segment.md` is the format.
package struct CorrectionSegment: Sendable, Hashable {
  /// The value of the header's `kind`.
  package static let kind = "correction"
  /// More lines than that are refused: a person corrects by hand.
  private static let limit = 100_000

  /// What one line says.
  package struct Line: Sendable, Hashable {
    /// The id of the measurement point.
    package let point: String
    package let correction: ReadingCorrection

    package init(point: String, _ correction: ReadingCorrection) {
      (self.point, self.correction) = (point, correction)
    }
  }

  /// What the corrected readings mean.
  package let of: ReadingKind
  /// Seconds of each interval; 0 for instants.
  package let length: Int32
  /// Why, in the person's words.
  package let reason: String
  package let lines: [Line]

  package init(of kind: ReadingKind, length: Int32, reason: String, _ lines: [Line]) {
    (self.of, self.length, self.reason, self.lines) = (kind, length, reason, lines)
  }

  /// The text of the segment.
  ///
  /// - Parameter header: whose it is; what this segment says of itself is added.
  package func text(_ header: SegmentHeader) -> [UInt8] {
    var header = header
    header["kind"] = Self.kind
    header["of"] = of.rawValue
    header["length"] = length > 0 ? String(length) : nil
    header["reason"] = reason
    return header.text + lines.flatMap { Array((Self.text($0) + "\n").utf8) }
  }

  private static func text(_ line: Line) -> String {
    let correction = line.correction
    var words = [line.point, correction.unit, Instant(seconds: correction.at).text(at: .utc)]
    words += correction.denied.map(text).sorted()
    switch correction.given {
    case .adopted(let value): words.append("=\(value)")
    case .own(let value): words.append("+\(value)")
    case .gap: words.append("+.")
    }
    return (words + correction.flags.sorted().map { "!\($0)" }).joined(separator: " ")
  }

  private static func text(_ denied: ReadingCorrection.Denied) -> String {
    switch denied {
    case .original(let value, let unit): "-\(value):\(unit)"
    case .correction(let name): "-@\(name)"
    }
  }

  /// Reads a segment of this kind.
  ///
  /// - Throws: ``SegmentFault`` for anything that is not exactly of this form.
  package init(reading text: [UInt8]) throws(SegmentFault) {
    let (header, start, first) = try SegmentHeader.parse(text)
    guard header["kind"] == Self.kind, let of = header["of"].flatMap(ReadingKind.init(rawValue:)),
      let length = Int32(header["length"] ?? "0"), length >= 0, let reason = header["reason"]
    else { throw .noCorrection(line: 2) }
    guard start == text.count || text.last == 10 else {
      throw .damaged(line: first, .unfinished)
    }
    var (lines, number) = ([Line](), first)
    for bytes in text[start...].dropLast().split(separator: 10, omittingEmptySubsequences: false) {
      guard lines.count < Self.limit, let line = Line(bytes, length: length) else {
        throw .noCorrection(line: number)
      }
      lines.append(line)
      number += 1
    }
    self.init(of: of, length: length, reason: reason, lines)
  }
}

extension CorrectionSegment.Line {
  /// Reads `point unit time -denied… =value|+value|+. !flag…`.
  fileprivate init?(_ bytes: some Collection<UInt8>, length: Int32) {
    guard let text = String(validating: Array(bytes), as: UTF8.self) else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 4, Grammar.isID(String(words[0])), !words[1].isEmpty,
      let time = Instant.parse(String(words[2]))
    else { return nil }
    let denied = words[3...].prefix { $0.hasPrefix("-") }
    let denials = denied.compactMap { ReadingCorrection.Denied(line: $0.dropFirst()) }
    let rest = words[denied.endIndex...]
    guard denials.count == denied.count, let given = rest.first.flatMap(Self.given),
      rest.dropFirst().allSatisfy({ $0.hasPrefix("!") && $0.count > 1 })
    else { return nil }
    self.init(
      point: String(words[0]),
      ReadingCorrection(
        at: time.instant.seconds, length: length, unit: String(words[1]), denied: denials,
        given: given, flags: rest.dropFirst().map { String($0.dropFirst()) }))
  }

  private static func given(_ word: Substring) -> ReadingCorrection.Given? {
    if word == "+." { return .gap }
    guard let mark = word.first, let value = Decimal18(word.dropFirst()) else { return nil }
    return mark == "=" ? .adopted(value) : mark == "+" ? .own(value) : nil
  }
}

extension ReadingCorrection.Denied {
  fileprivate init?(line word: Substring) {
    if word.hasPrefix("@") {
      guard let name = EntryName(String(word.dropFirst())) else { return nil }
      self = .correction(name)
    } else {
      let parts = word.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let value = Decimal18(parts[0]) else { return nil }
      self = .original(value, unit: String(parts[1]))
    }
  }
}
