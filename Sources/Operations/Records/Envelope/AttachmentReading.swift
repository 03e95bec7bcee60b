package import SiteModel
import Storage

/// Reads the bytes of one attachment and makes sure that they are those that were attached.
struct AttachmentReading {
  private let file: Attachment
  private let key: RecordKey
  private let contents: ContentStore

  init(_ file: Attachment, of key: RecordKey, in contents: ContentStore) {
    (self.file, self.key, self.contents) = (file, key, contents)
  }

  /// Checks that the file is whole, without keeping any of it.
  ///
  /// - Parameters:
  ///   - kept: what git keeps of it: its bytes, or a pointer.
  ///   - isRead: whether the content store's file was read before and is whole.
  func check(_ kept: [UInt8], isRead: Bool = false) throws {
    if isWhole(kept) { return }
    let pointer = try pointer(kept)
    if isRead { return }
    guard contents.holds(pointer.sha256) else { throw AttachmentFault(.missing, file, of: key) }
    do throws(StoreFault) { try contents.read(pointer) } catch {
      throw error.kind == .untrusted ? AttachmentFault(.damaged, file, of: key) : error
    }
  }

  /// Hands out the file's bytes; they are checked on the way once more.
  func write(
    _ kept: [UInt8], _ put: ([UInt8]) throws(StoreFault) -> Void
  ) throws(StoreFault) {
    if isWhole(kept) { return try put(kept) }
    try contents.read(ContentPointer(sha256: file.sha256, size: file.size), put)
  }

  private func isWhole(_ kept: [UInt8]) -> Bool {
    kept.count == file.size && ContentHash(of: kept) == file.sha256
  }

  private func pointer(_ kept: [UInt8]) throws -> ContentPointer {
    let asked = ContentPointer(sha256: file.sha256, size: file.size)
    guard ContentPointer(kept) == asked else { throw AttachmentFault(.noPointer, file, of: key) }
    return asked
  }
}

/// What is wrong with a file that was attached.
package struct AttachmentFault: Fault, Equatable {
  /// What is wrong.
  package let problem: Problem
  /// The record.
  package let record: RecordKey
  /// The file's name.
  package let name: String
  /// What it should be.
  package let sha256: String

  /// What can be wrong with a file.
  package enum Problem: Sendable {
    /// What git keeps is neither its bytes nor a pointer to them.
    case noPointer
    /// Its bytes are not there.
    case missing
    /// Its bytes are not those that were attached.
    case damaged
    /// The entry does not say in its form what was attached.
    case malformed
  }

  init(_ problem: Problem, _ file: Attachment, of record: RecordKey) {
    self.init(problem, record, name: file.name, sha256: file.sha256.description)
  }

  init(_ problem: Problem, _ record: RecordKey, name: String, sha256: String) {
    (self.problem, self.record, self.name, self.sha256) = (problem, record, name, sha256)
  }

  package var kind: FaultKind { .untrusted }
  package var phrase: Phrase {
    let values = ["record": record.description, "name": name, "sha256": sha256]
    return switch problem {
    case .noPointer: Phrase("attachment.no-pointer", values)
    case .missing: Phrase("attachment.missing", values)
    case .damaged: Phrase("attachment.damaged", values)
    case .malformed: Phrase("attachment.malformed", values)
    }
  }
}
