/// Why an act about a slot is nothing, in every store, for ever.
package enum SlotBreach: Sendable, Hashable {
  /// Another chain has the number's mark, or none.
  case mark(of: String?)
  /// The number is open already.
  case open
  /// It goes on from no lawful act about this slot in its past, or not from the last one there.
  case notLast
  /// Another chain holds the slot.
  case holder(String)
  /// Only the headquarters take over.
  case notHeadquarters
  /// It leaves out a take-over or a resumption that it knows.
  case unnamed
}
