import Synchronization

/// What a small file said when it was last read. Headquarters ask the same files for each of hundreds of
/// entities; they are read every time, and understood anew only where their bytes are others.
final class LastRead<Meaning: Sendable>: Sendable {
  private let last = Mutex<(bytes: [UInt8], meaning: Meaning)?>(nil)

  func meaning(
    of bytes: [UInt8], _ read: ([UInt8]) throws -> Meaning
  ) rethrows -> Meaning {
    if let known = last.withLock({ $0 }), known.bytes == bytes { return known.meaning }
    let meaning = try read(bytes)
    last.withLock { $0 = (bytes, meaning) }
    return meaning
  }
}
