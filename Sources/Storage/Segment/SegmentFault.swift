package import SiteModel

/// Why a segment's text is not one.
///
/// A segment may come from another node, so whatever is wrong with it is `untrusted`: its bytes are
/// kept as evidence and none of its readings count.
package enum SegmentFault: Fault, Equatable {
  /// The text is longer than ``SegmentLimit/bytes``.
  case tooLong(bytes: Int)
  /// More readings than ``SegmentLimit/readings``; the line is the one that went over.
  case tooManyReadings(line: Int)
  /// A line, counted from 1, breaks the format.
  case damaged(line: Int, SegmentFlaw)
  /// A line is no row of an access log, or the rows are not those that the header names.
  case noAccess(line: Int)
  /// A line is no correction of a reading.
  case noCorrection(line: Int)

  package var kind: FaultKind { .untrusted }

  package var phrase: Phrase {
    switch self {
    case .tooLong(let bytes):
      Phrase("storage.segment-too-long", ["bytes": "\(bytes)", "limit": "\(SegmentLimit.bytes)"])
    case .tooManyReadings(let line):
      Phrase(
        "storage.segment-too-many-readings",
        ["line": "\(line)", "limit": "\(SegmentLimit.readings)"])
    case .damaged(let line, let flaw):
      Phrase("storage.segment-damaged-\(flaw.rawValue)", ["line": "\(line)"])
    case .noAccess(let line): Phrase("storage.segment-no-access", ["line": "\(line)"])
    case .noCorrection(let line): Phrase("storage.segment-no-correction", ["line": "\(line)"])
    }
  }
}

/// What a line breaks; the raw value ends the phrase's key and stands in the test vectors.
package enum SegmentFlaw: String, Sendable, CaseIterable {
  /// The first line is not `karez-segment 1`.
  case magic
  /// No LF at the end of the text, or no blank line after the header.
  case unfinished
  /// A header line is not `key text`, its key stands twice, or there are more than 64.
  case header
  /// Two spaces, a space at the end, a field missing or one too many.
  case fields
  /// A point's id has other characters than `A-Z a-z 0-9 . _ -`, or is the 65,537th.
  case point
  /// The unit is not visible text in UTF-8.
  case unit
  /// The decimals are neither `d` nor `m-d` with m < d ≤ 18.
  case decimals
  /// The start is not RFC 3339 in whole seconds with a numeric offset.
  case start
  /// The step is not 0 … 10^9 seconds.
  case step
  /// A reading as written has more than 18 digits or other characters.
  case value
  /// The rule is not `value`, `change` or `trend`.
  case rule
  /// The quantum is not a number from 1.
  case quantum
  /// The base is not a whole number.
  case base
  /// Something that is no number stands among the numbers.
  case number
  /// A number leads to a value of 10^18 or more.
  case range
  /// A time does not grow, leaves the years 1 to 9999, or there is not one for each reading.
  case time
  /// A flag has no name or no ranges, its ranges do not rise, or there are more than 16.
  case flag
  /// A flag names readings the line does not have.
  case flagRange = "flag-range"
}

/// What a reader agrees to hold before it has seen a segment.
package enum SegmentLimit {
  /// Bytes of text: 8 MiB.
  package static let bytes = 8 << 20
  /// Readings of one segment: 1 Mi.
  package static let readings = 1 << 20
  /// Flags of one line, so that a short line cannot claim much memory.
  package static let flags = 16
  /// The first magnitude a value may not have: `Decimal18.limit`, known to the compiler here
  /// because a call into another module for each reading is felt.
  static let value: UInt64 = 1_000_000_000_000_000_000
  /// Seconds of one step.
  static let step: Int64 = 1_000_000_000
  /// Instants of the years 1 to 9999 in UTC, which is what can be printed.
  static let instants: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
}
