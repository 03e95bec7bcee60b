import Foundation
package import SiteModel
import Storage

/// Imports what appears in the inbox, each file by the profile of its source.
///
/// A file is taken when nobody has written to it for a while. It goes to `inbox/done`, or to
/// `inbox/refused` with the reason beside it. A file is moved only after its readings are facts:
/// when the machine stops in between, the same file is imported again, adds nothing, and is moved.
package struct WatchInbox: Sendable {
  /// What became of a file.
  package enum Event: Sendable {
    /// Its readings are facts, or were already.
    case done(file: String, ImportOutcome)
    case refused(file: String, Phrase)
    /// It stays: the disk or the node cannot take it now, so it is tried again.
    case later(file: String, Phrase)
  }

  /// A file as it was when it was looked at last.
  private struct Look: Hashable {
    let size: Int
    let changed: Date
  }

  private let site: Site
  private let settle: TimeInterval
  private var seen: [String: (look: Look, since: Date)] = [:]
  /// Files that could not be taken when they were complete.
  private var postponed: Set<String> = []

  /// - Parameter settle: seconds during which nobody has written to a file that is complete.
  package init(_ site: Site, settle: Double) {
    (self.site, self.settle) = (site, settle)
  }

  /// Whether a file lies in the inbox that may still be written to.
  package var isWaiting: Bool { seen.keys.contains { !postponed.contains($0) } }

  /// Looks at the inbox once.
  ///
  /// - Throws: only if the inbox itself cannot be read.
  package mutating func round() throws -> [Event] {
    let files = try files()
    seen = seen.filter { files[$0.key] != nil }
    var events: [Event] = []
    for (name, look) in files.sorted(by: { $0.key < $1.key }) {
      guard let before = seen[name], before.look == look else {
        seen[name] = (look, Date())
        continue
      }
      guard Date().timeIntervalSince(before.since) >= settle else { continue }
      seen[name] = nil
      let event = take(name)
      if case .later = event { postponed.insert(name) } else { postponed.remove(name) }
      events.append(event)
    }
    return events
  }

  private func files() throws -> [String: Look] {
    let inbox = site.layout.inbox
    try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
    let keys: [URLResourceKey] = [.isRegularFileKey, .fileSizeKey, .contentModificationDateKey]
    let found = try FileManager.default.contentsOfDirectory(
      at: inbox, includingPropertiesForKeys: keys, options: .skipsHiddenFiles)
    var files: [String: Look] = [:]
    for file in found where !Self.isUnfinished(file.lastPathComponent) {
      // Gone since it was listed: nothing to look at.
      guard let facts = try? file.resourceValues(forKeys: Set(keys)), facts.isRegularFile == true
      else { continue }
      files[file.lastPathComponent] = Look(
        size: facts.fileSize ?? 0, changed: facts.contentModificationDate ?? .distantPast)
    }
    return files
  }

  // Names that programs give to files they are still writing, and that are no meter's.
  private static func isUnfinished(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "readme.txt" || name.hasPrefix("~$")
      || [".part", ".tmp", ".crdownload", ".partial"].contains { name.hasSuffix($0) }
  }

  // MARK: One file

  private func take(_ name: String) -> Event {
    let file = site.layout.inbox.appending(path: name)
    do {
      let profile = try ImportProfile.of(file: name, on: site)
      var wishes = ImportWishes(file: file.path)
      (wishes.profile, wishes.accept) = (profile.id, true)
      let outcome = try ImportReadings.run(on: site, wishes)
      try move(file, to: "done")
      return .done(file: name, outcome)
    } catch {
      return refuse(name, file, Self.fault(error))
    }
  }

  private func refuse(_ name: String, _ file: URL, _ fault: any Fault) -> Event {
    guard [.invalid, .refused].contains(fault.kind) else {
      return .later(file: name, fault.phrase)
    }
    do {
      try move(file, to: "refused", because: fault.phrase)
      return .refused(file: name, fault.phrase)
    } catch {
      return .later(file: name, Self.fault(error).phrase)
    }
  }

  private static func fault(_ error: any Error) -> any Fault {
    error as? any Fault ?? WatchFault.system(why: "\(error)")
  }

  /// Puts the reason into place, then the file: a file never lies there without its reason.
  private func move(_ file: URL, to folder: String, because reason: Phrase? = nil) throws {
    let goal = file.deletingLastPathComponent().appending(path: folder)
    try FileManager.default.createDirectory(at: goal, withIntermediateDirectories: true)
    let place = Self.free(file.lastPathComponent, in: goal)
    if let reason {
      let lines = [Language.zh, .en].map { PhraseBook($0, share: site.surroundings.share) }
        .map { $0.text(reason) + "\r\n" }.joined()
      try AtomicFile.write(Array(lines.utf8), to: place.path + ".reason.txt")
    }
    try FileManager.default.moveItem(at: file, to: place)
  }

  /// The name, or the name with a number: what lies there already is never replaced.
  private static func free(_ name: String, in folder: URL) -> URL {
    var (place, number) = (folder.appending(path: name), 1)
    while FileManager.default.fileExists(atPath: place.path) {
      number += 1
      place = folder.appending(path: "\(number)-\(name)")
    }
    return place
  }
}

/// What keeps a file in the inbox.
enum WatchFault: Fault {
  /// The system refused; `why` is its own sentence.
  case system(why: String)

  var kind: FaultKind { .unavailable }
  var phrase: Phrase {
    switch self {
    case .system(let why): Phrase("watch.system", ["why": why])
    }
  }
}
