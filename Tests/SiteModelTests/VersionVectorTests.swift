import SiteModel
import TestSupport
import Testing

@Suite struct VersionVectorTests {
  private static func some(using random: inout SeededRandom) -> VersionVector {
    VersionVector(
      Dictionary(
        uniqueKeysWithValues: ["aaaa", "bbbb", "cccc"].map {
          ($0, Int.random(in: 0...3, using: &random))
        }))
  }

  @Test func `pasts join like sets`() {
    var random = SeededRandom(seed: 61)
    for _ in 0..<5000 {
      let (a, b, c) = (
        Self.some(using: &random), Self.some(using: &random), Self.some(using: &random)
      )
      #expect(a.merged(with: b) == b.merged(with: a))
      #expect(a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c)))
      #expect(a.merged(with: a) == a)
      #expect(a.isWithin(a.merged(with: b)))
      #expect(a.isWithin(b) == (a.merged(with: b) == b))
      if a.relation(to: b) == .before { #expect(b.relation(to: a) == .after && a.size < b.size) }
    }
  }

  @Test func `a name means the branch that the past holds`() throws {
    let one = "a3k7~000000000001"
    let two = "a3k7~000000000002"
    let plain = EntryName(chain: "a3k7", seq: 7)
    let common = EntryName(chain: "a3k7", seq: 4)
    let past = VersionVector(["a3k7": 5, one: 9])
    #expect(past.resolve(common) == common)
    #expect(past.resolve(plain) == EntryName("a3k7.7~000000000001"))
    #expect(past.resolve(EntryName(chain: "a3k7", seq: 10)) == nil)
    let both = VersionVector(["a3k7": 5, one: 9, two: 8])
    #expect(both.resolve(plain) == nil)
    let told = try #require(EntryName("a3k7.7~000000000002"))
    #expect(both.resolve(told) == told && past.resolve(told) == nil)
  }
}
