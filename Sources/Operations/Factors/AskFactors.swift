package import Foundation
import Indexing
package import SiteModel
import Storage

/// The factors of a plant, or, where there is no plant, those that come with the program.
package struct AskFactors {
  /// Which factors a person looks for.
  package struct Wishes: Sendable {
    package var subject: FactorSubject?
    package var mark: ConfidenceMark?
    /// Each must stand in the id, a title, the quantity or the source.
    package var words: [String] = []
    /// Of a plant: also those that come with the program and are not taken in.
    package var isWide = false

    package init() {}

    fileprivate func take(_ factor: Factor) -> Bool {
      subject.map { $0 == factor.subject } ?? true && mark.map { $0 == factor.mark } ?? true
        && words.allSatisfy(factor.mentions)
    }
  }

  /// A factor, and what a plant has to do with it.
  package struct Answer: Sendable {
    package let factor: Factor
    /// The record that holds it here; nil: it is not taken in.
    package let record: RecordKey?
    /// Who of the plant found it in its publication.
    package let confirmation: FactorConfirmation?
    /// The newest factor of its series, if there is a newer one than this.
    package let newer: Factor?
    /// The numbers of the sources it is bound to.
    package let sources: [String]
  }

  private let shipped: FactorTable
  private let site: Site?

  /// - Parameter site: nil: only what comes with the program is asked for.
  package init(_ share: Share, on site: Site?) throws {
    (shipped, self.site) = (try ShippedRules(share).factors(), site)
  }

  /// The factors a person looks for, by id; of those that are left out, why.
  package func list(_ wishes: Wishes) throws -> (answers: [Answer], undecided: [any Fault]) {
    let (held, undecided) = try answers()
    let ids = Set(held.map(\.factor.id))
    let others = shipped.factors.values
      .filter { site == nil || wishes.isWide && !ids.contains($0.id) }
      .map { Answer(factor: $0, record: nil, confirmation: nil, newer: nil, sources: []) }
    let found = (held + others).filter { wishes.take($0.factor) }
    return (found.sorted { $0.factor.id < $1.factor.id }, undecided)
  }

  /// One factor, as it is held here, else as it comes with the program; and what other tables say
  /// of the same thing.
  ///
  /// - Throws: ``ShippedFault/noFactor(id:)``, ``ConflictFault/undecided(record:fields:)``.
  package func show(_ id: String) throws -> (answer: Answer, elsewhere: [Factor]) {
    var wishes = Wishes()
    wishes.isWide = true
    let all = try list(wishes)
    guard let answer = all.answers.first(where: { $0.factor.id == id }) else {
      throw all.undecided.first ?? ShippedFault.noFactor(id: id)
    }
    return (answer, all.answers.map(\.factor).filter { $0.isElsewhere(than: answer.factor) })
  }

  private func answers() throws -> ([Answer], undecided: [any Fault]) {
    guard let site else { return ([], []) }
    let (held, undecided) = try HeldFactors(of: site).all()
    let known = held.map(\.factor) + shipped.factors.values
    let users = try users(on: site)
    let answers = held.map { held in
      Answer(
        factor: held.factor, record: held.key, confirmation: held.confirmation,
        newer: known.filter { $0.isNewer(than: held.factor) }
          .max { ($0.validFrom?.days ?? 0, $0.id) < ($1.validFrom?.days ?? 0, $1.id) },
        sources: users[held.key.id, default: []].sorted())
    }
    return (answers, undecided)
  }

  /// By record id, the sources that are bound to a factor.
  private func users(on site: Site) throws -> [String: Set<String>] {
    try site.index.states(of: "source").reduce(into: [:]) { users, source in
      for binding in source.state.values["bindings"]?.array ?? [] {
        guard binding["kind"]?.string == "factor", let ref = binding["ref"]?.string else {
          continue
        }
        users[ref, default: []].insert(source.state.values["number"]?.string ?? source.key.id)
      }
    }
  }
}

extension Site {
  /// Whether there is a node in a folder.
  package static func isNode(_ root: URL) -> Bool {
    FileManager.default.fileExists(atPath: SiteLayout(root: root).identity.path)
  }
}
