extension SitePicture {
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
