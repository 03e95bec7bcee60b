extension Entry {
  /// The segments that this entry undoes, by the git ids of their bytes; empty for another type.
  package var undoneSegments: Set<String> {
    guard key.type == "undo" else { return [] }
    return Set((set["segments"]?.new.array ?? []).compactMap(\.string))
  }
}

extension Sequence<PlacedEntry> {
  /// The segments that an undo among these entries names, by the git ids of their bytes.
  ///
  /// Every other segment is live. What any entry of type `undo` ever wrote counts, shown or
  /// replaced since: an undo cannot be undone. Importing again brings the readings back in another
  /// segment, because a segment's header names its import.
  package var undoneSegments: Set<String> {
    reduce(into: []) { $0 = $0.union($1.entry.undoneSegments) }
  }
}
