import SiteModel
import Storage
import Sync

/// A stick that goes between two nodes, and what befalls it on the way.
struct Stick {
  /// The short names of the two ends.
  let ends: [String]
  var carrier = MemoryCarrier()
  /// Sticks that took its place were lost; they may turn up late.
  var lost: [MemoryCarrier] = []

  init(between ends: [String]) { self.ends = ends }

  private var boxes: [Box] {
    [Box(to: ends[0], from: ends[1]), Box(to: ends[1], from: ends[0])]
  }

  private var files: [(box: Box, name: String)] {
    boxes.flatMap { box in carrier.names(in: box).map { (box, $0) } }
  }

  /// The bundles that lie there, in both boxes.
  var bundles: [BundleName] { files.compactMap { BundleName($0.name) } }

  /// A blank one takes its place.
  mutating func lose() {
    lost.append(carrier)
    if lost.count > 3 { lost.removeFirst() }
    carrier = MemoryCarrier()
  }

  /// One that was lost takes its place, with all the old that lies on it.
  mutating func find(using random: inout SeededRandom) -> Bool {
    guard let place = lost.indices.randomElement(using: &random) else { return false }
    (carrier, lost[place]) = (lost[place], carrier)
    return true
  }

  /// Everything of another stick is copied over it: the old comes back beside the new.
  func overlay(_ other: Stick) throws {
    for file in other.files {
      try carrier.lay(try other.carrier.read(file.name, in: file.box), as: file.name, in: file.box)
    }
  }

  /// Damages a file.
  ///
  /// - Returns: how; nil if there is none.
  func damage(using random: inout SeededRandom) throws -> String? {
    guard let file = files.randomElement(using: &random) else { return nil }
    let bytes = try carrier.read(file.name, in: file.box)
    switch Int.random(in: 0..<6, using: &random) {
    case 0..<2:
      guard !bytes.isEmpty else { return nil }
      var flipped = bytes
      // Half of them near the beginning, where a header is.
      let end = Bool.random(using: &random) ? min(160, bytes.count) : bytes.count
      flipped[Int.random(in: 0..<end, using: &random)] ^=
        1 << UInt8.random(in: 0..<8, using: &random)
      try carrier.lay(flipped, as: file.name, in: file.box)
      return "flipped"
    case 2:
      let cut = Int.random(in: 0...bytes.count, using: &random)
      try carrier.lay(Array(bytes.prefix(cut)), as: file.name, in: file.box)
      return "truncated"
    case 3: return unsign(using: &random)
    case 4: return try swap(using: &random)
    default: return try duplicate(using: &random)
    }
  }

  private func unsign(using random: inout SeededRandom) -> String? {
    let signatures = files.filter { $0.name.hasSuffix(".sig") }
    guard let file = signatures.randomElement(using: &random) else { return nil }
    carrier.remove(file.name, from: file.box)
    return "unsigned"
  }

  /// Two bundles change their names: they are read in another order than they were laid.
  private func swap(using random: inout SeededRandom) throws -> String? {
    let bundles = files.filter { BundleName($0.name) != nil }
    guard bundles.count > 1, let a = bundles.randomElement(using: &random),
      let b = bundles.randomElement(using: &random), a != b
    else { return nil }
    let (bytes, others) = (
      try carrier.read(a.name, in: a.box), try carrier.read(b.name, in: b.box)
    )
    try carrier.lay(others, as: a.name, in: a.box)
    try carrier.lay(bytes, as: b.name, in: b.box)
    return "reordered"
  }

  /// A bundle lies there twice, under another good name.
  private func duplicate(using random: inout SeededRandom) throws -> String? {
    let bundles = files.filter { BundleName($0.name) != nil }
    guard let file = bundles.randomElement(using: &random), let name = BundleName(file.name) else {
      return nil
    }
    let (first, last) = (name.numbers.lowerBound, name.numbers.upperBound)
    guard last > 1 else { return nil }
    let other = BundleName(
      chain: name.chain, numbers: (first == 1 ? last : 1)...last, head: name.head)
    let bytes = try carrier.read(file.name, in: file.box)
    try carrier.lay(bytes, as: other.description, in: file.box)
    return "duplicated"
  }
}
