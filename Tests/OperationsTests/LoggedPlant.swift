import Foundation
import Operations
import SiteModel
import Storage
import Synchronization
import TestSupport

/// A clock that a test moves.
final class HandClock: Sendable {
  private let text: Mutex<String>

  init(_ text: String) { self.text = Mutex(text) }

  func set(_ text: String) { self.text.withLock { $0 = text } }

  var wall: WallClock {
    WallClock { [self] in
      Instant.parse(text.withLock { $0 }) ?? (Instant(seconds: 0), .utc)
    }
  }
}

/// A node whose access log is written, sealed, backed up and copied.
struct LoggedPlant {
  let folder: TemporaryFolder
  let clock = HandClock("2025-03-14T09:00:00+08:00")
  let site: Site

  init() throws {
    folder = try TemporaryFolder()
    site = try CreateSite.run(
      in: folder.url.appending(path: "p"), CreateSite.Wishes(site: "plant", name: "某厂"),
      surroundings: Self.surroundings(folder, clock)
    ).site
  }

  static func surroundings(_ folder: TemporaryFolder, _ clock: HandClock) throws -> Surroundings {
    Surroundings(
      share: try Share(explicit: projectFolder.path, executable: projectFolder),
      state: folder.url.appending(path: "state"), clock: clock.wall, tell: { _ in })
  }

  var surroundings: Surroundings { get throws { try Self.surroundings(folder, clock) } }

  func place(_ name: String) -> URL { folder.url.appending(path: name) }

  /// The node as another process would open it.
  func opened(_ name: String = "p") throws -> Site {
    try Site.open(place(name), surroundings: surroundings)
  }

  /// A write that has nothing to do with the log.
  func write(on site: Site) throws {
    _ = try WriteRecord.new(
      "instrument", ["number": .string(NewName.random()), "name": "表"], on: site)
  }
}

extension Site {
  /// What the log says: person, deed, object, and whether it is sealed.
  func log(
    _ change: (inout AskAccesses.Request) -> Void = { _ in }
  ) throws -> [String] {
    var request = AskAccesses.Request()
    change(&request)
    return try AskAccesses.run(request, on: self).map { found in
      let row = found.row
      return "\(row.person) \(row.what) \(row.object)\(found.segment == nil ? "" : " sealed")"
    }
  }
}
