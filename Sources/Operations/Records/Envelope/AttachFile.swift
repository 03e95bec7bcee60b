import Foundation
package import SiteModel
import Storage

/// Keeps a file with a record.
package struct AttachFile {
  /// What the person says of the file.
  package struct Wishes: Sendable {
    /// Where the file is.
    package var file: String
    /// How it came to be; nil: as its name tells.
    package var kind: Attachment.Kind?
    /// When it was made, a date or RFC 3339.
    package var captured: String?
    /// What the person says of it.
    package var note: String?
    /// Why it is attached.
    package var reason: String?

    package init(file: String) { self.file = file }
  }

  /// What came of it.
  package struct Done: Sendable {
    /// The record.
    package let key: RecordKey
    /// The file as the record shows it.
    package let file: Attachment
    /// Whether the record had these very bytes already; then nothing was written.
    package let isSame: Bool
  }

  /// - Throws: ``ContentFault`` if the file cannot be taken in, ``EnvelopeFault``,
  ///   ``RecordLookupFault``, ``DisposalFault/gone(_:)``; then nothing is written.
  package static func run(_ name: String, _ wishes: Wishes, on site: Site) throws -> Done {
    let url = URL(filePath: wishes.file)
    guard !wishes.file.isEmpty, Attachment.isName(url.lastPathComponent) else {
      throw EnvelopeFault.badName(wishes.file.isEmpty ? "" : url.lastPathComponent)
    }
    guard !site.layout.hides(url) else { throw EnvelopeFault.ownFile(path: wishes.file) }
    return try site.write { session in
      let key = try RecordLookup(session.site).key(name)
      let now = try session.open(key, name, reason: wishes.reason)
      let content = try session.site.contents.stage(wishes.file, apart: isApart(wishes, url))
      try Disposals.check(content.sha256, of: key, on: session.site)
      if let file = try held(content.sha256, of: key, now) {
        // No fact is missing, but its bytes may be: here they are.
        _ = try content.publish()
        return Done(key: key, file: file, isSame: true)
      }
      let file = try write(content, wishes, (key, name, now), session)
      return Done(key: key, file: file, isSame: false)
    }
  }

  /// Photos, scans and whatever else is no plain text can be disposed of one day, so git does not
  /// keep them, however small they are.
  private static func isApart(_ wishes: Wishes, _ url: URL) -> Bool {
    let suffix = ContentName.suffix(url.pathExtension)
    switch wishes.kind ?? .usual(for: MediaType.of(suffix: suffix)) {
    case .photo, .scan, .signedPDF: return true
    case .native, .rendered: return !MediaType.isText(suffix: suffix)
    }
  }

  /// The file that a record shows undisputed with these bytes.
  private static func held(
    _ sha256: ContentHash, of key: RecordKey, _ now: RecordState
  ) throws -> Attachment? {
    let shown = now[Attachment.register(of: sha256)]
    let file = Envelope(of: now).attachments.map(\.file).first { $0.sha256 == sha256 }
    guard let values = shown?.values.filter({ $0 != .null }), !values.isEmpty else { return nil }
    guard file != nil else {
      throw EnvelopeFault.sameBeginning(record: key.description, sha256: sha256)
    }
    // Saying it once more is how a person decides between two nodes that attached it.
    return shown?.isConflict == true ? nil : file
  }

  private static func write(
    _ content: StagedContent, _ wishes: Wishes,
    _ record: (key: RecordKey, name: String, now: RecordState), _ session: WriteSession
  ) throws -> Attachment {
    let url = URL(filePath: wishes.file)
    let (title, suffix) = (url.lastPathComponent, ContentName.suffix(url.pathExtension))
    let media = MediaType.of(suffix: suffix)
    var made: Attachment?
    let line = "附件 \(record.key.type) \(record.name)：\(title)"
    try session.commit(line, with: content) { files in
      let path = try files.add(content, number: 1, suffix: suffix, of: record.key)
      var file = Attachment(
        name: title, media: media, content: (content.sha256, content.size, path),
        kind: wishes.kind ?? .usual(for: media))
      (file.captured, file.note) = (wishes.captured, wishes.note)
      try files.add(
        session.site.schemas.entry(
          envelope: [file.register: file.json], of: record.key, now: record.now,
          by: session.writer.giving(wishes.reason)))
      made = file
    }
    guard let made else { throw RecordFault.nothingToSave(record.key) }
    return made
  }
}

extension Attachment.Kind {
  /// What a file of a media type is if nobody says.
  fileprivate static func usual(for media: String) -> Attachment.Kind {
    if media.hasPrefix("image/") { return .photo }
    return media == "application/pdf" ? .scan : .native
  }
}
