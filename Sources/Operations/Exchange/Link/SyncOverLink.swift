import Foundation
import SiteModel
import Storage
import Sync

/// A meeting with headquarters over a link: says what this node holds, brings what is lacking there,
/// fetches what is lacking here. Facts go before large files, both ways.
package struct SyncOverLink {
  /// What is wanted of the meeting.
  package struct Wishes: Sendable {
    /// Whether to fetch, and whether to bring.
    package var (receives, sends) = (true, true)
    /// `http://host:port` of a proxy that is asked to connect through; nil: straight.
    package var proxy: String?
    /// Whom to believe: nil: the authority that came with the enrolment, else the system's; `system`;
    /// or a file with an authority's certificate, PEM or DER.
    package var trust: String?
    /// Seconds without a byte of progress after which it is given up for now.
    package var patience = 120.0

    package init() {}
  }

  /// Holds the meeting; a line that is cut is called again, and nothing is carried twice.
  ///
  /// - Throws: ``ExchangeFault/alone``; ``LinkFault`` once patience is over. What was taken in stays,
  ///   and the next call goes on where this one ended.
  package static func run(
    _ wishes: Wishes = Wishes(), over address: String, on site: Site
  ) throws -> SyncOverFolder.Report {
    let link = try HTTPLink(
      try LinkAddress(address), trust: try trust(wishes, on: site), proxy: wishes.proxy)
    var call = try Call(wishes, over: link, on: site)
    var pace = Pace(patience: wishes.patience)
    while true {
      do {
        while try call.step() { pace.progressed() }
        return try call.finish()
      } catch LinkFault.pass {
        // The other side was started anew: once it has heard us again, it knows us.
        call.mustSpeak()
        try pace.wait(after: .broken(address: address, detail: "HTTP 401"), site)
      } catch let fault as LinkFault where fault.kind == .unavailable {
        call.wasCut()
        if call.progress > pace.seen { pace.progressed(to: call.progress) }
        try pace.wait(after: fault, site)
      }
    }
  }

  /// Whether a place is called, and not a folder.
  package static func isAddress(_ place: String) -> Bool { LinkAddress.isAddress(place) }

  private static func trust(_ wishes: Wishes, on site: Site) throws -> LinkTrust {
    guard let joined = try Joined(in: site.layout) else { throw ExchangeFault.alone }
    switch wishes.trust {
    case "system": return .system
    case nil: return joined.authority.map { .authority($0) } ?? .system
    case let file?: return .authority(Array(try Data(contentsOf: URL(filePath: file))))
    }
  }

  /// What would go; nobody is called.
  package static func rehearsal(on site: Site) throws -> SyncOverFolder.Report {
    try site.write(isMeeting: true) { session in
      guard let joined = try Joined(in: site.layout) else { throw ExchangeFault.alone }
      let meeting = try Meeting(session, with: joined.node)
      var report = meeting.report
      if let load = try meeting.load(of: try meeting.party()) {
        report.sent = [(joined.node, load.commits, load.bytes)]
      }
      return report
    }
  }
}

/// How long to wait before the next try: longer each time, never the same for two nodes, and from the
/// beginning once anything has come through.
struct Pace {
  let patience: Double
  private var wait = 0.5
  private var since = ContinuousClock.now
  private(set) var seen = 0

  init(patience: Double) { self.patience = patience }

  mutating func progressed(to progress: Int? = nil) {
    (wait, since) = (0.5, .now)
    seen = progress ?? seen
  }

  /// - Throws: the fault, once patience is over.
  mutating func wait(after fault: LinkFault, _ site: Site) throws {
    guard (ContinuousClock.now - since) < .seconds(patience) else { throw fault }
    // The first cut is nobody's news.
    if wait > 1 { site.surroundings.tell(fault.phrase) }
    Thread.sleep(forTimeInterval: wait * Double.random(in: 0.5...1.5))
    wait = min(60, wait * 2)
  }
}
