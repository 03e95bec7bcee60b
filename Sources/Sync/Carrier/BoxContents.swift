import Foundation
import SiteModel
import Storage

/// What lies in one box of a folder carrier, by the names of its files alone.
package struct BoxContents: Sendable {
  package let box: Box
  /// In the order of their names.
  package let bundles: [BundleName]
  /// Large files.
  package let files: Int

  /// Commits; one that lies in two bundles is counted once.
  package var commits: Int { BundleName.commits(bundles) }

  /// nil for a folder that no node has laid anything into: a stick has other uses too.
  init?(_ box: Box, names: [String]) {
    self.box = box
    bundles = names.compactMap { BundleName($0) }
    files = names.count { ContentHash($0) != nil }
    guard files > 0 || !bundles.isEmpty || names.contains(where: { StatementName($0) != nil })
    else { return nil }
  }
}

extension FolderCarrier {
  /// Every box in which something lies, by receiver and sender.
  package func contents() throws(CarrierFault) -> [BoxContents] {
    var all: [BoxContents] = []
    for to in try folders() where Grammar.isID(to) {
      for from in try senders(to: to) where Grammar.isID(from) {
        let box = Box(to: to, from: from)
        if let contents = BoxContents(box, names: try names(in: box)) { all.append(contents) }
      }
    }
    return all
  }

  /// Writes the page for whoever finds the stick; no node ever reads it.
  package func layReadme(_ text: String) throws(CarrierFault) {
    try checkHere()
    AtomicFile.sweep(folder: root.path)
    // With a byte order mark and both characters at a line's end, every editor shows it.
    let bytes =
      Array("\u{FEFF}".utf8)
      + text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n").utf8
    let file = root.appending(path: Self.readme).path
    try write(bytes, to: file)
    guard try StickFile.read(file) == bytes else { throw .unfaithful(file: file) }
  }

  /// The one name with capitals: it is for people, and the box of no node.
  private static let readme = "README.txt"
}
