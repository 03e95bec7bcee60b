import Foundation
import SiteModel
import Storage
import Sync

/// What was found of each entity, for as long as its facts are those that are held: the index of
/// headquarters over all their stores, `.karez/index/board.json`. It may be deleted at any time.
///
/// Hundreds of entities are looked at by their heads; only the index of one that has changed is opened.
struct BoardFile {
  private let layout: SiteLayout
  private let ground: Ground
  private var kept: [String: JSON]
  private var isChanged = false

  init(on site: Site) throws {
    (layout, ground) = (site.layout, try Ground(of: site))
    // One that cannot be read is as good as none.
    let bytes = FileManager.default.contents(atPath: site.layout.board.path)
    kept = bytes.flatMap { try? JSON.parse($0) }?.object ?? [:]
  }

  /// What is kept of an entity, or what is found now.
  mutating func board(
    of entity: String, _ tips: [ChainTip], at now: Instant, found: () throws -> EntityBoard
  ) throws -> EntityBoard {
    let basis = ground.basis(of: entity, tips)
    let item = kept[entity]
    if let basis, item?["basis"]?.string == basis,
      let board = item?["board"].flatMap(EntityBoard.init), board.holds.contains(now.seconds)
    {
      return board
    }
    let board = try found()
    if let basis { keep(["basis": .string(basis), "board": board.json], as: entity) }
    return board
  }

  /// What a node lacks of an entity's facts: commits, and bytes of their objects.
  mutating func backlog(
    of entity: String, _ tips: [ChainTip], at node: String, holding: [Statement.Holding],
    found: () throws -> Backlog
  ) throws -> Backlog {
    let heads = holding.map { $0.heads.map { "\($0.chain) \($0.commit)" }.sorted() }
    let text = "\(Ground.text(tips))\n\(heads)"
    let (name, basis) = ("\(entity)/\(node)", ContentHash(of: Array(text.utf8)).description)
    if let item = kept[name], item["basis"]?.string == basis,
      let commits = item["commits"]?.number.flatMap({ Int($0) }),
      let bytes = item["bytes"]?.number.flatMap({ Int($0) })
    {
      return Backlog(commits: commits, bytes: bytes)
    }
    let found = try found()
    keep(
      [
        "basis": .string(basis), "commits": .number(String(found.commits)),
        "bytes": .number(String(found.bytes)),
      ], as: name)
    return found
  }

  private mutating func keep(_ json: JSON, as name: String) {
    (kept[name], isChanged) = (json, true)
  }

  /// Where it cannot be written, on a full disk, the next question finds everything anew.
  func write() {
    guard isChanged else { return }
    let folder = layout.board.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? KeptFile(layout.board).write(.object(kept))
  }
}

extension BoardFile {
  /// What boards rest on beside the facts.
  struct Ground {
    /// The program and its files, and what the library says of chains; nil where that is not known.
    private let common: String?
    /// By entity, the chains that count and their keys.
    private let chains: [String: String]

    init(of site: Site) throws {
      let layout = site.layout
      let allowed = try NodeKeys.allowed(in: layout)
      let headquarters = try NodeKeys.headquarters(in: layout)
      let entities = try ChainEntities(in: layout)
      chains = entities.grouped(allowed.keys, own: site.entity).mapValues { chains in
        chains.sorted().map {
          "\($0) \(allowed[$0]?.line ?? "") \(headquarters[$0] != nil)"
        }.joined(separator: "\n")
      }
      let files = try [layout.chainLimits, layout.holes, layout.marks].map {
        ContentHash(of: try AtomicFile.read($0.path) ?? []).description
      }
      common = site.schemas.mark.map { "\($0) \(files.joined(separator: " "))" }
    }

    func basis(of entity: String, _ tips: [ChainTip]) -> String? {
      common.map { common in
        let text = "\(common)\n\(chains[entity] ?? "")\n\(Self.text(tips))"
        return ContentHash(of: Array(text.utf8)).description
      }
    }

    static func text(_ tips: [ChainTip]) -> String {
      tips.map { "\($0.chain) \($0.head)" }.sorted().joined(separator: "\n")
    }
  }
}
