import Foundation
import Indexing
import SiteModel
import Storage

/// What the library says of revoked chains: up to which commit each counts.
///
/// Every node keeps it beside its keys, where all its stores find it: `.karez/keys/limits.json`.
struct LibraryLimits {
  static let type = "chain-limit"

  /// By name.
  let all: [ChainLimit]

  /// Reads them from the library, as far as its own chains are believed.
  init(in library: Site) throws {
    all = try library.index.states(of: Self.type).compactMap { ChainLimit($0.state) }
      .sorted { $0.name < $1.name }
  }

  /// Those that this node knows.
  init(kept layout: SiteLayout) throws {
    all = try KeptFile(layout.chainLimits).items(ChainLimit.init(kept:))
  }

  func keep(in layout: SiteLayout) throws {
    guard try all != LibraryLimits(kept: layout).all else { return }
    try KeptFile(layout.chainLimits).write(.array(all.map(\.kept)))
  }
}

extension ChainLimit {
  /// nil for a record that does not say everything, or is in dispute.
  fileprivate init?(_ state: RecordState) {
    let values = state.values
    guard let name = state["chain"]?.names.first, let chain = values["chain"]?.string,
      let kind = values["kind"]?.string, let seq = values["seq"]?.number.flatMap({ Int($0) })
    else { return nil }
    let last = values["commit"]?.string.map { ChainHead(chain: chain, seq: seq, commit: $0) }
    self.init(name: name, chain: chain, last: last, isRevocation: kind == "revocation")
  }

  fileprivate var kept: JSON {
    var members: [String: JSON] = [
      "name": .string(name.description), "chain": .string(chain),
      "revocation": .bool(isRevocation),
    ]
    if let last {
      (members["seq"], members["commit"]) = (.number(String(last.seq)), .string(last.commit))
    }
    return .object(members)
  }

  fileprivate init?(kept json: JSON) {
    guard let name = json["name"]?.string.flatMap({ EntryName($0) }),
      let chain = json["chain"]?.string
    else { return nil }
    let seq = json["seq"]?.number.flatMap { Int($0) }
    let last = seq.flatMap { seq in
      json["commit"]?.string.map { ChainHead(chain: chain, seq: seq, commit: $0) }
    }
    self.init(
      name: name, chain: chain, last: last, isRevocation: json["revocation"] == .bool(true))
  }
}
