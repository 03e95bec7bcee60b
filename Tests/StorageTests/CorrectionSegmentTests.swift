import Foundation
import SiteModel
import Storage
import Testing

@Suite struct CorrectionSegmentTests {
  private let lines: [CorrectionSegment.Line] = [
    .init(
      point: "e101",
      ReadingCorrection(
        at: 1_743_436_800, length: 0, unit: "kWh",
        denied: [
          .original(Decimal18(units: 18_340_260, decimals: 2), unit: "kWh"),
          .original(Decimal18(units: -5, decimals: 1), unit: "MWh"),
          .correction(EntryName(chain: "a3k7", seq: 7)),
        ], given: .own(Decimal18(units: 18_342_060, decimals: 2)), flags: ["rollover"])),
    .init(
      point: "g301",
      ReadingCorrection(
        at: 1_743_436_800, length: 0, unit: "m3", denied: [] as [ReadingCorrection.Denied],
        given: .gap)),
    .init(
      point: "g302",
      ReadingCorrection(
        at: 1_743_436_801, length: 0, unit: "m3", denied: [] as [ReadingCorrection.Denied],
        given: .adopted(Decimal18(units: -3, decimals: 0)))),
  ]

  private func text(_ body: String, head: String = "kind correction\nof register\nreason 抄错")
    -> [UInt8]
  {
    Array("karez-segment 1\n\(head)\n\n\(body)".utf8)
  }

  @Test func `what is written is read back, and is text`() throws {
    let segment = CorrectionSegment(of: .register, length: 0, reason: "抄错一位", lines)
    let text = segment.text(["entity": "xj-017"])
    #expect(try CorrectionSegment(reading: text) == segment)
    #expect(
      String(decoding: text, as: UTF8.self).contains(
        "e101 kWh 2025-03-31T16:00:00+00:00 --0.5:MWh -183402.6:kWh -@a3k7.7 +183420.60 !rollover\n"
      ))
  }

  @Test(arguments: [
    "e101 kWh 2025-03-31T16:00:00Z\n", "e101 kWh 2025-03-31T16:00:00Z -1:kWh\n",
    "e101 kWh 2025-03-31T16:00:00Z +1 +2\n", "e101 kWh 2025-03-31T16:00:00Z -1 +2\n",
    "e101 kWh yesterday +2\n", "e101  kWh 2025-03-31T16:00:00Z +2\n",
    "e101 kWh 2025-03-31T16:00:00Z +1e99\n", "e101 kWh 2025-03-31T16:00:00Z -@a3k7 +2\n",
    "e101 kWh 2025-03-31T16:00:00Z +2 !\n", "e101 kWh 2025-03-31T16:00:00Z +2", "\n",
    "../x kWh 2025-03-31T16:00:00Z +2\n",
  ])
  func `a line of any other form is refused`(line: String) {
    #expect(throws: SegmentFault.self) { try CorrectionSegment(reading: text(line)) }
  }

  @Test(arguments: [
    "kind correction\nof register", "kind correction\nreason x\nof joke", "of register\nreason x",
  ])
  func `a header that does not say what is corrected, and why, is refused`(head: String) {
    #expect(throws: SegmentFault.self) {
      try CorrectionSegment(reading: text("e101 kWh 2025-03-31T16:00:00Z +2\n", head: head))
    }
  }
}
