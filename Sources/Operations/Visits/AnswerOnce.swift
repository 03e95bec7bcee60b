package import SiteModel
import Storage

/// Answers a program's call once: the same call with the same key again, after a line that dropped, is
/// told what was answered then and does nothing.
package struct AnswerOnce {
  private let site: Site
  /// Thirty days: a plant without a link tries again for weeks.
  private static let kept: Int64 = 30 * 86_400

  package init(_ site: Site) { self.site = site }

  /// - Parameters:
  ///   - key: what the program calls its call by: 1 to 200 characters.
  ///   - body: what it asks.
  ///   - answer: does it. If it throws, nothing is remembered, and the program may try again.
  /// - Throws: ``OnceFault``; what `answer` throws.
  package func run(key: String, body: [UInt8], _ answer: () throws -> JSON) throws -> JSON {
    guard let actor = site.actor else { throw PersonFault.nobody }
    guard (1...200).contains(key.count) else { throw OnceFault.noKey }
    let (journal, asked) = (try site.journal.open(), ContentHash(of: body).description)
    if let known = try journal.answer(to: key, of: actor.person.id) {
      guard known.body == asked else { throw OnceFault.otherBody(key: key) }
      return try JSON.parse(known.answer)
    }
    let made = try answer()
    let now = site.surroundings.clock.now().instant.seconds
    try journal.remember(
      made.canonical, to: key, of: actor.person.id, asking: asked, at: now,
      forgetting: now - Self.kept)
    return made
  }
}

/// Why a call is not answered.
package enum OnceFault: Fault, Equatable {
  /// It has no `Idempotency-Key`, or one that is too long.
  case noKey
  /// Another call was made with this key.
  case otherBody(key: String)

  package var kind: FaultKind { if case .noKey = self { .invalid } else { .refused } }
  package var phrase: Phrase {
    switch self {
    case .noKey: Phrase("once.no-key")
    case .otherBody(let key): Phrase("once.other-body", ["key": key])
    }
  }
}
