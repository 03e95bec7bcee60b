import SiteModel

/// How records of a type come to their end: the state acts bring them to, and what is written down then.
struct PictureEnding {
  let state: String
  /// The field of the day that its days are counted from; nil: it ends on the day of its last act.
  var from: String?
  /// How many days after it the last act was.
  var after: Int64 = 0
  var fields: [String: JSON] = [:]
  /// Fields with days, each so many days after.
  var days: [String: Int64] = [:]

  /// By type; what it does not name ends by itself.
  static let of: [String: PictureEnding] = [
    "action": PictureEnding(
      state: "verified", from: "due", after: 5,
      fields: [
        "result": "已完成", "verifier": "p-chen", "verifyMethod": "查记录", "verdict": "effective",
      ],
      days: ["done": -3]),
    "audit": PictureEnding(state: "closed", from: "closingOn", after: 120),
    "audit-programme": PictureEnding(state: "evaluated"),
    "authorisation": PictureEnding(
      state: "retired", from: "validFrom", after: 364, days: ["validTo": 364]),
    "calibration-plan": PictureEnding(state: "evaluated"),
    "check-plan": PictureEnding(state: "evaluated"),
    "improvement": PictureEnding(
      state: "evaluated", from: "foundOn", after: 110,
      fields: ["result": "99.6", "evaluation": "达到目标值"],
      days: ["completedOn": 60, "measuredOn": 100]),
    "maintenance-plan": PictureEnding(state: "evaluated"),
    "nonconformity": PictureEnding(
      state: "closed", from: "effectCheckOn", after: 5, fields: ["verifyResult": "effective"]),
    "resource-plan": PictureEnding(state: "evaluated"),
    "training-plan": PictureEnding(state: "evaluated"),
  ]

  /// The record at its end; as it was where that had not come by the day.
  func applied(to record: PicturedRecord, by today: CivilDate) -> PicturedRecord {
    let start = from.map { record.text($0).flatMap { CivilDate($0) } } ?? record.moved
    guard let start, start.days + after <= today.days, record.state != state else { return record }
    let dated = days.mapValues { JSON.string(CivilDate(days: start.days + $0).description) }
    return PicturedRecord(
      record.key,
      fields: record.fields.merging(fields) { $1 }.merging(dated) { $1 }, state: state,
      permits: record.permits, moved: CivilDate(days: start.days + after))
  }
}
