import Indexing
import SiteModel

/// The factors a node has taken in, and what people of the plant have confirmed of them.
struct HeldFactors {
  /// A factor as it stands here.
  struct Held {
    let factor: Factor
    let key: RecordKey
    let confirmation: FactorConfirmation?
  }

  private let site: Site
  private let knownAt: VersionVector?

  /// - Parameter knownAt: only what was known then; nil: all that is held.
  init(of site: Site, knownAt: VersionVector? = nil) {
    (self.site, self.knownAt) = (site, knownAt)
  }

  /// The factor of one record.
  ///
  /// - Throws: ``ConflictFault/undecided(record:fields:)`` if it is not decided what it says.
  func held(_ key: RecordKey) throws -> Held { try held(key, confirmed: confirmations()) }

  /// Every factor that is not void, by id; those of which it is not decided what they say apart.
  func all() throws -> (held: [Held], undecided: [ConflictFault]) {
    let confirmations = try confirmations()
    var (all, undecided): ([Held], [ConflictFault]) = ([], [])
    for (key, _) in try site.index.states(of: "factor", knownAt: knownAt)
    where try site.voiding(of: key, knownAt: knownAt) == nil {
      do { all.append(try held(key, confirmed: confirmations)) } catch let fault as ConflictFault {
        undecided.append(fault)
      }
    }
    return (all.sorted { $0.factor.id < $1.factor.id }, undecided)
  }

  /// The factor of an id, as it is held here, else as the library has it, else as it comes with
  /// the program.
  ///
  /// - Throws: ``ShippedFault/noFactor(id:)``.
  func find(_ id: String) throws -> (key: RecordKey, factor: Factor, isHeld: Bool) {
    if let key = try site.index.find("factor", id).first {
      return (key, try held(key).factor, true)
    }
    let known =
      try LibraryData(for: site).factor(id) ?? ShippedRules(site.surroundings.share).factors()[id]
    guard let factor = known else {
      throw ShippedFault.noFactor(id: id)
    }
    return (.shipped("factor", id), factor, false)
  }

  private func held(_ key: RecordKey, confirmed: [Confirmed]) throws -> Held {
    let state = try site.index.state(of: key, knownAt: knownAt)
    guard state.conflicts.isEmpty else {
      throw ConflictFault.undecided(record: key.description, fields: state.conflicts)
    }
    // What a plant notes beside a factor is no part of it.
    let fields = try site.schemas.fields(of: key, state)
      .filter { !["knownSince", "owner"].contains($0.key) }
    let factor = try Factor(record: fields)
    let confirmation = confirmed.filter { $0.values["factor"]?.string == key.id }
      .compactMap { $0.confirmation(of: factor) }.min { ($0.on, $0.record) < ($1.on, $1.record) }
    return Held(factor: factor, key: key, confirmation: confirmation)
  }

  private struct Confirmed {
    let key: RecordKey
    let values: [String: JSON]
    let act: Act

    func confirmation(of factor: Factor) -> FactorConfirmation? {
      FactorConfirmation(
        values, record: key, of: factor, signer: act.signer.name, claimed: act.place.claimed)
    }
  }

  /// What was signed and counts.
  private func confirmations() throws -> [Confirmed] {
    try site.index.states(of: FactorConfirmation.type, knownAt: knownAt).compactMap { key, state in
      guard let course = try site.index.course(of: key, knownAt: knownAt), course.permits(.counts),
        let act = course.heads.first?.act.act
      else { return nil }
      return Confirmed(key: key, values: state.values, act: act)
    }
  }
}
