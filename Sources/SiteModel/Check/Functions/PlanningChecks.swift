extension SitePicture {
  /// 6.2.1: 「可量化」: what an objective is measured by is a formula over metrics, not a sentence.
  var objectivesMeasurable: CheckAnswer {
    let objectives = standing("objective")
    return CheckAnswer(
      asking: objectives,
      failing: objectives.filter { !Metric.isFormula($0.text("formula") ?? "") })
  }

  /// 6.2.2: an objective of the organisation is broken down to departments; below every objective that is
  /// broken down stand lower levels, and their weights make 100.
  var objectiveTree: CheckAnswer {
    let objectives = standing("objective")
    let asked = objectives.filter {
      $0.text("level") == "organisation" || !children(of: $0).isEmpty
    }
    return CheckAnswer(asking: asked, failing: asked.filter { !isBrokenDown($0) })
  }

  private func children(of objective: PicturedRecord) -> [PicturedRecord] {
    users(of: objective.key, "objective").filter {
      $0.stands && $0.text("parent") == objective.key.id
    }
  }

  private func isBrokenDown(_ objective: PicturedRecord) -> Bool {
    let below = children(of: objective)
    let level = { (record: PicturedRecord) in
      ["organisation", "department", "post"].firstIndex(of: record.text("level") ?? "") ?? 0
    }
    let reachesDepartments =
      level(objective) > 0 || below.contains { $0.text("level") == "department" }
    return reachesDepartments && below.allSatisfy { level($0) > level(objective) }
      && below.compactMap { $0.number("weight") }.total == Rational(100)
  }

  /// 6.2.1: a measurement that is short of its objective's target says why.
  var missedAnalysed: CheckAnswer {
    let measured = standing("objective-measurement")
    let missed = measured.filter { isMissed($0) }
    var answer = CheckAnswer(
      asking: measured, failing: missed.filter { $0.fields["analysis"] == nil })
    answer.figures.append(.init("missed", missed.count))
    return answer
  }

  private func isMissed(_ measurement: PicturedRecord) -> Bool {
    guard let id = measurement.text("objective"), let key = RecordKey(type: "objective", id: id),
      let objective = self[key], let target = objective.number("target"),
      let value = measurement.number("value")
    else { return false }
    return switch objective.text("direction") {
    case "at-least": value < target
    case "at-most": value > target
    default: value != target
    }
  }
}
