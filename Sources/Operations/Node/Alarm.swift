import Indexing
package import SiteModel
import Storage

/// Something about chains that stays until headquarters decides, and that every answer stands under.
package enum Alarm: Sendable, Hashable {
  /// A chain's key was revoked; so many commits held of it count for nothing.
  case revoked(chain: String, cut: Int)
  /// Two disks wrote one chain: these are the newest commits of its branches.
  case forked(chain: String, tips: [ChainHead])

  /// The word by which programs know it.
  package var name: String {
    switch self {
    case .revoked: "revoked"
    case .forked: "forked"
    }
  }

  package var chain: String {
    switch self {
    case .revoked(let chain, _), .forked(let chain, _): chain
    }
  }

  package var phrase: Phrase {
    switch self {
    case .forked(let chain, let tips):
      Phrase(
        "alarm.forked",
        [
          "chain": chain, "branches": String(tips.count),
          "tips": tips.map { "\($0.seq) \($0.commit.prefix(12))" }.joined(separator: "; "),
        ])
    case .revoked(let chain, let cut):
      Phrase("alarm.revoked", ["chain": chain, "commits": String(cut)])
    }
  }

  /// The alarms of one store, by chain.
  static func all(of site: Site) throws -> [Alarm] {
    try all(in: site.store, cuts: site.index.cutCommits(), site.layout)
  }

  /// - Parameter cuts: by revoked chain, the commits that count for nothing.
  static func all(
    in store: any FactStore, cuts: [String: Int], _ layout: SiteLayout
  ) throws -> [Alarm] {
    let cut = cuts.sorted { $0.key < $1.key }
    return try forks(in: store, layout) + cut.map { .revoked(chain: $0, cut: $1) }
  }

  /// Forks that no revocation has decided.
  static func forks(in store: any FactStore, _ layout: SiteLayout) throws -> [Alarm] {
    let decided = Set(try LibraryLimits(kept: layout).all.filter(\.isRevocation).map(\.chain))
    let forked = Set(try store.forks().keys.map(\.chain)).subtracting(decided)
    return try forked.sorted().map { chain in
      let tips = try store.tips().filter { $0.chain == chain }.map {
        ChainHead(
          chain: chain, seq: try store.commit($0.head).seq, commit: $0.head.description)
      }
      return .forked(chain: chain, tips: tips.sorted { $0.commit < $1.commit })
    }
  }
}
