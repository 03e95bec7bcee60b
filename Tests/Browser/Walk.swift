import ArgumentParser
import Foundation
import TestSupport

/// `browse walk`: each journey in each language, with what it cost.
struct Walk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walks the journeys and counts clicks and fields; fails above a limit.")

  @Option(help: "Only journeys whose name has this word.") var only: String?
  @Option(help: "Only this language.") var language: Tongue?

  func run() async throws {
    let scratch = try TemporaryFolder()
    let driver = try await Driver(in: URL(filePath: scratch.path("")))
    defer { driver.stop() }
    var dear: [String] = []
    let journeys = Journey.all.filter { journey in only.map { journey.name.contains($0) } ?? true }
    for tongue in Tongue.allCases where language == nil || language == tongue {
      for (place, journey) in journeys.enumerated() {
        let folder = URL(filePath: scratch.path("\(tongue)-\(place)"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let cost = try await walk(journey, tongue, in: folder, driver)
        if cost > journey.limit { dear.append("\(journey.name) (\(tongue))") }
      }
    }
    guard dear.isEmpty else { throw Stumble("too long: \(dear.joined(separator: ", "))") }
  }

  private func walk(
    _ journey: Journey, _ tongue: Tongue, in folder: URL, _ driver: Driver
  ) async throws -> Int {
    let node = ServedNode("p", in: folder)
    try journey.prepare(node)
    let page = try await node.served()
    defer { page.stop() }
    let window = try await WebDriver(at: driver.address, tongue)
    let person = Person(window, tongue)
    do {
      try await person.open(page.address)
      try await journey.walk(person, node)
    } catch {
      try await window.close()
      throw Stumble("\(journey.name) (\(tongue)): \(error)")
    }
    try await window.close()
    let cost = person.clicks + person.fields
    print(
      "\(tongue)  \(journey.name): \(cost) of \(journey.limit)"
        + " (\(person.clicks) clicks, \(person.fields) fields)")
    return cost
  }
}

/// A way through the page: what must be there before, and what a person does.
struct Journey: Sendable {
  let name: String
  /// Of clicks and fields together.
  let limit: Int
  let prepare: @Sendable (ServedNode) throws -> Void
  let walk: @Sendable (Person, ServedNode) async throws -> Void

  static let all = [setUp, importing, inventory, document, overdue, stick, conflict]
}
