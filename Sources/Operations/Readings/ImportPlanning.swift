import Foundation
import Indexing
import Intake
import SiteModel

/// A file, how to read it, and which of its names are which points.
struct PlannedImport: Sendable {
  let file: String
  /// The file's name without its folders.
  let name: String
  let plan: IntakePlan
  /// Names in the file → numbers of points, where they differ.
  let numbers: [String: String]
  /// The unit the person named; nil: each point's own.
  let unit: String?
  /// What a fall of a register is: a flag's name; nil: stop and ask.
  let falls: String?
  /// What was taken for granted, so that the person sees it.
  let notices: [Phrase]
}

/// From what a person said and what the file shows to a plan without holes.
struct ImportPlanning {
  /// Bytes looked at before the plan is made.
  private static let headSize = 262_144

  let site: Site
  let wishes: ImportWishes

  /// - Throws: ``ImportFault/ask(_:file:)`` for the first question that is still open.
  func plan() throws -> PlannedImport {
    let head = try head()
    guard !head.isEmpty else { throw ImportFault.empty(file: name) }
    let proposal = try propose(head: head, fileName: name)
    var answers = IntakeAnswers(kind: try kind(), offset: wishes.zone)
    answers.label = try word(wishes.label, "--label")
    answers.midnight = try word(wishes.midnight, "--midnight")
    answers.dateOrder = try word(wishes.dateOrder, "--date-order")
    answers.layout = try layout(proposal)
    answers.month = try month(proposal)
    answers.length = wishes.length
    let assumes = answers.midnight == nil && proposal.questions.contains(.midnight)
    // As ISO 8601 has it; a plant that closes its day with 0:00 of the same date must say so.
    if assumes { answers.midnight = .nextDate }
    let isOpen = answers.dateOrder == nil && proposal.questions.contains(.dateOrder)
    if isOpen { answers.dateOrder = .dmy }
    var plan = try settled(proposal, answers)
    if isOpen { plan.dateOrder = try foundOrder(plan) }
    if [.interval, .power].contains(plan.kind), plan.length == nil {
      plan.length = try commonLength(head, plan)
    }
    return PlannedImport(
      file: wishes.file, name: name, plan: plan, numbers: wishes.columns,
      unit: try wishes.unit.map { try SiteModel.Unit($0).symbol }, falls: try falls(),
      notices: assumes ? [Phrase("import.midnight", ["file": name])] : [])
  }

  private var name: String { URL(filePath: wishes.file).lastPathComponent }

  private func head() throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(filePath: wishes.file))
    defer { try? handle.close() }
    return Array(try handle.read(upToCount: Self.headSize) ?? Data())
  }

  private func foundOrder(_ plan: IntakePlan) throws -> DateOrder {
    var plan = plan
    // The search looks at dates only, so it needs no length.
    plan.kind = .register
    guard let order = try Intake.dateOrder(file: wishes.file, plan: plan) else {
      throw ImportFault.ask(.dateOrder, file: name)
    }
    return order
  }

  private func kind() throws -> ReadingKind {
    if let kind = wishes.kind { return kind }
    // One kind for all points named is an answer too: the register of points says it.
    let points = Points(of: site)
    let named = Array(wishes.columns.values) + (wishes.point.map { [$0] } ?? [])
    let kinds = try Set(named.map { try points.usable($0).settings.latest.kind })
    guard kinds.count == 1, let kind = kinds.first else {
      throw ImportFault.ask(.kind, file: name)
    }
    return kind
  }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ given: String?, _ option: String
  ) throws -> Word? where Word.RawValue == String {
    guard let given else { return nil }
    guard let word = Word(rawValue: given) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw ImportFault.word(option: option, given: given, known: known)
    }
    return word
  }

  private func falls() throws -> String? {
    let decision: FallDecision? = try word(wishes.falls?.uppercased(), "--decide")
    return decision?.flag
  }

  private func layout(_ proposal: IntakeProposal) throws -> IntakeLayout? {
    let place = LayoutPlace(proposal, file: name)
    if let asked = try place.named(wishes) { return asked }
    guard case .wide = proposal.layout ?? .wide([:]) else {
      return try proposal.layout.map { try place.pointed($0, wishes) }
    }
    return try place.wide(wishes) { try !site.index.find("point", $0).isEmpty }
  }

  private func month(_ proposal: IntakeProposal) throws -> CivilMonth? {
    guard let text = wishes.month else { return nil }
    guard let said = CivilMonth(text) else {
      throw ImportFault.word(option: "--month", given: text, known: "2025-03")
    }
    if let found = proposal.month, found != said {
      throw ImportFault.month(file: name, said: text, found: found.description)
    }
    return said
  }

  private func settled(_ proposal: IntakeProposal, _ answers: IntakeAnswers) throws -> IntakePlan {
    do {
      return try proposal.plan(answers)
    } catch .planIncomplete(let field) {
      switch IntakeQuestion(rawValue: field) {
      case .offset: throw ImportFault.ask(.zone, file: name)
      case .label: throw ImportFault.ask(.label, file: name)
      case .dateOrder: throw ImportFault.ask(.dateOrder, file: name)
      case .month: throw ImportFault.ask(.month, file: name)
      default: throw IntakeFault.planIncomplete(field: field)
      }
    }
  }

  private func commonLength(_ head: [UInt8], _ plan: IntakePlan) throws -> Int {
    let steps = Set(try commonSteps(head: head, plan: plan).values)
    guard steps.count == 1, let step = steps.first, step > 0 else {
      throw ImportFault.ask(.length, file: name)
    }
    return step
  }
}
