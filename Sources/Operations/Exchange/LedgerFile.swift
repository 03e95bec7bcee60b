import Foundation
import SiteModel
import Storage
import Sync

/// What other nodes last said, and how often this one has spoken: `.karez/held/statements.json`.
struct LedgerFile {
  var ledger = Ledger()
  /// The number of this node's last statement.
  var number = 0

  /// A file that cannot be read teaches nothing: the next contact does.
  init(in layout: SiteLayout) {
    guard let bytes = FileManager.default.contents(atPath: layout.statements.path),
      let json = try? JSON.parse(bytes)
    else { return }
    number = json["number"]?.number.flatMap { Int($0) } ?? 0
    let signed = (json["statements"]?.array ?? []).compactMap { item -> SignedStatement? in
      guard let text = item["statement"]?.string, let signature = item["signature"]?.string
      else { return nil }
      return try? SignedStatement(Array(text.utf8), signature: Array(signature.utf8))
    }
    ledger.take(signed)
  }

  func write(in layout: SiteLayout) throws {
    let all = ledger.statements.values.flatMap(\.values)
      .sorted { $0.statement.chain < $1.statement.chain }
    let json: JSON = [
      "number": .number(String(number)),
      "statements": .array(
        all.map {
          [
            "statement": .string(String(decoding: $0.statement.bytes, as: UTF8.self)),
            "signature": .string($0.signature),
          ]
        }),
    ]
    try FileManager.default.createDirectory(
      at: layout.statements.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(Array((json.canonical + "\n").utf8), to: layout.statements.path)
  }
}
