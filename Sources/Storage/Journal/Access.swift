/// Something a person did with controlled content, or at the door: a row of the access log.
package struct Access: Sendable, Hashable {
  /// The node's clock, RFC 3339 with an offset; proves nothing.
  package let claimed: String
  /// The person's id; of a failed sign-in what was typed.
  package let person: String
  /// What was done.
  package let what: Deed
  /// A record as `type/id`, or a document's number; empty of a sign-in.
  package let object: String

  /// The five things that are logged.
  package enum Deed: String, Sendable, Hashable, CaseIterable {
    case signIn = "sign-in"
    case failedSignIn = "failed-sign-in"
    case view, print, export
  }

  package init(claimed: String, person: String, what: Deed, object: String = "") {
    (self.claimed, self.person, self.what, self.object) = (claimed, person, what, object)
  }
}

/// The name of a row in a journal; never given twice, not by a restored copy either.
package struct JournalName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The life of the journal: 12 characters, random.
  package let life: String
  /// Within the life, from 1.
  package let number: Int64

  package init(life: String, number: Int64) { (self.life, self.number) = (life, number) }

  /// Reads `life.57`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard let rows = JournalRows("\(text)-\(text.split(separator: ".").last ?? "")") else {
      return nil
    }
    self.init(life: rows.life, number: rows.numbers.lowerBound)
  }

  package var description: String { "\(life).\(number)" }

  package static func < (a: JournalName, b: JournalName) -> Bool {
    (a.life, a.number) < (b.life, b.number)
  }
}

/// A row of the access log with its name.
package struct LoggedAccess: Sendable, Hashable {
  package let name: JournalName
  /// As in ``Access/claimed``.
  package let claimed: String
  /// As in ``Access/Deed``, or a deed that a later program knows.
  package let what: String
  /// As in ``Access/person``.
  package let person: String
  /// As in ``Access/object``.
  package let object: String

  package init(name: JournalName, claimed: String, what: String, person: String, object: String) {
    (self.name, self.claimed, self.what) = (name, claimed, what)
    (self.person, self.object) = (person, object)
  }

  /// The day the row says, `2025-03-14`.
  package var day: String { String(claimed.prefix(10)) }
}

/// Rows of one life with consecutive numbers, as a segment names what it seals: `life.3-57`.
package struct JournalRows: Sendable, Hashable, CustomStringConvertible {
  /// As in ``JournalName/life``.
  package let life: String
  /// From 1.
  package let numbers: ClosedRange<Int64>

  package init(life: String, numbers: ClosedRange<Int64>) {
    (self.life, self.numbers) = (life, numbers)
  }

  /// Reads `life.3-57`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 12 else { return nil }
    let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]), first >= 1,
      first <= last
    else { return nil }
    self.init(life: String(parts[0]), numbers: first...last)
    guard description == text else { return nil }
  }

  package var description: String { "\(life).\(numbers.lowerBound)-\(numbers.upperBound)" }

  /// The fewest ranges that hold these names and no others; ascending.
  package static func covering(_ names: some Sequence<JournalName>) -> [JournalRows] {
    var rows: [JournalRows] = []
    for name in Set(names).sorted() {
      if let last = rows.last, last.life == name.life,
        last.numbers.upperBound + 1 == name.number
      {
        rows[rows.count - 1] = JournalRows(
          life: last.life, numbers: last.numbers.lowerBound...name.number)
      } else {
        rows.append(JournalRows(life: name.life, numbers: name.number...name.number))
      }
    }
    return rows
  }
}
