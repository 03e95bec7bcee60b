import Foundation
import Indexing
package import SiteModel
import Storage

/// The bytes of one revision, as the store has them.
package struct DocumentText {
  private let revision: DocumentRevision
  private let number: String
  private let site: Site

  package init(of revision: DocumentRevision, _ number: String, on site: Site) {
    (self.revision, self.number, self.site) = (revision, number, site)
  }

  /// Where git keeps its bytes, or the pointer to them.
  private func kept() throws -> (file: Attachment, bytes: [UInt8]) {
    guard let attached = revision.attached,
      let blob = try site.index.content(
        attached.file.path, of: revision.key, beside: attached.entry)
    else { throw fault }
    return (attached.file, try site.store.blob(blob))
  }

  private var fault: DocumentFault { .otherBytes(number, version: revision.version) }

  /// Makes sure that the bytes are those that the revision names.
  ///
  /// - Throws: ``DocumentFault/otherBytes(_:version:)``.
  package func check() throws {
    try saying { file, bytes, reading in try reading.check(bytes) }
  }

  /// Writes the bytes to a file, as a whole or not at all.
  package func write(to path: String, permissions: UInt32 = 0o644) throws {
    try saying { file, bytes, reading in
      try reading.check(bytes)
      try AtomicFile.write(to: path, permissions: permissions) { (put) throws(StoreFault) in
        try reading.write(bytes, put)
      }
    }
  }

  /// All of the bytes, for a text that is going to be read.
  package func bytes() throws -> [UInt8] {
    var all: [UInt8] = []
    try saying { file, bytes, reading in
      try reading.check(bytes)
      try reading.write(bytes) { (piece) throws(StoreFault) in all += piece }
    }
    return all
  }

  private func saying(
    _ body: (Attachment, [UInt8], AttachmentReading) throws -> Void
  ) throws {
    let (file, bytes) = try kept()
    // What is there and whole is what it was; what is gone may have been disposed of.
    if !site.contents.holds(file.sha256), ContentPointer(bytes) != nil {
      try Disposals.check(file.sha256, of: nil, on: site)
    }
    do {
      try body(file, bytes, AttachmentReading(file, of: revision.key, in: site.contents))
    } catch is AttachmentFault { throw fault } catch let damage as StoreFault
      where damage.kind == .untrusted
    { throw fault }
  }

  /// The file of a text that git does not keep itself; nil for one that it does.
  var apart: String? {
    guard let content = revision.content, site.contents.holds(content) else { return nil }
    return site.contents.path(of: content)
  }
}
