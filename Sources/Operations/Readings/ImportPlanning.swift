import Crypto
import Foundation
import Intake
import SiteModel
import Storage

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
    return try planned(propose(head: head, fileName: name), text, head)
  }

  private func planned(
    _ proposal: IntakeProposal, _ text: LaidOpen, _ head: [UInt8]
  ) throws -> PlannedImport {
    let table = TablePlanning(site: site, wishes: wishes, proposal: proposal, name: name)
    var planned = try planned(text, as: table.plan(answers(text), text, head: head))
    planned.numbers = wishes.columns
    if wishes.unit == nil { planned.written = WrittenUnits(proposal, planned.plan.layout) }
    if table.assumesMidnight { planned.notices = [Phrase("import.midnight", ["file": name])] }
    (planned.titles, planned.profile) = (proposal.standingTitles, wishes.remembered?.id)
    try wishes.remembered?.check(planned, wishes, head: head)
    return planned
  }

  // Values are mapped to points by the plan itself.
  private func planned(
    _ proposal: FrameProposal, _ text: LaidOpen, _ head: [UInt8]
  ) throws -> PlannedImport {
    let frames = FramePlanning(site: site, wishes: wishes, proposal: proposal, name: name)
    return try planned(text, as: frames.plan(answers(text), head: head))
  }

  private func planned(_ text: LaidOpen, as plan: IntakePlan) throws -> PlannedImport {
    PlannedImport(
      text: text, source: text.isCopy ? try Self.hash(wishes.file) : nil, name: name, plan: plan,
      unit: try text.unit ?? wishes.unit.map { try SiteModel.Unit($0).symbol },
      falls: try FallDecision(said: wishes.falls?.uppercased(), for: "--decide")?.flag)
  }

  /// What is asked of every file.
  private func answers(_ text: LaidOpen) throws -> IntakeAnswers {
    var answers = IntakeAnswers(kind: try kind(), offset: wishes.zone)
    answers.label = text.length == nil ? try LabelSide(said: wishes.label, for: "--label") : .start
    answers.length = text.length ?? wishes.length
    return answers
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

  private var name: String { URL(filePath: wishes.file).lastPathComponent }

  /// The SHA-256 of a file, in hex.
  static func hash(_ path: String) throws -> String {
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
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
  /// The word that a person said for an option; nil if none was said.
  init?(said word: String?, for option: String) throws(ImportFault) {
    guard let word else { return nil }
    guard let known = Self(rawValue: word) else {
      let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
      throw .word(option: option, given: word, known: words)
    }
    self = known
  }
}

extension IntakePlan {
  /// The step that the labels of every point share.
  ///
  /// - Throws: ``ImportFault/ask(_:file:)`` where they share none.
  func commonLength(_ head: [UInt8], file: String) throws -> Int {
    let steps = Set(try commonSteps(head: head, plan: self).values)
    guard steps.count == 1, let step = steps.first, step > 0 else {
      throw ImportFault.ask(.length, file: file)
    }
    return step
  }
}
