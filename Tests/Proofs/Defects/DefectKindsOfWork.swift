import SiteModel

extension Defect {
  static let process = [
    Defect("no procedure for the meter", "8.1.1", of: "operating-procedure", all: true, .gone),
    Defect(
      "a procedure that reads less often", "8.1.1", of: "operating-procedure",
      .field("frequency", .string("year"))),
    Defect("no plan of data quality", "8.1.1", of: "data-quality-plan", all: true, .gone),
    Defect(
      "a comparison out of tolerance", "8.1.2", of: "auto-manual-check", all: true,
      .field("manualValue", .string("1")), where: recent("on")),
    Defect("one sample for two months", "8.1.2", of: "lab-sample", .ago("from", 90...95)),
    Defect(
      "a report dated before the test", "8.1.2", of: "lab-report", .ago("issuedOn", 380...390),
      where: recent("issuedOn", 200)),
    Defect(
      "a month whose evidence was never sent", "8.1.2", of: "monthly-evidence", .gone,
      where: recent("submittedOn", 200)),
    Defect("a month that was read half", "8.1.2", of: "data-period", .field("read", .number("12"))),
    Defect(
      "an inventory that does not compute again", "8.1.2", of: "recomputed-inventory",
      .field("same", .bool(false))),
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
      .column("lines", "nextOn", .string("2025-11-05"))),
    Defect(
      "no round for a quarter", "8.1.3", of: "patrol-inspection", all: true, .gone,
      where: recent("at", 120)),
    Defect(
      "an emergency plan without a disaster", "8.2.1", of: "emergency-plan",
      .noRows("scenarios", key: "kind", value: "disaster")),
    Defect(
      "an emergency plan without a time", "8.2.1", of: "emergency-plan",
      .column("scenarios", "targetHours", nil)),
    Defect(
      "no drill this year", "8.2.2", of: "emergency-drill", all: true, .gone, where: recent("on")),
  ]

  static let monitoring = [
    Defect(
      "nothing watches the storage", "9.1.1", of: "data-rule", all: true, .gone,
      where: says("stage", "store")),
    Defect("an alert closed without a cause", "9.1.1", of: "data-alert", .field("cause", nil)),
    Defect(
      "a point not tested again for two years", "9.1.1", of: "retest", all: true,
      .ago("on", 500...700)),
    Defect(
      "a department nobody checked", "9.1.2", of: "check-record", all: true, .gone,
      where: says("department", "d-met")),
    Defect("no analysis for half a year", "9.1.3", of: "analysis-report", all: true, .gone),
    Defect(
      "a figure that does not compute", "9.1.3", of: "effectiveness-evaluation",
      .column("figures", "value", .string("55.5")), where: recent("moved")),
    Defect(
      "an article nobody judged", "9.2", of: "compliance-evaluation", all: true,
      .noRows("rows", key: "requirement", value: "lr-775")),
    Defect(
      "a breach of law without consequence", "9.2", of: "nonconformity", .gone,
      where: says("clause", "9.2")),
  ]

  static let audits = [
    Defect(
      "clauses the programme leaves out", "9.3.1", of: "audit-programme",
      .column("cells", "clauses", .array([.string("4.1.1")]))),
    Defect("an audit without its basis", "9.3.1", "9.3.2", of: "audit", .field("basis", nil)),
    Defect(
      "an auditor nobody authorised", "9.3.2", of: "authorisation", .gone,
      where: says("task", "audit")),
    Defect(
      "an audit on paper only", "9.3.2", of: "audit-checklist", all: true,
      .noRows("lines", key: "method", value: "observe"), where: recent("on")),
    Defect(
      "an audit without report", "9.3.3", of: "audit-report", all: true, .gone, where: recent("on")),
    Defect("a finding nobody owns", "9.3.3", of: "audit-finding", .field("owner", nil)),
    Defect("a finding long overdue", "9.3.3", of: "audit-finding", .ago("due", 5...20)),
  ]

  static let reviews = [
    Defect(
      "a review without one of its inputs", "9.4.1", of: "management-review",
      .noRows("inputs", key: "key", value: "compliance"), where: recent("heldOn", 300)),
    Defect(
      "a review somebody else chaired", "9.4.2", of: "management-review",
      .field("chair", .string("p-wang")), where: recent("heldOn", 300)),
    Defect(
      "a review that decided nothing on means", "9.4.3", of: "review-output",
      .field("resources", nil),
      where: { record, _ in record.state == "in-force" }),
    Defect(
      "a decision that became no task", "9.4.3", of: "action", .gone,
      where: says("source", "review-output/mo-1")),
  ]

  static let improvements = [
    Defect(
      "a cause that repeats the fact", "10.1.2", of: "nonconformity", .same("cause", as: "fact"),
      where: { record, _ in record.state == "closed" }),
    Defect(
      "one who verifies his own work", "10.1.3", of: "nonconformity",
      .same("verifier", as: "responsible"),
      where: { record, _ in record.state == "closed" }),
    Defect(
      "corrections overdue", "10.1.3", "10.1.1", "10.1.2", of: "nonconformity",
      .column("measures", "due", .string("2026-03-01")),
      where: { record, _ in record.state == "implementing" }),
    Defect(
      "spoilt data nobody looked at", "10.1.1", "10.1.2", "10.1.3", of: "nonconformity",
      .field("dataRefs", nil),
      where: { record, _ in record.fields["dataAffected"] == .bool(true) }),
    Defect(
      "improvement without a channel", "10.2.1", of: "improvement-mechanism",
      .field("channels", nil)),
    Defect(
      "nothing improved after the audit", "10.2.2", of: "improvement", all: true, .gone,
      where: says("source", "audit")),
    Defect(
      "an effect measured too early", "10.2.2", of: "improvement",
      .same("measuredOn", as: "completedOn"),
      where: { record, _ in record.state == "evaluated" }),
  ]
}
