package import SiteModel
import Storage

/// The statements that lie on a carrier for a node.
package struct Hearing {
  /// Those with good signatures.
  package private(set) var statements: [SignedStatement] = []
  /// Those that are none.
  package private(set) var spoiled: [(file: String, fault: any Fault)] = []

  /// - Throws: ``CarrierFault`` if a box cannot be listed.
  package init(for node: String, from carrier: any Carrier) throws(CarrierFault) {
    for sender in try carrier.senders(to: node) {
      let box = Box(to: node, from: sender)
      for file in try carrier.names(in: box) where StatementName(file) != nil {
        hear(file, in: box, carrier)
      }
    }
  }

  private mutating func hear(_ file: String, in box: Box, _ carrier: any Carrier) {
    do {
      let signed = try SignedStatement(
        try carrier.read(file, in: box), signature: try carrier.read(file + ".sig", in: box))
      guard signed.statement.node == box.from else {
        throw StatementFault.signature(node: box.from)
      }
      statements.append(signed)
    } catch {
      let fault = (error as? any Fault) ?? StatementFault.malformed(member: "\(error)")
      spoiled.append((file, fault))
    }
  }
}

/// The name of a statement's file: `statement.<chain>.json`.
package struct StatementName: Sendable, Hashable, CustomStringConvertible {
  package let chain: String

  package init(chain: String) { self.chain = chain }

  /// Reads a name; nil for that of any other file.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "statement", parts[2] == "json",
      Grammar.isChain(parts[1])
    else { return nil }
    chain = String(parts[1])
  }

  package var description: String { "statement.\(chain).json" }
}
