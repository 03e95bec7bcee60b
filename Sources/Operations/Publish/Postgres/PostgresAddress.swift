import CLibPQ

/// Where a database is: `postgresql://user@host:5432/database`, as libpq reads it.
///
/// A password may be in it; ``PostgresConnection`` looks for one in `PGPASSWORD` and `~/.pgpass` too.
package struct PostgresAddress: Sendable {
  /// As it was typed, which is never shown.
  let text: String
  private let secrets: [String]

  /// - Throws: ``PostgresFault/address``: libpq's own sentence may quote the password, so it is not told.
  package init(_ text: String) throws(PostgresFault) {
    let isAddress = ["postgresql://", "postgres://"].contains { text.hasPrefix($0) }
    guard isAddress, let options = PQconninfoParse(text, nil) else { throw .address }
    defer { PQconninfoFree(options) }
    var parts: [String: String] = [:]
    var next = options
    while let keyword = next.pointee.keyword {
      parts[String(cString: keyword)] = next.pointee.val.map { String(cString: $0) }
      next += 1
    }
    // An '@' in the password that is not written %40 ends up in the host.
    guard !(parts["host"] ?? "").contains("@") else { throw .address }
    self.text = text
    secrets = ["password", "sslpassword"].compactMap { parts[$0] }.filter { !$0.isEmpty }
  }

  /// A sentence of the server or of libpq without the password.
  func discreet(_ sentence: String) -> String {
    secrets.reduce(sentence) { $0.replacing($1, with: "…") }
      .split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
