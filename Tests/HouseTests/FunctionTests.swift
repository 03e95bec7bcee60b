import Foundation
import SiteModel
import TestSupport
import Testing

/// Files name functions, the program has them: neither has one that the other does not know.
@Suite struct FunctionTests {
  private static func texts(_ folder: String) throws -> [JSON] {
    let url = projectFolder.appending(path: "schema/\(folder)")
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
    return try names.filter { $0.hasSuffix(".json") }.map {
      try JSON.parse(Data(contentsOf: url.appending(path: $0)))
    }
  }

  @Test func `every check a lifecycle asks for is in the table, and every one there is asked for`()
    throws
  {
    let named = try Self.texts("lifecycles").flatMap { $0["actions"]?.array ?? [] }
      .flatMap { $0["guards"]?.array ?? [] }.compactMap { $0["check"]?.string }
    #expect(Set(named) == Set(RecordFunctions.checks.keys))
  }

  @Test func `every function a schema computes by is in the table, and every one there is used`()
    throws
  {
    let named = try Self.texts("records").flatMap { ($0["x-computed"]?.object ?? [:]).values }
      .compactMap { $0["function"]?.string }
    #expect(Set(named) == Set(RecordFunctions.values.keys))
  }
}
