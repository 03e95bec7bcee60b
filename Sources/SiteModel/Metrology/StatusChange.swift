/// An instrument was taken into use, stopped, sealed …: a record `instrument-status-change`.
package struct StatusChange: Sendable {
  package let key: RecordKey
  package let instrument: String
  /// The states of the ledger card; `from` is nil where nobody said it.
  package let from: String?
  package let to: String
  /// As it was written, with its offset.
  package let at: String
  package let reason: String?

  init?(_ record: OtherRecord) {
    guard !record.isVoided, let instrument = record.fields["instrument"]?.string,
      let to = record.fields["toState"]?.string, let at = record.fields["at"]?.string
    else { return nil }
    (key, self.instrument, self.to, self.at) = (record.key, instrument, to, at)
    (from, reason) = (record.fields["fromState"]?.string, record.fields["reason"]?.string)
  }

  /// The day on the clock it was written by.
  package var day: CivilDate { CivilDate(at.prefix(10)) ?? CivilDate(days: 0) }

  /// Whether it ends a seal: the clock stood still, so it is calibrated again before it is used.
  var unseals: Bool { from == "sealed" && to != "scrapped" && to != "lost" }
}

/// Work on an instrument: a record `maintenance-record` whose asset it is.
package struct Maintenance: Sendable {
  package let key: RecordKey
  package let instrument: String
  /// What was done, as the record's choice says it.
  package let work: String
  /// As they were written.
  package let start: String?
  package let end: String
  /// Whether it may have changed what the instrument shows: then it is calibrated again (8.1.3).
  package let touchesAccuracy: Bool

  init?(_ record: OtherRecord) {
    let fields = record.fields
    let asset = fields["asset"]?.string.flatMap { RecordKey($0) }
    guard !record.isVoided, let asset, asset.type == "instrument",
      let end = (fields["end"] ?? fields["on"] ?? fields["start"])?.string
    else { return nil }
    (key, instrument, self.end) = (record.key, asset.id, end)
    (work, start) = (fields["work"]?.string ?? "", fields["start"]?.string)
    touchesAccuracy = fields["accuracy"] == .bool(true) && work != "calibrate"
  }

  package var day: CivilDate { CivilDate(end.prefix(10)) ?? CivilDate(days: 0) }
}
