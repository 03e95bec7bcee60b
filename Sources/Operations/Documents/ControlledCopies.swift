import Foundation
import SiteModel
import Storage

/// What this node last put into `controlled/`, beside its keys: `.karez/controlled.json`.
///
/// It may be deleted at any time: then the folder is made anew.
struct ControlledCopies {
  /// The digest of the facts it was made from; empty where it must be looked at again.
  var facts: String
  /// The day it was made for.
  var day: String
  var copies: [Copy] = []

  /// One copy, and how files looked when it was made.
  struct Copy: Equatable {
    let number: String, version: String, sha256: String
    /// Its name in the folder.
    let name: String
    /// Of the copy, and of the file it was copied from where git does not keep that itself.
    let stamp: String, source: String
    /// Where that file is; empty where git keeps the text.
    let from: String
  }

  /// Nothing was ever put there.
  static let none = ControlledCopies(facts: "", day: "")

  init(facts: String, day: String, copies: [Copy] = []) {
    (self.facts, self.day, self.copies) = (facts, day, copies)
  }

  /// A file that says something else is none.
  init(in layout: SiteLayout) throws {
    let bytes = try AtomicFile.read(layout.controlledCopies.path)
    guard let json = bytes.flatMap({ try? JSON.parse($0) }),
      let facts = json["facts"]?.string, let day = json["day"]?.string
    else {
      self = .none
      return
    }
    self.init(facts: facts, day: day, copies: (json["copies"]?.array ?? []).compactMap(Copy.init))
  }

  func write(in layout: SiteLayout) throws {
    let json: JSON = [
      "facts": .string(facts), "day": .string(day), "copies": .array(copies.map(\.json)),
    ]
    try KeptFile(layout.controlledCopies).write(json)
  }

  /// How a file looks from outside: its size and when it was last touched, which unlike the time of
  /// its last writing nobody can set back; empty where there is none.
  static func stamp(of path: String) -> String {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return "" }
    return "\(status.st_size) \(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec)"
  }

  /// Whether every copy, and what it was copied from, looks as it did.
  func isUntouched(in folder: URL) -> Bool {
    copies.allSatisfy { $0.isUntouched(in: folder) }
      && Self.names(in: folder) == Set(copies.map(\.name)).union([ControlledPage.name])
  }

  /// What lies in the folder.
  static func names(in folder: URL) -> Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
  }
}

extension ControlledCopies.Copy {
  func isUntouched(in folder: URL) -> Bool {
    !stamp.isEmpty && ControlledCopies.stamp(of: folder.appending(path: name).path) == stamp
      && (from.isEmpty || ControlledCopies.stamp(of: from) == source)
  }

  fileprivate init?(_ json: JSON) {
    let texts = ["number", "version", "sha256", "name", "stamp", "source", "from"]
      .compactMap { json[$0]?.string }
    guard texts.count == 7 else { return nil }
    self.init(
      number: texts[0], version: texts[1], sha256: texts[2], name: texts[3], stamp: texts[4],
      source: texts[5], from: texts[6])
  }

  fileprivate var json: JSON {
    [
      "number": .string(number), "version": .string(version), "sha256": .string(sha256),
      "name": .string(name), "stamp": .string(stamp), "source": .string(source),
      "from": .string(from),
    ]
  }
}
