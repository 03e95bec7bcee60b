import Indexing
package import SiteModel
import Storage

/// Seals polled readings into the chain, hour by hour: until then they are no facts.
///
/// Each segment of the commit names the journal rows, so that each counts once, whatever is cut short
/// or restored.
package struct SealPolled {
  /// What came of it.
  package struct Outcome: Sendable {
    /// Readings that are facts now.
    package fileprivate(set) var sealed = 0
    /// Points whose readings stay in the journal, and what they wait for.
    package fileprivate(set) var waiting: [(point: String, why: Phrase)] = []
    fileprivate var arrival = DataWatch.Arrival()
  }

  /// So many rows are one commit, whose header names them all.
  static let rowsAtOnce = 10_000

  /// - Parameters:
  ///   - all: also the readings of the current hour.
  ///   - fall: what a fall of any register among them is; nil: that point waits.
  /// - Throws: ``JournalFault``, ``StoreFault``.
  @discardableResult
  package static func run(
    all: Bool, fall: FallDecision? = nil, on site: Site
  ) throws -> Outcome {
    guard let journal = try site.journal.openIfThere() else { return Outcome() }
    let due = Due(all: all, now: site.surroundings.clock.now().instant)
    // Most rounds end here, without the node's lock.
    guard try journal.unsealedPolls().contains(where: { due.isOver($0) || due.isAhead($0) }) else {
      return Outcome()
    }
    let outcome = try site.write { session in
      try journal.dropSealed(of: session.site)
      return try seal(journal.unsealedPolls(), due, of: journal, fall, by: session)
    }
    DataWatch.run(outcome.arrival, on: site)
    return outcome
  }

  private static func seal(
    _ rows: [LoggedPoll], _ due: Due, of journal: Journal, _ fall: FallDecision?,
    by session: WriteSession
  ) throws -> Outcome {
    var outcome = Outcome()
    var (waiting, left) = (Set<String>(), rows.filter(due.isOver).sorted { $0.order < $1.order })
    while !left.isEmpty {
      let some = left.prefix(rowsAtOnce).filter { !waiting.contains($0.reading.point) }
      left.removeFirst(min(rowsAtOnce, left.count))
      var hour = try PolledHour(session, fall)
      try hour.take(some)
      if !hour.rows.isEmpty { try journal.seal(hour.rows, in: hour.commit()) }
      outcome.sealed += hour.count
      outcome.arrival.add(hour.columns)
      outcome.waiting += hour.waiting
      waiting.formUnion(hour.waitingIDs)
    }
    for (id, rows) in Dictionary(grouping: rows.filter(due.isAhead), by: \.reading.point) {
      let number = (try? Points(of: session.site).point(id).number) ?? id
      outcome.waiting.append((number, due.phrase(ahead: rows.count)))
    }
    return outcome
  }

  /// Which rows can be sealed by now.
  private struct Due {
    let all: Bool
    let now: Instant

    func isOver(_ row: LoggedPoll) -> Bool {
      let at = row.reading.at.seconds
      return !isAhead(row) && (all || at / 3600 < now.seconds / 3600)
    }

    /// Of a clock that ran ahead: such a reading waits until its time has come, for a fact stays.
    func isAhead(_ row: LoggedPoll) -> Bool { row.reading.at.seconds > now.seconds + 3600 }

    func phrase(ahead count: Int) -> Phrase { Phrase("poll.ahead", ["count": String(count)]) }
  }
}

extension LoggedPoll {
  /// By time; of one time by name.
  fileprivate var order: (Int64, JournalName) { (reading.at.seconds, name) }
}
