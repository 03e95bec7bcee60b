import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Intake

@Suite struct ChineseExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private enum Coding: CaseIterable { case utf8, marked, gb18030, utf16 }

  private func bytes(_ text: String, _ coding: Coding) -> [UInt8] {
    switch coding {
    case .utf8: Array(text.utf8)
    case .marked: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case .gb18030:
      [UInt8](text.data(using: String.Encoding(rawValue: 0x8000_0632)) ?? Data())
    case .utf16: [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
  }

  /// What a person who knows the source answers.
  private func plan(_ export: ChineseExport, _ proposal: IntakeProposal, head: [UInt8]) throws
    -> IntakePlan
  {
    var answers = IntakeAnswers(kind: .interval, offset: export.offset, label: export.label)
    answers.midnight = proposal.questions.contains(.midnight) ? export.midnight : nil
    answers.length = proposal.length ?? 900
    var plan = try proposal.plan(answers)
    let steps = Set(try commonSteps(head: head, plan: plan).values)
    if proposal.length == nil, steps.count == 1 { plan.length = steps.first }
    return plan
  }

  /// `EXPORTS=300 SEED=…` makes as many of one seed; a debug build is slow, so fewer are usual.
  @Test func `exports of every kind give exactly their readings`() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["EXPORTS"].flatMap { Int($0) } ?? 20
    let given = environment["SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    for number in 0..<count {
      let export = ChineseExport(&random)
      let coding = Coding.allCases.randomElement(using: &random) ?? .utf8
      let path = folder.path("export-\(number).csv")
      try Data(bytes(export.text, coding)).write(to: URL(filePath: path))
      let open = try LaidOpen.open(path, copiesIn: folder.url.path)
      let head = [UInt8](try Data(contentsOf: URL(filePath: open.path)))
      let told = "seed \(seed), export \(number), \(export.layout), \(coding)"
      let proposal = try propose(head: head, fileName: told)
      guard let plan = try? plan(export, proposal, head: head) else {
        Issue.record("\(told): \(proposal.questions)\n\(export.text.prefix(600))")
        continue
      }
      let whole = try Whole(file: open.path, plan)
      let real = whole.refusals.filter { $0.refusal.reason != .total }
      let isRight = whole.lines().sorted() == export.truth && real.isEmpty
      #expect(isRight, "\(told)\n\(real.prefix(3))\n\(export.text.prefix(600))")
      let totals = try plan.totals(file: open.path)
      #expect(totals.wrong.isEmpty, "\(told)")
      if !isRight { return }
    }
  }
}
