import Foundation
import SiteModel
import Synchronization

/// One version of a record type on the shelf: what its file says it is, and all of it once somebody asks.
final class ShelvedSchema: Sendable {
  /// What must be known of every type before any of them is used.
  struct Label: Sendable, Hashable {
    let type: String
    let version: Int
    /// What stands under `x-lifecycle`; nil where records of the type have no states.
    let lifecycle: JSON?
    /// The fields that no two records may share.
    let unique: [String]
  }

  let label: Label
  private let file: URL
  private let known: Mutex<RecordSchema?>

  /// Reads the file now.
  init(_ file: URL) throws(ShelfFault) {
    let schema = try Self.read(file)
    label = Label(schema)
    self.file = file
    known = Mutex(schema)
  }

  /// Leaves the file for later.
  init(_ label: Label, in file: URL) {
    self.label = label
    self.file = file
    known = Mutex(nil)
  }

  /// - Throws: ``ShelfFault/schema(file:_:)``.
  func schema() throws(ShelfFault) -> RecordSchema {
    try known.withLock { known throws(ShelfFault) in
      if let known { return known }
      let schema = try Self.read(file)
      // A file that was replaced while the program ran is not the one that was proven.
      guard Label(schema) == label else {
        throw .schema(file: file.lastPathComponent, .recordType(at: "", member: "$id"))
      }
      known = schema
      return schema
    }
  }

  private static func read(_ file: URL) throws(ShelfFault) -> RecordSchema {
    // A file that has gone meanwhile is no JSON, and says so by name.
    let bytes = Array(FileManager.default.contents(atPath: file.path) ?? Data())
    do throws(SchemaFault) { return try RecordSchema(bytes) } catch {
      throw .schema(file: file.lastPathComponent, error)
    }
  }
}

extension ShelvedSchema.Label {
  fileprivate init(_ schema: RecordSchema) {
    (type, version) = (schema.type, schema.version)
    lifecycle = schema.extras["x-lifecycle"]
    unique = schema.fields.filter(\.isUnique).map(\.name)
  }
}
