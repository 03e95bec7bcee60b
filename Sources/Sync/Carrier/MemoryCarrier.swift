import Synchronization

/// A stick in memory, for tests and simulated plants.
package final class MemoryCarrier: Carrier {
  private let boxes = Mutex<[Box: [String: [UInt8]]]>([:])

  package init() {}

  package func senders(to node: String) -> [String] {
    boxes.withLock { all in all.keys.filter { $0.to == node }.map(\.from).sorted() }
  }

  package func names(in box: Box) -> [String] {
    boxes.withLock { $0[box, default: [:]].keys.sorted() }
  }

  package func read(_ name: String, in box: Box) throws(CarrierFault) -> [UInt8] {
    guard let bytes = boxes.withLock({ $0[box]?[name] }) else {
      throw .failed(place: "\(box.to)/\(box.from)/\(name)", detail: "none")
    }
    return bytes
  }

  package func lay(_ bytes: [UInt8], as name: String, in box: Box) throws(CarrierFault) {
    try CarrierName.check(name, box.to, box.from)
    boxes.withLock { $0[box, default: [:]][name] = bytes }
  }

  package func remove(_ name: String, from box: Box) {
    boxes.withLock { $0[box]?[name] = nil }
  }
}
