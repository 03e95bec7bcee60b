import Indexing
package import SiteModel

/// How something that may exist once stands: its holder, what is in force, and what was done.
package struct SlotAnswer: Sendable {
  package let slot: SlotKey
  /// nil where no opening of it counts.
  package let line: SlotLine?
  /// What is in force today; nil for nothing.
  package let inForce: SlotAct?
  /// Everything that was done about it, causes first.
  package let steps: [Step]

  /// One act.
  package struct Step: Sendable {
    package let act: SlotAct
    package let entry: Entry
    /// The writer's claimed time, RFC 3339.
    package let clock: String
    package let standing: Standing
  }

  /// What an act counts for.
  package enum Standing: String, Sendable {
    /// It is on the line.
    case line
    /// The line stops before it: others stand against it.
    case side
    /// An old holder went on, and others hold it.
    case aside
    /// It breaks the law, lies above a cut, or follows what does.
    case none
  }

  init(of slot: SlotKey, on site: Site) throws {
    let known = try site.index.slots(of: slot)
    let line = SlotFold(known.acts, on: known.ground).lines[slot]
    let entries = try site.index.entries(of: slot.record)
    (self.slot, self.line) = (slot, line)
    inForce = line?.inForce(on: try Self.today(site))
    steps = try known.acts.filter { $0.slot == slot }
      .sorted { ($0.place.past.size, $0.place.name) < ($1.place.past.size, $1.place.name) }
      .compactMap { act in
        guard let entry = entries.first(where: { $0.name == act.place.name })?.entry
        else { return nil }
        return Step(
          act: act, entry: entry, clock: try site.index.clock(of: act.place.name) ?? "",
          standing: Standing(of: act, on: line))
      }
  }

  /// The later of the own clock's day and the newest that headquarters is known to have lived.
  static func today(_ site: Site) throws -> String {
    max(site.today.description, try site.index.newestDayOfHeadquarters())
  }
}

extension SlotAnswer.Standing {
  fileprivate init(of act: SlotAct, on line: SlotLine?) {
    guard let line else {
      self = .none
      return
    }
    self =
      line.acts.contains(act)
      ? .line : line.sides.contains(act) ? .side : line.aside.contains(act) ? .aside : .none
  }
}

/// What may exist once, at a node.
package struct AskSlots {
  /// One line of the list.
  package struct Item: Sendable {
    package let slot: SlotKey
    package let line: SlotLine
    /// What is in force today; nil for nothing.
    package let inForce: SlotAct?
  }

  /// All that were opened, by number.
  package static func all(on site: Site) throws -> [Item] {
    let known = try site.index.slots()
    let today = try SlotAnswer.today(site)
    return SlotFold(known.acts, on: known.ground).lines.sorted { $0.key < $1.key }.map {
      Item(slot: $0.key, line: $0.value, inForce: $0.value.inForce(on: today))
    }
  }

  /// One, with everything that was done about it.
  ///
  /// - Throws: ``SlotFault/notOpen(_:)`` where nobody did anything.
  package static func one(
    _ number: String, kind: String = SlotKey.documents, on site: Site
  ) throws -> SlotAnswer {
    let answer = try SlotAnswer(of: try SlotKey(numbered: number, kind), on: site)
    guard !answer.steps.isEmpty else { throw SlotFault.notOpen(number) }
    return answer
  }
}
