/// Counts attempts to sign in, by where they come from: a passphrase costs 128 MiB and half a second to
/// try, whoever tries.
actor Attempts {
  private var made: [String: [Int64]] = [:]
  /// In a minute, from one address.
  private static let most = 12

  /// Notes an attempt.
  ///
  /// - Throws: ``VisitFault/tooMany(seconds:)``; then it is not to be made.
  func note(_ address: String, at now: Int64) throws(VisitFault) {
    var recent = made[address, default: []].filter { now - $0 < 60 && $0 <= now }
    guard recent.count < Self.most else { throw .tooMany(seconds: Int(60 - (now - recent[0]))) }
    recent.append(now)
    // Addresses that have been silent are forgotten, or a stranger could fill the memory.
    if made.count > 1000 { made = made.filter { now - ($0.value.last ?? 0) < 60 } }
    made[address] = recent
  }
}
