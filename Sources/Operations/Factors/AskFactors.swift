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

  /// The factors a person looks for, by id.
  package func list(_ wishes: Wishes) throws -> [Answer] {
    let held = try answers()
    let ids = Set(held.map(\.factor.id))
    let others = shipped.factors.values.filter {
      site == nil || wishes.isWide && !ids.contains($0.id)
    }
    .map { Answer(factor: $0, record: nil, confirmation: nil, newer: nil, sources: []) }
    return (held + others).filter { wishes.take($0.factor) }.sorted { $0.factor.id < $1.factor.id }
  }

  /// One factor, as it is held here, else as it comes with the program.
  ///
  /// - Throws: ``ShippedFault/noFactor(id:)``.
  package func show(_ id: String) throws -> Answer {
    var wishes = Wishes()
    wishes.isWide = true
    guard let answer = try list(wishes).first(where: { $0.factor.id == id }) else {
      throw ShippedFault.noFactor(id: id)
    }
    return answer
  }

  private func answers() throws -> [Answer] {
    guard let site else { return [] }
    let held = try HeldFactors(of: site).all()
    let known = held.map(\.factor) + shipped.factors.values
    let users = try users(on: site)
    return held.map { held in
      Answer(
        factor: held.factor, record: held.key, confirmation: held.confirmation,
        newer: known.filter { $0.isNewer(than: held.factor) }
          .max { ($0.validFrom?.days ?? 0, $0.id) < ($1.validFrom?.days ?? 0, $1.id) },
        sources: users[held.key.id, default: []].sorted())
    }
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
