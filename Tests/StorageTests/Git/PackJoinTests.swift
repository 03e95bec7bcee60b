import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

/// Joining packs loses nothing, whenever it stops.
@Suite struct PackJoinTests {
  private func packs(_ plant: Plant) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: plant.path + "/objects/pack").sorted()
  }

  private func verify(_ store: any FactStore, _ plant: Plant) -> [StoreVerification.Finding] {
    StoreVerification(of: store, entity: "plant", keys: ["a3kx": plant.key.publicKey]).findings
  }

  @Test func `many small packs become one, and other readers notice nothing`() throws {
    let plant = try Plant()
    let store = try plant.reopened()
    for number in 0..<51 { try plant.append(["a\(number).txt": "\(number)"]) }
    let reader = try plant.reopened()
    #expect(verify(reader, plant).isEmpty)
    #expect(try store.joinPacks() == 51)
    #expect(try packs(plant).count == 2)
    #expect(verify(store, plant).isEmpty && verify(reader, plant).isEmpty)
    #expect(verify(try plant.reopened(), plant).isEmpty)
    let fsck = try plant.git("fsck", "--strict", "--full")
    #expect(fsck.status == 0 && fsck.error.isEmpty, "\(fsck)")
    #expect(try store.joinPacks() == 0)
    #expect(try plant.append(["next.txt": "1"]).seq == 52)
  }

  @Test func `killed before the old packs are gone, everything is there`() throws {
    let plant = try Plant()
    for number in 0..<6 { try plant.append(["a\(number).txt": "\(number)"]) }
    let copy = plant.folder.path("copy")
    try FileManager.default.copyItem(atPath: plant.path + "/objects/pack", toPath: copy)
    #expect(try plant.reopened().joinPacks(moreThan: 1) == 6)
    // All of the old come back, one of them without its index.
    let old = try FileManager.default.contentsOfDirectory(atPath: copy).sorted().dropFirst()
    for name in old {
      try FileManager.default.copyItem(
        atPath: "\(copy)/\(name)", toPath: "\(plant.path)/objects/pack/\(name)")
    }
    let store = try plant.reopened()
    #expect(verify(store, plant).isEmpty)
    #expect(try store.joinPacks(moreThan: 1) == 6)
    #expect(verify(store, plant).isEmpty)
    #expect(try plant.git("fsck", "--full").status == 0)
  }

  @Test func `a damaged pack, one with deltas and one that is kept stay as they are`() throws {
    let plant = try Plant()
    for number in 0..<3 {
      try plant.append(["a\(number).txt": String(repeating: "\(number),", count: 500)])
    }
    #expect(try plant.git("gc", "-q").status == 0)
    let deltas = try packs(plant).filter { $0.hasSuffix(".pack") }
    try plant.append(["kept.txt": "1"])
    let kept = try packs(plant).filter { $0.hasSuffix(".pack") && !deltas.contains($0) }
    let keep = plant.path + "/objects/pack/" + kept[0].dropLast(5) + ".keep"
    try Data().write(to: URL(filePath: keep))
    try plant.append(["hurt.txt": "1"])
    let hurt = try packs(plant).filter { $0.hasSuffix(".pack") && !(deltas + kept).contains($0) }
    let path = plant.path + "/objects/pack/" + hurt[0]
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[20] ^= 1
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    try bytes.write(to: URL(filePath: path))
    for number in 3..<5 { try plant.append(["a\(number).txt": "\(number)"], chain: "b7qz") }
    #expect(try plant.reopened().joinPacks(moreThan: 1) == 2)
    #expect(Set(deltas + kept + hurt).isSubset(of: try packs(plant)))
  }
}
