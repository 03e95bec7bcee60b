import Foundation
import SiteModel
import TestSupport
import Testing

@testable import Intake

/// The top proposal for every meter file at hand, as a person who knows the file would say it.
@Suite(.enabled(if: sharedData != nil, "needs ../shared/data"))
struct ProposalTableTests {
  /// Layout, time columns and what is still asked; `-` where a file holds no readings.
  private static let expected: [String: String] = [
    "gbk/daily_sale_desc_gbk.csv": "wide 1 · 0 · offset kind label",
    "gbk/nbs_gdp_20y_preamble_footer.csv": "-",
    "gbk/wide_months_decimal_header.csv": "-",
    "household-minute/household_2000.txt": "wide 2-8 · 0+1 · offset kind label",
    "household-minute/household_37k.txt": "wide 2-8 · 0+1 · offset kind label",
    "pjm-hourly/AEP_hourly.csv": "wide 1 · 0 · offset kind label",
    "pjm-hourly/COMED_hourly.csv": "wide 1 · 0 · offset kind label",
    "power-plant-hourly/hourly-emissions-bowen-2017-01-01_10.csv":
      "wide 5-10 · 3+4 · offset kind label",
    "province-daily/台灣電力公司_過去電力供需資訊.csv": "wide 1-70 · 0 · offset kind label",
    "region-load/variantA_附件1-区域15分钟负荷数据.csv": "wide 1 · 0 · offset kind label",
    "steel-works/Steel_industry_data.csv": "wide 1-7 · 0 · date-order offset kind label",
    "templates/data_repair_sample.xlsx": "long 0>3 · 2 · offset kind label",
    "templates/offline_meter_data.xlsx": "month 0>3-33 2023-03 · 0 · offset kind label",
  ]

  private func told(_ file: URL) throws -> String {
    let open = try LaidOpen.open(file.path, copiesIn: "/tmp")
    let head = [UInt8](try Data(contentsOf: URL(filePath: open.path)).prefix(262_144))
    guard let proposal = try? propose(head: head, fileName: file.path), let time = proposal.time,
      let layout = proposal.layout
    else { return "-" }
    let columns = layout.valueColumns
    let span = columns.count == 1 ? "\(columns[0])" : "\(columns[0])-\(columns[columns.count - 1])"
    let name =
      switch layout {
      case .long(let point, _): "long \(point)>\(span)"
      case .wide: "wide \(span)"
      case .day(let point, _): "day \(point.column ?? -1)>\(span)"
      case .month(let point, _):
        "month \(point.column ?? -1)>\(span) \(proposal.month.map { "\($0)" } ?? "?")"
      }
    let when = "\(time.date)" + (time.clock.map { "+\($0)" } ?? "")
    return "\(name) · \(when) · \(proposal.questions.map(\.rawValue).joined(separator: " "))"
  }

  @Test func `the top proposal is right for every meter file`() throws {
    let folder = try #require(sharedData).appending(path: "meters")
    for (name, expected) in Self.expected {
      let found = try told(folder.appending(path: name))
      #expect(found == expected, "\(name)")
    }
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let known = Set(Self.expected.keys.map { folder.appending(path: $0).lastPathComponent })
    while let file = files?.nextObject() as? URL {
      let isTable = ["csv", "txt", "xlsx"].contains(file.pathExtension)
      #expect(
        !isTable || known.contains(file.lastPathComponent), "\(file.path) is not in the table")
    }
  }
}
