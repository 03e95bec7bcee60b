import Indexing
package import SiteModel
import Storage

/// A person who has found a factor's value in its publication signs that.
///
/// The factor keeps its mark; the confirmation is shown beside it wherever the factor is used from
/// then on. Inventories that were drawn up before stay as they are.
package struct ConfirmFactor {
  /// What the person saw.
  package struct Wishes: Sendable {
    package var id: String
    /// The document that was looked at.
    package var source: String
    /// Page, table or clause.
    package var page: String

    package init(_ id: String, source: String, page: String) {
      (self.id, self.source, self.page) = (id, source, page)
    }
  }

  /// Takes the factor in if it is not held yet, writes the record and signs it.
  ///
  /// - Returns: the record of the confirmation.
  /// - Throws: ``ShippedFault/noFactor(id:)``, ``PersonFault`` if nobody is at the door or somebody
  ///   without a key, ``ActRefusal``; before anything is written but for a refusal by the law.
  package static func run(_ wishes: Wishes, on site: Site) throws -> RecordKey {
    try site.write { session in
      let signer = try Signer(of: session.site)
      let (factor, found, isHeld) = try HeldFactors(of: session.site).find(wishes.id)
      let values: [String: JSON] = [
        "factor": .string(factor.id), "value": .string(found.text),
        "unit": .string(found.value.unit.symbol), "source": .string(wishes.source),
        "page": .string(wishes.page),
      ]
      let key = RecordKey.known(FactorConfirmation.type, NewName.random())
      let entry = try session.site.schemas.entry(setting: values, of: key, by: session.writer)
      try session.commit("核对因子 \(wishes.id)") { files in
        if !isHeld { try Adoption(session: session).take(found, into: &files) }
        try files.add(entry)
      }
      try ActOnRecord.sign(ActOnRecord.Wishes("confirm"), signer, session, key)
      return key
    }
  }
}
