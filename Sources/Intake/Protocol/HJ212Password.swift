/// Takes the password out of a frame before anybody may keep or show it.
enum HJ212Password {
  private static let mark = Array("PW=".utf8)

  /// The line with `*` for every byte behind `PW=`, wherever that stands and however the frame is
  /// broken; a password without an end goes to the end of the line.
  static func masked(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var (bytes, at) = (Array(line), 0)
    while at + 3 <= bytes.count {
      guard bytes[at..<(at + 3)].elementsEqual(mark, by: { $0 & 0xDF == $1 & 0xDF }) else {
        at += 1
        continue
      }
      at += 3
      while at < bytes.count, bytes[at] != UInt8(ascii: ";"), bytes[at] != UInt8(ascii: "&") {
        bytes[at] = UInt8(ascii: "*")
        at += 1
      }
    }
    return bytes
  }
}
