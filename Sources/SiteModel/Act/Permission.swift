/// What may be done with a record, or on the ground of it, in a state that grants it.
///
/// All are worded so that not having one is the safe side: where several states stand against each
/// other, a permission holds only if each of them grants it. The list is closed, because a
/// permission that no rule asks for would be a word without consequence.
package enum Permission: String, Sendable, Hashable, CaseIterable {
  /// Fields may be written; without it the record is locked and shows the text that was signed.
  case mayEdit = "may-edit"
  /// Totals, statistics and checks may take it for true.
  case counts
  /// Other records may name it from now on.
  case mayUse = "may-use"
  /// A revision may be put in force.
  case mayRelease = "may-release"
  /// It is the text to work by.
  case inForce = "in-force"
  /// Nothing more has to be done about it; its time of retention may run.
  case closed
}
