import Indexing
import SiteModel
import Storage

/// Says what became of copies that were called back (7.4.2 「防止使用过期或作废文件」), each by its number.
package struct RecallCopies {
  /// What a document controller says.
  package struct Wishes: Sendable {
    package var number: String
    /// What the paper says, if anybody looked.
    package var version: String?
    package var copies: [Int] = []
    package var result = GivenCopy.State.returned
    package var witness: String?
    package var reason: String?

    package init(_ number: String) { self.number = number }
  }

  private let wishes: Wishes
  private let session: WriteSession
  private var site: Site { session.site }

  /// - Throws: ``DistributionFault``, ``DocumentFault/notController(person:)``; then nothing is
  ///   written.
  package static func run(_ wishes: Wishes, on site: Site) throws {
    try site.write { try RecallCopies(wishes: wishes, session: $0).recall() }
  }

  private func recall() throws {
    guard !wishes.copies.isEmpty else {
      throw DistributionFault.noCopies(wishes.number, open: try outstanding())
    }
    let values = try values(by: try DocumentController.check(site))
    let copies = try Set(wishes.copies).sorted().map(copy)
    let entries = try copies.map { copy in
      let now = try site.index.course(of: copy.key)?.joined ?? site.index.state(of: copy.key)
      let changed = values.filter { now.values[$0.key] ?? .null != $0.value }
      return try site.schemas.entry(
        setting: changed, of: copy.key, now: now, by: session.writer.giving(wishes.reason))
    }
    let numbers = copies.map { String($0.number) }.joined(separator: " ")
    try session.commit("回收 \(wishes.number) 第 \(numbers) 号") { files in
      for entry in entries { try files.add(entry) }
    }
  }

  /// The copies that must come back, for whoever named none.
  private func outstanding() throws -> [Int] {
    try AskDistribution.run(wishes.number, on: site).flatMap(\.copies).filter(\.mustReturn)
      .map(\.copy.number)
  }

  private func copy(_ number: Int) throws -> DocumentCopy {
    let copy = try DocumentCopy.one(
      number, of: wishes.number, version: wishes.version, on: site)
    // What was lost may turn up.
    guard let result = copy.result, result != .lost || wishes.result == .lost else { return copy }
    throw DistributionFault.recalled(
      wishes.number, copy: number, state: result, day: copy.recalledOn ?? "")
  }

  private func values(by person: Person) throws -> [String: JSON] {
    var values: [String: JSON] = [
      "recalledOn": .string(site.today.description), "recalledBy": .string(person.id),
      "recallResult": .string(wishes.result.rawValue),
      "witness": .null, "recallReason": wishes.reason.map(JSON.string) ?? .null,
    ]
    if let name = wishes.witness {
      let witness = try PersonLookup(site).person(name)
      guard witness.id != person.id else {
        throw DistributionFault.ownWitness(person: person.name)
      }
      values["witness"] = .string(witness.id)
    }
    if wishes.result == .destroyed, wishes.witness == nil { throw DistributionFault.noWitness }
    if [.lost, .retained].contains(wishes.result), wishes.reason == nil {
      throw DistributionFault.noReason
    }
    return values
  }
}
