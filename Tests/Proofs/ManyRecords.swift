import ArgumentParser
import Foundation
import SiteModel
import TestSupport

extension Prove {
  /// `prove records`: what one save writes does not grow with the number of records.
  struct Records: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Many records: bytes written per save, and how long a page takes.",
      discussion: """
        Imports the records as one sheet, then corrects some of them, lists pages and searches. Ends
        with 1 if a save writes more than 64 kB into the store; milliseconds are printed only.
        """)

    @Option(help: "How many records.") var count = 100_000
    @Option(help: "Seed of the records that are corrected.") var seed: UInt64 = 2026

    func run() throws {
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "karez-prove-records-\(ProcessInfo.processInfo.processIdentifier)")
      defer { try? FileManager.default.removeItem(at: scratch) }
      let node = try ProvenNode(in: scratch, points: [])
      try sheet.write(to: scratch.appending(path: "many.csv"), atomically: true, encoding: .utf8)
      let file = scratch.appending(path: "many.csv").path
      let taken = try node.time(["record", "import", "instrument", file, "--accept"])
      let page = try node.json(["record", "list", "instrument"])
      guard page["total"]?.number == "\(count)" else { throw Breach("not all \(count) are there") }
      print("seed \(seed): \(count) records taken in in \(taken)")
      try save(on: node)
      try ask(node)
    }

    /// The sheet as a person would fill it in.
    private var sheet: String {
      let rows = (1...count).map { "Q-\($0),三号锅炉流量计 \($0),FT-\($0 % 7)\r\n" }
      return "\u{FEFF}Asset number,Name,Model\r\n" + rows.joined()
    }

    private func save(on node: ProvenNode) throws {
      var random = SeededRandom(seed: seed)
      var (most, times) = (0, [Duration]())
      for _ in 1...10 {
        let number = Int.random(in: 1...count, using: &random)
        let before = try node.storedBytes()
        times.append(
          try node.time(
            ["record", "correct", "Q-\(number)", "name=二号锅炉流量计", "--reason", "录入错误"]))
        most = max(most, try node.storedBytes() - before)
      }
      print("a save: \(most) bytes at most, \(times.sorted()[5]) in the middle")
      guard most <= 64_000 else { throw Breach("a save wrote \(most) bytes") }
    }

    private func ask(_ node: ProvenNode) throws {
      let questions = [
        ["record", "list", "instrument", "--offset", "\(count / 2)"],
        ["record", "list", "instrument", "--where", "model=FT-3"],
        ["search", "二号锅炉"], ["record", "show", "Q-\(count / 3)"],
      ]
      for question in questions {
        let times = try (1...5).map { _ in try node.time(question) }.sorted()
        print("\(question.joined(separator: " ")): \(times[2])")
      }
    }
  }
}

extension ProvenNode {
  /// Bytes of all objects in the store.
  fileprivate func storedBytes() throws -> Int {
    let objects = folder.appending(path: ".karez/stores/plant.git/objects")
    let names = FileManager.default.subpaths(atPath: objects.path) ?? []
    return try names.reduce(0) { sum, name in
      let file = objects.appending(path: name).path
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      let isFile = attributes[.type] as? FileAttributeType == .typeRegular
      return sum + (isFile ? (attributes[.size] as? NSNumber)?.intValue ?? 0 : 0)
    }
  }
}
