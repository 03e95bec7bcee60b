import Foundation
import Operations
import SiteModel
import Storage

/// One node of the plant, worked on as its program does, but in this process: opened once a day, for
/// that takes longest, and brought up to date at the door of every command.
struct DocumentNode {
  /// The node as it was opened last.
  private final class Opened {
    var site: Site?
    var day: Int64?
  }

  let name: String
  let folder: URL
  /// How many days its clock is off.
  var skew: Int64 = 0
  let share: Share
  let state: URL
  private let opened = Opened()

  init(_ name: String, in scratch: URL, share: Share) {
    (self.name, self.share) = (name, share)
    (folder, state) = (scratch.appending(path: name), scratch.appending(path: "state"))
  }

  /// What a person may do once the node is open.
  typealias Command = (Site) throws -> Void

  /// The node on a day, as it lies there.
  func open(on day: Int64) throws -> Site {
    if let site = opened.site, opened.day == day {
      try site.follow()
      return site
    }
    let site = try Site.open(
      folder,
      surroundings: Surroundings(
        share: share, state: state, clock: try WallClock(setting: clock(day)), tell: { _ in }))
    (opened.site, opened.day) = (site, day)
    return site
  }

  /// Does something as a person does it with a command.
  ///
  /// - Parameters:
  ///   - actor: who does it; nil: nobody in particular.
  ///   - isAsked: whether the door looks who comes in; else he was in before.
  func run(
    as actor: Actor?, isAsked: Bool = true, on day: Int64, _ command: Command
  ) throws {
    let site = try open(on: day)
    ControlledFolder.follow(on: site)
    DisposedContent.follow(on: site)
    guard let actor else { return try command(site) }
    if isAsked { try ask(actor, at: site) }
    try command(site.with(actor))
  }

  /// What stands between a person and the door before the passphrase, which takes too long here.
  private func ask(_ actor: Actor, at site: Site) throws {
    struct Passphrase: Error {}
    do {
      _ = try SignIn.run(actor.person.id, on: site) { throw Passphrase() }
    } catch is Passphrase { return }
  }

  func clock(_ day: Int64) -> String { "\(date(day))T09:00:00+08:00" }

  /// The day on its clock.
  func date(_ day: Int64) -> String { CivilDate(days: day + skew).description }

  /// How far it has heard of each chain.
  func known(of entity: String = "plant") throws -> [String: Int] {
    let path = SiteLayout(root: folder).store(of: entity).path
    let store = try GitStore(opening: path)
    return try store.heads().mapValues { try store.commit($0).seq }
  }
}
