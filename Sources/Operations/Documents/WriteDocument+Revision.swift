import Foundation
import Indexing
import SiteModel
import Storage

extension WriteDocument {
  /// Writes the draft of a document's next revision.
  func begin(_ document: Document, beside entries: [Entry]) throws {
    var values = try begun(of: document)
    values.merge(wishes.revision) { $1 }
    // A new document's own card is not written yet.
    let card = values.removeValue(forKey: "document")
    values = try FieldValues(DocumentRevision.type, on: session.site).new(values)
    values["document"] = card
    values["soleApprovers"] = try soleApprovers(values)
    let key = RecordKey.known(DocumentRevision.type, NewName.random())
    let version = values["version"]?.string ?? ""
    try write(
      key, .none, values, session.writer, "起草文件 \(document.number) \(version)", beside: entries)
  }

  /// What a revision begins with: the card's words and route, copied, so that later changes of the
  /// card move nothing that was signed.
  private func begun(of document: Document) throws -> [String: JSON] {
    let card = document.card?.values ?? [:]
    var values: [String: JSON] = [
      "document": .string(document.card?.key.id ?? ""), "code": .string(document.number),
      "version": .string(try version(of: document)),
    ]
    for field in ["title", "kind", "reviewers", "countersigners", "approvers", "training"] {
      values[field] = card[field]
    }
    if let author = session.site.actor?.person.id { values["preparedBy"] = .string(author) }
    if document.revisions.isEmpty { values["summary"] = .string("首次发布") }
    guard
      values["preparedBy"] != nil || wishes.revision["preparedBy"] != nil
        || wishes.revision["historical"] != nil
    else { throw DocumentFault.noAuthor }
    return values
  }

  private func version(of document: Document) throws(DocumentFault) -> String {
    if let version = wishes.version {
      guard SlotStep.isRevision(version),
        !document.revisions.contains(where: { $0.version == version })
      else { throw .versionTaken(document.number, version: version) }
      return version
    }
    guard let next = document.nextVersion(isEdition: wishes.isEdition) else {
      throw .noNext(document.number, version: document.revisions.last?.version ?? "")
    }
    return next
  }

  /// Changes a draft.
  func change(
    _ document: Document, _ draft: DocumentRevision, _ entries: [Entry], _ reason: String?
  ) throws {
    let name = "\(document.number) \(draft.version)"
    let now = try session.open(draft.key, name, reason: reason)
    var values = wishes.revision
    if wishes.version != nil { values["version"] = .string(try version(of: document)) }
    values = try FieldValues(DocumentRevision.type, on: session.site).change(values, of: draft.key)
    let after = draft.state.values.merging(values) { $1 }
    let gone = after["soleApprovers"].map { _ in JSON.null }
    values["soleApprovers"] = try soleApprovers(after) ?? gone
    try write(
      draft.key, now, values, session.writer.giving(reason), "修改文件 \(name)", beside: entries)
  }

  /// Who reviews and approves at once: nobody, unless the organisation says in a signed record that
  /// its people are few.
  private func soleApprovers(_ values: [String: JSON]) throws -> JSON? {
    let reviewers = Set(DocumentRevision.people("reviewers", in: values))
    let both = DocumentRevision.people("approvers", in: values).filter(reviewers.contains)
    guard !both.isEmpty, try isSmall else { return nil }
    return .array(both.map { .string($0) })
  }

  private var isSmall: Bool {
    get throws {
      try session.site.index.records(of: "organisation").contains {
        $0.course?.permits(.counts) == true && $0.state.values["smallSite"] == .bool(true)
      }
    }
  }

  private func write(
    _ key: RecordKey, _ now: RecordState, _ values: [String: JSON], _ writer: Writer,
    _ line: String, beside entries: [Entry]
  ) throws {
    guard let path = wishes.file else {
      try session.commit(line) { files in
        for entry in entries { try files.add(entry) }
        try files.add(
          session.site.schemas.entry(setting: values, of: key, now: now, by: writer))
      }
      return
    }
    let url = URL(filePath: path)
    guard Attachment.isName(url.lastPathComponent) else {
      throw EnvelopeFault.badName(url.lastPathComponent)
    }
    guard !session.site.layout.hides(url) else { throw EnvelopeFault.ownFile(path: path) }
    let suffix = ContentName.suffix(url.pathExtension)
    // Text stays in git, where stock tools compare it; all else can be disposed of one day.
    let content = try session.site.contents.stage(path, apart: !MediaType.isText(suffix: suffix))
    try session.commit(line, with: content) { files in
      let name = try files.add(content, number: 1, suffix: suffix, of: key)
      let file = Attachment(
        name: url.lastPathComponent, media: MediaType.of(suffix: suffix),
        content: (content.sha256, content.size, name), kind: .native)
      var values = values
      values["file"] = .string(file.name)
      values["content"] = .string(content.sha256.description)
      for entry in entries { try files.add(entry) }
      try files.add(
        session.site.schemas.entry(
          setting: values, envelope: registers(file, now), of: key, now: now, by: writer))
    }
  }

  /// The new file in, the one it replaces out; a file that comes back is only said once more.
  private func registers(_ file: Attachment, _ now: RecordState) -> [String: JSON] {
    var registers = [file.register: file.json]
    for old in Envelope(of: now).attachments where old.file.register != file.register {
      registers[old.file.register] = .null
    }
    return registers
  }
}
