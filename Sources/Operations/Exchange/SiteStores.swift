import SiteModel
import Storage

extension Site {
  /// The stores whose facts this node answers for: its own, and at headquarters each entity's.
  package func stores() throws -> [Site] {
    guard identity.isHeadquarters else { return [self] }
    let followed = Followed(in: layout).chains.sorted { $0.key < $1.key }
    return [self] + (try followed.map { try beside($0.key, writing: $0.value) })
  }
}
