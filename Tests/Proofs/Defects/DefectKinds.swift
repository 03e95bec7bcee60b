import SiteModel

extension Defect {
  /// Every kind that is planted; each goes against words of the guide.
  static let all =
    context + leadership + planning + resources + people + documents + process + upkeep + monitoring
    + audits
    + reviews + improvements

  static let context = [
    Defect(
      "no policy among the issues", "4.1.1", of: "context-issue", all: true, .gone,
      where: says("category", "policy")),
    Defect(
      "no resources among the issues", "4.1.2", of: "context-issue", all: true, .gone,
      where: says("category", "resource")),
    Defect(
      "an issue past its review", "4.1.1", "4.1.2", of: "context-issue",
      .ago("nextReviewOn", 5...200)),
    Defect(
      "no review of the context this year", "4.1.1", "4.1.2", of: "context-review", all: true,
      .gone,
      where: recent("heldOn")),
    Defect(
      "customers are nobody's party", "4.2.1", of: "interested-party", all: true, .gone,
      where: says("kind", "customer")),
    Defect(
      "an expectation nobody meets", "4.2.2", of: "interested-party",
      .column("expectations", "status", .string("unmet"))),
    Defect(
      "a party without expectations", "4.2.2", of: "interested-party", .field("expectations", nil)),
    Defect(
      "a main source without a meter", "4.3.1", of: "main-source", .field("points", .number("0")),
      where: { record, _ in record.number("share").map { $0 >= Rational(5) } ?? false }),
    Defect(
      "an exclusion past its day", "4.3.2", of: "exclusion", .ago("validUntil", 1...300)),
    Defect(
      "a source outside the boundary", "4.3.1", of: "source", .field("inBoundary", .bool(false))),
  ]

  static let leadership = [
    Defect(
      "a commitment without money", "5.1.1", "5.1.2", of: "management-commitment",
      .noRows("resources", key: "kind", value: "finance")),
    Defect(
      "no support by the manager this year", "5.1.1", of: "support-record", all: true, .gone,
      where: recent("on")),
    Defect(
      "a policy past its review", "5.2.1", "7.4.1", of: "controlled-document",
      .ago("reviewDue", 3...100), where: says("kind", "policy")),
    Defect(
      "a policy few have heard of", "5.2.2", of: "policy-reach",
      .field("reached", .number("2")), .field("counted", .number("11")),
      .field("holdersReached", .number("1"))),
    Defect(
      "a clause nobody leads", "5.3.1", of: "responsibility-matrix",
      .noRows("cells", key: "clause", value: "6.3.2")),
    Defect(
      "one who approves what he wrote", "5.3.1", of: "document-revision",
      .field("approvers", .array([.string("p-wang")])), where: says("preparedBy", "p-wang")),
    Defect("a post without anybody", "5.3.1", "7.1.1", of: "person", .ago("left", 2...60)),
    Defect(
      "departments that do not meet", "5.3.2", of: "coordination-record", all: true, .gone,
      where: recent("on", 200)),
  ]

  static let planning = [
    Defect(
      "no risk of data", "6.1.1", of: "risk-opportunity", all: true, .gone,
      where: says("category", "data")),
    Defect(
      "a grave risk nobody treats", "6.1.2", of: "risk-opportunity",
      .field("likelihood", .number("5")), .field("severity", .number("5")), .field("measures", nil),
      .field("strategy", .string("reduce")), where: says("kind", "risk")),
    Defect(
      "a risk past its review", "6.1.1", "6.1.2", of: "risk-opportunity",
      .ago("nextReviewOn", 5...90)),
    Defect("an objective without a figure", "6.2.1", of: "objective", .field("target", nil)),
    Defect(
      "weights that are no hundred", "6.2.2", of: "objective", .field("weight", .string("35")),
      where: says("level", "department")),
    Defect("an objective without means", "6.2.3", of: "resource-plan", .gone),
    Defect(
      "an objective nobody measures", "6.2.1", "6.2.2", "6.2.3", of: "objective-measurement",
      all: true,
      .gone, where: recent("on", 400)),
    Defect("a task without a day", "6.3.1", of: "programme", .column("tasks", "dueOn", nil)),
    Defect(
      "a programme nobody follows", "6.3.2", of: "programme-progress", all: true, .gone,
      where: recent("on", 100)),
  ]

  static let resources = [
    Defect("an instrument without its number", "7.1.2", of: "instrument", .field("serial", nil)),
    Defect(
      "a meter less exact than it must be", "7.1.2", of: "instrument",
      .field("accuracyClass", .string("2.0"))),
    Defect("a gateway nobody keeps", "7.1.2", of: "infrastructure-asset", .field("keeper", nil)),
    Defect(
      "no money for research", "7.1.3", of: "budget-entry", all: true, .gone,
      where: says("direction", "plan")),
    Defect(
      "more people needed than there are", "7.1.1", of: "post", .field("headcount", .number("3"))),
  ]

  static let people = [
    Defect(
      "a department that asked for no training", "7.2.1", of: "training-need", all: true, .gone),
    Defect(
      "a course that was not judged", "7.2.2", "7.2.3", of: "training-session",
      .field("evaluation", .string("none")), where: recent("on", 400)),
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
  ]

  static let documents = [
    Defect(
      "no manual in force", "7.4.1", of: "controlled-document", all: true, .gone,
      where: says("kind", "manual")),
    Defect(
      "a document that is not what was approved", "7.4.2", "7.4.1", of: "controlled-document",
      .field("sound", .bool(false))),
    Defect(
      "a new version few have read", "7.4.2", of: "controlled-document",
      .field("asked", .number("9")),
      .field("acknowledged", .number("4"))),
    Defect(
      "a form that nobody says how to fill", "7.4.3", of: "record-form", .field("filling", nil)),
    Defect(
      "a standard not looked up for half a year", "7.4.2", of: "external-document",
      .ago("checkedOn", 120...300)),
  ]
}
