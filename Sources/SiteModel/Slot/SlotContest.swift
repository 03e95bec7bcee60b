/// Acts about what may exist once that did not know each other: the line stops before them.
package struct SlotContest: Sendable {
  /// What they are about.
  package let slot: SlotKey
  /// One act of each side.
  package let sides: [SlotAct]

  package init(slot: SlotKey, sides: [SlotAct]) {
    (self.slot, self.sides) = (slot, sides.sorted { $0.place.name < $1.place.name })
  }
}
