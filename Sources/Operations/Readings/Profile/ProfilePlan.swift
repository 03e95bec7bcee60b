import Foundation
import Intake
import SiteModel

/// What a profile keeps of an import, and what it answers later.
enum ProfilePlan {
  /// The plan of the file at hand with the answers that led to it.
  static func json(_ planned: PlannedImport, _ wishes: ImportWishes) -> JSON {
    let plan = planned.plan
    var answers: [String: JSON] = [
      "kind": .string(plan.kind.rawValue), "zone": .string(plan.offset.description),
      "label": .string(plan.label.rawValue), "midnight": .string(plan.midnight.rawValue),
      "date-order": .string(plan.dateOrder.rawValue),
    ]
    if !planned.dividesDays { answers["length"] = plan.length.map { .number(String($0)) } }
    answers["unit"] = wishes.unit.map(JSON.string)
    answers["sheet"] = wishes.sheet.map(JSON.string)
    answers["point"] = wishes.point.map(JSON.string)
    answers["point-column"] = wishes.pointColumn.map(JSON.string)
    answers["points"] = .object(wishes.columns.mapValues(JSON.string))
    var members = plan.json.object ?? [:]
    // The next file has a month of its own.
    members["month"] = nil
    members["answers"] = .object(answers)
    members["titles"] = .array(planned.titles.map(JSON.string))
    members["source"] = .string(pattern(of: planned.name))
    return .object(members)
  }

  /// A file's name with `#` for each run of digits: `日报2025-03-01.csv` is `日报#-#-#.csv`.
  static func pattern(of name: String) -> String {
    name.lowercased().replacing(/[0-9]+/, with: "#")
  }
}

extension ImportProfile {
  /// The wishes with the profile's answers where the person said nothing else.
  func filling(_ wishes: ImportWishes) -> ImportWishes {
    var wishes = wishes
    let answers = plan["answers"]
    let text = { (key: String) in answers?[key]?.string }
    wishes.kind = wishes.kind ?? text("kind").flatMap(ReadingKind.init)
    wishes.zone = wishes.zone ?? text("zone").flatMap { Offset($0) }
    wishes.label = wishes.label ?? text("label")
    wishes.midnight = wishes.midnight ?? text("midnight")
    wishes.dateOrder = wishes.dateOrder ?? text("date-order")
    wishes.isLengthRemembered = wishes.length == nil
    wishes.length = wishes.length ?? answers?["length"]?.number.flatMap { Int($0) }
    wishes.unit = wishes.unit ?? text("unit")
    wishes.sheet = wishes.sheet ?? text("sheet")
    if wishes.point == nil && wishes.pointColumn == nil {
      (wishes.point, wishes.pointColumn) = (text("point"), text("point-column"))
    }
    let points = (answers?["points"]?.object ?? [:]).compactMapValues(\.string)
    wishes.columns = points.merging(wishes.columns) { $1 }
    wishes.remembered = self
    return wishes
  }

  /// - Throws: ``ProfileFault`` for a file that is not as the profile's files are.
  func check(_ planned: PlannedImport, _ wishes: ImportWishes, head: [UInt8]) throws {
    guard planned.titles == titles else {
      throw ProfileFault.titles(
        file: planned.name, profile: name, found: planned.titles.joined(separator: ", "),
        expected: titles.joined(separator: ", "))
    }
    guard wishes.isLengthRemembered, let length = wishes.length,
      [.interval, .power].contains(planned.plan.kind)
    else { return }
    let steps = Set(try commonSteps(head: head, plan: planned.plan).values)
    guard steps.isEmpty || steps.contains(length) else {
      throw ProfileFault.length(
        file: planned.name, profile: name,
        found: steps.sorted().map(String.init).joined(separator: ", "), expected: String(length))
    }
  }
}

extension IntakeProposal {
  /// The headings with their units, but for those that divide a day or a month.
  var standingTitles: [String] {
    let divided: Set<Int>
    switch layout {
    case .day, .month: divided = Set(layout?.valueColumns ?? [])
    default: divided = []
    }
    return columns.indices.filter { !divided.contains($0) }.map { column in
      columns[column].title + (columns[column].unit.map { " (\($0))" } ?? "")
    }
  }
}
