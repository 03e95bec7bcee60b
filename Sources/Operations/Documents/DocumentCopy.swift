import Indexing
package import SiteModel
import Storage

/// A copy of a document that somebody was given, as its record says (`distribution`).
package struct DocumentCopy: Sendable {
  package let key: RecordKey
  /// As it was registered: what is written later, such as its return, changes no print.
  let values: [String: JSON]
  /// As it is now: whether it was received, and what became of it.
  let now: [String: JSON]
  /// The first entry: who printed it, where, and what that node knew.
  let entry: PlacedEntry

  /// The type of these records.
  package static let type = "distribution"

  private func text(_ field: String) -> String? { values[field]?.string }

  /// The document's number, and the version that was printed.
  package var document: String { text("code") ?? "" }
  package var version: String { text("version") ?? "" }
  /// The number of the copy.
  package var number: Int { values["copyNo"]?.number.flatMap { Int($0) } ?? 0 }
  /// What it was when it was printed.
  package var status: DocumentStatus {
    text("status").flatMap(DocumentStatus.init(rawValue:)) ?? .uncontrolled
  }
  var revision: String { text("revision") ?? "" }
  var printedAt: String { text("printedAt") ?? "" }
  var asOf: String { text("asOf") ?? "" }
  var facts: String { text("facts") ?? "" }
  var node: String { text("node") ?? "" }
  var department: String? { text("recipientDepartment") }
  var recipient: String? { text("recipient") }
  var language: Language { text("language").flatMap(Language.init(rawValue:)) ?? .zh }

  /// The copies of a document, by number.
  package static func all(of document: String, on site: Site) throws -> [DocumentCopy] {
    try site.index.holders(of: document, in: "code", type: type).compactMap { try one($0, site) }
      .sorted { ($0.number, $0.entry.name) < ($1.number, $1.entry.name) }
  }

  static func one(_ key: RecordKey, _ site: Site) throws -> DocumentCopy? {
    let state = try site.index.state(of: key)
    let first = try site.index.entries(of: key)
      .min { ($0.past.size, $0.name) < ($1.past.size, $1.name) }
    guard Envelope(of: state).voiding == nil, let first else { return nil }
    let values = try site.index.state(of: key, knownAt: first.past).values
    return DocumentCopy(key: key, values: values, now: state.values, entry: first)
  }

  /// The copy of a number; of two that nodes gave apart, the one of this node.
  ///
  /// - Parameter version: what the paper says, if anybody looked.
  /// - Throws: ``DocumentPrintFault/noCopy(_:copy:known:)``,
  ///   ``DocumentPrintFault/copyTwice(_:copy:nodes:)``.
  static func one(
    _ number: Int, of document: String, version: String?, on site: Site
  ) throws -> DocumentCopy {
    let all = try all(of: document, on: site).filter { $0.version == version ?? $0.version }
    let found = all.filter { $0.number == number }
    let own = found.filter { $0.entry.name.chain == site.chain }
    guard !found.isEmpty else {
      throw DocumentPrintFault.noCopy(document, copy: number, known: all.map(\.number))
    }
    guard let copy = found.count == 1 ? found.first : own.first, own.count < 2 else {
      throw DocumentPrintFault.copyTwice(document, copy: number, nodes: found.map(\.node))
    }
    return copy
  }
}
