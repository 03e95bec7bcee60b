import Foundation
import SiteModel

/// Where a node answers: `https://host[:port][/path]`, or `http://` behind a proxy of the same machine.
package struct LinkAddress: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  /// Whether a text means a node and not a folder.
  package static func isAddress(_ text: String) -> Bool {
    text.hasPrefix("https://") || text.hasPrefix("http://")
  }

  /// - Throws: ``LinkFault/address(_:)``.
  package init(_ text: String) throws(LinkFault) {
    guard Self.isAddress(text), let url = URL(string: text), let host = url.host(), !host.isEmpty,
      url.query() == nil, url.fragment() == nil, url.user() == nil
    else { throw .address(text) }
    description = text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  func appending(_ path: String) -> String { description + path }
}

/// Whom a node believes to be the one it calls.
package enum LinkTrust: Sendable, Hashable {
  /// Whoever holds a certificate of this authority, DER; under whatever name it is reached. Its
  /// certificates run from 1970 to 9999, so that a wrong clock stops nothing.
  case authority([UInt8])
  /// Whoever the authorities of this system vouch for, under the name in the address.
  case system
}
