/// Where an entry lies: a record has at most one in a commit.
package struct EntryPlace: Sendable, Hashable {
  /// The record.
  package let key: RecordKey
  /// Chain and number of the commit.
  package let name: EntryName

  package init(key: RecordKey, name: EntryName) { (self.key, self.name) = (key, name) }

  init(_ entry: PlacedEntry) { self.init(key: entry.entry.key, name: entry.name) }
}

/// A revocation: what a key signed counts only up to a cut (`model.md` §6).
package struct KeyCut: Sendable, Hashable {
  /// The commit that revokes.
  package let name: EntryName
  /// `ssh-ed25519 AAAA…`.
  package let key: String
  /// The acts of these commits still count.
  package let limit: VersionVector

  package init(name: EntryName, key: String, limit: VersionVector) {
    (self.name, self.key, self.limit) = (name, key, limit)
  }
}

/// What the rooms below have proved about the entries, and what is on paper.
package struct Evidence: Sendable {
  /// The public line of the key whose good signature lies beside an act.
  package var signatures: [EntryPlace: String] = [:]
  /// By chain, the node key whose fingerprint was kept on paper at `init`.
  package var founders: [String: String] = [:]
  /// By chain, the key of headquarters' node; empty for a lone plant.
  package var headquarters: [String: String] = [:]
  /// The days of headquarters' commits: whatever has one in its past was not before that day.
  package var days: [EntryName: CivilDate] = [:]
  /// Every revocation.
  package var cuts: [KeyCut] = []

  package init() {}
}

/// The latest day that each commit of headquarters proves.
struct ProvenDays: Sendable {
  /// By branch: numbers ascending, each with the latest day up to it.
  private var days: [String: [(seq: Int, day: CivilDate)]] = [:]

  init(_ days: [EntryName: CivilDate]) {
    for (name, day) in days.sorted(by: { $0.key < $1.key }) {
      let before = self.days[name.branch]?.last?.day ?? day
      self.days[name.branch, default: []].append((name.seq, max(before, day)))
    }
  }

  /// The day before which a past cannot end; nil where headquarters has taken nothing in.
  func latest(in past: VersionVector) -> CivilDate? {
    days.compactMap { branch, known in
      let head = past.heads[branch, default: 0]
      var (low, high) = (0, known.count)
      while low < high {
        let middle = (low + high) / 2
        if known[middle].seq <= head { low = middle + 1 } else { high = middle }
      }
      return low == 0 ? nil : known[low - 1].day
    }
    .max()
  }
}
