import Crypto
import Foundation
import Indexing
import Intake
import SiteModel
import Storage

/// A file, how to read it, and which of its names are which points.
struct PlannedImport: Sendable {
  /// What is read, laid open.
  let text: LaidOpen
  /// SHA-256 of the source where what is read is a copy.
  let source: String?
  /// The file's name without its folders.
  let name: String
  let plan: IntakePlan
  /// Names in the file → numbers of points, where they differ.
  let numbers: [String: String]
  /// The unit the person named; nil: each point's own.
  let unit: String?
  /// The units that headings or titles name, where the person named none.
  let written: WrittenUnits
  /// What a fall of a register is: a flag's name; nil: stop and ask.
  let falls: String?
  /// What was taken for granted, so that the person sees it.
  let notices: [Phrase]
  /// The headings that a source's files have in common.
  let titles: [String]
  /// The profile that answered; nil if the person did.
  let profile: String?

  /// Whether headings divide a day or a month, and so say the length of an interval.
  var dividesDays: Bool {
    switch plan.layout {
    case .day, .month: true
    default: false
    }
  }
}

/// From what a person said and what the file shows to a plan without holes.
struct ImportPlanning {
  /// Bytes looked at before the plan is made.
  private static let headSize = 262_144

  let site: Site
  let wishes: ImportWishes

  /// - Throws: ``ImportFault/ask(_:file:)`` for the first question that is still open.
  func plan() throws -> PlannedImport {
    guard let profile = wishes.profile, wishes.remembered == nil else { return try planAnswered() }
    let found = try ImportProfile.named(profile, on: site)
    return try ImportPlanning(site: site, wishes: found.filling(wishes)).planAnswered()
  }

  private func planAnswered() throws -> PlannedImport {
    let text = try LaidOpen.open(
      wishes.file, sheet: wishes.sheet, copiesIn: site.layout.hidden.path)
    let head = try head(text)
    guard !head.isEmpty else { throw ImportFault.empty(file: name) }
    if let format = FrameFormat.sniff(head) {
      return try planned(FrameProposal(format, head: head), text, head)
    }
    let proposal = try propose(head: head, fileName: name)
    var answers = IntakeAnswers(kind: try kind(), offset: wishes.zone)
    answers.label = text.length == nil ? try word(wishes.label, "--label") : .start
    answers.midnight = try word(wishes.midnight, "--midnight")
    answers.dateOrder = try word(wishes.dateOrder, "--date-order")
    answers.layout = try layout(proposal)
    answers.month = try month(proposal)
    answers.length = text.length ?? wishes.length
    let assumes = answers.midnight == nil && proposal.questions.contains(.midnight)
    // As ISO 8601 has it; a plant that closes its day with 0:00 of the same date must say so.
    if assumes { answers.midnight = .nextDate }
    let isOpen = answers.dateOrder == nil && proposal.questions.contains(.dateOrder)
    if isOpen { answers.dateOrder = .dmy }
    var plan = try settled(proposal, answers)
    if isOpen { plan.dateOrder = try foundOrder(plan, text) }
    if [.interval, .power].contains(plan.kind), plan.length == nil {
      plan.length = try commonLength(head, plan)
    }
    let planned = PlannedImport(
      text: text, source: text.isCopy ? try Self.hash(wishes.file) : nil, name: name, plan: plan,
      numbers: wishes.columns,
      unit: try text.unit ?? wishes.unit.map { try SiteModel.Unit($0).symbol },
      written: wishes.unit == nil ? WrittenUnits(proposal, plan.layout) : WrittenUnits(),
      falls: try falls(),
      notices: assumes ? [Phrase("import.midnight", ["file": name])] : [],
      titles: proposal.standingTitles, profile: wishes.remembered?.id)
    try wishes.remembered?.check(planned, wishes, head: head)
    return planned
  }

  private func planned(
    _ proposal: FrameProposal, _ text: LaidOpen, _ head: [UInt8]
  ) throws -> PlannedImport {
    let frames = FramePlanning(site: site, wishes: wishes, proposal: proposal, name: name)
    var answers = IntakeAnswers(kind: try kind(), offset: wishes.zone)
    answers.label = try word(wishes.label, "--label")
    answers.length = wishes.length
    // Values are mapped to points by the plan itself.
    return PlannedImport(
      text: text, source: text.isCopy ? try Self.hash(wishes.file) : nil, name: name,
      plan: try frames.plan(answers, head: head), numbers: [:],
      unit: try wishes.unit.map { try SiteModel.Unit($0).symbol }, written: WrittenUnits(),
      falls: try falls(), notices: [], titles: [], profile: nil)
  }

  private var name: String { URL(filePath: wishes.file).lastPathComponent }

  private static func hash(_ path: String) throws -> String {
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    defer { try? handle.close() }
    var hash = SHA256()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      hash.update(data: piece)
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func head(_ text: LaidOpen) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(filePath: text.path))
    defer { try? handle.close() }
    return Array(try handle.read(upToCount: Self.headSize) ?? Data())
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
      case .time: throw ImportFault.noTimes(file: name)
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
