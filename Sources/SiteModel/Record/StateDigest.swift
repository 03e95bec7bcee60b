/// What a store shows, in one hash: equal facts and an equal fold version give an equal digest.
///
/// Neither "today" nor drafts nor what waits in `held/` is in it, nor anything that differs between
/// two nodes with the same facts. `schema/digest.md` defines the lines, with an example that a test
/// computes.
package struct StateDigest: Sendable {
  /// Raised whenever the same facts begin to show another state.
  package static let foldVersion = 1

  private var lines: [String] = []

  package init() {}

  /// Adds what a record shows.
  package mutating func add(_ key: RecordKey, _ state: RecordState) {
    for (register, shown) in state.fields {
      let start = "record \(key.type) \(key.id) \(register)"
      if let value = shown.value {
        lines.append("\(start) value \(value.canonical)")
      } else {
        lines += shown.writes.map { "\(start) conflict \($0.name) \($0.value.canonical)" }
      }
    }
  }

  /// Adds where signed acts have brought a record, and what it shows there.
  package mutating func add(_ course: RecordCourse) {
    add(course.key, course.shown)
    let start = "act \(course.key.type) \(course.key.id)"
    for head in course.heads {
      lines.append("\(start) head \(head.act.identity) \(head.state)")
      for (name, people) in head.statements {
        lines += people.map { "\(start) statement \(head.act.identity) \(name) \($0)" }
      }
    }
    lines += course.waiting.map { "\(start) waiting \($0)" }
  }

  /// Adds how something that may exist once stands: what is on its line, and what is not.
  package mutating func add(_ slot: SlotKey, _ line: SlotLine) {
    let start = "slot \(slot.kind) \(slot.number)"
    lines += line.acts.enumerated().map { "\(start) line \($0 + 1) \($1.identity)" }
    lines += line.sides.map { "\(start) side \($0.identity)" }
    lines += line.aside.map { "\(start) aside \($0.identity)" }
  }

  /// Adds a segment that is live: no undo with effect names it.
  /// - Parameter blob: The git id of its bytes, 40 hex digits.
  package mutating func add(liveSegment blob: String) { lines.append("segment \(blob)") }

  /// The SHA-256 over the line `karez-state <fold version>` and then the sorted lines.
  package var value: ContentHash {
    DigestLines.hash(lines, after: "karez-state \(Self.foldVersion)\n")
  }

  /// The digest of a whole store's records and live segments.
  package static func of(
    _ records: [RecordKey: RecordState], liveSegments: some Sequence<String>
  ) -> ContentHash {
    var digest = StateDigest()
    for (key, state) in records { digest.add(key, state) }
    for blob in liveSegments { digest.add(liveSegment: blob) }
    return digest.value
  }
}
