/// What every carrier promises, tried on one: the same suite for tests and for a person's stick.
///
/// It works in boxes that no node can have, since `_` stands in no node's name, and empties them.
package struct CarrierContract {
  /// One thing a carrier promises.
  package enum Promise: String, CaseIterable, Sendable {
    /// What was laid down reads back, after the carrier was opened again.
    case keeps
    /// A file laid again under its name is the new one, whole, and there once.
    case replaces
    /// A file without a byte stays one.
    case empty
    /// 8 MiB read back.
    case large
    /// As many files with long names as a bad month brings.
    case many
    /// What lies in one box is in no other.
    case isolates
    /// Names that a file system may change are refused.
    case names
    /// Removing takes one file away, and none where there is none.
    case removes
  }

  /// What came of one promise.
  package struct Finding: Sendable {
    package let promise: Promise
    /// What was found instead; nil if it was kept.
    package let breach: String?
  }

  /// In the order of ``Promise``.
  package private(set) var findings: [Finding] = []

  private let open: () throws(CarrierFault) -> any Carrier
  private let files: Int
  private let box = Box(to: "self_test", from: "self_a")
  private let other = Box(to: "self_test", from: "self_b")

  /// Tries every promise.
  ///
  /// - Parameters:
  ///   - files: how many ``Promise/many`` are.
  ///   - open: opens the carrier anew.
  /// - Throws: ``CarrierFault`` if it refuses a call that it must answer, such as a full stick;
  ///   what was tried is cleared away all the same.
  package init(
    files: Int = 256, opening open: @escaping () throws(CarrierFault) -> any Carrier
  ) throws(CarrierFault) {
    (self.open, self.files) = (open, files)
    let found: [Finding]
    do throws(CarrierFault) {
      try clear()
      found = try tryAll()
    } catch {
      try? clear()
      throw error
    }
    try clear()
    findings = found
  }

  private func tryAll() throws(CarrierFault) -> [Finding] {
    var found: [Finding] = []
    for promise in Promise.allCases {
      do throws(CarrierFault) {
        found.append(Finding(promise: promise, breach: try attempt(promise)))
      } catch {
        guard case .unfaithful(let file) = error else { throw error }
        found.append(Finding(promise: promise, breach: file))
      }
      try clear()
    }
    return found
  }

  private func attempt(_ promise: Promise) throws(CarrierFault) -> String? {
    switch promise {
    case .keeps: try keeps(Self.bytes(1_000), as: "a.1-2.bundle")
    case .empty: try keeps([], as: "empty")
    case .large: try keeps(Self.bytes(8 << 20), as: "large.bundle")
    case .replaces: try replaces()
    case .many: try many()
    case .isolates: try isolates()
    case .names: try names()
    case .removes: try removes()
    }
  }

  private func clear() throws(CarrierFault) {
    let carrier = try open()
    for box in [box, other] {
      try carrier.tidy(box)
      for name in try carrier.names(in: box) { try carrier.remove(name, from: box) }
      if let folder = carrier as? FolderCarrier { try folder.close(box) }
    }
  }
}

extension CarrierContract {
  private func keeps(_ bytes: [UInt8], as name: String) throws(CarrierFault) -> String? {
    try open().lay(bytes, as: name, in: box)
    let carrier = try open()
    guard try carrier.names(in: box) == [name] else { return "names" }
    guard try carrier.senders(to: box.to).contains(box.from) else { return "senders" }
    return try carrier.read(name, in: box) == bytes ? nil : name
  }

  private func replaces() throws(CarrierFault) -> String? {
    // The second is shorter: nothing of the first may stick out behind it.
    for size in [90_000, 7, 40_000] {
      if let breach = try keeps(Self.bytes(size), as: "statement.json") {
        return "\(breach): \(size)"
      }
    }
    return nil
  }

  private func many() throws(CarrierFault) -> String? {
    let carrier = try open()
    let names = (0..<files).map { number in
      let digits = String(number)
      return digits + String(repeating: "x", count: 113 - digits.utf8.count) + ".bundle"
    }
    for (number, name) in names.enumerated() {
      try carrier.lay(Self.bytes(number), as: name, in: box)
    }
    let again = try open()
    guard try again.names(in: box) == names.sorted() else { return "names" }
    for (number, name) in names.enumerated() {
      guard try again.read(name, in: box) == Self.bytes(number) else { return name }
    }
    return nil
  }

  private func isolates() throws(CarrierFault) -> String? {
    let carrier = try open()
    try carrier.lay([1], as: "same", in: box)
    try carrier.lay([2], as: "same", in: other)
    guard try carrier.read("same", in: box) == [1] else { return "same" }
    try carrier.remove("same", from: box)
    return try carrier.read("same", in: other) == [2] ? nil : "same"
  }

  private func names() throws(CarrierFault) -> String? {
    let carrier = try open()
    let bad = [
      "", ".", "..", ".hidden", "behind.", "A", "a b", "a/b", "../a", "a:b", "坎", "a\n",
      String(repeating: "x", count: 121),
    ]
    for name in bad {
      do throws(CarrierFault) { try carrier.lay([1], as: name, in: box) } catch {
        if case .refusedName = error { continue }
        throw error
      }
      return name
    }
    return try carrier.names(in: box).isEmpty ? nil : "names"
  }

  private func removes() throws(CarrierFault) -> String? {
    let carrier = try open()
    try carrier.remove("none", from: box)
    try carrier.lay([1], as: "goes", in: box)
    try carrier.lay([2], as: "stays", in: box)
    try carrier.remove("goes", from: box)
    try carrier.remove("goes", from: box)
    return try open().names(in: box) == ["stays"] ? nil : "names"
  }

  /// Bytes of every value, in no order that a file system could make up itself.
  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 11) }
  }
}
