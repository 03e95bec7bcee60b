/// Takes files from node to node: a folder on a stick, a link, or memory.
///
/// A carrier is not trusted with anything: it may lose, repeat, reorder or damage what it carries.
/// It must only keep one promise: what ``lay(_:as:in:)`` returned from is what ``read(_:in:)``
/// gives, or it says that it cannot.
package protocol Carrier: Sendable {
  /// The nodes that laid something down for a node.
  func senders(to node: String) throws(CarrierFault) -> [String]

  /// The names of the files in a box.
  func names(in box: Box) throws(CarrierFault) -> [String]

  /// A file's bytes.
  func read(_ name: String, in box: Box) throws(CarrierFault) -> [UInt8]

  /// Puts a file into a box, durably: it has been read again and is what was given.
  ///
  /// - Parameter name: of `[a-z0-9._-]`, at most 120 characters.
  func lay(_ bytes: [UInt8], as name: String, in box: Box) throws(CarrierFault)

  /// Takes a file out of a box that nobody needs any more; one that is not there is no fault.
  func remove(_ name: String, from box: Box) throws(CarrierFault)

  /// Removes what a writer that died left unfinished in a box; only the box's own writer calls it.
  func tidy(_ box: Box) throws(CarrierFault)
}

extension Carrier {
  package func tidy(_ box: Box) throws(CarrierFault) {}
}

/// Where one node lays down files for another.
package struct Box: Sendable, Hashable {
  /// The node that reads them.
  package let to: String
  /// The node that wrote them.
  package let from: String

  package init(to: String, from: String) { (self.to, self.from) = (to, from) }
}
