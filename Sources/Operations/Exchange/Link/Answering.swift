import Foundation
package import SiteModel
import Storage
import Sync

/// What headquarters answers over a link, in bytes: the only door of the sync endpoint.
package final class Answering: Sendable {
  private let calls: Calls

  /// The node's certificate and key, PEM.
  package struct Certificate: Sendable {
    package let chain: String
    package let key: String
  }

  /// - Parameter open: opens the node anew at every call: another process may have written meanwhile.
  /// - Throws: ``ExchangeFault/notHeadquarters``.
  package init(opening open: @escaping @Sendable () throws -> Site) throws {
    guard try open().identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    calls = Calls(opening: open)
  }

  /// What a node answers by; made at the first time.
  package static func certificate(of site: Site) throws -> Certificate {
    let own = try OwnAuthority(in: site.layout.keys, name: site.name)
    return Certificate(chain: own.chain, key: own.key)
  }

  /// The answer to a statement; see ``Calls/sync(_:)``.
  package func sync(_ body: [UInt8]) throws -> [UInt8] { try calls.sync(body) }

  /// The blocks that are asked for, a line of 16 digits each.
  package func blocks(_ body: [UInt8], pass: String?) throws -> [UInt8] {
    let wanted = String(decoding: body, as: UTF8.self).split(separator: "\n").map(String.init)
    return BlockStream.bytes(of: try calls.blocks(wanted, for: try chain(pass)))
  }

  /// Begins to take the blocks of one request.
  package func taking(pass: String?) throws -> Taking {
    Taking(calls: calls, chain: try chain(pass))
  }

  private func chain(_ pass: String?) throws -> String {
    guard let pass = pass.flatMap({ Pass(header: $0) }) else { throw LinkFault.pass }
    return try calls.chain(of: pass)
  }

  /// Blocks on their way in.
  package struct Taking: Sendable {
    fileprivate let calls: Calls
    fileprivate let chain: String
    private var stream = BlockStream()

    fileprivate init(calls: Calls, chain: String) { (self.calls, self.chain) = (calls, chain) }

    /// The same after more bytes of the body; what became whole is durable.
    package func taken(_ bytes: [UInt8]) throws -> Taking {
      var next = self
      for block in try next.stream.take(bytes) { try calls.take(block, of: chain) }
      return next
    }

    /// What is to come next.
    package func answer() throws -> [UInt8] { try calls.next(for: chain) }
  }
}

extension Site {
  /// Which node this is, for whoever watches the machine: `{format, node, status}`.
  package var health: JSON {
    ["status": "ok", "node": .string(name), "format": .number(String(Commit.format))]
  }
}
