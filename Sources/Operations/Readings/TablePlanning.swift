import Indexing
import Intake
import SiteModel

/// From a table and what a person said to a plan without holes.
struct TablePlanning {
  let site: Site
  let wishes: ImportWishes
  let proposal: IntakeProposal
  /// The file's name without its folders.
  let name: String

  /// Whether `0:00` is taken to begin its date, since neither rows nor the person say it.
  ///
  /// As ISO 8601 has it; a plant that closes its day with 0:00 of the same date must say so.
  var assumesMidnight: Bool { wishes.midnight == nil && proposal.questions.contains(.midnight) }

  /// - Parameter answers: what is asked of every file.
  /// - Throws: ``ImportFault/ask(_:file:)`` for the first question that is still open.
  func plan(_ answers: IntakeAnswers, _ text: LaidOpen, head: [UInt8]) throws -> IntakePlan {
    var answers = answers
    answers.midnight = try Midnight(said: wishes.midnight, for: "--midnight")
    answers.dateOrder = try DateOrder(said: wishes.dateOrder, for: "--date-order")
    answers.layout = try layout()
    answers.month = try month()
    if assumesMidnight { answers.midnight = .nextDate }
    let isOpen = answers.dateOrder == nil && proposal.questions.contains(.dateOrder)
    if isOpen { answers.dateOrder = .dmy }
    var plan = try settled(answers)
    if isOpen { plan.dateOrder = try foundOrder(plan, text) }
    if [.interval, .power].contains(plan.kind), plan.length == nil {
      plan.length = try plan.commonLength(head, file: name)
    }
    return plan
  }

  private func layout() throws -> IntakeLayout? {
    let place = LayoutPlace(proposal, file: name)
    if let asked = try place.named(wishes) { return asked }
    guard case .wide = proposal.layout ?? .wide([:]) else {
      return try proposal.layout.map { try place.pointed($0, wishes) }
    }
    return try place.wide(wishes) { try !site.index.find("point", $0).isEmpty }
  }

  private func month() throws -> CivilMonth? {
    guard let text = wishes.month else { return nil }
    guard let said = CivilMonth(text) else {
      throw ImportFault.word(option: "--month", given: text, known: "2025-03")
    }
    if let found = proposal.month, found != said {
      throw ImportFault.month(file: name, said: text, found: found.description)
    }
    return said
  }

  private func settled(_ answers: IntakeAnswers) throws -> IntakePlan {
    do {
      return try proposal.plan(answers)
    } catch .planIncomplete(let field) {
      switch IntakeQuestion(rawValue: field) {
      case .offset: throw ImportFault.ask(.zone, file: name)
      case .label: throw ImportFault.ask(.label, file: name)
      case .dateOrder: throw ImportFault.ask(.dateOrder, file: name)
      case .month: throw ImportFault.ask(.month, file: name)
      case .time: throw ImportFault.noTimes(file: name)
      default: throw IntakeFault.planIncomplete(field: field)
      }
    }
  }

  private func foundOrder(_ plan: IntakePlan, _ text: LaidOpen) throws -> DateOrder {
    var plan = plan
    // The search looks at dates only, so it needs no length.
    plan.kind = .register
    guard let order = try Intake.dateOrder(file: text.path, plan: plan) else {
      throw ImportFault.ask(.dateOrder, file: name)
    }
    return order
  }
}
