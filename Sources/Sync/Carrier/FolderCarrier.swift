package import Foundation
import SiteModel
import Storage

/// A folder as carrier, such as a USB stick: `<to>/<from>/<file>`, names that FAT keeps as they are.
///
/// There is never a repository or a database on it: only sealed files, each under its final name
/// once it is whole. A stick that is pulled out at the worst moment holds files, or none.
package struct FolderCarrier: Carrier {
  let root: URL
  /// The very folder that was opened: where a stick was mounted, an empty folder may stay behind.
  private let identity: [UInt64]
  /// Closes what is laid to others, and opens what was closed for this node; nil: files lie open.
  package var seal: Seal?

  /// - Throws: ``CarrierFault/none(place:)`` if there is no such folder.
  package init(_ root: URL) throws(CarrierFault) {
    guard let identity = StickFile.folder(root.path) else { throw .none(place: root.path) }
    (self.root, self.identity) = (root, identity)
  }

  package func senders(to node: String) throws(CarrierFault) -> [String] {
    try CarrierName.check(node)
    return try folders(below: root.appending(path: node).path)
  }

  /// The folders that may be receivers.
  func folders() throws(CarrierFault) -> [String] { try folders(below: root.path) }

  private func folders(below folder: String) throws(CarrierFault) -> [String] {
    // Some systems show a short name of FAT in capitals; asked for in small letters, it is there.
    let names = Set(try list(folder).map { $0.lowercased() }).sorted()
    return names.filter {
      CarrierName.isName($0) && StickFile.kind("\(folder)/\($0)") == S_IFDIR
    }
  }

  package func names(in box: Box) throws(CarrierFault) -> [String] {
    let folder = try folder(box)
    return try list(folder).filter {
      CarrierName.isName($0) && StickFile.kind("\(folder)/\($0)") == S_IFREG
    }
  }

  package func read(_ name: String, in box: Box) throws(CarrierFault) -> [UInt8] {
    try CarrierName.check(name)
    let bytes = try StickFile.read("\(folder(box))/\(name)")
    return try seal?.opened(bytes, for: box.to) ?? bytes
  }

  package func lay(_ bytes: [UInt8], as name: String, in box: Box) throws(CarrierFault) {
    try CarrierName.check(name)
    let file = "\(try folder(box))/\(name)"
    try makeFolder(of: box)
    let bytes = try isSealed(name) ? seal?.sealed(bytes, for: box.to) ?? bytes : bytes
    try write(bytes, to: file)
    guard try StickFile.read(file) == bytes else { throw .unfaithful(file: file) }
  }

  /// Statements say who holds what, and how to seal for them: they lie open.
  private func isSealed(_ name: String) -> Bool {
    BundleName(name) != nil || ContentHash(name) != nil
  }

  func makeFolder(of box: Box) throws(CarrierFault) {
    try checkHere()
    try StickFile.make(root.appending(path: box.to).path)
    try StickFile.make(folder(box))
  }

  package func remove(_ name: String, from box: Box) throws(CarrierFault) {
    try CarrierName.check(name)
    let file = "\(try folder(box))/\(name)"
    guard unlink(file) == 0 || errno == ENOENT else { throw .system(file) }
  }

  package func tidy(_ box: Box) throws(CarrierFault) { AtomicFile.sweep(folder: try folder(box)) }

  /// Takes away the folders of a box in which nothing lies.
  func close(_ box: Box) throws(CarrierFault) {
    rmdir(try folder(box))
    rmdir(root.appending(path: box.to).path)
  }

  /// A file that appears whole or not at all.
  func write(_ bytes: [UInt8], to file: String) throws(CarrierFault) {
    do { try AtomicFile.write(bytes, to: file) } catch {
      switch error {
      case .diskFull: throw .full(place: root.path)
      case .failed(_, let detail): throw .failed(place: root.path, detail: detail)
      default: throw .failed(place: file, detail: String(describing: error))
      }
    }
  }

  /// - Throws: ``CarrierFault/none(place:)`` once the stick has been pulled out: what is written
  ///   then would lie on the disk below.
  func checkHere() throws(CarrierFault) {
    guard StickFile.folder(root.path) == identity else { throw .none(place: root.path) }
  }

  func folder(_ box: Box) throws(CarrierFault) -> String {
    try CarrierName.check(box.to, box.from)
    return root.appending(path: "\(box.to)/\(box.from)").path
  }

  private func list(_ folder: String) throws(CarrierFault) -> [String] {
    try checkHere()
    guard StickFile.kind(folder) == S_IFDIR else { return [] }
    do { return try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
      throw .failed(place: folder, detail: String(describing: error))
    }
  }
}
