import Foundation
import Intake
import SiteModel
import TestSupport
import Testing

/// Collections of CSV files with the expected result of each beside it.
@Suite(.enabled(if: sharedData != nil, "needs ../shared/data"))
struct CornerCaseTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    let folder = try #require(sharedData)
    return [UInt8](try Data(contentsOf: folder.appending(path: "csv-cases/" + path)))
  }

  private func cells(_ path: String) throws -> [[String]] {
    try propose(head: try bytes(path), fileName: path).firstRows
      .filter { $0 != [""] }
  }

  @Test(
    arguments: [
      "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
      "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ])
  func `csv-spectrum reads as its JSON says`(_ name: String) throws {
    let rows = try cells("csv-spectrum/csvs/\(name).csv")
    let expected = try JSON.parse(try bytes("csv-spectrum/json/\(name).json"))
    let read = rows.dropFirst().map { row in
      JSON.object(.init(uniqueKeysWithValues: zip(rows[0], row.map { .string($0) })))
    }
    #expect(JSON.array(read).unixLines == expected.unixLines)
  }

  @Test(
    arguments: [
      "empty-field", "leading-space", "quotes-empty", "quotes-with-comma",
      "quotes-with-escaped-quote", "quotes-with-newline", "quotes-with-space", "simple-crlf",
      "simple-lf", "trailing-newline", "trailing-space", "utf8",
    ])
  func `csv-test-data reads as its JSON says`(_ name: String) throws {
    let rows = try cells("csv-test-data/csv/\(name).csv")
    let expected = try JSON.parse(try bytes("csv-test-data/json/\(name).json"))
    #expect(JSON.array(rows.map { .array($0.map { .string($0) }) }) == expected)
  }

  @Test func `no file of any collection stops the reader`() throws {
    let folder = try #require(sharedData).appending(path: "csv-cases")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var seen = 0
    while let file = files?.nextObject() as? URL {
      guard let data = try? Data(contentsOf: file) else { continue }
      seen += 1
      do {
        let proposal = try propose(head: [UInt8](data.prefix(65_536)), fileName: file.path)
        var answers = IntakeAnswers(kind: .register, offset: .beijing)
        (answers.midnight, answers.dateOrder) = (.nextDate, proposal.dateOrder ?? .mdy)
        _ = try Whole(bytes: [UInt8](data), try proposal.plan(answers))
      } catch let fault as IntakeFault {
        #expect(fault.kind == .invalid)
      }
    }
    #expect(seen > 100)
  }
}

extension JSON {
  /// The value with CR LF in texts as LF: the collection's JSON was made from the LF files.
  fileprivate var unixLines: JSON {
    switch self {
    case .string(let text):
      .string(
        text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n"))
    case .array(let items): .array(items.map(\.unixLines))
    case .object(let members): .object(members.mapValues(\.unixLines))
    default: self
    }
  }
}
