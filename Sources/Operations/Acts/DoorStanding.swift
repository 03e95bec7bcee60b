import SiteModel

/// What the law is asked by before an act is signed: the signature will be good, and roles are
/// those of today, which the law itself cannot know.
struct DoorStanding: Standing {
  let people: People
  let draft: PlacedEntry
  let today: CivilDate

  func isSigned(_ act: PlacedEntry) -> Bool {
    act.name == draft.name && act.entry.key == draft.entry.key || people.isSigned(act)
  }

  func holds(
    _ role: String, _ person: String, on key: RecordKey, in past: VersionVector
  ) -> Bool {
    guard people.holds(role, person, on: key, in: past) else { return false }
    guard past == draft.past, NodeVoucher.chain(of: person) == nil else { return true }
    return people.roles(of: person, in: past, on: today).contains(role)
  }

  func isVouched(_ person: String, in past: VersionVector) -> Bool {
    people.isVouched(person, in: past)
  }

  func isCut(_ entry: PlacedEntry, in past: VersionVector?) -> Bool {
    people.isCut(entry, in: past)
  }
}
