import Foundation

/// The name of a file that is not finished: `<stem>_<pid>_<12 hex>`.
///
/// The number of its writer lets the next open tell what a dead writer left behind.
struct TemporaryName {
  /// What is unfinished: a pack, an index, a pack taken in, a large file.
  enum Stem: String, CaseIterable {
    case pack = "tmp_pack"
    case index = "tmp_idx"
    case adopt = "tmp_adopt"
    case content = "tmp_content"
  }

  /// A new name that no other writer has.
  static func make(_ stem: Stem) -> String { "\(stem.rawValue)_\(suffix())" }

  /// `<pid>_<12 hex>`.
  static func suffix() -> String {
    let random = UInt64.random(in: 0..<1 << 48)
    return "\(getpid())_\(String(hex: random.bigEndianBytes.dropFirst(2)))"
  }

  /// The writer's process number in a name that `suffix` ends, or nil if it is another name.
  static func writer(of name: String) -> Int32? {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count >= 3, let random = parts.last, random.utf8.count == 12,
      random.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    return Int32(parts[parts.count - 2])
  }

  /// Whether a name is left over: its writer is dead, or was an earlier life with our number.
  static func isLeftOver(_ name: String) -> Bool {
    guard let writer = writer(of: name), writer > 0 else { return false }
    return writer == getpid() || (kill(writer, 0) != 0 && errno == ESRCH)
  }
}
