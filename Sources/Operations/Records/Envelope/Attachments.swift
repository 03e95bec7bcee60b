import Foundation
import Indexing
package import SiteModel
import Storage

/// The files of a record: listed, given back, taken out of sight.
package struct Attachments {
  /// The record.
  package let key: RecordKey
  /// Its files, in the order in which they were attached.
  package let all: [Envelope.Attached]
  private let site: Site

  /// - Throws: ``RecordLookupFault`` if there is no such record.
  package init(of name: String, on site: Site) throws {
    key = try RecordLookup(site).key(name)
    all = Envelope(of: try site.index.state(of: key)).attachments
    self.site = site
  }

  /// The file that a person means: by its name, its place in the list from 1, or how its hash
  /// begins.
  ///
  /// - Throws: ``EnvelopeFault`` if none is meant, or several.
  package func one(_ text: String) throws(EnvelopeFault) -> Envelope.Attached {
    if let number = Grammar.counting(text), number <= all.count { return all[number - 1] }
    var found = all.filter { $0.file.name == text }
    if found.isEmpty, text.utf8.count >= 4 {
      found = all.filter { $0.file.sha256.description.hasPrefix(text.lowercased()) }
    }
    guard let first = found.first else {
      throw .noAttachment(
        record: key.description, name: text, known: all.map(\.file.name))
    }
    guard found.count == 1 else {
      throw .ambiguous(
        record: key.description, name: text,
        hashes: found.map { String($0.file.sha256.description.prefix(12)) })
    }
    return first
  }

  /// Writes a file's bytes to a path, or under its name into a folder.
  ///
  /// - Returns: where they are.
  /// - Throws: ``AttachmentFault`` if the bytes are not those that were attached; then nothing is
  ///   written and what stood there still stands.
  package func write(_ attached: Envelope.Attached, to place: String) throws -> String {
    var isFolder = ObjCBool(false)
    let exists = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
    let path =
      exists && isFolder.boolValue
      ? URL(filePath: place).appending(path: attached.file.name).path : place
    guard !site.layout.hides(URL(filePath: path)) else { throw EnvelopeFault.ownFile(path: path) }
    let (kept, reading) = try opened(attached)
    try AtomicFile.write(to: path) { (put) throws(StoreFault) in try reading.write(kept, put) }
    return path
  }

  /// What git keeps of a file, and how its bytes are read; they were found to be whole.
  ///
  /// - Throws: ``AttachmentFault``; ``DisposalFault/gone(_:)``.
  func opened(
    _ attached: Envelope.Attached
  ) throws -> (kept: [UInt8], reading: AttachmentReading) {
    let place = try site.index.content(attached.file.path, of: key, beside: attached.entry)
    guard let place else { throw AttachmentFault(.missing, attached.file, of: key) }
    try Disposals.check(attached.file.sha256, of: nil, on: site)
    let reading = AttachmentReading(attached.file, of: key, in: site.contents)
    let kept = try site.store.blob(place)
    try reading.check(kept)
    return (kept, reading)
  }

  /// Takes a file off a record; its bytes stay where they are, and the history shows it.
  ///
  /// - Throws: ``EnvelopeFault``; then nothing is written.
  package static func detach(
    _ text: String, from name: String, reason: String, on site: Site
  ) throws -> (key: RecordKey, file: Attachment) {
    try site.write { session in
      let attachments = try Attachments(of: name, on: session.site)
      let now = try session.open(attachments.key, name, reason: reason)
      let file = try attachments.one(text).file
      try session.set(
        envelope: [file.register: .null], of: attachments.key, now: now,
        "撤下附件 \(attachments.key.type) \(name)：\(file.name)", reason: reason)
      return (attachments.key, file)
    }
  }
}
