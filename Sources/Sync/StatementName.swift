import SiteModel

/// The name of a statement's file: `statement.<chain>.<number>.json`, its signature beside it with
/// `.sig` behind.
///
/// Each statement has a name of its own, so that a new signature never stands beside an old
/// statement: a writer that dies leaves the old pair, or the new one, or both.
package struct StatementName: Sendable, Hashable, CustomStringConvertible {
  package let chain: String
  /// nil in a name as it was written before, `statement.<chain>.json`.
  package let number: Int?

  package init(of statement: Statement) {
    (chain, number) = (statement.chain, statement.number)
  }

  /// Reads a name; nil for that of any other file.
  package init?(_ text: some StringProtocol) {
    let parts = Substring(text).utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
      .map { Substring($0) }
    guard [3, 4].contains(parts.count), parts.first == "statement", parts.last == "json",
      Grammar.isChain(parts[1])
    else { return nil }
    number = parts.count == 4 ? Grammar.counting(parts[2]) : nil
    guard parts.count == 3 || number != nil else { return nil }
    chain = String(parts[1])
  }

  package var description: String {
    number.map { "statement.\(chain).\($0).json" } ?? "statement.\(chain).json"
  }
  /// The name of the file with its signature.
  package var signature: String { description + Self.suffix }

  private static let suffix = ".sig"

  /// The statement that a signature's file is for; nil for any other file.
  static func signed(by file: String) -> StatementName? {
    file.hasSuffix(suffix) ? StatementName(file.dropLast(suffix.count)) : nil
  }
}
