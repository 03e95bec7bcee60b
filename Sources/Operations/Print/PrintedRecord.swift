import SiteModel

/// Everything about a record that its print says, gathered before a word of it is written.
struct PrintedRecord {
  let key: RecordKey
  let schema: RecordSchema
  /// The lifecycle of its type; nil where nobody signs.
  let lifecycle: Lifecycle?
  /// Where signed acts have brought it; nil where nobody signed yet.
  let course: RecordCourse?
  /// What it shows.
  let state: RecordState
  /// Its entries, causes first.
  let entries: [PlacedEntry]
  /// The claimed times of the entries' commits.
  let clocks: [EntryName: String]
  /// Computed values, by name.
  let computed: [String: JSON]

  var envelope: Envelope { Envelope(of: state) }

  /// Number or id.
  var number: String { state.values["number"]?.string ?? key.id }

  /// Void by its envelope, or by acts; where nodes are at odds about it the paper says so too.
  var isVoid: Bool {
    envelope.voiding != nil || state.conflicts.contains(Envelope.Part.void.rawValue)
      || (course?.heads.contains { $0.state == Envelope.Part.void.rawValue } ?? false)
  }

  /// The entries that made what is shown; what waits is not among them.
  var counted: [PlacedEntry] {
    let waiting = Set(course?.waiting ?? [])
    return entries.filter { !waiting.contains($0.name) }
  }

  /// The entries that wait.
  var waiting: [PlacedEntry] {
    let waiting = Set(course?.waiting ?? [])
    return entries.filter { waiting.contains($0.name) }
  }

  func shape(of field: FieldSchema) -> PrintedShape {
    PrintedShape(field.schema, schema.definitions)
  }
}

/// When, where and from what a print was made.
struct PrintStamp {
  /// The legal person whose record it is.
  let organisation: String
  /// RFC 3339.
  let at: String
  /// Who printed it.
  let by: String
  /// Site and chain of the node.
  let node: String
  /// The heads of all chains whose facts were looked at, by chain.
  let heads: [ChainHead]
}
