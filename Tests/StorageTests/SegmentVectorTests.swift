import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

/// One file of `Vectors/segment-v1`: what a reader must say, and a segment.
struct SegmentVector: CustomTestStringConvertible, Sendable {
  let name: String
  let expected: [String: String]
  let text: [UInt8]

  var testDescription: String { name }

  static let folder = projectFolder.appending(path: "Tests/StorageTests/Vectors/segment-v1")

  static var all: [SegmentVector] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0 != "README.md" }.sorted().compactMap(SegmentVector.init)
  }

  private init?(_ name: String) {
    guard let data = try? Data(contentsOf: Self.folder.appending(path: name)),
      let blank = data.firstRange(of: Data("\n\n".utf8))
    else { return nil }
    self.name = name
    text = [UInt8](data[blank.upperBound...])
    let lines = String(decoding: data[..<blank.lowerBound], as: UTF8.self).split(separator: "\n")
    expected = Dictionary(
      lines.map {
        ($0.prefix { $0 != ":" }.description, $0.drop { $0 != ":" }.dropFirst(2).description)
      },
      uniquingKeysWith: { first, _ in first })
  }
}

@Suite struct SegmentVectorTests {
  @Test(arguments: SegmentVector.all)
  func `a vector reads as it always did`(_ vector: SegmentVector) throws {
    switch vector.expected["expect"] {
    case "ok":
      let columns = try SegmentReader.read(vector.text)
      #expect("\(columns.count)" == vector.expected["readings"])
      #expect(try SegmentReader.read(columns.written()).plain == columns.plain)
      #expect(try segmentRows(vector.text).count == columns.count)
    case "damaged":
      let fault = #expect(throws: SegmentFault.self) { try SegmentReader.read(vector.text) }
      let line = vector.expected["line"].flatMap { Int($0) } ?? 0
      let flaw = try #require(vector.expected["reason"].flatMap { SegmentFlaw(rawValue: $0) })
      #expect(fault == .damaged(line: line, flaw))
      #expect(fault?.kind == .untrusted)
    default: Issue.record("a vector expects ok or damaged")
    }
  }

  @Test func `every way a line can be damaged has a vector and every vector a line in the page`()
    throws
  {
    let vectors = SegmentVector.all
    let flaws = Set(vectors.compactMap { $0.expected["reason"] })
    #expect(flaws == Set(SegmentFlaw.allCases.map(\.rawValue)))
    let page = try String(
      contentsOf: SegmentVector.folder.appending(path: "README.md"), encoding: .utf8)
    for vector in vectors { #expect(page.contains("| `\(vector.name)` |")) }
  }
}
