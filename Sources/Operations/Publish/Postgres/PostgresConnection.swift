import CLibPQ

/// One connection to PostgreSQL; closed when its owner is gone.
final class PostgresConnection {
  /// The oldest server that is served: partitioned tables with keys, and functions used in them.
  private static let oldest = 130_000

  /// The server and the database, for people, without the password.
  let place: String
  private let handle: OpaquePointer
  private let address: PostgresAddress

  /// - Throws: ``PostgresFault/unreachable(_:)``, ``PostgresFault/version(place:has:needs:)``.
  init(_ address: PostgresAddress) throws(PostgresFault) {
    // What stands behind `dbname` wins over the address, what stands before it does not.
    let options = [
      ("connect_timeout", "15"), ("fallback_application_name", "karez"), ("dbname", address.text),
      ("client_encoding", "UTF8"),
    ]
    let opened = CStrings.with(options.map(\.0)) { keywords in
      CStrings.with(options.map(\.1)) { PQconnectdbParams(keywords, $0, 1) }
    }
    guard let opened else { throw .unreachable("libpq") }
    guard PQstatus(opened) == CONNECTION_OK else {
      let detail = address.discreet(String(cString: PQerrorMessage(opened)))
      PQfinish(opened)
      throw .unreachable(detail)
    }
    // "Relation exists, skipping" is nobody's business.
    PQsetNoticeProcessor(opened, { _, _ in }, nil)
    (handle, self.address, place) = (opened, address, Self.place(opened))
    let version = Int(PQserverVersion(handle))
    guard version >= Self.oldest else {
      throw .version(place: place, has: version, needs: Self.oldest)
    }
  }

  deinit { PQfinish(handle) }

  private static func place(_ handle: OpaquePointer) -> String {
    let part = { (text: UnsafeMutablePointer<CChar>?) in text.map { String(cString: $0) } ?? "" }
    let (user, host) = (part(PQuser(handle)), part(PQhost(handle)))
    return "postgresql://\(user)@\(host):\(part(PQport(handle)))/\(part(PQdb(handle)))"
  }

  /// Runs one statement with its values; nil is NULL.
  ///
  /// - Returns: the rows as texts.
  /// - Throws: ``PostgresFault/refused(place:state:_:)``, ``PostgresFault/lost(place:_:)``.
  @discardableResult
  func run(_ sql: String, _ values: [String?] = []) throws(PostgresFault) -> PostgresRows {
    let answer = CStrings.with(values) {
      PQexecParams(handle, sql, Int32(values.count), nil, $0, nil, nil, 0)
    }
    return try PostgresRows(checked(answer))
  }

  /// Runs several statements that have no values.
  func runAll(_ sql: String) throws(PostgresFault) {
    _ = try PostgresRows(checked(PQexec(handle, sql)))
  }

  /// Sends rows in the text form of COPY.
  ///
  /// - Parameter table: with its columns: `karez.points (entity, point)`.
  func copy(_ rows: [UInt8], into table: String) throws(PostgresFault) {
    PQclear(try checked(PQexec(handle, "copy \(table) from stdin")))
    // A piece at a time: libpq keeps what the link has not yet taken.
    for start in stride(from: 0, to: rows.count, by: 1 << 20) {
      let piece = rows[start..<min(start + 1 << 20, rows.count)]
      let sent = piece.withUnsafeBytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          PQputCopyData(handle, $0.baseAddress, Int32($0.count))
        }
      }
      guard sent == 1 else { throw trouble(nil) }
    }
    guard PQputCopyEnd(handle, nil) == 1 else { throw trouble(nil) }
    while let answer = PQgetResult(handle) { PQclear(try checked(answer)) }
  }

  /// Does all of it or nothing: what a broken connection leaves is rolled back by the server.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try run("begin")
    do {
      let result = try body()
      try run("commit")
      return result
    } catch {
      // The first fault is what the person must hear of; a server that is gone has rolled back.
      PQclear(PQexec(handle, "rollback"))
      throw error
    }
  }

  private func checked(_ answer: OpaquePointer?) throws(PostgresFault) -> OpaquePointer? {
    switch PQresultStatus(answer) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN: return answer
    default:
      let fault = trouble(answer)
      PQclear(answer)
      throw fault
    }
  }

  private func trouble(_ answer: OpaquePointer?) -> PostgresFault {
    let detail = address.discreet(String(cString: PQerrorMessage(handle)))
    let state = PQresultErrorField(answer, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
    guard PQstatus(handle) == CONNECTION_OK, let state else {
      return .lost(place: place, detail)
    }
    return .refused(place: place, state: state, detail)
  }
}
