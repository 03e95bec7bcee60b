import SiteModel

/// What goes wrong at the meters (clause 8).
extension Defect {
  static let process = [
    Defect("no procedure for the meter", "8.1.1", of: "operating-procedure", all: true, .gone),
    Defect(
      "a procedure that reads less often", "8.1.1", of: "operating-procedure",
      .field("frequency", "year")),
    Defect("no plan of data quality", "8.1.1", of: "data-quality-plan", all: true, .gone),
    Defect(
      "a comparison out of tolerance", "8.1.2", of: "auto-manual-check", all: true,
      .field("manualValue", "1"), where: recent("on")),
    Defect("one sample for two months", "8.1.2", of: "lab-sample", .earlier("from", 10...30)),
    Defect(
      "a report dated before the test", "8.1.2", of: "lab-report", .earlier("issuedOn", 5...20)),
    Defect(
      "a month whose evidence was never sent", "8.1.2", of: "monthly-evidence", .gone,
      where: recent("submittedOn", 200)),
    Defect(
      "a month that was read half", "8.1.2", of: "data-period", inAnyState: true,
      .field("read", 12)),
    Defect(
      "an inventory that does not compute again", "8.1.2", of: "recomputed-inventory",
      .field("same", false)),
    Defect(
      "a plan without the reason it was made", "8.1.1", of: "data-quality-plan",
      .field("reason", nil)),
    Defect(
      "a procedure in no document", "8.1.1", of: "operating-procedure", .field("document", nil)),
    Defect(
      "a point nobody may read", "8.1.2", of: "authorisation",
      .field("points", .array(["pt-other"])),
      where: says("task", "collect")),
    Defect(
      "certificates that nobody can find", "8.1.2", "8.1.3", of: "calibration-event", all: true,
      .field("certificate", nil)),
    Defect(
      "a changed reading nobody reviewed", "8.1.2", of: "data-correction", .state("submitted")),
    Defect(
      "a gap filled as nobody planned", "8.1.2", of: "data-correction", .field("method", "by-time")),
    Defect(
      "a report number given twice", "8.1.2", of: "lab-report", all: true,
      .field("number", "JC-2026-0210"), where: recent("issuedOn", 150)),
    Defect(
      "evidence sent after two months", "8.1.2", of: "monthly-evidence",
      .earlier("submittedOn", -60 ... -30)),
  ]

  static let upkeep = [
    Defect(
      "a meter past its calibration", "8.1.3", of: "calibration-event", all: true,
      .ago("validUntil", 2...200)),
    Defect(
      "a certificate nobody confirmed", "8.1.3", of: "calibration-event", .field("confirmedBy", nil)
    ),
    Defect("a failed meter nobody assessed", "8.1.3", of: "oot-assessment", all: true, .gone),
    Defect(
      "a reference that has run out", "8.1.3", of: "reference-standard", .ago("validUntil", 1...90)),
    Defect("no plan of calibration", "8.1.3", of: "calibration-plan", all: true, .gone),
    Defect(
      "maintenance long past", "8.1.3", of: "maintenance-plan",
      .column("lines", "nextOn", "2025-11-05")),
    Defect(
      "no round for a quarter", "8.1.3", of: "patrol-inspection", all: true, .gone,
      where: recent("on", 120)),
    Defect(
      "an emergency plan without a disaster", "8.2.1", of: "emergency-plan",
      .noRows("scenarios", key: "kind", value: "disaster")),
    Defect(
      "an emergency plan without a time", "8.2.1", of: "emergency-plan",
      .column("scenarios", "targetHours", nil)),
    Defect(
      "no drill this year", "8.2.2", of: "emergency-drill", all: true, .gone, where: recent("on")),
    Defect(
      "a meter replaced without a word", "8.1.3", of: "meter-event", .gone,
      where: says("kind", "swap")),
    Defect(
      "a new seal that nobody witnessed", "8.1.3", of: "meter-event", .field("witness", nil),
      where: says("kind", "seal")),
    Defect("a meter without label", "8.1.3", of: "calibration-event", .field("label", nil)),
    Defect(
      "a gateway in no plan of maintenance", "8.1.3", of: "maintenance-plan",
      .noRows("lines", key: "asset", value: "infrastructure-asset/ia-gw")),
    Defect(
      "maintenance by nobody's manual", "8.1.3", of: "maintenance-record", .field("manual", nil)),
    Defect(
      "a drill nobody learned from", "8.2.2", of: "change-request", .gone, where: has("sources")),
    Defect(
      "a backup that came back otherwise", "8.2.2", of: "drill", .field("identical", false)),
    Defect(
      "an emergency whose data nobody treated", "8.2.1", of: "emergency-event",
      .field("corrections", nil)),
  ]
}
