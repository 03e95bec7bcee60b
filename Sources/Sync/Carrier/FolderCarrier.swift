package import Foundation
import Storage

/// A folder as carrier, such as a USB stick: `<to>/<from>/<file>`, names that FAT keeps as they are.
///
/// There is never a repository or a database on it: only sealed files, each under its final name
/// once it is whole. A stick that is pulled out at the worst moment holds files, or none.
package struct FolderCarrier: Carrier {
  private let root: URL

  /// - Throws: ``CarrierFault/none(place:)`` if there is no such folder.
  package init(_ root: URL) throws(CarrierFault) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw .none(place: root.path) }
    self.root = root
  }

  package func senders(to node: String) throws(CarrierFault) -> [String] {
    try list(root.appending(path: node)).filter { Self.isName($0) }
  }

  package func names(in box: Box) throws(CarrierFault) -> [String] {
    try list(folder(box)).filter { Self.isName($0) && !$0.hasPrefix(".") }
  }

  package func read(_ name: String, in box: Box) throws(CarrierFault) -> [UInt8] {
    let file = folder(box).appending(path: name)
    do { return Array(try Data(contentsOf: file)) } catch {
      throw .failed(place: file.path, detail: String(describing: error))
    }
  }

  package func lay(_ bytes: [UInt8], as name: String, in box: Box) throws(CarrierFault) {
    let file = folder(box).appending(path: name)
    do {
      try FileManager.default.createDirectory(
        at: folder(box), withIntermediateDirectories: true)
      try AtomicFile.write(bytes, to: file.path)
    } catch StoreFault.diskFull {
      throw .full(place: root.path)
    } catch {
      throw .failed(place: file.path, detail: String(describing: error))
    }
    guard try read(name, in: box) == bytes else { throw .unfaithful(file: file.path) }
  }

  package func remove(_ name: String, from box: Box) throws(CarrierFault) {
    let file = folder(box).appending(path: name)
    guard FileManager.default.fileExists(atPath: file.path) else { return }
    do { try FileManager.default.removeItem(at: file) } catch {
      throw .failed(place: file.path, detail: String(describing: error))
    }
  }

  func folder(_ box: Box) -> URL { root.appending(path: "\(box.to)/\(box.from)") }

  private func list(_ folder: URL) throws(CarrierFault) -> [String] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    do { return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } catch {
      throw .failed(place: folder.path, detail: String(describing: error))
    }
  }

  /// Whether a name is one of ours: other things may lie on a stick.
  private static func isName(_ name: String) -> Bool {
    (1...120).contains(name.utf8.count) && name.utf8.allSatisfy(isSmall)
  }

  private static func isSmall(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (97...122).contains(byte) || ".-_".utf8.contains(byte)
  }
}
