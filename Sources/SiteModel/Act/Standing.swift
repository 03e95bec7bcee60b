/// What is known of the people who sign: their keys, roles and vouchers, and what was cut.
///
/// The fold asks; whoever keeps the register of people answers. Every answer must be a function of
/// the facts in the past that is asked about, or two stores would judge one act differently.
package protocol Standing {
  /// Whether the detached signature beside the act is good, by the key the person had in its past.
  func isSigned(_ act: PlacedEntry) -> Bool

  /// Whether a person held a role, for this record, at a past.
  func holds(_ role: String, _ person: String, on key: RecordKey, in past: VersionVector) -> Bool

  /// Whether another person vouches for his key there: whoever has no voucher may be made up.
  func isVouched(_ person: String, in past: VersionVector) -> Bool

  /// Whether an entry lies outside what a revocation lets count, as known there.
  /// - Parameter past: nil asks about everything the store holds.
  func isCut(_ entry: PlacedEntry, in past: VersionVector?) -> Bool
}
