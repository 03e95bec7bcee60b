import ArgumentParser
import Foundation
import TestSupport

/// Whole processes on one machine in one run, medians, beside the tools people would take instead.
///
/// It prints and never asserts: what must hold on every machine (bytes, statements, requests,
/// waits for the disk) stands in tests.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures what design §10 asks: P1–P10.",
    discussion: """
      swift build -c release --product karez && swift run -c release bench
      DuckDB is run by Python: --python /path/to/venv/bin/python where `import duckdb` works.
      """)

  @Option(help: "Runs of each measurement; the median is printed.") var runs = 5
  @Flag(help: "A tenth of the year, for a quick look.") var small = false
  @Flag(help: "Also a file ten times as long (P4).") var large = false
  @Option(help: "Only headquarters' board over so many entities (P8).") var sites: Int?
  @Flag(help: "Only what crosses a line, beside git, rsync and fossil (P5–P7, P9).") var wire =
    false
  @Option(help: "The bad line of --wire: bytes a second.") var rate = 32_000
  @Option(help: "Seconds between its cuts.") var every = 300.0
  @Option(help: "Bytes of the file that crosses it.") var file = 20_000_000
  @Option(help: "A Python that can import duckdb.") var python = "python3"
  @Option(help: "The release program; else the one beside this one.") var karez: String?

  func run() throws {
    let scratch = try TemporaryFolder()
    let programs = try Programs(karez: karez, python: python, scratch: scratch)
    var table = Table()
    if let sites {
      try ManySites(programs: programs, count: sites, runs: runs).measure(into: &table)
      return print(table.markdown)
    }
    if wire {
      try Wire(programs: programs, rate: rate, every: every, file: file).measure(into: &table)
      return print(table.markdown)
    }
    let year = LongFile(days: small ? 36 : 365)
    let readings = try year.write(to: scratch.path("r35.csv"))
    print("# karez bench: \(readings) readings, \(runs) runs, \(programs.description)\n")

    let longImport = LongImport(
      programs: programs, file: scratch.path("r35.csv"), readings: readings)
    let kept = try longImport.measure(runs: runs, into: &table)
    try YearOfMonths(programs: programs, node: kept, runs: runs).measure(into: &table)
    try RealFiles(programs: programs).measure(into: &table)
    if large { try longImport.measureTenfold(days: year.days * 10, into: &table) }
    try SmallCommit(programs: programs, node: kept, runs: runs).measure(into: &table)
    print(table.markdown)
  }
}

/// What is printed: one line a measurement.
struct Table {
  private var rows: [[String]] = [["id", "what", "seconds", "peak MiB", "B/reading", "note"]]

  mutating func add(
    _ id: String, _ what: String, _ cost: Cost? = nil, bytes: Double? = nil, note: String = ""
  ) {
    rows.append([
      id, what, cost.map { Self.text($0.seconds, 3) } ?? "",
      cost.map { Self.text($0.peak, 1) } ?? "", bytes.map { Self.text($0, 3) } ?? "", note,
    ])
  }

  var markdown: String {
    var lines = rows.map { "| " + $0.joined(separator: " | ") + " |" }
    lines.insert("|" + String(repeating: " --- |", count: rows[0].count), at: 1)
    return lines.joined(separator: "\n")
  }

  /// A number with so many decimals.
  static func text(_ number: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", number)
  }
}
