import Foundation

/// What a person types to open his key, in one spelling for every keyboard.
///
/// Two keyboards may send é as one character or as two. The bytes are those of the text's
/// normalization form C (NFC), in UTF-8; spaces count, and nothing is trimmed or folded.
package struct Passphrase: Sendable {
  /// UTF-8 of the NFC form.
  let bytes: [UInt8]

  /// Characters, as a reader counts them, that a new passphrase must have.
  package static let least = 8

  /// What was typed to open a key; any text may be tried.
  package init(_ typed: String) {
    bytes = Array(typed.precomposedStringWithCanonicalMapping.utf8)
  }

  /// A new passphrase.
  ///
  /// - Throws: ``KeyFault/weakPassphrase(least:)`` under 8 characters, above 1,024 bytes, or with
  ///   control characters, which not every prompt lets through.
  package init(choosing typed: String) throws(KeyFault) {
    self.init(typed)
    let isTypable = typed.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard typed.count >= Self.least, bytes.count <= 1024, isTypable
    else { throw .weakPassphrase(least: Self.least) }
  }
}
