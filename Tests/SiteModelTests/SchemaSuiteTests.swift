import Foundation
import SiteModel
import TestSupport
import Testing

/// The official cases of JSON Schema 2020-12, those whose schemas use our keywords only.
@Suite struct SchemaSuiteTests {
  struct Tally {
    var passed = 0, refusedSchemas = 0, refusedCases = 0
    var failed: [String] = []
  }

  /// `format.json` wants formats to be remarks only; ours are checked, as in `optional/format`.
  static let files: [String] = {
    guard let folder = sharedData?.appending(path: "json-schema-cases").path,
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [] }
    let kept = names.filter { $0.hasSuffix(".json") && $0 != "format.json" }.sorted()
    return kept.map { "\(folder)/\($0)" }
      + ["date", "date-time"].map { "\(folder)/optional/format/\($0).json" }
  }()

  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `every official case passes whose schema loads, and the others are refused`() throws {
    var tally = Tally()
    for file in Self.files { try Self.run(file, &tally) }
    print(
      "JSON Schema 2020-12: \(tally.passed) cases passed; \(tally.refusedSchemas) schemas with",
      "\(tally.refusedCases) cases refused at load")
    #expect(tally.failed.isEmpty, "\(tally.failed.joined(separator: "\n"))")
    #expect(tally.passed >= 600)
  }

  private static func run(_ file: String, _ tally: inout Tally) throws {
    let groups = try JSON.parse(Data(contentsOf: URL(filePath: file)))
    for group in try #require(groups.array) {
      let cases = try #require(group["tests"]?.array)
      guard let check = try? SchemaCheck(try #require(group["schema"])) else {
        tally.refusedSchemas += 1
        tally.refusedCases += cases.count
        continue
      }
      for item in cases {
        let isValid = check.breaches(of: try #require(item["data"])).isEmpty
        if isValid == item["valid"]?.bool {
          tally.passed += 1
        } else {
          tally.failed.append(
            "\(file.split(separator: "/").last ?? "") · \(group["description"]?.string ?? "") · "
              + (item["description"]?.string ?? ""))
        }
      }
    }
  }

  /// A schema may be refused only for a keyword we do not have, or a reference out of the file.
  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `a schema is refused for a keyword or a reference only`() throws {
    var reasons: [String: Int] = [:]
    for file in Self.files {
      let groups = try JSON.parse(Data(contentsOf: URL(filePath: file)))
      for group in try #require(groups.array) {
        do { _ = try SchemaCheck(try #require(group["schema"])) } catch let fault as SchemaFault {
          reasons[Self.reason(fault), default: 0] += 1
        }
      }
    }
    print(reasons.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" })
    let ours = [
      "type", "const", "enum", "properties", "required", "items", "allOf", "pattern", "minimum",
    ]
    #expect(Set(reasons.keys).isDisjoint(with: ours))
    #expect(reasons["malformed"] == nil && reasons["endless"] == nil && reasons["regex"] == nil)
  }

  private static func reason(_ fault: SchemaFault) -> String {
    switch fault {
    case .unknownKeyword(_, let keyword): keyword
    case .malformed(let place, let keyword):
      ["$id", "$schema"].contains(keyword) ? keyword : "malformed \(place)"
    case .reference: "$ref"
    case .endless: "endless"
    case .pattern: "regex"
    case .notJSON, .recordType, .expression: "json"
    }
  }
}
