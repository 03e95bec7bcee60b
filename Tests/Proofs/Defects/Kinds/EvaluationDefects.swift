import SiteModel

/// What goes wrong where the system is looked at (clause 9).
extension Defect {
  static let monitoring = [
    Defect(
      "nothing watches the storage", "9.1.1", of: "data-rule", all: true, .gone,
      where: says("stage", "store")),
    Defect(
      "an alert closed without a cause", "9.1.1", of: "data-alert", inAnyState: true,
      .field("cause", nil), where: recent("raisedOn", 300)),
    Defect(
      "a point not tested again for two years", "9.1.1", of: "retest", all: true,
      .ago("on", 500...700)),
    Defect(
      "a department nobody checked", "9.1.2", of: "check-record", all: true, .gone,
      where: says("department", "d-met")),
    Defect("no analysis for half a year", "9.1.3", of: "analysis-report", all: true, .gone),
    Defect(
      "a figure that does not compute", "9.1.3", of: "effectiveness-evaluation",
      .column("figures", "value", "55.5"), where: moved(within: 300)),
    Defect(
      "an article nobody judged", "9.2", of: "compliance-evaluation", all: true,
      .noRows("rows", key: "requirement", value: "lr-775")),
    Defect(
      "a breach of law without consequence", "9.2", of: "nonconformity", inAnyState: true, .gone,
      where: says("clause", "9.2")),
    Defect(
      "a threshold without basis", "9.1.1", of: "data-rule", .field("basis", nil),
      where: says("kind", "range")),
    Defect(
      "a rule that cries wolf", "9.1.1", of: "data-rule", .field("reviewedOn", nil),
      where: has("reviewedOn")),
    Defect(
      "an evaluation without conclusion", "9.2", of: "compliance-evaluation",
      .field("conclusion", nil)),
    Defect(
      "a text repealed and not replaced", "9.2", of: "legal-requirement",
      .ago("repealedOn", 10...300)),
  ]

  static let audits = [
    Defect(
      "clauses the programme leaves out", "9.3.1", of: "audit-programme",
      .column("cells", "clauses", .array(["4.1.1"]))),
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
    Defect(
      "a finding long overdue", "9.3.3", of: "audit-finding", .ago("due", 5...20),
      where: { finding, plant in
        !plant.users(of: finding.key, "nonconformity").contains { $0.state == "closed" }
      }),
    Defect(
      "an auditor judging his own department without a word", "9.3.2", of: "audit",
      .field("independenceReason", nil)),
  ]

  static let reviews = [
    Defect(
      "a review without one of its inputs", "9.4.1", of: "management-review",
      .noRows("inputs", key: "key", value: "compliance"), where: recent("heldOn", 300)),
    Defect(
      "a review somebody else chaired", "9.4.2", of: "management-review",
      .field("chair", "p-wang"), where: recent("heldOn", 300)),
    Defect(
      "a review that decided nothing on means", "9.4.3", of: "review-output",
      .field("resources", nil),
      where: stands(in: "in-force")),
    Defect(
      "a decision that became no task", "9.4.3", of: "action", inAnyState: true, .gone,
      where: says("source", "review-output/mo-1")),
    Defect(
      "a review that heard of no audit", "9.3.3", "9.4.1", of: "management-review",
      .noRows("inputs", key: "key", value: "audit-results"), where: recent("heldOn", 300)),
    Defect(
      "a decision of last year still open", "9.4.1", "9.4.3", of: "action", inAnyState: true,
      .state("in-progress"), where: says("source", "review-output/mo-0")),
    Defect(
      "no review this year", "9.4.2", of: "management-review", all: true, .gone,
      where: recent("heldOn")),
  ]
}
