/// What was tried and seen.
struct DocumentCounts {
  var steps = 0
  /// Commands that did what they were asked, and that did not.
  var taken = 0, refused = 0
  var releases = 0, supersessions = 0, withdrawals = 0, handOvers = 0, takeOvers = 0
  /// Between states that two nodes reached apart.
  var decisions = 0
  var days = 0, meetings = 0
  /// Copies and texts that were spoilt; acts that were forged or signed by nobody; people who left,
  /// and what they tried afterwards.
  var spoilt = 0, forged = 0, unsigned = 0, left = 0, tries = 0
  /// Looks at a folder, and copies that were found in force there.
  var looks = 0, inForce = 0
  /// Signatures that `ssh-keygen` checked.
  var signatures = 0

  private static var parts: [(String, WritableKeyPath<Self, Int>)] {
    [
      ("steps", \.steps), ("taken", \.taken), ("refused", \.refused), ("releases", \.releases),
      ("supersessions", \.supersessions), ("withdrawals", \.withdrawals),
      ("hand-overs", \.handOvers), ("take-overs", \.takeOvers), ("days", \.days),
      ("decisions", \.decisions), ("meetings", \.meetings), ("spoilt", \.spoilt),
      ("forged", \.forged),
      ("unsigned", \.unsigned), ("people who left", \.left), ("their tries", \.tries),
      ("looks", \.looks), ("copies in force", \.inForce), ("signatures", \.signatures),
    ]
  }

  mutating func add(_ other: DocumentCounts) {
    for (_, part) in Self.parts { self[keyPath: part] += other[keyPath: part] }
  }

  var line: String {
    Self.parts.map { "\(self[keyPath: $0.1]) \($0.0)" }.joined(separator: ", ")
  }

  /// What never happened, and should have in so many steps: few of them may miss what is rare.
  var missing: [String] {
    let common: Set = [
      "releases", "supersessions", "refused", "days", "meetings", "spoilt", "forged",
    ]
    return Self.parts.filter {
      self[keyPath: $0.1] == 0 && (steps >= 2000 || steps >= 150 && common.contains($0.0))
    }.map(\.0)
  }
}
