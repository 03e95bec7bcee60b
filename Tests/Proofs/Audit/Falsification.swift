import Foundation
import SiteModel

/// One thing that somebody changed in an audit folder, or in a plant's store.
struct Falsification {
  /// What was changed, and how, for whoever reads a breach.
  let what: String
  /// A shell line, run in the folder.
  let line: String

  /// Kinds of changes to a folder.
  enum Kind: String, CaseIterable {
    case value, before, date, multiplier, factor, formula, inventory, rule, point, place
    case key, bundle, reader, commit, otherBundle
  }

  /// A change of a folder whose tables have so many rows.
  static func of(
    folder: URL, _ kind: Kind, using random: inout SeededRandom
  ) throws -> Falsification {
    switch kind {
    case .value: try digit(in: "terms.tsv", column: 7, folder, using: &random)
    case .before: try digit(in: "terms.tsv", column: 5, folder, using: &random)
    case .multiplier: try digit(in: "terms.tsv", column: 8, folder, using: &random)
    case .date: try digit(in: "terms.tsv", column: 6, folder, using: &random)
    case .point: try swap(column: 11, folder, using: &random)
    case .place: try swap(column: 13, folder, using: &random)
    case .rule: try rule(folder, using: &random)
    case .factor: try digit(in: "entries.tsv", column: 3, folder, using: &random)
    case .formula: try digit(in: "steps.tsv", column: 5, folder, using: &random)
    case .inventory: try inventory(folder, using: &random)
    case .key:
      Falsification(
        what: "key",
        line:
          "rm -f k k.pub && ssh-keygen -q -t ed25519 -N '' -f k && awk '{ $NF = \"\"; sub(/ssh-ed25519.*/, \"\"); print $0 key }' key=\"$(cut -d' ' -f1,2 k.pub)\" allowed_signers > a && mv a allowed_signers"
      )
    case .bundle: try byte(of: "facts.bundle", folder, using: &random)
    case .reader: try byte(of: "seg2csv.awk", folder, using: &random)
    case .commit:
      Falsification(
        what: "where",
        line: "sed -i 's/^[0-9a-f]*/'$(head -c 40 /dev/zero | tr '\\0' '1')'/' where.tsv")
    case .otherBundle:
      Falsification(what: "another bundle", line: "cp ../other.bundle facts.bundle")
    }
  }

  /// Another digit in one cell of a table.
  private static func digit(
    in table: String, column: Int, _ folder: URL, using random: inout SeededRandom
  ) throws -> Falsification {
    let file = folder.appending(path: table)
    var rows = try rows(of: file)
    let candidates = rows.indices.filter { row in
      rows[row].count >= column && rows[row][column - 1].contains { $0.isNumber }
    }
    let row = candidates[Int.random(in: 0..<candidates.count, using: &random)]
    var text = Array(rows[row][column - 1])
    let places = text.indices.filter { text[$0].isNumber }
    let place = places[Int.random(in: 0..<places.count, using: &random)]
    let old = text[place].wholeNumberValue ?? 0
    text[place] = Character(String((old + Int.random(in: 1...9, using: &random)) % 10))
    let what = "\(table):\(row + 1):\(column) \(rows[row][column - 1]) → \(String(text))"
    rows[row][column - 1] = String(text)
    try write(rows, to: file)
    return Falsification(what: what, line: ":")
  }

  /// Another row's cell in the place of one that differs.
  private static func swap(
    column: Int, _ folder: URL, using random: inout SeededRandom
  ) throws -> Falsification {
    let file = folder.appending(path: "terms.tsv")
    var rows = try rows(of: file)
    let row = Int.random(in: 0..<rows.count, using: &random)
    let others = rows.map { $0[column - 1] }.filter { $0 != rows[row][column - 1] }
    let other = others[Int.random(in: 0..<others.count, using: &random)]
    rows[row][column - 1] = other
    try write(rows, to: file)
    return Falsification(what: "terms.tsv:\(row + 1):\(column) → \(other)", line: ":")
  }

  private static func rule(
    _ folder: URL, using random: inout SeededRandom
  ) throws -> Falsification {
    let file = folder.appending(path: "terms.tsv")
    var rows = try rows(of: file)
    let rises = rows.indices.filter { rows[$0][2] == "rise" }
    let row = rises[Int.random(in: 0..<rises.count, using: &random)]
    rows[row][2] = ["reset", "rollover", "swap", "interval"].randomElement(using: &random) ?? ""
    try write(rows, to: file)
    return Falsification(what: "terms.tsv:\(row + 1) rise → \(rows[row][2])", line: ":")
  }

  /// Another digit of a number that the inventory says.
  private static func inventory(
    _ folder: URL, using random: inout SeededRandom
  ) throws -> Falsification {
    try change(of: "inventory.json", folder, where: { (48...57).contains($0) }, &random) {
      48 + ($0 - 48 + UInt8.random(in: 1...9, using: &$1)) % 10
    }
  }

  private static func byte(
    of name: String, _ folder: URL, using random: inout SeededRandom
  ) throws -> Falsification {
    try change(of: name, folder, where: { _ in true }, &random) {
      $0 ^ UInt8(1) << UInt8.random(in: 0...6, using: &$1)
    }
  }

  /// One byte of a file becomes another.
  private static func change(
    of name: String, _ folder: URL, where isMeant: (UInt8) -> Bool, _ random: inout SeededRandom,
    to other: (UInt8, inout SeededRandom) -> UInt8
  ) throws -> Falsification {
    let file = folder.appending(path: name)
    var bytes = Array(try Data(contentsOf: file))
    let places = bytes.indices.filter { isMeant(bytes[$0]) }
    let place = places[Int.random(in: 0..<places.count, using: &random)]
    bytes[place] = other(bytes[place], &random)
    try Data(bytes).write(to: file)
    return Falsification(what: "\(name) byte \(place)", line: ":")
  }

  private static func rows(of file: URL) throws -> [[String]] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func write(_ rows: [[String]], to file: URL) throws {
    let text = rows.map { $0.joined(separator: "\t") + "\n" }.joined()
    try Data(text.utf8).write(to: file)
  }
}
