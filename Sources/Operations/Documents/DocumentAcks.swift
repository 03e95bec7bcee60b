import Indexing
package import SiteModel

/// Who has acknowledged what is in force, or will be: 阅知 is a signature over the text's hash, so a
/// new version is acknowledged anew.
package struct DocumentAcks {
  /// One document's answer.
  package struct Answer: Sendable {
    package let number: String
    package let title: String
    package let version: String
    /// From when it is in force.
    package let since: String
    /// Those who have signed, with their clock.
    package let done: [(person: Person, clock: String)]
    /// Those who must and have not.
    package let missing: [Person]
    /// Those whom a document controller let off, with the reason and his name.
    package let waived: [(person: Person, reason: String, by: String)]

    /// Of those who must, how many have; nil where nobody must.
    package var share: Rational? {
      let asked = done.count + missing.count
      return asked == 0 ? nil : Rational(done.count * 100) / Rational(asked)
    }
  }

  /// What is in force and what comes next, of documents that departments must acknowledge.
  ///
  /// - Parameters:
  ///   - number: nil: all.
  ///   - day: nil: today.
  ///   - knownAt: nil: all that is held.
  package static func run(
    _ number: String?, day: CivilDate? = nil, knownAt: VersionVector? = nil, on site: Site
  ) throws -> [Answer] {
    let documents = try Documents(on: site, knownAt: knownAt)
    let today = try day?.description ?? documents.today()
    let asked = try number.map { [try documents.one($0)] } ?? documents.board.documents
    let people = try PersonLookup(site).people(knownAt: knownAt)
    let waivers = try WaiveAcknowledgement.all(on: site, knownAt: knownAt)
    return asked.flatMap { document -> [Answer] in
      let next = document.next(after: today)?.inForce
      return [document.inForce(on: today), next].compactMap { inForce in
        inForce.flatMap { answer(document, $0, people, waivers, day ?? site.today) }
      }
    }
  }

  private static func answer(
    _ document: Document, _ inForce: Document.InForce, _ people: [Person],
    _ waivers: [WaiveAcknowledgement.Waiver], _ today: CivilDate
  ) -> Answer? {
    guard let revision = inForce.revision else { return nil }
    let audience = Set(document.card?.ids("audience") ?? [])
    let signed = revision.acts.filter { $0.act.action == "acknowledge" }
    let clocks = Dictionary(signed.map { ($0.person, $0.act.place.claimed) }) { first, _ in first }
    let asked = people.filter { person in
      person.department.map(audience.contains) ?? false && person.left.map { $0 >= today } ?? true
    }
    guard !asked.isEmpty || !clocks.isEmpty else { return nil }
    // Whoever signed after all is not let off; a waiver holds for the text it names.
    let waived = asked.filter { clocks[$0.id] == nil }.compactMap { person in
      waivers.first {
        $0.person == person.id && $0.revision == revision.key.id
          && $0.content == revision.content?.description
      }
      .map { (person: person, reason: $0.reason, by: $0.by) }
    }
    let isWaived = Set(waived.map(\.0.id))
    return Answer(
      number: document.number, title: document.title, version: inForce.version,
      since: inForce.act.day,
      done: people.compactMap { person in clocks[person.id].map { (person, $0) } },
      missing: asked.filter { clocks[$0.id] == nil && !isWaived.contains($0.id) }, waived: waived)
  }
}
