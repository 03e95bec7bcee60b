import Foundation

/// Bytes between `-----BEGIN X-----` and `-----END X-----`, in base64 of 70 columns, as OpenSSH
/// writes them.
struct Armor {
  let label: String

  static let signature = Armor(label: "SSH SIGNATURE")
  static let privateKey = Armor(label: "OPENSSH PRIVATE KEY")

  /// Ends with a line feed.
  func wrap(_ bytes: [UInt8]) -> String {
    let text = Array(Data(bytes).base64EncodedString().utf8)
    let lines = stride(from: 0, to: text.count, by: 70).map {
      String(decoding: text[$0..<min($0 + 70, text.count)], as: UTF8.self)
    }
    let all = ["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----"]
    return all.joined(separator: "\n") + "\n"
  }

  /// The bytes inside, or nil if anything else stands in the text.
  func unwrap(_ text: some StringProtocol) -> [UInt8]? {
    let lines = Array(text.utf8).split(separator: 0x0A)
    guard lines.count >= 3, lines[0].elementsEqual("-----BEGIN \(label)-----".utf8),
      lines[lines.count - 1].elementsEqual("-----END \(label)-----".utf8),
      let data = Data(base64Encoded: lines.dropFirst().dropLast().reduce(into: Data()) { $0 += $1 })
    else { return nil }
    return Array(data)
  }
}
