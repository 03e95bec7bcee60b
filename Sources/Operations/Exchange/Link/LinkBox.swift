import Foundation
import SiteModel
import Storage
import Sync

/// What is on its way over a link between this node and one other: `.karez/spool/<node>/`.
///
/// Each side keeps a copy of the other's box, as if a stick lay between them; the same code reads and
/// writes it.
struct LinkBox {
  let folder: FolderCarrier
  let blocks: BlockStore
  /// What this node lays down for the other, and the copy of what the other laid down for it.
  let (out, incoming): (Box, Box)

  init(of site: Site, with other: String) throws {
    let spool = site.layout.spool(with: other)
    let root = spool.appending(path: "box")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    folder = try FolderCarrier(root)
    blocks = try BlockStore(spool.appending(path: "blocks"))
    out = Box(to: other, from: site.name)
    incoming = Box(to: site.name, from: other)
  }

  /// Lays down what the other side said, and lets go of this node's chains where it tells of commits
  /// that are not here: before anything is written on a chain that may have gone on elsewhere.
  func lay(_ said: SignedStatement, from node: String, on site: Site) throws {
    try site.write(isMeeting: true) { session in
      try said.lay(in: incoming, on: folder)
      try Meeting(session, with: node).disownIfRolledBack(by: folder)
    }
  }

  /// What is announced by a statement of the other side.
  func inBox(_ statement: Statement) -> InBox {
    InBox(incoming, of: statement.box, on: folder, blocks)
  }
}

extension Meeting {
  /// What this node says to its partner over a link, and the box that goes with it.
  struct Saying {
    let signed: SignedStatement
    let out: OutBox
    /// The bundles that were laid down, and the bytes of large files.
    let bundles: Set<BundleName>
    let key: SSHKey
  }

  /// Lays down what the partner lacks and says so.
  ///
  /// - Parameters:
  ///   - before: the box as it was.
  ///   - question: what this answers; nil at the one who calls.
  mutating func say(
    through box: LinkBox, before: OutBox?, answering question: ContentHash? = nil
  ) throws -> Saying {
    let (party, stores) = (try party(), try stores())
    let load = try load(of: party)
    if let load {
      try Sending(of: party, knowing: memory.ledger).layBundlesOnly(load, on: box.folder)
      _ = try layFiles(of: stores, but: disposed(of: stores), for: load.peer, over: box.folder)
    }
    let out = try OutBox(box.out, on: box.folder, before: before)
    var statement = try nextStatement(of: party, wanting: stores)
    (statement.box, statement.answers) = (out.name, question)
    let bundles = load?.offers.flatMap { $0.offer.pieces.map(\.name) } ?? []
    return Saying(
      signed: try SignedStatement(statement, by: party.key), out: out, bundles: Set(bundles),
      key: party.key)
  }

  /// What the partner lacks, by its newest statement; nil for one that is not enrolled yet.
  func load(of party: Party) throws -> Sending.Load? {
    let sending = Sending(of: party, knowing: memory.ledger)
    return try peers().first.map { peer in try sending.load(for: peer) }
  }
}
