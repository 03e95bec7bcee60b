import SiteModel

/// The corrections (划改) of one field: every reasoned change after its first value, in order.
struct FieldCorrections: Sendable, Hashable {
  /// One change.
  struct Correction: Sendable, Hashable {
    /// What stood there: one value, or those that were at odds.
    let old: [JSON]
    let new: JSON
    let reason: String
    /// As in ``Entry/by``.
    let by: String
    let entry: EntryName
  }

  let all: [Correction]

  /// - Parameter entries: what counts on this print, causes first.
  ///
  /// Old values are those of the writes that a change names, not those it says it found: whoever
  /// writes an entry by hand cannot make the paper show a past that never was.
  init(of field: FieldSchema, in entries: [PlacedEntry]) {
    var (known, corrections, hasValue) = ([EntryName: JSON](), [Correction](), false)
    for placed in entries {
      guard let write = placed.entry.set[field.register] else { continue }
      let new = Self.value(of: field, in: write.new)
      known[placed.name] = new
      var seen: Set<JSON> = []
      let old = write.over.compactMap { known[$0] }.filter { seen.insert($0).inserted }
      if hasValue, let reason = placed.entry.reason, old != [new] {
        corrections.append(
          Correction(
            old: old, new: new, reason: reason, by: placed.entry.by, entry: placed.name))
      }
      hasValue = hasValue || new != .null
    }
    all = corrections
  }

  /// The field's part of a register's value.
  static func value(of field: FieldSchema, in register: JSON) -> JSON {
    field.group == nil ? register : register[field.name] ?? .null
  }
}
