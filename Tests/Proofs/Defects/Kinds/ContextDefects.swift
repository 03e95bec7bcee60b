import SiteModel

/// What goes wrong with the context and at the top (clauses 4 and 5).
extension Defect {
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
      .column("expectations", "status", "unmet")),
    Defect(
      "a party without expectations", "4.2.2", of: "interested-party", .field("expectations", nil)),
    Defect(
      "a main source without a meter", "4.3.1", of: "main-source", .field("points", 0),
      where: { record, _ in record.number("share").map { $0 >= Rational(5) } ?? false }),
    Defect(
      "an exclusion past its day", "4.3.2", of: "exclusion", .ago("validUntil", 1...300)),
    Defect(
      "a source outside the boundary", "4.3.1", of: "source", .field("inBoundary", false)),
    Defect(
      "no plan of the region for the carbon peak", "4.1.1", of: "legal-requirement", .gone,
      where: says("level", "autonomous")),
    Defect(
      "a grave issue without response", "4.1.1", "4.1.2", of: "context-issue",
      .field("responseRefs", nil), where: says("significance", "high")),
    Defect(
      "features of another industry", "4.1.2", of: "context-issue",
      .field("featureTag", "cement"), where: says("category", "feature")),
    Defect(
      "a duty by law that names no law", "4.2.2", "9.2", of: "interested-party",
      .column("expectations", "legalRefs", nil, key: "nature", value: "legal"),
      where: says("kind", "government")),
    Defect(
      "a complaint nobody answered", "4.2.2", of: "party-feedback", .field("answeredOn", nil),
      .field("answer", nil), where: says("kind", "complaint")),
    Defect(
      "a boundary without the stores", "4.3.1", of: "boundary",
      .noRows("activities", key: "kind", value: "storage")),
    Defect(
      "a drawing older than the meters on it", "4.3.1", of: "controlled-document",
      .ago("since", 310...700), where: says("kind", "drawing")),
    Defect(
      "too much called immaterial", "4.3.2", of: "exclusion", .field("estimate", "3000"),
      where: says("reason", "immaterial")),
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
      .field("reached", 2), .field("counted", 11),
      .field("holdersReached", 1)),
    Defect(
      "a clause nobody leads", "5.3.1", of: "responsibility-matrix",
      .noRows("cells", key: "clause", value: "6.3.2")),
    Defect(
      "one who approves what he wrote", "5.3.1", of: "document-revision",
      .field("approvers", .array(["p-wang"])), where: says("preparedBy", "p-wang")),
    Defect("a post without anybody", "5.3.1", "7.1.1", of: "person", .ago("left", 2...60)),
    Defect(
      "departments that do not meet", "5.3.2", of: "coordination-record", all: true, .gone,
      where: recent("on", 200)),
    Defect(
      "a new manager who has committed himself to nothing", "5.1.1", of: "organisation",
      .field("topManager", "p-chen")),
    Defect(
      "a commitment nobody outside has seen", "5.1.2", of: "management-commitment",
      .noRows("publications", key: "audience", value: "public")),
    Defect(
      "a pledge without objective", "5.1.2", of: "management-commitment", .field("objectives", nil)),
    Defect(
      "a policy nobody was asked about", "5.2.2", of: "policy-communication", all: true,
      .field("check", "none"), where: recent("on")),
    Defect(
      "instruments led by those who are no metrologists", "5.3.1", of: "post",
      .field("roles", .array([])), where: says("department", "d-met")),
    Defect(
      "a dispute that changed no matrix", "5.3.2", of: "coordination-record", .field("matrix", nil),
      where: says("kind", "dispute")),
  ]
}
