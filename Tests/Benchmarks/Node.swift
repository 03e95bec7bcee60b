import Foundation
import Operations
import SiteModel
import TestSupport

/// A node in the scratch folder.
struct Node {
  let folder: String
  let environment: [String: String]

  /// Makes a node with points; in this process, since that is not what is measured.
  init(
    named name: String, in programs: Programs, points: [String], kind: ReadingKind, unit: String
  ) throws {
    folder = programs.scratch.path(name)
    let state = programs.scratch.path("state")
    environment = ["XDG_STATE_HOME": state, "LANG": "C.UTF-8"]
    let surroundings = Surroundings(
      share: try Share(explicit: nil, executable: URL(filePath: programs.karez)),
      state: URL(filePath: state), clock: .system, tell: { _ in })
    var wishes = CreateSite.Wishes(site: "plant", name: "Plant")
    wishes.zone = .beijing
    let site = try CreateSite.run(
      in: URL(filePath: folder), wishes, surroundings: surroundings
    ).site
    for point in points {
      _ = try AddPoint.run(
        on: site, AddPoint.Wishes(number: point, name: point, kind: kind, unit: unit))
    }
  }

  /// Bytes of the largest pack: that of the one long import.
  func packBytes() throws -> Int {
    let names = FileManager.default.subpaths(atPath: folder + "/.karez") ?? []
    let packs = names.filter { $0.hasSuffix(".pack") }
    return try packs.map { try Programs.size("\(folder)/.karez/\($0)") }.max() ?? 0
  }
}
