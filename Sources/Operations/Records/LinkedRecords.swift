import Indexing
import SiteModel

/// The records of this node that have to do with another one: by a link, by a field that names it, or because
/// it names them.
struct LinkedRecords {
  private let site: Site

  init(_ site: Site) { self.site = site }

  /// Those of some types, ascending.
  ///
  /// - Parameter claimed: what was said later has nothing to look at again. Both times are facts, so
  ///   that every node finds the same records.
  /// - Parameter named: the records that its text names, as signed.
  func all(
    to key: RecordKey, naming named: [RecordKey] = [], of types: [String], before claimed: String
  ) throws -> [LinkedRecord] {
    let linking = try site.index.references(to: key).map(\.from)
    let keys = Set(linking + named + (try NodeRecords(site).users(of: key)))
    return try keys.filter { types.contains($0.type) }.sorted().compactMap { user in
      let state = try site.index.state(of: user)
      guard Envelope(of: state).voiding == nil, !state.fields.isEmpty, try !isClosed(user),
        try named.contains(user) || isLinked(state, to: key, before: claimed)
      else { return nil }
      return LinkedRecord(user, fields: try site.schemas.fields(of: user, state))
    }
  }

  private func isClosed(_ key: RecordKey) throws -> Bool {
    try site.index.course(of: key)?.permits(.closed) ?? false
  }

  private func isLinked(
    _ state: RecordState, to key: RecordKey, before claimed: String
  ) throws -> Bool {
    guard let act = Instant.parse(claimed)?.instant else { return false }
    let writes = state.fields.values.flatMap(\.writes).filter { $0.value.mentions(key.id) }
    return try writes.contains { write in
      try site.index.clock(of: write.name).flatMap { Instant.parse($0) }
        .map { $0.instant < act } ?? false
    }
  }
}

extension JSON {
  /// Whether a text in it, however deep, is this id or ends with it: `type/id`.
  fileprivate func mentions(_ id: String) -> Bool {
    switch self {
    case .string(let text): text == id || text.hasSuffix("/\(id)")
    case .array(let items): items.contains { $0.mentions(id) }
    case .object(let members): members.values.contains { $0.mentions(id) }
    default: false
    }
  }
}
