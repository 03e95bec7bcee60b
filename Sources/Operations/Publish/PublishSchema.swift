import Foundation
import SiteModel

/// The tables in the database: made where there are none, left alone where they are not ours.
enum PublishSchema {
  /// The number in `karez.format` that this program writes by.
  private static let number = "1"

  /// - Throws: ``PublishFault/foreign(place:)``, ``PublishFault/format(place:has:)``,
  ///   ``PostgresFault/refused(place:state:_:)`` where the user may not make a schema.
  static func ensure(_ connection: PostgresConnection, _ share: Share) throws {
    let file = share.schema.appending(path: "postgresql.sql")
    let text = try String(contentsOf: file, encoding: .utf8)
    try connection.transaction {
      // Two that begin at once: the second sees what the first has made.
      try connection.run("select pg_advisory_xact_lock(hashtextextended('karez', 0))")
      guard try connection.run("select to_regnamespace('karez')").first?[0] != nil else {
        return try connection.runAll(text)
      }
      guard try connection.run("select to_regclass('karez.format')").first?[0] != nil else {
        throw PublishFault.foreign(place: connection.place)
      }
      let has = try connection.run("select max(number)::text from karez.format").first?[0]
      guard has == number else {
        throw PublishFault.format(place: connection.place, has: has ?? "—")
      }
    }
  }
}
