import Foundation
import SiteModel
import Storage
import Sync
import TestSupport
import Testing

@Suite struct StickTests {
  private static func carriers() throws -> [any Carrier] {
    let folder = try TemporaryFolder()
    return [MemoryCarrier(), try FolderCarrier(folder.url)]
  }

  @Test func `two nodes that meet over one stick hold the same`() throws {
    let folder = try TemporaryFolder()
    for carrier in [MemoryCarrier(), try FolderCarrier(folder.url)] as [any Carrier] {
      var (plant, hq) = (try MemoryNode("xj", seed: 1), try MemoryNode("hq", seed: 2))
      for number in 1...5 { try plant.write("fact \(number)") }
      try hq.write("from headquarters")
      try plant.meet("hq", over: carrier)
      try hq.meet("xj", over: carrier)
      try plant.meet("hq", over: carrier)
      #expect(try plant.store.heads() == hq.store.heads())
      #expect(try plant.store.heads().count == 2)
      let again = try hq.meet("xj", over: carrier)
      #expect(again.items.isEmpty)
    }
  }

  @Test func `a stick that is lost costs nothing but the way`() throws {
    var (plant, hq) = (try MemoryNode("xj", seed: 1), try MemoryNode("hq", seed: 2))
    let sticks = [MemoryCarrier(), MemoryCarrier(), MemoryCarrier()]
    for (number, stick) in sticks.enumerated() {
      try plant.write("fact \(number)")
      try plant.meet("hq", over: stick)
      if number == 0 {
        try hq.meet("xj", over: stick)
        try plant.meet("hq", over: stick)
      }
    }
    try hq.meet("xj", over: sticks[2])
    #expect(try plant.store.heads() == hq.store.heads())
    let late = try hq.meet("xj", over: sticks[1])
    #expect(try plant.store.heads() == hq.store.heads())
    #expect(late.items.allSatisfy { if case .nothingNew = $0.result { true } else { false } })
  }
}

@Suite struct LeaningTests {
  @Test func `a bundle that brings less than its name says is written anew`() throws {
    var (plant, hq) = (try MemoryNode("xj", seed: 1), try MemoryNode("hq", seed: 2))
    let (stick, other) = (MemoryCarrier(), MemoryCarrier())
    try plant.write("fact 1")
    try plant.meet("hq", over: stick)
    try hq.meet("xj", over: stick)
    try plant.write("fact 2")
    try plant.meet("hq", over: stick)
    let head = try #require(try plant.store.heads()[plant.chain])
    let (short, whole) = (
      BundleName(chain: plant.chain, numbers: 2...2, head: head),
      BundleName(chain: plant.chain, numbers: 1...2, head: head)
    )
    let bytes = try stick.read(short.description, in: Box(to: "hq", from: "xj"))
    try other.lay(bytes, as: whole.description, in: Box(to: "new", from: "xj"))
    var third = try MemoryNode("new", seed: 3)
    try plant.meet("new", over: other)
    try third.meet("xj", over: other)
    #expect(try third.store.heads() == plant.store.heads())
  }

  @Test func `a bundle of which any byte was changed on a stick is written anew`() throws {
    var random = SeededRandom(seed: 907)
    var (plant, hq) = (try MemoryNode("xj", seed: 1), try MemoryNode("hq", seed: 2))
    let stick = MemoryCarrier()
    try plant.write("fact 1")
    try plant.meet("hq", over: stick)
    try hq.meet("xj", over: stick)
    try plant.write("fact 2")
    try plant.meet("hq", over: stick)
    let box = Box(to: "hq", from: "xj")
    let name = try #require(stick.names(in: box).first { BundleName($0) != nil })
    let good = try stick.read(name, in: box)
    // Those of the header stand in no hash of the pack.
    let others = (0..<60).map { _ in Int.random(in: good.indices, using: &random) }
    for place in Array(0..<120) + others {
      var bytes = good
      bytes[place] = bytes[place] == 0x61 ? 0x62 : 0x61
      try stick.lay(bytes, as: name, in: box)
      try plant.meet("hq", over: stick)
      #expect(try stick.read(name, in: box) == good, "byte \(place)")
    }
    try hq.meet("xj", over: stick)
    #expect(try hq.store.heads()[plant.chain] == plant.store.heads()[plant.chain])
  }

  @Test func `chains that lean on each other by turns come in from whole bundles`() throws {
    var (plant, hq) = (try MemoryNode("xj", seed: 1), try MemoryNode("hq", seed: 2))
    let stick = MemoryCarrier()
    for number in 1...4 {
      try plant.write("fact \(number)")
      try plant.meet("hq", over: stick)
      try hq.meet("xj", over: stick)
      try hq.write("receipt \(number)")
      try hq.meet("xj", over: stick)
      try plant.meet("hq", over: stick)
    }
    // A third disk gets both chains at once, each as one bundle.
    var third = try MemoryNode("new", seed: 3)
    let other = MemoryCarrier()
    try plant.meet("new", over: other)
    try third.meet("xj", over: other)
    #expect(try third.store.heads() == plant.store.heads())
  }
}
