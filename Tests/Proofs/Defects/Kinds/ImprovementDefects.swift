import SiteModel

/// What goes wrong in putting things right (clause 10).
extension Defect {
  static let improvements = [
    Defect(
      "a cause that repeats the fact", "10.1.2", of: "nonconformity", inAnyState: true,
      .same("cause", as: "fact"), where: stands(in: "closed")),
    Defect(
      "one who verifies his own work", "10.1.3", of: "nonconformity", inAnyState: true,
      .same("verifier", as: "responsible"), where: stands(in: "closed")),
    Defect(
      "corrections overdue", "10.1.3", "10.1.1", "10.1.2", of: "nonconformity", inAnyState: true,
      .column("measures", "due", "2026-03-01"), where: stands(in: "implementing")),
    Defect(
      "spoilt data nobody looked at", "10.1.1", "10.1.2", "10.1.3", of: "nonconformity",
      inAnyState: true,
      .field("dataRefs", nil),
      where: { record, _ in record.fields["dataAffected"] == true }),
    Defect(
      "improvement without a channel", "10.2.1", of: "improvement-mechanism",
      .field("channels", nil)),
    Defect(
      "nothing improved after the audit", "10.2.2", of: "improvement", all: true, .gone,
      where: says("source", "audit")),
    Defect(
      "an effect measured too early", "10.2.2", of: "improvement",
      .same("measuredOn", as: "completedOn"),
      where: stands(in: "evaluated")),
    Defect(
      "complaints nobody takes up", "10.1.1", of: "nonconformity", all: true, inAnyState: true,
      .field("origin", "self"), where: says("origin", "complaint")),
    Defect(
      "what came up again, with the old excuse", "10.1.2", of: "nonconformity", all: true,
      inAnyState: true, .field("cause", "表单上没有签名栏的提示"),
      where: { says("origin", "document")($0, $1) && recent("foundOn", 300)($0, $1) }),
    Defect(
      "others that nobody looked at", "10.1.2", of: "nonconformity", inAnyState: true,
      .field("horizontalCheck", nil), where: stands(in: "closed")),
    Defect(
      "an adopted suggestion that went nowhere", "10.2.1", of: "improvement", .gone,
      where: says("source", "suggestion")),
  ]
}
