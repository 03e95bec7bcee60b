import Indexing
import SiteModel
package import Storage

/// The access log of a store: sealed rows of every chain, and this node's that still wait.
package struct AskAccesses {
  /// What is asked for.
  package struct Request: Sendable {
    /// The first and last day, `2025-03-14`, as the rows say them.
    package var from: String?, to: String?
    /// The person as the rows say.
    package var person: String?

    package init() {}

    fileprivate func wants(_ row: LoggedAccess) -> Bool {
      (from ?? row.day) <= row.day && row.day <= (to ?? row.day)
        && (person ?? row.person) == row.person
    }

    fileprivate func wants(_ days: ClosedRange<String>) -> Bool {
      (from ?? days.lowerBound) <= days.upperBound && days.lowerBound <= (to ?? days.upperBound)
    }
  }

  /// A row, and where it is sealed.
  package struct Found: Sendable, Hashable {
    package let row: LoggedAccess
    /// `chain:path` as `git show` takes it; nil while it waits in the journal.
    package let segment: String?
  }

  /// The rows, by the time they say, then by name; each once.
  ///
  /// - Throws: ``SegmentFault`` or ``StoreFault`` if a segment cannot be read, ``JournalFault``.
  package static func run(_ request: Request, on site: Site) throws -> [Found] {
    var (found, seen): ([Found], Set<LoggedAccess>) = ([], [])
    // The journal first: what is sealed meanwhile is then found twice rather than never.
    let waiting = try site.journal.openIfThere()?.rows() ?? []
    try site.follow()
    for sealed in try site.index.sealedAccesses() where request.wants(sealed.days) {
      let segment = try AccessSegment(reading: try site.store.read(sealed.blob).bytes)
      // Two lives of one disk may both have sealed a row.
      for row in segment.rows where request.wants(row) && seen.insert(row).inserted {
        found.append(Found(row: row, segment: "\(sealed.chain):\(sealed.path)"))
      }
    }
    for row in waiting where request.wants(row) && seen.insert(row).inserted {
      found.append(Found(row: row, segment: nil))
    }
    return found.sorted { ($0.moment, $0.row.name) < ($1.moment, $1.row.name) }
  }
}

extension AskAccesses.Found {
  fileprivate var moment: Int64 { Instant.parse(row.claimed)?.instant.seconds ?? 0 }
}

extension AskAccesses.Found {
  /// The members a person asks for, by name; those of a row that waits have no `segment`.
  package var fields: [(name: String, value: String)] {
    [
      ("row", row.name.description), ("claimed", row.claimed), ("what", row.what),
      ("person", row.person), ("object", row.object), ("segment", segment ?? ""),
    ].filter { $0 != ("segment", "") }
  }
}
