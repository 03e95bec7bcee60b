package import SiteModel
package import Storage

/// The statements that lie on a carrier for a node.
package struct Hearing {
  /// Those with good signatures.
  package private(set) var statements: [SignedStatement] = []
  /// Those that are none.
  package private(set) var spoiled: [(file: String, fault: any Fault)] = []

  private let good: GoodSignatures

  /// - Parameter good: signatures that need no second check.
  /// - Throws: ``CarrierFault`` if a box cannot be listed.
  package init(
    for node: String, from carrier: any Carrier, good: GoodSignatures = GoodSignatures()
  ) throws(CarrierFault) {
    self.good = good
    for sender in try carrier.senders(to: node) {
      let box = Box(to: node, from: sender)
      for file in try carrier.names(in: box) where StatementName(file) != nil {
        hear(file, in: box, carrier)
      }
    }
    keepNewest()
  }

  // A writer that died leaves an older one beside the newest; it says nothing more.
  private mutating func keepNewest() {
    let chains = Dictionary(grouping: statements) { [$0.statement.node, $0.statement.chain] }
    statements = chains.values
      .compactMap { $0.max { $0.statement.number < $1.statement.number } }
      .sorted { $0.statement.chain < $1.statement.chain }
  }

  private mutating func hear(_ file: String, in box: Box, _ carrier: any Carrier) {
    do {
      let signed = try SignedStatement(
        try carrier.read(file, in: box), signature: try carrier.read(file + ".sig", in: box),
        good: good)
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
