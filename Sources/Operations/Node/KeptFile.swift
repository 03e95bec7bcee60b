import Foundation
package import SiteModel
import Storage

/// A small JSON file that a node keeps beside its keys: one line, replaced as a whole.
///
/// Only a file that is not there says nothing. One that cannot be read, or says what it never should,
/// stops whoever asks: passed for an empty one it would count for nothing, and be written over with
/// less.
struct KeptFile {
  private let url: URL
  private let permissions: UInt32

  init(_ url: URL, permissions: UInt32 = 0o644) {
    (self.url, self.permissions) = (url, permissions)
  }

  /// - Parameter meaning: what the JSON says; nil for one that says something else.
  /// - Returns: nil only where there is no such file.
  /// - Throws: ``StoreFault/failed`` if the disk refuses it, ``KeptFault/spoiled(path:)``.
  func read<Value>(_ meaning: (JSON) -> Value?) throws -> Value? {
    guard let bytes = try AtomicFile.read(url.path) else { return nil }
    guard let value = (try? JSON.parse(bytes)).flatMap(meaning) else {
      throw KeptFault.spoiled(path: url.path)
    }
    return value
  }

  /// An object of texts; empty where there is no file.
  func texts() throws -> [String: String] {
    try read { json in
      let texts = json.object?.compactMapValues(\.string)
      return texts?.count == json.object?.count ? texts : nil
    } ?? [:]
  }

  /// The same, understood anew only where the file has changed.
  func texts(_ last: LastRead<[String: String]>) throws -> [String: String] {
    try last.meaning(of: try AtomicFile.read(url.path) ?? []) { _ in try texts() }
  }

  /// An array of which every item means something; empty where there is no file.
  func items<Item>(_ meaning: (JSON) -> Item?) throws -> [Item] {
    try read { json in
      let items = json.array?.compactMap(meaning)
      return items?.count == json.array?.count ? items : nil
    } ?? []
  }

  func write(_ json: JSON) throws {
    try AtomicFile.write(
      Array((json.canonical + "\n").utf8), to: url.path, permissions: permissions)
  }

  func write(_ texts: [String: String]) throws { try write(.object(texts.mapValues(JSON.string))) }
}

/// Why what a node keeps beside its keys cannot be known.
package enum KeptFault: Fault, Equatable {
  /// The file is there and does not say what it should.
  case spoiled(path: String)

  package var kind: FaultKind { .untrusted }
  package var phrase: Phrase {
    switch self {
    case .spoiled(let path): Phrase("kept.spoiled", ["path": path])
    }
  }
}
