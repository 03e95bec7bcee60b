package import Foundation
package import Operations

/// The folder in which a node may be made by browser.
package struct SetUpGround: Sendable {
  let root: URL
  let surroundings: @Sendable () throws -> Surroundings

  package init(root: URL, surroundings: @escaping @Sendable () throws -> Surroundings) {
    (self.root, self.surroundings) = (root, surroundings)
  }

  /// Whether somebody has to make the node first.
  var isBare: Bool {
    get throws { try SetUpSite.isWanted(root, surroundings: surroundings()) }
  }
}
