import SiteModel
import Testing

/// Readings of a register that leave its way and come back.
@Suite struct ExcursionTests {
  private static func places(_ values: [Int]) -> [Int] {
    Excursions.places(in: values.map { Decimal18(units: Int64($0), decimals: 0) })
  }

  // The shapes that meters show, in our own numbers.
  @Test(arguments: [
    ([100, 100, 95, 120], [2]), ([300, 210, 210, 210, 320], [1, 2, 3]), ([50, 40, 50], [1]),
    ([100, 101, 900, 102, 103], [2]), ([10, 9000, 9000, 11, 12, 13], [1, 2]),
    ([100, 0, 0, 0, 110], [1, 2, 3]), ([7, 8, 9], []), ([999_984, 20, 40], []), ([], []),
    // Either side could be wrong: the one below is taken.
    ([100, 120, 110, 130], [2]),
    // Two faults, one behind the other.
    ([10, 5, 12, 70, 13, 14], [1, 3]),
  ])
  func `the shorter side of a fall is outside`(_ values: [Int], _ outside: [Int]) {
    #expect(Self.places(values) == outside)
  }

  @Test func `without what is outside, a register falls only where nothing comes back`() {
    var random = SeededRandom(seed: 521)
    var found = 0
    for _ in 0..<5000 {
      var (values, standing) = ([Int](), 1000)
      for _ in 0..<Int.random(in: 2...14, using: &random) {
        standing += Int.random(in: 0...30, using: &random)
        let isWrong = Int.random(in: 0..<5, using: &random) == 0
        values.append(isWrong ? Int.random(in: 0...3000, using: &random) : standing)
      }
      let outside = Set(Self.places(values))
      found += outside.isEmpty ? 0 : 1
      let rest = values.indices.filter { !outside.contains($0) }.map { values[$0] }
      // What is left over of a fall: nothing before stands as low, nothing behind gets as high.
      for at in rest.indices.dropFirst() where rest[at] < rest[at - 1] {
        #expect(rest[..<at].allSatisfy { $0 > rest[at] }, "\(values)")
        #expect(rest[at...].allSatisfy { $0 < rest[at - 1] }, "\(values)")
      }
    }
    #expect(found > 1000)
  }
}
