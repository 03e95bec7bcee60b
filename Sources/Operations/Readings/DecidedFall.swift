import Indexing
import SiteModel

/// What a person decided of a register that fell, and the two standings that he decided by.
struct DecidedFall {
  let point: MeasurementPoint
  let turn: RegisterTurn
  let before: RegisterMark
  let after: RegisterMark

  /// The event's record: the same decision about the same standings is one record at every node.
  private var key: RecordKey {
    let text = "\(point.id)\n\(turn.rawValue)\n\(after.time.seconds)\n"
    let hash = ContentHash(of: Array(text.utf8)).description
    return .known("meter-event", String(hash.prefix(32)))
  }

  private func fields(_ number: String, _ offset: Offset, _ source: String) -> [String: JSON] {
    [
      "number": .string(number), "point": .string(point.id), "kind": .string(turn.rawValue),
      "at": .string(before.time.text(at: offset)), "until": .string(after.time.text(at: offset)),
      "oldEnd": .string(before.value.description), "newStart": .string(after.value.description),
      "note": .string(source),
    ]
  }

  /// The entries of the events that are not recorded yet: evidence is attached to them later.
  ///
  /// - Parameters:
  ///   - source: where the readings came from, for the person who looks into it.
  ///   - offset: in which times are said.
  static func entries(
    of falls: [DecidedFall], from source: String, at offset: Offset, by session: WriteSession
  ) throws -> [Entry] {
    let site = session.site
    let new = try falls.filter { try site.index.entries(of: $0.key).isEmpty }
    let values = try FieldValues("meter-event", on: site)
    return try zip(new, values.freeNumbers(new.count)).map { fall, number in
      try site.schemas.entry(
        setting: fall.fields(number, offset, source), of: fall.key, by: session.writer)
    }
  }
}
