import Foundation
import Indexing
import SiteModel
import Storage

/// Takes the bytes that were disposed of out of a store: at the end of every write and every
/// meeting, and when a node is opened.
package enum DisposedContent {
  /// At the door of every command: what facts from before took away is not there any more.
  package static func follow(on site: Site) {
    telling(site) {
      guard try !due(site).isEmpty, NodeLock.isFree(site.layout.root.path), site.isAtHome
      else { return }
      try site.write { _ in }
    }
  }

  /// At the end of a write.
  ///
  /// - Parameter isMeeting: facts of every store this node holds may have come in.
  static func follow(_ session: WriteSession, isMeeting: Bool) {
    telling(session.site) {
      guard isMeeting else { return try remove(from: session.site) }
      _ = try session.site.overStores(remove)
    }
  }

  private static func remove(from site: Site) throws {
    for sha256 in try due(site) { try site.contents.remove(sha256) }
  }

  // What the person asked for is done already; the next command takes away what stayed.
  private static func telling(_ site: Site, _ body: () throws -> Void) {
    do { try body() } catch let fault as any Fault {
      site.surroundings.tell(Phrase("disposal.failed", within: ["why": [fault.phrase]]))
    } catch {
      let why = Phrase("system.failed", ["detail": String(describing: error)])
      site.surroundings.tell(Phrase("disposal.failed", within: ["why": [why]]))
    }
  }

  /// What is gone by the facts and still lies here.
  ///
  /// Most nodes hold no disposal, and of those that do, most files are gone already: the facts are
  /// judged only where a file that a disposal names still lies here.
  private static func due(_ site: Site) throws -> [ContentHash] {
    guard try isNamed(site) else { return [] }
    return try Disposals(on: site).gone.keys.filter { site.contents.holds($0) }
  }

  private static func isNamed(_ site: Site) throws -> Bool {
    guard try site.index.holds(any: Disposal.type) else { return false }
    return try site.index.states(of: Disposal.type).contains { _, state in
      (state.values["items"]?.array ?? []).compactMap(Disposal.Item.init)
        .contains { site.contents.holds($0.sha256) }
    }
  }
}
