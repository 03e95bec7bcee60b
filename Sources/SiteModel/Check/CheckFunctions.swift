/// What the shapes of ``CheckRule`` cannot say: named functions, all of them in this table.
package enum CheckFunctions {
  /// Answers one check. Settings are by the names that the check gives them.
  package typealias Function = @Sendable (SitePicture, [String: Rational]) -> CheckAnswer

  /// By name, as `schema/checks/*.json` call them.
  package static let all: [String: Function] = [:]
}
