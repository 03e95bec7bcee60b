/// What a person's record says of him. Anybody who can write the folder can write it: what counts
/// is what another person vouched for, ``PersonStanding``.
package struct Person: Sendable, Hashable {
  /// The record's id; what `by` of an entry names.
  package let id: String
  /// As on the signature block.
  package let name: String
  /// 工号; unique in the entity.
  package let number: String
  /// The id of the department's record; nil for none.
  package let department: String?
  /// `ssh-ed25519 AAAA…`; nil before he has a key.
  package let key: String?
  /// As proposed; dated.
  package let posts: [Appointment]
  /// The last day he worked here; nil while he does. Nobody is deleted.
  package let left: CivilDate?

  /// Reads the record as it is shown.
  ///
  /// - Returns: nil without an undisputed name and number, or for an id that is a node's.
  package init?(_ record: RecordKey, _ state: RecordState) {
    let values = state.values
    guard record.type == Self.type, !NodeVoucher.isOne(record.id),
      let name = values["name"]?.string, let number = values["number"]?.string
    else { return nil }
    (id, self.name, self.number) = (record.id, name, number)
    department = values["department"]?.string
    key = values["key"]?.string
    posts = Appointment.list(values["posts"]) ?? []
    left = values["left"]?.string.flatMap { CivilDate($0) }
  }

  /// The posts held on a day, in the order of the record.
  package func posts(on day: CivilDate) -> [Appointment] { posts.filter { $0.isHeld(on: day) } }

  /// The record type.
  package static let type = "person"
}

/// The two roles that trust itself hangs on; all others are words of lifecycles.
package enum TrustRole {
  /// 系统管理: may vouch for other people.
  package static let administrator = "admin"
  /// The headquarters' node; no person holds it.
  package static let headquarters = "hq-node"
}

/// A node that signs in place of a person, with its chain's key: `node-<chain>` in `by`.
///
/// It can do two things: vouch for the first administrator, where nobody is there who could, and
/// speak for headquarters. No person may bear such an id.
package enum NodeVoucher {
  /// What stands in `by`.
  package static func id(of chain: String) -> String { "node-\(chain)" }

  /// The chain an id stands for; nil for a person's.
  package static func chain(of id: String) -> String? {
    guard id.hasPrefix("node-") else { return nil }
    return String(id.dropFirst(5))
  }

  static func isOne(_ id: String) -> Bool { chain(of: id) != nil }

  /// The chain of a node that signs and is not headquarters'.
  static func founder(_ id: String, _ evidence: Evidence) -> String? {
    chain(of: id).flatMap { evidence.headquarters[$0] == nil ? $0 : nil }
  }
}
