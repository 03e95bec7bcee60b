import SiteModel

/// One frame of DL/T 645: `FE` up to four times, `68`, address, `68`, control, length, data with
/// `33` added to each byte, sum, `16`.
///
/// Everything is found by its place, so an address may hold `68`. A frame whose sum is wrong is
/// refused with the sum that was computed.
struct DLT645Frame {
  /// As it is printed on the meter: the last byte sent stands first.
  let address: String
  let control: UInt8
  /// Without the `33` that the line adds.
  let data: [UInt8]

  static func resembles(_ line: ArraySlice<UInt8>) -> Bool {
    guard let bytes = CapturedLine(line).bytes else { return false }
    let frame = bytes.drop { $0 == 0xFE }
    guard frame.count >= 9 else { return false }
    return frame[frame.startIndex] == 0x68 && frame[frame.startIndex + 7] == 0x68
  }

  static func read(_ line: ArraySlice<UInt8>) -> FrameVerdict {
    let captured = CapturedLine(line)
    do throws(FrameFlaw) {
      guard let bytes = captured.bytes else {
        throw FrameFlaw(.frame, found: captured.shown, expected: "68 … 16")
      }
      return try DLT645Frame(bytes).verdict(captured)
    } catch {
      return .flaw(error)
    }
  }

  init(_ bytes: [UInt8]) throws(FrameFlaw) {
    let frame = Array(bytes.drop { $0 == 0xFE })
    guard bytes.count - frame.count <= 4 else {
      throw FrameFlaw(.frame, found: "\(bytes.count - frame.count) × FE", expected: "0–4 × FE")
    }
    guard frame.count >= 12, frame[0] == 0x68, frame[7] == 0x68 else {
      throw FrameFlaw(.frame, found: Hex.text(frame.prefix(8)), expected: "68 … 68")
    }
    let end = 10 + Int(frame[9])
    guard frame.count == end + 2 else {
      throw FrameFlaw(.frameLength, found: String(frame[9]), expected: String(frame.count - 12))
    }
    guard frame[end + 1] == 0x16 else {
      throw FrameFlaw(.frame, found: Hex.text([frame[end + 1]]), expected: "16")
    }
    let sum = frame[..<end].reduce(0 as UInt8, &+)
    guard sum == frame[end] else {
      throw FrameFlaw(.checksum, found: Hex.text([frame[end]]), expected: Hex.text([sum]))
    }
    address = Hex.text(frame[1...6].reversed()).filter { $0 != " " }
    control = frame[8]
    data = frame[10..<end].map { $0 &- 0x33 }
  }

  private func verdict(_ line: CapturedLine) throws(FrameFlaw) -> FrameVerdict {
    switch control {
    case 0x91: try reading(line)
    // The 1997 edition: the same frame around other identifiers.
    case 0x81: throw FrameFlaw(.edition, found: "DL/T 645-1997", expected: "DL/T 645-2007")
    case 0xC1, 0xD1:
      throw FrameFlaw(.device, found: Hex.text(data[...]), expected: "91")
    default: .aside
    }
  }

  private func reading(_ line: CapturedLine) throws(FrameFlaw) -> FrameVerdict {
    guard data.count >= 4 else {
      throw FrameFlaw(.frameLength, found: String(data.count), expected: "4…")
    }
    let identifier = Array(data[..<4].reversed())
    guard let quantity = DLT645Quantity(identifier) else { return .aside }
    let content = data[4...]
    guard content.count == quantity.bytes else {
      throw FrameFlaw(
        .frameLength, found: String(data.count), expected: String(4 + quantity.bytes))
    }
    guard let clock = line.clock else {
      throw FrameFlaw(.date, found: line.shown, expected: "yyyy-MM-dd HH:mm:ss 68 … 16")
    }
    let name = address + "/" + Hex.text(identifier[...]).filter { $0 != " " }
    return .readings([
      FrameReading(
        name: name, clock: clock, value: quantity.number(content), unit: quantity.unit)
    ])
  }

  /// The line with `**` for the data of every frame that does not read: those may carry a password.
  static func masked(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard let bytes = CapturedLine(line).bytes else { return Array(line) }
    let preamble = bytes.prefix { $0 == 0xFE }.count
    guard bytes.count > preamble + 10, !isRead(bytes[preamble + 8]) else { return Array(line) }
    let shown = Hex.text(bytes[..<(preamble + 10)])
    let hidden = String(repeating: " **", count: bytes.count - preamble - 10)
    return Array((shown + hidden).utf8)
  }

  private static func isRead(_ control: UInt8) -> Bool {
    [0x01, 0x02, 0x11, 0x12, 0x13].contains(control & 0x1F)
  }
}

/// Bytes as people write them.
enum Hex {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
      .joined(separator: " ")
  }
}
