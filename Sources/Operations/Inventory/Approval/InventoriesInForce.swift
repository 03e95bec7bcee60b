import Indexing
import SiteModel

/// Which approved inventory counts for each period, as the slots say.
///
/// `model.md` §4: "the approved inventory of a period" exists once; its release names the inventory
/// and the SHA-256 of its bytes.
struct InventoriesInForce {
  /// What became of an inventory that was approved once.
  enum Fate: Sendable, Hashable {
    case inForce
    /// The id of the next one.
    case replaced(by: String)
    case withdrawn
  }

  private var fates: [String: (digest: ContentHash, fate: Fate)] = [:]
  private var current: [SlotKey: String] = [:]

  /// - Parameter knownAt: what was known; nil: all that is held.
  init(on site: Site, knownAt: VersionVector? = nil) throws {
    let (all, ground) = try site.index.slots()
    let acts = all.filter { knownAt?.contains($0.place.name) ?? true }
    let lines = SlotFold(acts, on: ground, knownAt: knownAt).lines
    for (slot, line) in lines where slot.kind == SlotKey.inventories {
      for act in line.acts { take(act, slot) }
    }
  }

  private mutating func take(_ act: SlotAct, _ slot: SlotKey) {
    switch act.step {
    case .release(let id, let digest):
      if let before = current[slot], before != id { fates[before]?.fate = .replaced(by: id) }
      fates[id] = (digest, .inForce)
      current[slot] = id
    case .withdraw:
      if let before = current.removeValue(forKey: slot) { fates[before]?.fate = .withdrawn }
    case .open, .handOver, .takeOver, .resume: break
    }
  }

  /// The id of the inventory that counts; nil: none.
  subscript(_ slot: SlotKey) -> String? { current[slot] }

  /// The id of the one of the period that ends, and begins, last; nil: none was approved.
  var newest: String? {
    current.max { Self.days($0.key) < Self.days($1.key) }?.value
  }

  // A slot's number is `<first day>..<last day>`.
  private static func days(_ slot: SlotKey) -> String { "\(slot.number.suffix(10)) \(slot.number)" }

  /// What became of an inventory; nil: it was never approved, or it is another one that was.
  func fate(of id: String, _ digest: ContentHash) -> Fate? {
    fates[id].flatMap { $0.digest == digest ? $0.fate : nil }
  }
}

extension SlotKey {
  /// The kind of the slots of inventories.
  static let inventories = "inventory"

  /// The slot of the inventories of a period: its number is `2025-01-01..2025-12-31`, so that one
  /// stretch of days has one slot, however it was named.
  init?(inventory days: ClosedRange<CivilDate>) {
    self.init(kind: Self.inventories, number: "\(days.lowerBound)..\(days.upperBound)")
  }
}
