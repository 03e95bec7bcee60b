import Foundation
import SiteModel
import Storage
import Sync
import TestSupport
import Testing

/// What is heard from a stick whose writer died between a statement and its signature.
@Suite struct HearingTests {
  private let folder = try? TemporaryFolder()
  private let box = Box(to: "hq", from: "xj")

  private func carrier() throws -> FolderCarrier { try FolderCarrier(#require(folder).url) }

  private func met(_ times: Int) throws -> (FolderCarrier, MemoryNode) {
    let carrier = try carrier()
    var plant = try MemoryNode("xj", seed: 1)
    for _ in 0..<times { try plant.meet("hq", over: carrier) }
    return (carrier, plant)
  }

  private func numbers(_ hearing: Hearing) -> [Int] { hearing.statements.map(\.statement.number) }

  @Test func `a signature without its statement spoils nothing, and goes with the next meeting`()
    throws
  {
    let (carrier, plant) = try met(1)
    try carrier.lay([1], as: "statement.\(plant.chain).2.json.sig", in: box)
    let hearing = try Hearing(for: "hq", from: carrier)
    #expect(numbers(hearing) == [1])
    #expect(hearing.spoiled.isEmpty)
    var again = plant
    try again.meet("hq", over: carrier)
    try again.meet("hq", over: carrier)
    let names = try carrier.names(in: box).filter { $0.hasPrefix("statement") }
    let newest = "statement.\(plant.chain).3.json"
    #expect(names == [newest, newest + ".sig"])
  }

  @Test func `of two statements the newer counts, however they are listed`() throws {
    let (carrier, plant) = try met(9)
    let old = "statement.\(plant.chain).9.json"
    let kept = try [old, old + ".sig"].map { ($0, try carrier.read($0, in: box)) }
    var again = plant
    try again.meet("hq", over: carrier)
    for (name, bytes) in kept { try carrier.lay(bytes, as: name, in: box) }
    let hearing = try Hearing(for: "hq", from: carrier)
    #expect(numbers(hearing) == [10])
    #expect(hearing.spoiled.isEmpty)
  }

  @Test func `a pair under the names of before is heard, and replaced`() throws {
    let (carrier, plant) = try met(1)
    let (name, old) = ("statement.\(plant.chain).1.json", "statement.\(plant.chain).json")
    for suffix in ["", ".sig"] {
      try carrier.lay(carrier.read(name + suffix, in: box), as: old + suffix, in: box)
      try carrier.remove(name + suffix, from: box)
    }
    #expect(try numbers(Hearing(for: "hq", from: carrier)) == [1])
    var again = plant
    try again.meet("hq", over: carrier)
    #expect(try !carrier.names(in: box).contains { $0.hasPrefix(old) })
    #expect(StatementName("statement.\(plant.chain).0.json") == nil)
    #expect(StatementName("statement.\(plant.chain).1.2.json") == nil)
  }
}
