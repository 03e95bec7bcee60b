import Indexing
package import SiteModel
import Storage

/// Headquarters gives a chain a mark of its own, so that two nodes of one entity can number documents
/// apart from each other.
package struct GrantMark {
  /// - Parameters:
  ///   - mark: 1 … 8 of `[A-Z0-9]`.
  ///   - chain: of an entity that is followed.
  /// - Returns: the entity.
  /// - Throws: ``ExchangeFault/notHeadquarters``, ``MarkFault``, ``LimitFault/noChain(_:)``.
  package static func run(_ mark: String, to chain: String, on site: Site) throws -> String {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    guard !mark.isEmpty, SlotKey.isMark(mark) else { throw MarkFault.malformed(mark) }
    return try site.write { session in
      let (entity, _) = try LimitChain.place(of: chain, session.site)
      let key = RecordKey.known(LibraryMarks.type, mark.lowercased())
      let granted = try LibraryMarks(in: session.site).all.first { $0.grant.mark == mark }
      if let granted { throw MarkFault.granted(mark, chain: granted.grant.chain) }
      try session.set(
        key, ["mark": .string(mark), "chain": .string(chain), "entity": .string(entity)],
        "授予链 \(chain) 标记 \(mark)")
      try LibraryMarks(in: session.site).keep(in: session.site.layout)
      return entity
    }
  }
}

/// Why a mark cannot be granted.
package enum MarkFault: Fault, Equatable {
  /// It cannot be a mark.
  case malformed(String)
  /// A chain has it.
  case granted(String, chain: String)

  package var kind: FaultKind {
    switch self {
    case .malformed: .invalid
    case .granted: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .malformed(let mark): Phrase("mark.malformed", ["mark": mark])
    case .granted(let mark, let chain): Phrase("mark.granted", ["mark": mark, "chain": chain])
    }
  }
}
