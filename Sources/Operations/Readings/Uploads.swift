package import Foundation
import SiteModel
import Storage

/// Files that came by a browser and wait until a person has seen what is in them. They lie in
/// `.karez/uploads`, a folder each, and are dropped after a day.
package struct Uploads {
  private let folder: URL

  package init(_ site: Site) { folder = site.layout.uploads }

  /// Keeps a file under a name of its own.
  ///
  /// - Parameter name: as the browser says; whatever in it is no part of a plain name is replaced.
  /// - Returns: what ``file(_:)`` finds it by.
  package func keep(_ bytes: [UInt8], named name: String) throws -> String {
    sweep()
    let id = NewName.random()
    let own = folder.appending(path: id)
    try FileManager.default.createDirectory(
      at: own, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try Data(bytes).write(to: own.appending(path: Self.plain(name)))
    return id
  }

  /// Where a file lies; nil for an id that none has.
  package func file(_ id: String) -> URL? {
    guard !id.isEmpty,
      id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
    else { return nil }
    let own = folder.appending(path: id)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: own.path)) ?? []
    return names.first.map { own.appending(path: $0) }
  }

  /// Lays a file where it can be attached from, outside the node's own folder, while something is done
  /// with it.
  ///
  /// - Parameter body: is given its path; nil where there is no file.
  package static func lending(
    _ file: (bytes: [UInt8], name: String)?, to body: (String?) throws -> Void
  ) throws {
    guard let file else { return try body(nil) }
    let own = FileManager.default.temporaryDirectory.appending(path: "karez-\(NewName.random())")
    try FileManager.default.createDirectory(
      at: own, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: own) }
    let place = own.appending(path: plain(file.name))
    try Data(file.bytes).write(to: place)
    try body(place.path)
  }

  /// Drops a file that is not needed any more.
  package func drop(_ id: String) throws {
    guard let file = file(id) else { return }
    try FileManager.default.removeItem(at: file.deletingLastPathComponent())
  }

  // What nobody decided about for a day is the person's own copy still.
  private func sweep() {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for id in folders {
      let own = folder.appending(path: id)
      let made = try? own.resourceValues(forKeys: [.contentModificationDateKey])
      guard let day = made?.contentModificationDate, day.timeIntervalSinceNow < -86_400
      else { continue }
      try? FileManager.default.removeItem(at: own)
    }
  }

  /// The last part of a path, letters and digits of any script and `._-` only, not hidden.
  static func plain(_ name: String) -> String {
    let last = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
    let plain = last.map { $0.isLetter || $0.isNumber || "._-（）()".contains($0) ? $0 : "_" }
    let shown = String(String(plain).drop { $0 == "." }.suffix(80))
    return shown.isEmpty ? "file" : shown
  }
}
