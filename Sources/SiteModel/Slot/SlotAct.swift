/// One signed act about a slot, where it stands.
///
/// Signature, role and four eyes are the law of every act (``ActFold``) and are judged there; here
/// stands what the law of slots asks beyond them.
package struct SlotAct: Sendable, Hashable {
  /// The SHA-256 of its entry.
  package let identity: ContentHash
  /// What it is about.
  package let slot: SlotKey
  /// What it does.
  package let step: SlotStep
  /// The acts it follows; the first is the slot act that it goes on from.
  package let after: [ContentHash]
  /// The day from which it holds, as its writer says: `yyyy-mm-dd`.
  package let stated: String
  /// Where it stands.
  package let place: SlotPlace

  package init(
    _ identity: ContentHash, _ slot: SlotKey, _ step: SlotStep, after: [ContentHash] = [],
    stated: String, place: SlotPlace
  ) {
    (self.identity, self.slot, self.step) = (identity, slot, step)
    (self.after, self.stated, self.place) = (after, stated, place)
  }

  /// What an entry does at its place; nil for one that does nothing about a slot, or that lies on
  /// another chain than it names.
  ///
  /// - Parameter notBefore: As ``SlotPlace/notBefore``.
  package init?(_ placed: PlacedEntry, notBefore: String) {
    guard let move = placed.entry.slot, move.chain == placed.name.chain else { return nil }
    self.init(
      placed.entry.identity, move.slot, move.step, after: move.after, stated: move.day,
      place: SlotPlace(name: placed.name, past: placed.past, notBefore: notBefore))
  }

  /// The day it counts from: never before what its writer could know of the headquarters' time.
  package var day: String { max(stated, place.notBefore) }

  var chain: String { place.name.chain }

  /// Whether another act stands in the past of this one.
  func knows(_ other: SlotAct) -> Bool {
    other.identity != identity && place.past.contains(other.place.name)
  }
}

/// What an act does with a slot.
package enum SlotStep: Sendable, Hashable {
  /// Begins the number; the chain that opens it holds it.
  case open
  /// Puts a revision in force.
  case release(revision: String, text: ContentHash)
  /// Nothing is in force from here.
  case withdraw
  /// From here another chain holds it.
  case handOver(to: String)
  /// The headquarters hold it, whatever the old holder does.
  case takeOver
  /// The successor of the holder's chain goes on.
  case resume

  /// Whether a revision may be called so: 1 … 40 characters, none of them white space.
  package static func isRevision(_ text: String) -> Bool {
    (1...40).contains(text.unicodeScalars.count)
      && text.unicodeScalars.allSatisfy {
        $0.value > 32 && $0.value != 127 && !$0.properties.isWhitespace
      }
  }

  /// Whether it begins a line of its own against a holder who may still go on.
  package var breaksLine: Bool { self == .takeOver || self == .resume }
}

/// Where an act about a slot stands.
package struct SlotPlace: Sendable, Hashable {
  /// The commit's name.
  package let name: EntryName
  /// The past of the commit, itself included.
  package let past: VersionVector
  /// The day of the newest commit of the headquarters in that past; empty without one.
  package let notBefore: String

  package init(name: EntryName, past: VersionVector, notBefore: String = "") {
    (self.name, self.past, self.notBefore) = (name, past, notBefore)
  }
}
