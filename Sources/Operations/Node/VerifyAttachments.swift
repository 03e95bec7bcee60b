import SiteModel
import Storage

/// Checks that every file that was ever attached is still what was attached, detached ones too.
///
/// It is shown the files of a store as they are read; only whether a missing file was disposed of
/// follows from signatures that were judged, so that is asked outside.
final class VerifyAttachments {
  private let store: GitStore
  private let contents: ContentStore
  private var named: [Named] = []
  private(set) var faults: [any Fault] = []
  /// Large files that are not here and that another node will be asked for at the next meeting.
  private(set) var awaited: Set<ContentHash> = []
  /// What was disposed of, each once, as the first record that named it has it.
  private(set) var disposed: [ContentHash: Disposals.Gone] = [:]
  private let mayCome: (String) -> Bool
  private let gone: () -> [ContentHash: Disposals.Gone]

  /// A file, as an entry names it.
  private struct Named {
    let file: Attachment
    let key: RecordKey
    let commit: ObjectID
  }

  /// - Parameters:
  ///   - mayCome: whether what a chain attached may still have to come from elsewhere.
  ///   - gone: what was disposed of; asked only where a file is missing.
  init(
    of store: GitStore, mayCome: @escaping (String) -> Bool,
    gone: @escaping () -> [ContentHash: Disposals.Gone]
  ) {
    (self.store, contents, self.mayCome) = (store, ContentStore(of: store), mayCome)
    self.gone = gone
  }

  /// Takes what an entry says; other files say nothing of attachments.
  func look(at file: AddedFile, _ bytes: [UInt8], in commit: ObjectID) {
    guard EntryPath(file.path) != nil, Self.mentions(bytes),
      // An entry out of form is reported by whoever follows it.
      let entry = try? Entry.parse(bytes, at: file.path)
    else { return }
    for (register, write) in entry.set.sorted(by: { $0.key < $1.key })
    where Envelope.part(of: register) == .attachment && write.new != .null {
      if let file = Attachment(register: register, write.new) {
        named.append(Named(file: file, key: entry.key, commit: commit))
      } else {
        faults.append(AttachmentFault(.malformed, entry.key, name: register, sha256: "—"))
      }
    }
  }

  /// Reads every file that was named.
  func run() {
    // The same large file may be attached to many records.
    var read: Set<ContentHash> = []
    for named in named {
      do {
        try check(named, isRead: read.contains(named.file.sha256))
        guard !isElsewhere(named.file.sha256) else { continue }
        read.insert(named.file.sha256)
      } catch let fault as any Fault {
        faults.append(fault)
      } catch {
        faults.append(AttachmentFault(.missing, named.file, of: named.key))
      }
    }
  }

  private func isElsewhere(_ sha256: ContentHash) -> Bool {
    awaited.contains(sha256) || disposed[sha256] != nil
  }

  private func check(_ named: Named, isRead: Bool) throws {
    let path = "\(named.key.folder)/\(named.file.path)"
    guard let kept = try kept(path, named.commit) else {
      throw AttachmentFault(.missing, named.file, of: named.key)
    }
    if let pointer = ContentPointer(kept), !contents.holds(pointer.sha256),
      pointer.sha256 == named.file.sha256, try isExcused(pointer.sha256, named)
    {
      return
    }
    try AttachmentReading(named.file, of: named.key, in: contents).check(kept, isRead: isRead)
  }

  /// Whether a file may well not be here: it was disposed of, or has still to come.
  private func isExcused(_ sha256: ContentHash, _ named: Named) throws -> Bool {
    if let gone = gone()[sha256] {
      disposed[sha256] = gone
    } else if mayCome(try store.commit(named.commit).chain) {
      awaited.insert(sha256)
    }
    return isElsewhere(sha256)
  }

  /// What git keeps under a path: beside the entry, or where a decision took the value from
  /// another chain, there.
  private func kept(_ path: String, _ commit: ObjectID) throws -> [UInt8]? {
    if let bytes = try store.file(path, in: store.commit(commit)) { return bytes }
    for head in try store.tips().map(\.head) {
      if let bytes = try store.file(path, in: store.commit(head)) { return bytes }
    }
    return nil
  }

  // Most entries attach nothing; they are not parsed.
  private static func mentions(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains("\"\(Envelope.Part.attachment.prefix)")
  }
}
