/// An act with what the law says of it.
package struct JudgedAct: Sendable, Equatable {
  /// The entry at the only place where it is an act.
  package let entry: PlacedEntry
  /// The act.
  package let act: Act
  /// The SHA-256 of the entry's bytes.
  package let identity: ContentHash
  /// The rules it breaks, judged from its own past; empty if the law holds.
  package let breaches: [ActBreach]
  /// The record as signed: text, and the writes it came from.
  package let signed: RecordState
  /// The past whose writes were signed; what lies outside waits while the record is locked.
  package let base: VersionVector

  /// The person who signed.
  package var person: String { entry.entry.by }

  /// The record it moves.
  package var key: RecordKey { entry.entry.key }

  /// Whether the law holds.
  package var isLawful: Bool { breaches.isEmpty }

  // The identity stands for all bytes of the entry, and its place for its past.
  package static func == (a: JudgedAct, b: JudgedAct) -> Bool {
    a.identity == b.identity && a.entry.name == b.entry.name && a.breaches == b.breaches
      && a.signed == b.signed && a.base == b.base
  }
}

/// The acts among some entries, each once, and the writes beside them.
struct PlacedActs {
  /// Causes before what followed from them.
  private(set) var acts: [(entry: PlacedEntry, act: Act, identity: ContentHash)] = []
  private(set) var writes: [RecordKey: [PlacedEntry]] = [:]

  /// - Parameter entries: In any order, repeated or not, of whatever records.
  init(_ entries: some Sequence<PlacedEntry>) {
    var places: [ContentHash: PlacedEntry] = [:]
    var seen: Set<Place> = []
    for entry in entries {
      guard let act = entry.entry.act else {
        if seen.insert(Place(key: entry.entry.key, name: entry.name)).inserted {
          writes[entry.entry.key, default: []].append(entry)
        }
        continue
      }
      // The same bytes on another chain than they name are nothing.
      guard act.place.chain == entry.name.chain else { continue }
      let identity = entry.entry.identity
      if let other = places[identity], Self.order(other) <= Self.order(entry) { continue }
      places[identity] = entry
    }
    acts = places.compactMap { identity, entry in
      entry.entry.act.map { (entry, $0, identity) }
    }
    acts.sort {
      ($0.entry.past.size, $0.entry.name, $0.identity)
        < ($1.entry.past.size, $1.entry.name, $1.identity)
    }
  }

  private struct Place: Hashable {
    let key: RecordKey
    let name: EntryName
  }

  /// The lowest `Seq`; in a fork the smallest commit id.
  private static func order(_ entry: PlacedEntry) -> (Int, String, EntryName) {
    (entry.name.seq, entry.commit, entry.name)
  }
}
