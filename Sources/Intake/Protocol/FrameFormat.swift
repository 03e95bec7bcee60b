/// A protocol whose frames stand in a text file, one a line.
package enum FrameFormat: String, Sendable, Hashable, CaseIterable {
  /// HJ 212: `##`, length, fields, CRC, as emission monitors send them.
  case hj212 = "hj-212"
  /// DL/T 645-2007: electricity meters' replies as hex bytes, each behind the time of its capture.
  case dlt645 = "dl-t-645"

  /// Tells the protocol by a file's first lines and never by its name; nil for any other text.
  package static func sniff(_ head: [UInt8]) -> FrameFormat? {
    let lines = FrameLines(head[...]).prefix(sniffed).filter { !XMLTag.trimmed($0).isEmpty }
    guard !lines.isEmpty else { return nil }
    return allCases.first { format in lines.count(where: format.resembles) * 2 > lines.count }
  }

  private static let sniffed = 40

  private func resembles(_ line: ArraySlice<UInt8>) -> Bool {
    switch self {
    case .hj212: HJ212Frame.resembles(line)
    case .dlt645: DLT645Frame.resembles(line)
    }
  }

  /// What a line says.
  func read(_ line: ArraySlice<UInt8>) -> FrameVerdict {
    switch self {
    case .hj212: HJ212Frame.read(line)
    case .dlt645: DLT645Frame.read(line)
    }
  }

  /// A line that may be kept and shown: without passwords.
  func masked(_ line: ArraySlice<UInt8>) -> [UInt8] {
    switch self {
    case .hj212: HJ212Password.masked(line)
    case .dlt645: DLT645Frame.masked(line)
    }
  }
}

/// What one line of a log is.
enum FrameVerdict: Equatable {
  case readings([FrameReading])
  /// A whole frame without readings: a request, a heartbeat, an answer to something else.
  case aside
  case flaw(FrameFlaw)
}

/// Why a frame, or one value in it, is not taken.
struct FrameFlaw: Error, Equatable {
  let reason: RefusalReason
  let found: String
  let expected: String

  init(_ reason: RefusalReason, found: String, expected: String = "") {
    (self.reason, self.found, self.expected) = (reason, String(found.prefix(200)), expected)
  }
}

/// One value of a frame.
struct FrameReading: Equatable {
  /// Device and quantity, from the widest to the narrowest, with `/` between them.
  let name: String
  /// What the device's clock shows, as seconds since 1970 without an offset.
  let clock: Int64
  let value: NumberInFrame
  /// The name of the flag that the device gave; nil if it says that all is well, or says nothing.
  var flag: String?
  /// The unit, where the protocol fixes it.
  var unit: String?
}

/// What stands in a value's place.
enum NumberInFrame: Equatable {
  case value(String)
  case gap
  case flaw(FrameFlaw)
}

/// The lines of a log, each without its line end: LF, CR LF or CR.
struct FrameLines: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func next() -> ArraySlice<UInt8>? {
    guard !rest.isEmpty else { return nil }
    guard let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      defer { rest = [] }
      return rest
    }
    let (line, mark) = (rest[rest.startIndex..<end], rest[end])
    rest = rest[(end + 1)...]
    if mark == 0x0D, rest.first == 0x0A { rest = rest.dropFirst() }
    return line
  }
}
