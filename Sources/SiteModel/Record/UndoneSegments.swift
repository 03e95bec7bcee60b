extension Sequence<PlacedEntry> {
  /// The segments that an undo among these entries names, by the git ids of their bytes.
  ///
  /// Every other segment is live. What any entry of type `undo` ever wrote counts, shown or
  /// replaced since: an undo cannot be undone. Importing again brings the readings back in another
  /// segment, because a segment's header names its import.
  package var undoneSegments: Set<String> {
    Set(
      filter { $0.entry.key.type == "undo" }
        .flatMap { $0.entry.set["segments"]?.new.array ?? [] }
        .compactMap(\.string))
  }
}
