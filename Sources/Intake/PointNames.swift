/// Numbers for the names of points, passed by value so that pieces parsed apart agree later.
///
/// A copy handed to ``parse(_:plan:names:reusing:)`` comes back in the batch with the new names
/// behind the old ones; ``merge(_:)`` says what the new ones are called here. The order of merging
/// decides the numbers, so merge in file order.
package struct PointNames: Sendable {
  /// Every name once; its place is its number.
  package private(set) var names: [String] = []
  /// How many names a copy had when its piece was begun; those have the same number everywhere.
  private var inherited = 0
  private var numbers: [[UInt8]: UInt16] = [:]
  private var entries: [Entry] = []
  private var words: [UInt64] = []

  /// What the fast path compares a field with.
  private struct Entry {
    var firstWord: UInt32
    /// Bytes of the name; 0 if a field that shows these bytes may mean another name.
    var length: UInt16
    /// The number that followed this one last time.
    var follower: UInt16
  }

  package init() {}

  /// A table that begins with these names, in this order.
  package init(_ names: [String]) {
    for name in names { _ = number(Array(name.utf8)[...]) }
  }

  package var count: Int { names.count }

  /// Takes in the names a piece has found.
  ///
  /// - Parameter other: a table that began as a copy of this one at some earlier moment.
  /// - Returns: for each number of `other` the number here; nil if all are the same.
  /// - Throws: ``IntakeFault/tooManyPoints``; the table is of no further use then.
  package mutating func merge(_ other: PointNames) throws(IntakeFault) -> [UInt16]? {
    guard other.count > other.inherited else {
      adopt(other) { $0 }
      return nil
    }
    var remap = (0..<other.count).map { UInt16($0) }
    var moved = false
    for place in other.inherited..<other.count {
      guard let here = number(Array(other.names[place].utf8)[...]) else { throw .tooManyPoints }
      moved = moved || here != remap[place]
      remap[place] = here
    }
    adopt(other) { remap[Int($0)] }
    return moved ? remap : nil
  }

  /// Learns what followed what in a piece, so that the next one need not learn it again.
  private mutating func adopt(_ other: PointNames, _ number: (UInt16) -> UInt16) {
    for (place, entry) in other.entries.enumerated() where entry.follower != UInt16(place) {
      entries[Int(number(UInt16(place)))].follower = number(entry.follower)
    }
  }

  /// Marks where a piece begins.
  mutating func begin() { inherited = count }

  /// The number of a name, new if need be; nil when 65,536 names are taken.
  mutating func number(_ name: ArraySlice<UInt8>) -> UInt16? {
    let key = Array(name)
    if let known = numbers[key] { return known }
    guard names.count <= Int(UInt16.max) else { return nil }
    let number = UInt16(names.count)
    numbers[key] = number
    names.append(String(decoding: name, as: UTF8.self))
    addWords(of: key, follower: number)
    return number
  }

  private mutating func addWords(of key: [UInt8], follower: UInt16) {
    let isPlain = key.count <= 256 && !key.contains(where: Self.isMark)
    entries.append(
      Entry(
        firstWord: UInt32(words.count), length: isPlain ? UInt16(key.count) : 0,
        follower: follower))
    for start in stride(from: 0, to: key.count, by: 8) {
      let part = key[start..<min(start + 8, key.count)]
      words.append(part.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  // In these a field may be quoted, cut or folded before it is a name.
  private static func isMark(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",")
      || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
  }

  /// Remembers which number came after which.
  mutating func follow(_ last: UInt16, by next: UInt16) {
    guard entries[Int(last)].follower != next else { return }
    entries[Int(last)].follower = next
  }

  /// The number expected after `last` if exactly its name stands between these places.
  func expected(after last: UInt16, in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt16? {
    let number = entries[Int(last)].follower
    let entry = entries[Int(number)]
    guard entry.length > 0, Int(entry.length) == end - start else { return nil }
    var (at, word) = (start, Int(entry.firstWord))
    while at < end {
      var (shift, left) = (0 as UInt64, words[word])
      while shift < 64 && at < end {
        guard bytes[at] == UInt8(truncatingIfNeeded: left) else { return nil }
        (at, shift, left) = (at &+ 1, shift &+ 8, left &>> 8)
      }
      word &+= 1
    }
    return number
  }

  /// The number expected after `last` if its name stands at `place`, and the name's length.
  ///
  /// The caller has made sure that 264 bytes can be read there.
  @inline(__always)
  func expected(after last: UInt16, in bytes: RawSpan, at place: Int) -> (UInt16, Int)? {
    let number = entries[Int(last)].follower
    let entry = entries[Int(number)]
    var (at, word, left) = (place, Int(entry.firstWord), Int(entry.length))
    guard left > 0 else { return nil }
    while left > 0 {
      let mask = left >= 8 ? UInt64.max : (1 &<< UInt64(left &* 8)) &- 1
      let found = bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self)
      guard found & mask == words[word] else { return nil }
      (at, word, left) = (at &+ 8, word &+ 1, left &- 8)
    }
    return (number, Int(entry.length))
  }
}
