import Storage
import Sync

/// A stick whose calls pass a fuse.
struct FusedCarrier: Carrier {
  let inner: MemoryCarrier
  let fuse: Fuse
  let unsynced: Unsynced

  func senders(to node: String) throws(CarrierFault) -> [String] {
    try through { () throws(CarrierFault) in inner.senders(to: node) }
  }

  func names(in box: Box) throws(CarrierFault) -> [String] {
    try through { () throws(CarrierFault) in inner.names(in: box) }
  }

  func read(_ name: String, in box: Box) throws(CarrierFault) -> [UInt8] {
    try through { () throws(CarrierFault) in try inner.read(name, in: box) }
  }

  func lay(_ bytes: [UInt8], as name: String, in box: Box) throws(CarrierFault) {
    try through(isWrite: true) { () throws(CarrierFault) in
      unsynced.keep(name, in: box, was: try? inner.read(name, in: box))
      try inner.lay(bytes, as: name, in: box)
    }
  }

  func remove(_ name: String, from box: Box) throws(CarrierFault) {
    try through(isWrite: true) { () throws(CarrierFault) in inner.remove(name, from: box) }
  }

  private func through<Answer>(
    isWrite: Bool = false, _ call: () throws(CarrierFault) -> Answer
  ) throws(CarrierFault) -> Answer {
    if let mode = fuse.before(isWrite: isWrite) {
      throw mode == .full
        ? .full(place: "stick") : .failed(place: "stick", detail: mode.rawValue)
    }
    let answer = try call()
    if fuse.after() { throw .failed(place: "stick", detail: "killed") }
    return answer
  }
}
