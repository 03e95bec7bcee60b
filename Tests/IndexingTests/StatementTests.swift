import Foundation
import Indexing
import Operations
import SiteModel
import Synchronization
import TestSupport
import Testing

/// What a page costs, whatever the machine: the statements it takes.
@Suite struct StatementTests {
  /// Keeps the questions that are asked of a database, and not the bracket around them.
  private final class Questions: Sendable {
    private let asked = Mutex<[String]>([])

    func add(_ statement: String) {
      guard statement.lowercased().hasPrefix("select") else { return }
      asked.withLock { $0.append(statement) }
    }

    var all: [String] { asked.withLock { $0 } }
  }

  @Test(arguments: [1, 300])
  func `a page of a list takes at most three statements, however many records there are`(
    _ count: Int
  ) throws {
    let plant = try MeteredPlant(dayStart: 0, monthStart: 1)
    try plant.site.write { session in
      let entries = try (1...count).map { number in
        let key = try #require(RecordKey(type: "instrument", id: "i-\(number)"))
        return try plant.site.schemas.entry(
          setting: ["number": .string("Q-\(number)"), "name": "秤"], of: key, by: session.writer)
      }
      try session.commit("器具") { files in for entry in entries { try files.add(entry) } }
    }
    let questions = Questions()
    let index = try plant.traced { questions.add($0) }
    let before = questions.all.count
    var request = ListRequest(type: "instrument")
    request.equal = ["name": "秤"]
    request.words = "秤"
    let page = try index.list(request)
    #expect(page.total == count)
    #expect(page.records.count == min(count, 100))
    #expect(questions.all.count - before <= 3, "\(questions.all)")
  }
}
