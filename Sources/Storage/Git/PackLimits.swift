/// What it may cost to look at a pack from outside: a few bytes can stand for very many.
///
/// Every limit is far above what a node writes, which cuts what it sends at a mebibyte: only one
/// commit that is larger by itself goes as a larger bundle.
package struct PackLimits: Sendable {
  /// Bytes of one object. Segments are held to 8 MiB; larger content does not lie in git.
  package var object = 64 << 20
  /// Objects of a pack. A sheet of a million signed records brings two million files.
  package var objects = 4_000_000
  /// Bytes of all objects when inflated: they are in memory at once.
  package var total = 1 << 30
  /// Files and folders that the commits of a pack may add. The same folder can stand under many
  /// names, so a small pack can add more paths than any machine can list.
  package var paths = 4_000_000
  /// Bytes of the whole bundle.
  package var bundle = 512 << 20

  /// What a node looks at.
  package static let usual = PackLimits()

  package init() {}
}
