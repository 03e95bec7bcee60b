import SiteModel
import Storage

/// A node goes on with a new key, on a successor chain that the old key vouches for: it counts wherever
/// the old one did, without anybody's decision.
///
/// For a key that may have been seen by others, revocation is the answer; this is for one that has served long.
package struct RenewKey {
  /// What the node writes by from now on.
  package struct Renewed: Sendable {
    package let old: String
    package let new: String
    /// Of the new key, for paper.
    package let fingerprint: String
  }

  package static func run(on site: Site) throws -> Renewed {
    let old = site.chain
    return try site.write(renewsKey: true) { session in
      Renewed(
        old: old, new: session.site.chain, fingerprint: session.key.publicKey.fingerprint)
    }
  }
}
