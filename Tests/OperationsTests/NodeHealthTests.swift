import Foundation
import SiteModel
import Storage
import Sync
import TestSupport
import Testing

@testable import Operations

/// What a node says of itself in its statements (`schema/statement.md`).
@Suite struct NodeHealthTests {
  @Test func `what a node says of its health is read as it was said`() throws {
    let folder = try TemporaryFolder()
    let surroundings = try LoggedPlant.surroundings(folder, HandClock("2026-02-10T09:00:00+08:00"))
    let site = try CreateSite.run(
      in: folder.url.appending(path: "p"), .init(site: "p", name: "某厂"), surroundings: surroundings
    ).site
    #expect(try NodeHealth(of: site).verified == nil)
    try NodeHealth.note(faults: 2, in: site.layout.root, at: surroundings.clock)
    let health = try NodeHealth(of: site)
    #expect(health.disk > 0)
    #expect(health.verified == .init(at: "2026-02-10T09:00:00+08:00", faults: 2))

    var statement = Statement(
      node: "p", chain: "a3k7", number: 1, clock: "2026-02-10T09:00:00+08:00", format: 1)
    #expect(NodeHealth(statement) == nil)
    statement.others = health.members
    #expect(NodeHealth(try Statement(statement.bytes)) == health)
    statement.others["disk"] = "much"
    #expect(NodeHealth(try Statement(statement.bytes)) == nil)
  }

  @Test(arguments: [
    ("09:00:00", Int64(0), false, false), ("09:06:00", 360, true, false),
    ("08:00:00", -3600, false, false), ("11:01:00", 7260, true, true),
    ("01:00:00", -28800, true, true),
  ])
  func `a clock is off where it is ahead, or where a zone explains it`(
    _ clock: String, _ seconds: Int64, _ isOff: Bool, _ isZone: Bool
  ) throws {
    let statement = Statement(
      node: "p", chain: "a3k7", number: 1, clock: "2026-02-10T\(clock)+08:00", format: 1)
    let offset = try #require(ClockOffset(of: statement, heard: "2026-02-10T09:00:00+08:00"))
    #expect(offset.seconds == seconds)
    #expect(offset.isOff == isOff)
    #expect(offset.looksLikeZone == isZone)
    #expect(ClockOffset(of: statement, heard: nil) == nil)
  }

  @Test func `a statement is heard once, when it first came`() throws {
    let folder = try TemporaryFolder()
    let clock = HandClock("2026-02-10T09:00:00+08:00")
    let site = try CreateSite.run(
      in: folder.url.appending(path: "p"), .init(site: "p", name: "某厂"),
      surroundings: LoggedPlant.surroundings(folder, clock)
    ).site
    let key = SSHKey()
    func say(_ number: Int) throws -> SignedStatement {
      try SignedStatement(
        Statement(
          node: "q", chain: key.publicKey.chain, number: number,
          clock: "2026-02-01T09:00:00+08:00", format: 1), by: key)
    }
    var ledger = Ledger()
    ledger.take([try say(1)])
    try Contacts.note(ledger, on: site)
    clock.set("2026-02-11T09:00:00+08:00")
    try Contacts.note(ledger, on: site)
    #expect(
      try Contacts(in: site.layout).heard(say(1).statement) == "2026-02-10T09:00:00+08:00")
    ledger.take([try say(2)])
    try Contacts.note(ledger, on: site)
    #expect(try Contacts(in: site.layout).heard(say(1).statement) == nil)
    #expect(
      try Contacts(in: site.layout).heard(say(2).statement) == "2026-02-11T09:00:00+08:00")
  }
}
