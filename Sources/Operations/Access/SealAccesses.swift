import Indexing
import SiteModel
import Storage

/// Seals the access log of earlier days into the chain, as a segment.
///
/// The segment names the rows it seals, and the store alone says what is sealed: after a crash
/// between commit and mark, or from an older journal that was restored, each row still counts once.
package struct SealAccesses {
  /// Seals what is older than today.
  ///
  /// - Returns: how many rows.
  package static func run(on site: Site) throws -> Int { try site.write { try seal($0) } }

  /// Seals at the first write of a day. What the person asked for is done already, so a fault is
  /// only told; the next write tries again.
  static func daily(_ session: WriteSession) {
    do { _ = try seal(session) } catch let fault as any Fault {
      session.site.surroundings.tell(Phrase("access.not-sealed", within: ["why": [fault.phrase]]))
    } catch {
      let why = Phrase("system.failed", ["detail": String(describing: error)])
      session.site.surroundings.tell(Phrase("access.not-sealed", within: ["why": [why]]))
    }
  }

  private static func seal(_ session: WriteSession) throws -> Int {
    guard let journal = try session.site.journal.openIfThere() else { return 0 }
    let today = today(session.site)
    // By far the most writes end here. Days to come count as well: the clock was wrong then.
    guard try journal.hasRows(besides: today) else { return 0 }
    try journal.dropSealed(of: session.site)
    var count = 0
    while true {
      let rows = try journal.unsealed().filter { $0.day != today }
      guard !rows.isEmpty else { return count }
      count += try seal(AccessSegment(rows), of: journal, session)
    }
  }

  private static func today(_ site: Site) -> String {
    let now = site.surroundings.clock.now()
    return String(now.instant.text(at: now.offset).prefix(10))
  }

  private static func seal(
    _ segment: AccessSegment, of journal: Journal, _ session: WriteSession
  ) throws -> Int {
    let identity = session.site.identity
    let header: SegmentHeader = ["entity": identity.entity, "chain": identity.chain]
    let text = DeflatedObject(.blob, segment.text(header), deflate: .usual)
    let days = Set(segment.rows.map(\.day)).sorted()
    let span = days.count == 1 ? days[0] : "\(days[0]) … \(days[days.count - 1])"
    var path = ""
    try session.commit("封存访问日志 \(span)，\(segment.rows.count) 行") {
      path = try $0.add(segment: text, number: 1)
    }
    try journal.seal(segment.names, in: path)
    return segment.rows.count
  }
}
