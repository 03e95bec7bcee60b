import Foundation

/// A git bundle of version 2 that came from outside: its promises, and a pack to be checked.
package struct GitBundle: Sendable {
  /// What its refs name, by ref: `refs/heads/a3kx`; `HEAD` where stock git wrote it.
  package let refs: [String: ObjectID]
  /// The commits a reader must hold already.
  package let prerequisites: [ObjectID]
  /// From `PACK` on, for ``FactStore/adopt(pack:)``.
  package let pack: [UInt8]

  /// The refs that are chains, by chain.
  package var heads: [String: ObjectID] {
    let chains = refs.filter { $0.key.hasPrefix("refs/heads/") }
      .map { (String($0.key.dropFirst("refs/heads/".count)), $0.value) }
    return Dictionary(chains.filter { PathGrammar.isChain($0.0) }, uniquingKeysWith: { $1 })
  }

  /// The refs that are further branches of chains; only a backup has them.
  package var forks: [Fork: ObjectID] {
    let forks = refs.compactMap { ref, head in Fork(ref: ref).map { ($0, head) } }
    return Dictionary(forks, uniquingKeysWith: { $1 })
  }

  /// Reads a bundle; its pack is judged when it is adopted.
  ///
  /// - Parameter bytes: the whole file.
  /// - Throws: ``StoreFault/damaged`` if the header is not version 2, cut, or longer than 1 MiB.
  package init(_ bytes: [UInt8]) throws(StoreFault) {
    var rest = bytes[...]
    guard Self.line(&rest) == "# v2 git bundle" else { throw Self.damaged("version") }
    var (refs, prerequisites) = ([String: ObjectID](), [ObjectID]())
    while let line = Self.line(&rest), rest.startIndex < Self.limit {
      if line.isEmpty {
        (self.refs, self.prerequisites, pack) = (refs, prerequisites, Array(rest))
        return
      }
      let isNeeded = line.hasPrefix("-")
      let words = line.dropFirst(isNeeded ? 1 : 0).split(separator: " ", maxSplits: 1)
      guard let name = words.first, let id = ObjectID(name), isNeeded || words.count == 2 else {
        throw Self.damaged("header")
      }
      if isNeeded {
        prerequisites.append(id)
      } else if refs.updateValue(id, forKey: String(words[1])) != nil {
        throw Self.damaged("header")
      }
    }
    throw Self.damaged("header")
  }

  /// Reads a bundle file.
  ///
  /// - Parameter size: the most bytes to take; a larger file is refused before it is read.
  package init(reading path: String, upTo size: Int = 1 << 30) throws(StoreFault) {
    let file = try DurableFile(path, .read)
    let count = try file.size()
    guard count <= size else { throw .damaged(name: path, detail: "size") }
    try self.init(try file.read(count, at: 0))
  }

  private static let limit = 1 << 20

  private static func line(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard let end = rest.prefix(limit).firstIndex(of: 0x0A) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return String(validating: rest[..<end], as: UTF8.self)
  }

  private static func damaged(_ detail: String) -> StoreFault {
    .damaged(name: "bundle", detail: detail)
  }
}
