import Indexing
import SiteModel
import Storage

/// What a person means by a name: a record, a document, or one of its versions.
struct DisposalTarget {
  let key: RecordKey
  /// What people call it.
  let name: String
  /// What people call the record alone, and the version of a document.
  let number: String?, version: String?
  let title: String?
  /// Set for a document and its revisions.
  let document: Document?
  let revision: DocumentRevision?

  /// - Throws: ``RecordLookupFault``, ``DocumentFault``.
  static func named(_ name: String, version: String?, on site: Site) throws -> DisposalTarget {
    let documents = try Documents(on: site)
    let numbers = documents.board.documents.filter { $0.card != nil }.map(\.number)
    if version != nil || numbers.contains(name) {
      let document = try documents.one(name)
      guard let version else { return try whole(document) }
      return of(try document.revision(version), document)
    }
    let key = try RecordLookup(site).key(name)
    for document in documents.board.documents where document.card != nil {
      if document.card?.key == key { return try whole(document) }
      if let revision = document.revisions.first(where: { $0.key == key }) {
        return of(revision, document)
      }
    }
    let values = try site.index.state(of: key).values
    let number = values["number"]?.string
    return DisposalTarget(
      key: key, name: number ?? key.description, number: number, version: nil,
      title: values["title"]?.string ?? values["name"]?.string, document: nil, revision: nil)
  }

  private static func whole(_ document: Document) throws -> DisposalTarget {
    guard let card = document.card else { throw DocumentFault.unknown(document.number) }
    return DisposalTarget(
      key: card.key, name: document.number, number: document.number, version: nil,
      title: document.title, document: document, revision: nil)
  }

  private static func of(_ revision: DocumentRevision, _ document: Document) -> DisposalTarget {
    DisposalTarget(
      key: revision.key, name: "\(document.number) \(revision.version)", number: document.number,
      version: revision.version, title: revision.title, document: document, revision: revision)
  }

  /// A file that was ever kept with the record.
  struct File {
    let attachment: Attachment
    /// The entry that brought it, and who wrote it.
    let entry: EntryName
    let by: String
    /// Whether it lies beside git and not in it.
    let isApart: Bool
  }

  /// Every file that was ever kept with it, those that were taken off or replaced too; each once.
  func files(on site: Site) throws -> [File] {
    var files: [ContentHash: File] = [:]
    for placed in try site.index.entries(of: key) {
      for (register, write) in placed.entry.set {
        guard let file = Attachment(register: register, write.new), files[file.sha256] == nil
        else { continue }
        files[file.sha256] = File(
          attachment: file, entry: placed.name, by: placed.entry.by,
          isApart: try Self.isApart(file, key, placed.name, site))
      }
    }
    return files.values.sorted {
      ($0.entry.seq, $0.attachment.path) < ($1.entry.seq, $1.attachment.path)
    }
  }

  private static func isApart(
    _ file: Attachment, _ key: RecordKey, _ entry: EntryName, _ site: Site
  ) throws -> Bool {
    // A decision on another chain names the file where it first lay.
    let id =
      try site.index.content(file.path, of: key, beside: entry)
      ?? site.index.content(file.path, of: key)
    guard let id else { return false }
    return ContentPointer(try site.store.blob(id))?.sha256 == file.sha256
  }
}
