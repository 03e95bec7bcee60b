import Foundation
import SiteModel
import TestSupport
import Testing

/// When what is due warns and presses, and what record types say is due.
@Suite struct DueTests {
  private static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private static func windows() throws -> DueWindows {
    try DueWindows(shipped: WorkingDaysTests.file("due.json"))
  }

  @Test(arguments: [
    ("2026-01-30", DueWindows.State.ok), ("2026-01-31", .warn), ("2026-03-31", .warn),
    ("2026-04-01", .urgent), ("2026-05-01", .urgent), ("2026-05-02", .overdue),
  ])
  func `ninety and thirty days before`(_ on: String, _ state: DueWindows.State) throws {
    let found = try Self.windows().state(
      of: "DUE-07", due: Self.day("2026-05-01"), done: nil, on: Self.day(on))
    #expect(found == state)
  }

  @Test func `what is done in time is gone, what is done late stays seen`() throws {
    let windows = try Self.windows()
    let due = try Self.day("2026-05-01")
    let state = { (done: String, on: String) in
      windows.state(of: "DUE-24", due: due, done: try Self.day(done), on: try Self.day(on))
    }
    #expect(try state("2026-05-01", "2026-05-03") == nil)
    #expect(try state("2026-05-02", "2026-05-03") == .doneLate)
    // Looked at before it was done.
    #expect(try state("2026-05-04", "2026-05-03") == .overdue)
  }

  @Test func `settings stand in place of shipped days, others are named`() throws {
    var windows = try Self.windows()
    for (name, value) in [
      ("due.07.warn", "60"), ("due.07.urgent", "0"), ("due.30.months", "3"), ("other", "x"),
    ] {
      let isTaken = windows.take(name, value)
      #expect(isTaken, "\(name) \(value)")
    }
    #expect(windows["DUE-07"]?.warn == 60 && windows["DUE-07"]?.urgent == 0)
    #expect(windows.term(of: "DUE-30", .months(6)) == .months(3))
    #expect(windows.term(of: "DUE-23", .workingDays(5)) == .workingDays(5))
    for (name, value) in [
      ("due.99.warn", "60"), ("due.07.warn", "6.5"), ("due.07.warn", "-1"), ("due.07", "1"),
      ("due.07.months", "0"), ("due.07.colour", "1"),
    ] {
      let isTaken = windows.take(name, value)
      #expect(!isTaken, "\(name) \(value)")
    }
  }

  @Test func `every rule that a type names has its window`() throws {
    let windows = try Self.windows()
    for file in RecordSchemaTests.files {
      for rule in try RecordSchemaTests.schema(file).rules.due {
        #expect(windows[rule.rule] != nil, "\(file) \(rule.rule)")
      }
    }
    #expect(windows.windows.count == 33)
  }
}
