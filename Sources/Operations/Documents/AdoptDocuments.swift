import Indexing
import SiteModel
import Storage

/// A node that changed what lies in its `controlled/` says so in its chain (`model.md` §4): which
/// version it took, which one it removed, and how long after the day it did.
struct AdoptDocuments {
  private let documents: Documents
  private let copies: [ControlledCopies.Copy]
  private let session: WriteSession

  init(_ documents: Documents, _ copies: [ControlledCopies.Copy], _ session: WriteSession) {
    (self.documents, self.copies, self.session) = (documents, copies, session)
  }

  static let type = "adoption"

  /// The record in which a chain says what it has of a number.
  static func key(_ number: String, of chain: String) -> RecordKey {
    let hash = ContentHash(of: Array("\(chain)\n\(number)\n".utf8)).description
    return .known(type, String(hash.prefix(32)))
  }

  /// Writes one entry for each number that changed, all in one commit.
  func run() throws {
    let changed = try documents.board.documents.compactMap { document in
      try entry(document).map { (document.number, $0) }
    }
    guard !changed.isEmpty else { return }
    let numbers = changed.map(\.0).prefix(5).joined(separator: " ")
    try session.commit("采用现行版本 \(numbers)，共 \(changed.count) 份") { files in
      for (_, entry) in changed { try files.add(entry) }
    }
  }

  private func entry(_ document: Document) throws -> Entry? {
    let site = session.site
    let key = Self.key(document.number, of: site.chain)
    let now = try site.index.state(of: key)
    let copy = copies.first { $0.number == document.number }
    guard
      now.values["version"]?.string != copy?.version
        || now.values["content"]?.string != copy?.sha256
    else { return nil }
    let clock = site.surroundings.clock.now()
    var values: [String: JSON] = [
      "code": .string(document.number), "chain": .string(site.chain),
      "at": .string(clock.instant.text(at: clock.offset)),
      "version": copy.map { .string($0.version) } ?? .null,
      "content": copy.map { .string($0.sha256) } ?? .null,
      "removed": now.values["version"] ?? .null,
    ]
    let since = try since(document, copy)
    values["since"] = since.map { .string($0.day) } ?? .null
    values["delay"] =
      since.map { .number(String(max(0, clock.instant.seconds - $0.seconds))) } ?? .null
    // What a new record does not have is not taken away from it.
    if now.fields.isEmpty { values = values.filter { $0.value != .null } }
    return try site.schemas.entry(setting: values, of: key, now: now, by: session.writer)
  }

  /// The day it came into force, and when a node could first have known that it had.
  private func since(
    _ document: Document, _ copy: ControlledCopies.Copy?
  ) throws -> (day: String, seconds: Int64)? {
    guard copy != nil, let act = document.inForce(on: try documents.today())?.act,
      let day = CivilDate(act.day)
    else { return nil }
    let offset = Int64(session.site.surroundings.clock.now().offset.seconds)
    let midnight = day.days * 86_400 - offset
    let written = try session.site.index.clock(of: act.place.name).flatMap(Instant.parse)
    return (act.day, max(midnight, written?.instant.seconds ?? midnight))
  }
}
