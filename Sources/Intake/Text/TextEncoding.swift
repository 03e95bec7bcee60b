import Foundation

/// The encodings a text file can be read in.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  /// Covers GBK and GB2312.
  case gb18030

  /// The bytes EF BB BF that may stand before UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The text in UTF-8, or nil if one byte is not of this encoding.
  func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return Array(bytes) }
    switch self {
    case .utf8: return isUTF8(bytes) ? Array(bytes) : nil
    case .gb18030: return Self.fromGB18030(bytes)
    }
  }

  /// The text in UTF-8 with U+FFFD for what cannot be read.
  func decodeLossily(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    if let text = decode(bytes) { return text }
    if self == .utf8 { return Array(String(decoding: bytes, as: UTF8.self).utf8) }
    return Self.fromDamagedGB18030(bytes)
  }

  // kCFStringEncodingGB_18030_2000 with the mark that Foundation gives to encodings of CF.
  private static let gb18030Foundation = String.Encoding(rawValue: 0x8000_0632)

  private static func fromGB18030(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    guard isFormedGB18030(bytes) else { return nil }
    return String(bytes: bytes, encoding: gb18030Foundation).map { Array($0.utf8) }
  }

  // GB 18030: a lead byte 81…FE and a trail byte 40…7E, 80…FE; or lead, digit, lead, digit.
  private static func isFormedGB18030(_ bytes: ArraySlice<UInt8>) -> Bool {
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let width = characterWidth(bytes, at)
      guard width > 0 else { return false }
      at += width
    }
    return true
  }

  private static func characterWidth(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Int {
    guard bytes[at] >= 0x80 else { return 1 }
    guard isLead(bytes[at]), at + 1 < bytes.endIndex else { return 0 }
    let trail = bytes[at + 1]
    if trail >= 0x40 && trail != 0x7F && trail != 0xFF { return 2 }
    guard trail &- 0x30 < 10, at + 3 < bytes.endIndex, isLead(bytes[at + 2]),
      bytes[at + 3] &- 0x30 < 10
    else { return 0 }
    return 4
  }

  private static func isLead(_ byte: UInt8) -> Bool { byte >= 0x81 && byte != 0xFF }

  private static func fromDamagedGB18030(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let width = max(1, characterWidth(bytes, at))
      text += fromGB18030(bytes[at..<at + width]) ?? [0xEF, 0xBF, 0xBD]
      at += width
    }
    return text
  }
}

/// Whether bytes are strict UTF-8.
func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
