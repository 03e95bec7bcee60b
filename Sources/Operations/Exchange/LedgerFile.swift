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
    ledger = Ledger((json["statements"]?.array ?? []).compactMap(Self.voice))
  }

  private static func voice(_ item: JSON) -> Ledger.Voice? {
    guard let text = item["statement"]?.string, let signature = item["signature"]?.string,
      let signed = try? SignedStatement(Array(text.utf8), signature: Array(signature.utf8))
    else { return nil }
    return Ledger.Voice(signed, silence: item["silence"]?.number.flatMap { Int($0) } ?? 0)
  }

  func write(in layout: SiteLayout) throws {
    let json: JSON = [
      "number": .number(String(number)),
      "statements": .array(
        ledger.known.map {
          [
            "statement": .string(String(decoding: $0.newest.bytes, as: UTF8.self)),
            "signature": .string($0.newest.signature),
            "silence": .number(String($0.silence)),
          ]
        }),
    ]
    try FileManager.default.createDirectory(
      at: layout.statements.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(Array((json.canonical + "\n").utf8), to: layout.statements.path)
  }
}
