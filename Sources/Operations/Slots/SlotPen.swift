import Indexing
import SiteModel
import Storage

/// Writes what an act about a record does with a slot, to go into the commit of that act.
struct SlotPen {
  let slot: SlotKey
  let session: WriteSession
  /// In the person's words.
  let reason: String?
  /// From when it holds; nil: from today.
  var day: CivilDate?

  /// Puts a text in force; a slot that nobody has opened is opened first, in a commit of its own.
  ///
  /// - Parameters:
  ///   - revision: what it is called, given how often something was put in force, this time included.
  ///   - line: what the commit of the opening says.
  /// - Throws: ``SlotFault`` for whoever does not hold the slot.
  func release(
    _ text: ContentHash, _ line: String, as revision: (Int) -> String
  ) throws -> Entry {
    var known = try KnownSlot(slot, on: session.site)
    if !known.isOpen {
      let opening = try entry(.open, known)
      try session.commit(line) { try $0.add(opening) }
      try session.site.follow()
      known = try KnownSlot(slot, on: session.site)
    }
    return try entry(.release(revision: revision(known.releases + 1), text: text), known)
  }

  /// Nothing is in force from here.
  ///
  /// - Throws: As ``release(_:_:as:)``.
  func withdraw() throws -> Entry {
    try entry(.withdraw, KnownSlot(slot, on: session.site))
  }

  private func entry(_ step: SlotStep, _ known: KnownSlot) throws -> Entry {
    let move = try known.move(step, step == .open ? nil : day, from: nil)
    let author = session.writer.giving(reason).author
    let entry = Entry(entity: session.writer.entity, slot: move, by: author)
    try known.hear(entry)
    return entry
  }
}
