package import Foundation

/// The only place where a path inside a node's folder is spelled (design: `<folder>/`).
package struct SiteLayout: Sendable, Equatable {
  /// The folder a person sees: `inbox`, `controlled`, `reports`, `README.txt`.
  package let root: URL
  /// Everything Karez keeps: `.karez`, or another name while a node is being made.
  package let hidden: URL

  package init(root: URL) { self.init(root: root, hidden: ".karez") }

  init(root: URL, hidden: String) {
    self.root = root.standardizedFileURL
    self.hidden = self.root.appending(path: hidden)
  }

  /// Meter files dropped here are imported.
  package var inbox: URL { root.appending(path: "inbox") }
  /// Read-only copies of the documents in force.
  package var controlled: URL { root.appending(path: "controlled") }
  /// What was drawn up, and rows an import refused.
  package var reports: URL { root.appending(path: "reports") }
  /// What this folder is, for a person who finds it.
  package var readme: URL { root.appending(path: "README.txt") }

  /// The lock file; held per write, never per process.
  package var lock: URL { hidden.appending(path: "lock") }
  /// Which node this folder is.
  package var identity: URL { hidden.appending(path: "node.json") }
  /// Answers; may be deleted at any time.
  package var index: URL { hidden.appending(path: "index.db") }
  /// What is not a fact yet; precious.
  package var journal: URL { hidden.appending(path: "journal.db") }
  /// The node's private key, OpenSSH format, mode 0600.
  package var privateKey: URL { hidden.appending(path: "keys/node_ed25519") }
  /// Who may sign: one line per chain, read by stock git and ssh-keygen.
  package var allowedSigners: URL { hidden.appending(path: "keys/allowed_signers") }
  /// The keys of people, sealed by their passphrases.
  package var peopleKeys: URL { hidden.appending(path: "keys/people") }
  /// Whose signature beside an act is good: one line per person and key, read by stock ssh-keygen.
  package var allowedPeople: URL { peopleKeys.appending(path: "allowed_signers") }
  /// One person's sealed key; the count of wrong passphrases lies beside it.
  package func personKey(of id: String) -> URL { peopleKeys.appending(path: "\(id)_ed25519") }

  /// Answers about a store that is not the node's own: the library at a site, an entity at
  /// headquarters.
  package func index(of entity: String) -> URL { hidden.appending(path: "index/\(entity).db") }
  /// The key of a chain that the node writes in another store than its own.
  package func chainKey(of chain: String) -> URL {
    hidden.appending(path: "keys/\(chain)_ed25519")
  }
  /// At headquarters: which chain it writes in each entity's store.
  package var followed: URL { hidden.appending(path: "followed.json") }
  /// At headquarters: one-time words given out and not used yet.
  package var enrolmentWords: URL { hidden.appending(path: "keys/enrolments.json") }
  /// At headquarters: the words by which nodes were enrolled.
  package var usedWords: URL { hidden.appending(path: "keys/enrolled.json") }
  /// Where the node's own certificate authority lies.
  package var keys: URL { hidden.appending(path: "keys") }
  /// At a site: whom it has joined.
  package var headquarters: URL { hidden.appending(path: "headquarters.json") }
  /// Which of the allowed signers are headquarters' chains.
  package var headquartersSigners: URL {
    hidden.appending(path: "keys/headquarters_signers")
  }
  /// In which entity's store each chain of another node counts.
  package var chainEntities: URL { hidden.appending(path: "keys/entities.json") }
  /// How far revoked chains count, as headquarters' library says.
  package var chainLimits: URL { hidden.appending(path: "keys/limits.json") }
  /// Commits that no disk has any more, as headquarters' library says.
  package var holes: URL { hidden.appending(path: "keys/holes.json") }
  /// Which chain may open numbers with which mark, as headquarters' library says.
  package var marks: URL { hidden.appending(path: "keys/marks.json") }
  /// What this node last put into ``controlled``.
  package var controlledCopies: URL { hidden.appending(path: "controlled.json") }
  /// When this node heard what others last said, by its own clock.
  package var contacts: URL { hidden.appending(path: "held/contacts.json") }
  /// When everything was last read and checked here.
  package var verified: URL { hidden.appending(path: "verified.json") }
  /// At headquarters: what was found of each entity; may be deleted at any time.
  package var board: URL { hidden.appending(path: "index/board.json") }
  /// What other nodes last said they hold.
  package var statements: URL { hidden.appending(path: "held/statements.json") }

  /// Files that came by a browser and wait for a person's yes.
  package var uploads: URL { hidden.appending(path: "uploads") }

  /// What is on its way over a link to or from another node.
  package func spool(with node: String) -> URL { hidden.appending(path: "spool/\(node)") }

  /// Where the facts lie, a repository per entity.
  package var stores: URL { hidden.appending(path: "stores") }
  /// The bare repository of one entity's facts.
  package func store(of entity: String) -> URL { stores.appending(path: "\(entity).git") }

  /// The entities whose facts lie here, ascending; the library is one of them.
  package func entities() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: stores.path)
      .filter { $0.hasSuffix(".git") }.map { String($0.dropLast(4)) }.sorted()
  }

  /// Whether a place lies in the node's folder, or is it; symbolic links are followed.
  package func holds(_ place: URL) -> Bool { Self.contains(place, in: root) }

  /// Whether a place is among what Karez keeps to itself, such as keys.
  package func hides(_ place: URL) -> Bool { Self.contains(place, in: hidden) }

  private static func contains(_ place: URL, in folder: URL) -> Bool {
    let inner = place.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    return inner.starts(with: folder.resolvingSymlinksInPath().pathComponents)
  }

  /// The folders in which files are replaced as a whole.
  package var written: [URL] {
    [
      root, controlled, reports, hidden, hidden.appending(path: "keys"), peopleKeys,
      statements.deletingLastPathComponent(), hidden.appending(path: "index"),
    ]
  }

  /// The folders that a new node begins with.
  package var folders: [URL] {
    [inbox, controlled, reports]
      + ["stores", "keys", "keys/people", "index", "held"].map { hidden.appending(path: $0) }
  }
}
