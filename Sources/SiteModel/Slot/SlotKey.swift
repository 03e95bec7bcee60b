/// What may exist once: a number in force, a frozen period, the approved inventory of a period.
package struct SlotKey: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// What it is the number of, as `number` or `period`: `[a-z0-9-]`.
  package let kind: String
  /// The whole number, with its mark.
  package let number: String
  /// Who may open it: empty for a plain number.
  package let mark: String

  /// Reads a number; nil for anything outside the grammar.
  ///
  /// A mark is 1 … 8 of `[A-Z0-9]` and ends with a colon, which no plain number holds: `B2:QM-01`
  /// bears `B2`, and `B2-QM-01` bears none. So no mark can be the beginning of another's numbers.
  package init?(kind: String, number: String) {
    let parts = number.split(separator: ":", omittingEmptySubsequences: false)
    guard Grammar.isID(kind), let plain = parts.last, parts.count <= 2, Self.isPlain(plain)
    else { return nil }
    mark = parts.count == 2 ? String(parts[0]) : ""
    guard parts.count == 1 || Self.isMark(mark) && !mark.isEmpty else { return nil }
    (self.kind, self.number) = (kind, number)
  }

  /// The type of the records that slots have.
  package static let recordType = "slot"

  /// The record of what is done about it: its id is made of kind and number.
  package var record: RecordKey {
    let hash = ContentHash(of: Array("\(kind)\n\(number)\n".utf8)).description
    guard let key = RecordKey(type: Self.recordType, id: String(hash.prefix(32))) else {
      preconditionFailure("hex digits are an id")
    }
    return key
  }

  package var description: String { "\(kind) \(number)" }

  package static func < (a: SlotKey, b: SlotKey) -> Bool {
    (a.kind, a.number) < (b.kind, b.number)
  }

  /// Whether a mark is one; the empty one is.
  package static func isMark(_ mark: some StringProtocol) -> Bool {
    mark.utf8.count <= 8
      && mark.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
  }

  private static func isPlain(_ text: Substring) -> Bool {
    (1...64).contains(text.unicodeScalars.count)
      && text.unicodeScalars.allSatisfy {
        $0.value > 32 && $0.value != 127 && !$0.properties.isWhitespace
      }
  }
}
