import SiteModel

/// What goes wrong with means, people and documents (clause 7).
extension Defect {
  static let resources = [
    Defect("an instrument without its number", "7.1.2", of: "instrument", .field("serial", nil)),
    Defect(
      "a meter less exact than it must be", "7.1.2", of: "instrument",
      .field("accuracyClass", "2.0")),
    Defect("a gateway nobody keeps", "7.1.2", of: "infrastructure-asset", .field("keeper", nil)),
    Defect(
      "no money for research", "7.1.3", of: "budget-entry", all: true, .gone,
      where: says("direction", "plan")),
    Defect(
      "more people needed than there are", "7.1.1", of: "post", .field("headcount", 3)),
    Defect(
      "fewer meters than are required", "7.1.2", of: "equip-requirement",
      .column("requirements", "requiredPoints", 3)),
    Defect(
      "an agreement that has run out", "7.1.3", of: "tech-project", .ago("agreementUntil", 1...100)),
  ]

  static let people = [
    Defect(
      "a department that asked for no training", "7.2.1", of: "training-need", all: true, .gone),
    Defect(
      "a course that was not judged", "7.2.2", "7.2.3", of: "training-session",
      .field("evaluation", "none"), where: recent("start")),
    Defect(
      "an authorisation that has run out", "7.2.3", of: "authorisation", .ago("validTo", 1...90),
      where: { record, _ in record.text("task") != "audit" }),
    Defect(
      "departments nobody made aware", "7.3.1", of: "awareness-activity", all: true, .gone,
      where: recent("on", 400)),
    Defect(
      "a suggestion left without answer", "7.3.2", of: "suggestion", .ago("on", 60...90),
      .field("answeredOn", nil), .field("answer", nil)),
    Defect(
      "nothing said of what changed in law", "7.3.2", of: "communication-record", all: true, .gone,
      where: says("topic", "law")),
    Defect(
      "a year of training without the law", "7.2.1", "7.2.2", of: "training-plan",
      .noRows("courses", key: "item", value: "law")),
    Defect(
      "an absent man without a second chance", "7.2.2", of: "action", inAnyState: true, .gone,
      where: { record, _ in record.text("source")?.hasPrefix("training-session/") ?? false }),
    Defect(
      "a collector nobody authorised", "7.2.3", "8.1.2", of: "authorisation", .gone,
      where: says("task", "collect")),
  ]

  static let documents = [
    Defect(
      "no manual in force", "7.4.1", of: "controlled-document", all: true, .gone,
      where: says("kind", "manual")),
    Defect(
      "a document that is not what was approved", "7.4.2", "7.4.1", of: "controlled-document",
      .field("sound", false)),
    Defect(
      "readings of somebody who may not enter any, never reviewed", "7.2.3",
      of: "unauthorised-entry", .field("reviewed", false)),
    Defect(
      "a new version few have read", "7.4.2", of: "controlled-document",
      .field("asked", 9),
      .field("acknowledged", 4)),
    Defect(
      "a form that nobody says how to fill", "7.4.3", of: "record-form", .field("filling", nil)),
    Defect(
      "records on an old version of their form", "7.4.2", "7.4.3", of: "record-form",
      .field("obsolete", 2)),
    Defect(
      "a standard not looked up for half a year", "7.4.2", of: "external-document",
      .ago("checkedOn", 120...300)),
    Defect(
      "an obsolete copy that never came back", "7.4.2", of: "distribution", inAnyState: true,
      .field("recalledOn", nil), .field("recallResult", nil)),
  ]
}
