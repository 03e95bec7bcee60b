import Foundation
import Indexing
package import SiteModel
import Storage

/// Commits that no disk has any more, as the library says: nothing waits for them.
///
/// Every node keeps them beside its keys: `.karez/keys/holes.json`.
struct LibraryHoles {
  static let type = "hole"

  let all: Set<ObjectID>

  /// Reads them from the library, as far as its own chains are believed.
  init(in library: Site) throws {
    let commits = try library.index.states(of: Self.type).compactMap {
      $0.state.values["commit"]?.string
    }
    all = Set(commits.compactMap { ObjectID($0) })
  }

  /// Those that this node knows.
  init(kept layout: SiteLayout) throws {
    all = Set(try KeptFile(layout.holes).items { $0.string.flatMap { ObjectID($0) } })
  }

  func keep(in layout: SiteLayout) throws {
    guard try all != LibraryHoles(kept: layout).all else { return }
    try KeptFile(layout.holes).write(.array(all.map(\.description).sorted().map(JSON.string)))
  }
}

/// Headquarters declares that a commit is gone: what has seen it is taken in without it.
package struct DeclareHole {
  /// - Parameters:
  ///   - head: `<chain>:<seq>:<commit>`, as `karez held` prints what is missing.
  ///   - reason: how it was made sure that no disk has it.
  /// - Throws: ``ExchangeFault/notHeadquarters``, ``HoleFault``.
  package static func run(_ head: String, reason: String, on site: Site) throws {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    guard let head = SeenHead(head) else { throw HoleFault.malformed(head) }
    guard !reason.isEmpty else { throw LimitFault.noReason }
    try site.write { session in
      for entity in try session.site.layout.entities() {
        let store = try GitStore(opening: session.site.layout.store(of: entity).path)
        guard try store.commit(ifHere: head.commit) == nil else {
          throw HoleFault.isHere(head.description)
        }
      }
      try session.set(
        .known(LibraryHoles.type, String(head.commit.description.prefix(32))),
        [
          "chain": .string(head.chain), "seq": .number(String(head.seq)),
          "commit": .string(head.commit.description),
        ], "声明缺失：链 \(head.chain) 第 \(head.seq) 次提交", reason: reason)
      try LibraryHoles(in: session.site).keep(in: session.site.layout)
    }
  }
}

/// Why a hole cannot be declared.
package enum HoleFault: Fault, Equatable {
  /// It is not said which commit.
  case malformed(String)
  /// The commit lies in a store here.
  case isHere(String)

  package var kind: FaultKind {
    switch self {
    case .malformed: .invalid
    case .isHere: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .malformed(let text): Phrase("hole.malformed", ["text": text])
    case .isHere(let head): Phrase("hole.is-here", ["commit": head])
    }
  }
}
