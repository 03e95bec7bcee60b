import Indexing
import SiteModel
import Storage

/// Writes the record of a copy before it is printed (7.4.2 「分发」): who is given what, as what, and
/// all that its print says of the moment.
struct RegisterCopy {
  private let wishes: PrintDocument.Wishes
  private let session: WriteSession
  private let documents: Documents
  private let document: Document
  private var site: Site { session.site }

  init(_ wishes: PrintDocument.Wishes, _ session: WriteSession) throws {
    (self.wishes, self.session) = (wishes, session)
    documents = try Documents(on: session.site)
    document = try documents.one(wishes.number)
  }

  /// One copy, of which the access log says that it is printed.
  func forPrinting() throws -> RecordKey {
    let (revision, number) = (try revision(), try copyNumber())
    let values = try values(revision, number)
    try AccessLog(site).printed(revision.key.description)
    return try write([values], "\(number)")[0]
  }

  /// Copies that are given out and not printed here and now, with the numbers that follow.
  func issue(_ count: Int) throws -> [RecordKey] {
    let (revision, first) = (try revision(), try copyNumber())
    let last = first + count - 1
    let all = try (first...last).map { try values(revision, $0) }
    return try write(all, count == 1 ? "\(first)" : "\(first) 至 \(last)")
  }

  private func values(_ revision: DocumentRevision, _ number: Int) throws -> [String: JSON] {
    try FieldValues(DocumentCopy.type, on: site).new(
      try about(revision, number).merging(recipient()) { $1 })
  }

  private func write(_ copies: [[String: JSON]], _ numbers: String) throws -> [RecordKey] {
    let records = copies.map { (RecordKey.known(DocumentCopy.type, NewName.random()), $0) }
    let version = copies.first?["version"]?.string ?? ""
    try session.commit("发放 \(document.number) \(version) 第 \(numbers) 号") { files in
      for (key, values) in records {
        try files.add(site.schemas.entry(setting: values, of: key, by: session.writer))
      }
    }
    return records.map(\.0)
  }

  private func revision() throws -> DocumentRevision {
    let revision = try asked()
    guard revision.content != nil else {
      throw DocumentPrintFault.noText(document.number, version: revision.version)
    }
    try DocumentText(of: revision, document.number, on: site).check()
    return revision
  }

  private func asked() throws -> DocumentRevision {
    if let version = wishes.version { return try document.revision(version) }
    guard let revision = document.inForce(on: try documents.today())?.revision else {
      throw DocumentFault.nothingInForce(document.number)
    }
    return revision
  }

  /// Rising for each document, and never given twice: a lost copy gets a new one.
  private func copyNumber() throws -> Int {
    let known = try DocumentCopy.all(of: document.number, on: site).map(\.number)
    let next = (known.max() ?? 0) + 1
    guard let asked = wishes.copy else { return next }
    guard !known.contains(asked) else {
      throw DocumentPrintFault.copyTaken(document.number, copy: asked, next: next)
    }
    return asked
  }

  private func recipient() throws -> [String: JSON] {
    if let to = wishes.to {
      let person = try to.person.map { try PersonLookup(site).person($0) }
      var fields: [String: JSON] = [:]
      fields["recipient"] = person.map { .string($0.id) }
      fields["recipientDepartment"] = (to.department ?? person?.department).map(JSON.string)
      return fields
    }
    guard let person = site.actor?.person else {
      throw DocumentPrintFault.noRecipient(document.number)
    }
    var fields: [String: JSON] = ["recipient": .string(person.id)]
    fields["recipientDepartment"] = person.department.map(JSON.string)
    return fields
  }

  private func about(_ revision: DocumentRevision, _ number: Int) throws -> [String: JSON] {
    let clock = site.surroundings.clock.now()
    let now = clock.instant.text(at: clock.offset)
    let status = Self.status(
      of: revision, document, try documents.today(), isUncontrolled: wishes.isUncontrolled)
    return [
      "revision": .string(revision.key.id), "code": .string(document.number),
      "version": .string(revision.version), "copyNo": .number(String(number)),
      "medium": .string(wishes.medium), "controlled": .bool(status == .controlled),
      "status": .string(status.rawValue), "issuedOn": .string(site.today.description),
      "printedAt": .string(now), "language": .string(wishes.language.rawValue),
      "node": .string("\(site.name) \(site.chain)"), "asOf": .string(try asOf() ?? now),
      "facts": .string(FactsDigest.of(try site.index.heads()).description),
    ]
  }

  /// Up to when this node knows what the number's holder did; nil where it is the holder.
  private func asOf() throws -> String? {
    guard let holder = document.line?.holder, holder != site.chain,
      let seq = try site.index.known().heads[holder]
    else { return nil }
    return try site.index.clock(of: EntryName(branch: holder, seq: seq))
  }

  /// What a print of a revision is on a day.
  static func status(
    of revision: DocumentRevision, _ document: Document, _ today: String, isUncontrolled: Bool
  ) -> DocumentStatus {
    if document.inForce(on: today)?.revision?.key == revision.key {
      return isUncontrolled ? .uncontrolled : .controlled
    }
    if revision.isOpen { return .draft }
    let days = (document.line?.acts ?? []).filter(revision.wasReleased).map(\.day)
    return !days.isEmpty && days.allSatisfy { $0 > today } ? .pending : .obsolete
  }
}
