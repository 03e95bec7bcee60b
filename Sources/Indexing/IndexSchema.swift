/// The shape of index.db. There are no migrations: another version means delete and rebuild.
package enum IndexSchema {
  /// Raised whenever `schema/index.sql` or the meaning of a column changes.
  package static let version = 11
}
