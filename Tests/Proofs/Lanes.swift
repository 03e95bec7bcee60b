import ArgumentParser
import Foundation
import SiteModel
import TestSupport

extension Prove {
  /// `prove lanes`: what is new does not wait behind a large file.
  struct Lanes: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a record while a large file crosses a slow line; time until it is there.",
      discussion: """
        The file is on its way; then records are written at the site, one after the other, and each is
        awaited at headquarters. Prints the seconds of each; ends with 1 if one takes more than a
        minute, or the file is there before.
        """)

    @Option(help: "Bytes of the file.") var file = 200_000_000
    @Option(help: "Bytes a second.") var rate = 32_000
    @Option(help: "How many records.") var records = 5
    @Option(help: "Seed of the file.") var seed: UInt64 = 2026

    func run() throws {
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "karez-prove-lanes-\(ProcessInfo.processInfo.processIdentifier)")
      let times = try measure(in: scratch)
      print(
        "\(file) bytes at \(rate) B/s, \(records) records: seconds until each was there: "
          + times.map { String(format: "%.1f", $0) }.joined(separator: " "))
      try FileManager.default.removeItem(at: scratch)
    }

    /// Both programs have ended when this does.
    private func measure(in scratch: URL) throws -> [Double] {
      let pair = try LinkedPair(in: scratch)
      defer { pair.stop() }
      var random = SeededRandom(seed: seed)
      try pair.addNews(number: 0, bytes: file, using: &random)
      let line = try BadLine(to: pair.port, cut: .never, rate: rate, seed: seed)
      defer { line.close() }
      let sync = try pair.startSync(over: line.port)
      defer {
        sync.signal(SIGTERM)
        _ = sync.wait()
      }
      while line.carried.up < 20 * rate { Thread.sleep(forTimeInterval: 0.2) }
      var times: [Double] = []
      for number in 1...records { times.append(try time(number, pair)) }
      guard line.carried.up < file else { throw Breach("the file was there before") }
      return times
    }

    private func time(_ number: Int, _ pair: LinkedPair) throws -> Double {
      let begun = ContinuousClock.now
      try pair.addRecord("QJ-\(number)")
      while try !pair.isEqual() {
        Thread.sleep(forTimeInterval: 0.2)
        guard ContinuousClock.now - begun < .seconds(60) else { throw Breach("a minute is over") }
      }
      let took = (ContinuousClock.now - begun).components
      return Double(took.seconds) + Double(took.attoseconds) / 1e18
    }
  }
}
