package import Foundation
package import SiteModel
import Sync

/// A meeting over a folder, such as a stick: takes in what lies there for this node, and lays down
/// what the others lack.
package struct SyncOverFolder {
  /// What is wanted of the meeting.
  package struct Wishes: Sendable {
    /// Whether to take in, and whether to lay down.
    package var receives = true
    package var sends = true
    /// Whether what is laid down is sealed for its receiver.
    package var seals = false

    package init() {}
  }

  /// What came of it.
  package struct Report: Sendable {
    /// Commits taken in, by entity.
    package var taken: [String: Int] = [:]
    /// Large files taken in.
    package var files = 0
    /// Nodes that headquarters admitted.
    package var admitted: [String] = []
    /// Bundles that wait for others; they are kept.
    package var waiting: [String] = []
    /// Files that were not taken in, and why.
    package var refused: [(file: String, why: Phrase)] = []
    /// Texts of the library that changed, and the records here that have to do with them.
    package var reviews: (texts: Int, items: Int) = (0, 0)
    /// Over a link: bytes of blocks that were brought.
    var bytes = 0
    /// Over a link: requests, and bytes of their bodies towards headquarters and back.
    package var link: (requests: Int, up: Int, down: Int)?
    /// What was laid down, or would be: commits and bytes by node.
    package var sent: [(node: String, commits: Int, bytes: Int)] = []
  }

  /// Holds the meeting.
  ///
  /// - Throws: ``ExchangeFault/alone``, ``CarrierFault``, ``StoreFault``. What was taken in stays;
  ///   what lies on the stick is whole, file by file.
  package static func run(
    _ wishes: Wishes = Wishes(), over folder: URL, on site: Site
  ) throws -> Report {
    let carrier = try FolderCarrier(folder)
    // Before anything is written on a chain that may have gone on elsewhere.
    try site.write(isMeeting: true) { session in
      try Meeting(session).disownIfRolledBack(by: carrier)
    }
    return try site.write(isMeeting: true) { session in
      var meeting = try Meeting(session)
      meeting.seals = wishes.seals
      if wishes.receives {
        let before = try LibraryReviews(on: session.site)
        try meeting.receive(from: meeting.sealing(carrier))
        try Contacts.note(meeting.memory.ledger, on: session.site)
        meeting.report.reviews = try LibraryReviews(on: session.site).new(since: before)
      }
      if wishes.sends { try meeting.send(over: meeting.sealing(carrier)) }
      AskSites.prepare(meeting.report.taken.keys, on: session.site)
      return meeting.report
    }
  }

  /// What would go to whom; nothing is written, on the stick or here.
  package static func rehearsal(over folder: URL, on site: Site) throws -> Report {
    let carrier = try FolderCarrier(folder)
    return try site.write(isMeeting: true) { session in
      var meeting = try Meeting(session)
      try meeting.rehearse(over: carrier)
      return meeting.report
    }
  }
}
