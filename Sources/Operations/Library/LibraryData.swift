import Indexing
import SiteModel
import Storage

/// The rule sets and factors that headquarters keep in the library for all sites.
///
/// A site that cannot update its program gets new ones this way; like those that come with the program,
/// its store takes in what it uses, byte for byte.
struct LibraryData {
  /// nil at headquarters, whose own store it is, and where a node has joined nobody.
  private let library: Site?

  init(for site: Site) throws { library = try site.library() }

  /// A rule set's own bytes; nil where the library has none of this id.
  ///
  /// - Throws: ``StoreFault/damaged``, ``ConflictFault/undecided(record:fields:)``.
  func rules(_ id: String) throws -> [UInt8]? {
    try library.flatMap { try HeldRules(of: $0).bytes(id)?.bytes }
  }

  /// nil where the library has none of this id.
  func factor(_ id: String) throws -> Factor? {
    guard let library, let key = try library.index.find("factor", id).first else { return nil }
    return try HeldFactors(of: library).held(key).factor
  }
}
