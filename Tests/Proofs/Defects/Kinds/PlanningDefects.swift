import SiteModel

/// What goes wrong in planning (clause 6).
extension Defect {
  static let planning = [
    Defect(
      "no risk of data", "6.1.1", of: "risk-opportunity", all: true, .gone,
      where: says("category", "data")),
    Defect(
      "a grave risk nobody treats", "6.1.2", of: "risk-opportunity",
      .field("likelihood", 5), .field("severity", 5), .field("measures", nil),
      .field("strategy", "reduce"), where: says("kind", "risk")),
    Defect(
      "a risk past its review", "6.1.1", "6.1.2", of: "risk-opportunity",
      .ago("nextReviewOn", 5...90)),
    Defect("an objective without a figure", "6.2.1", of: "objective", .field("target", nil)),
    Defect(
      "weights that are no hundred", "6.2.2", of: "objective", .field("weight", "35"),
      where: says("level", "department")),
    Defect("an objective without means", "6.2.3", of: "resource-plan", .gone),
    Defect(
      "an objective nobody measures", "6.2.1", "6.2.2", "6.2.3", of: "objective-measurement",
      all: true,
      .gone, where: moved()),
    Defect("a task without a day", "6.3.1", of: "programme", .column("tasks", "dueOn", nil)),
    Defect(
      "a programme nobody follows", "6.3.2", of: "programme-progress", all: true, .gone,
      where: recent("on", 100)),
    Defect(
      "a risk watched and not scored again", "6.1.2", of: "risk-opportunity",
      .field("residualLikelihood", nil),
      where: { $0.state == "monitoring" && says("kind", "risk")($0, $1) }),
    Defect(
      "a risk that came true and led to nothing", "6.1.2", of: "risk-opportunity",
      .field("occurredRefs", nil), where: stands(in: "materialised")),
    Defect(
      "no opportunity anywhere", "6.1.3", of: "risk-opportunity", all: true, .gone,
      where: says("kind", "opportunity")),
    Defect(
      "an opportunity used to no benefit", "6.1.3", of: "risk-opportunity",
      .field("benefitActual", nil), where: says("kind", "opportunity")),
    Defect(
      "a missed target nobody explains", "6.2.1", of: "objective-measurement",
      .field("analysis", nil), where: has("analysis")),
    Defect("an objective that rests on no policy", "6.2.1", of: "objective", .field("policy", nil)),
    Defect(
      "a main source in no programme", "6.3.1", of: "programme",
      .field("sources", .array(["so-elec"]))),
    Defect(
      "a problem nobody handled", "6.3.2", of: "programme-progress", .field("handling", nil),
      where: has("problems")),
    Defect(
      "a task long past its day", "6.3.2", of: "programme", .column("tasks", "dueOn", "2026-03-01")),
  ]
}
