import SiteModel
package import Storage
import Sync

/// What came of something from outside, as the name of the rule, or `taken`, `partly`,
/// `nothing new`, `waits …`.
package enum Verdict {
  /// Far below those of a node, so that a small bundle can break them.
  package static let limits: PackLimits = {
    var limits = PackLimits()
    (limits.paths, limits.object, limits.total) = (2_000, 1 << 20, 3 << 20)
    (limits.bundle, limits.objects) = (3 << 20, 2_000)
    return limits
  }()

  /// - Throws: what is no fault of the bundle.
  package static func name(of bytes: [UInt8], into store: any FactStore) throws -> String {
    do {
      switch try Ingest(into: store, of: "plant", limits: limits).take(bytes) {
      case .taken: return "taken"
      case .nothingNew: return "nothing new"
      case .partly: return "partly"
      case .waits(let missing): return missing.first.map(name) ?? "waits"
      }
    } catch let fault as IngestFault {
      let name = name(of: fault)
      return try name == "trailer Entity" ? received(bytes, into: store) ?? name : name
    }
  }

  package static func name(of statement: [UInt8], signature: [UInt8]) -> String {
    do throws(StatementFault) {
      _ = try SignedStatement(statement, signature: signature)
      return "taken"
    } catch {
      guard case .malformed(let member) = error else { return error.phrase.key }
      let place = member.hasPrefix("stores/") ? "stores/*" : member
      return "\(error.phrase.key) \(place)"
    }
  }

  package static func name(ofFile name: String) -> String {
    BundleName(name) == nil ? "bundle name" : "taken"
  }

  private static func name(of missing: Ingest.Missing) -> String {
    switch missing {
    case .earlier: "waits earlier"
    case .seen: "waits seen"
    case .program: "waits program"
    }
  }

  /// What the door says that looks for the store by the entity.
  private static func received(_ bytes: [UInt8], into store: any FactStore) throws -> String? {
    let carrier = MemoryCarrier()
    let key = try SSHKey(seed: Array(repeating: 2, count: 32))
    let party = Party(
      name: "hq", chain: key.publicKey.chain, key: key, stores: ["plant": store])
    let file = BundleName(
      chain: "abcd", numbers: 1...1, head: ObjectID(bytes: Array(repeating: 0, count: 20)))
    try carrier.lay(bytes, as: file.description, in: Box(to: "hq", from: "xj"))
    guard
      case .refused(let fault as IngestFault)? = try Reception(by: party, from: carrier).items
        .first?.result
    else { return nil }
    return name(of: fault)
  }

  private static func name(of fault: IngestFault) -> String {
    switch fault {
    case .bundle(.damaged(_, let detail)): "bundle \(detail)"
    case .pack(.damaged(_, let detail)): "pack \(detail)"
    case .commit(_, .store(let fault)): name(of: fault)
    case .commit(_, .trailer(_, let trailer)): "trailer \(trailer)"
    case .commit(_, .entry(.wrongMember(_, let member, _))):
      "entry.wrong-member \(member.replacing("/name/", with: "/*/"))"
    case .commit(_, let fault): fault.phrase.key
    default: fault.phrase.key
    }
  }

  private static func name(of fault: StoreFault) -> String {
    switch fault {
    case .missing: "missing"
    case .malformed(_, let detail): Rules.details.contains(detail) ? "malformed \(detail)" : "path"
    default: fault.phrase.key
    }
  }
}
