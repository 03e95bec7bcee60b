/// What the law of acts asks. Node clocks decide nothing: a role that ended counts until
/// headquarters' time, where there is any, says that it ended; the door asks with today's date.
extension People: Standing {
  package func isSigned(_ act: PlacedEntry) -> Bool { isLawful(act) ?? isSignedThere(act) }

  package func holds(
    _ role: String, _ person: String, on key: RecordKey, in past: VersionVector
  ) -> Bool {
    if let chain = NodeVoucher.chain(of: person) {
      guard key.type == Vouch.type else { return false }
      switch role {
      case TrustRole.administrator: return evidence.founders[chain] != nil
      case TrustRole.headquarters: return evidence.headquarters[chain] != nil
      default: return false
      }
    }
    guard let standing = standing(of: person, in: past) else { return false }
    let time = RoleTime.notBefore(days.latest(in: past))
    return standing.roles(time).contains(role)
      || delegated(to: person, in: past, time).contains(role)
  }

  package func isVouched(_ person: String, in past: VersionVector) -> Bool {
    if let chain = NodeVoucher.chain(of: person) {
      return evidence.founders[chain] != nil || evidence.headquarters[chain] != nil
    }
    return standing(of: person, in: past) != nil
  }

  package func isCut(_ entry: PlacedEntry, in past: VersionVector?) -> Bool {
    if entry.isCut(in: past) { return true }
    guard !evidence.cuts.isEmpty, let key = evidence.signatures[EntryPlace(entry)]
    else { return false }
    return evidence.cuts.contains { cut in
      cut.key == key && !cut.limit.contains(entry.name) && past?.contains(cut.name) ?? true
    }
  }
}
