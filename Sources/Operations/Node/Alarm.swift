import Indexing
package import SiteModel

/// Something about chains that stays until headquarters decides, and that every answer stands under.
package enum Alarm: Sendable, Hashable {
  /// A chain's key was revoked; so many commits held of it count for nothing.
  case revoked(chain: String, cut: Int)

  /// The word by which programs know it.
  package var name: String {
    switch self {
    case .revoked: "revoked"
    }
  }

  package var chain: String {
    switch self {
    case .revoked(let chain, _): chain
    }
  }

  package var phrase: Phrase {
    switch self {
    case .revoked(let chain, let cut):
      Phrase("alarm.revoked", ["chain": chain, "commits": String(cut)])
    }
  }

  /// The alarms of one store, by chain.
  static func all(of site: Site) throws -> [Alarm] {
    try site.index.cutCommits().sorted { $0.key < $1.key }.map { .revoked(chain: $0, cut: $1) }
  }
}
