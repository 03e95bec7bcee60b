import Indexing
import SiteModel
import Storage

/// The acts about an inventory as they were signed, for those who look without Karez.
struct ApprovalProof {
  /// One act.
  struct Item {
    let act: JudgedAct
    /// The commit that brought it, and its path there; the signature lies beside it as `.sig`.
    let commit: String
    let path: String
    /// The bytes that were signed.
    let statement: [UInt8]
    /// In OpenSSH's armour; namespace `karez-act`.
    let signature: [UInt8]
  }

  let answer: AskApproval.Answer
  let items: [Item]

  /// - Throws: ``StoreFault/damaged`` if the store no longer holds what it held.
  init(_ answer: AskApproval.Answer, on site: Site) throws {
    self.answer = answer
    items = try answer.acts.map { act in
      let name = act.entry.name
      guard let id = try site.index.commit(name)?.id, let object = ObjectID(id) else {
        throw StoreFault.damaged(name: "\(name)", detail: "commit")
      }
      let (commit, path) = (try site.store.commit(object), act.key.path(seq: name.seq))
      guard let statement = try site.store.file(path, in: commit),
        let signature = try site.store.file(act.key.signaturePath(seq: name.seq), in: commit),
        ContentHash(of: statement) == act.identity
      else { throw StoreFault.damaged(name: path, detail: "sha256") }
      return Item(act: act, commit: id, path: path, statement: statement, signature: signature)
    }
  }

  /// What an export lays beside the inventory's own bytes, which nothing may change.
  var json: JSON {
    [
      "inventory": .string(answer.id), "state": .string(answer.state),
      "inForce": .bool(answer.isInForce),
      "replacedBy": answer.replacedBy.map(JSON.string) ?? .null, "record": .object(answer.fields),
      "acts": .array(
        items.map { item in
          [
            "action": .string(item.act.act.action), "by": .string(item.act.person),
            "name": .string(item.act.act.signer.name), "commit": .string(item.commit),
            "path": .string(item.path), "sha256": .string(item.act.identity.description),
            "statement": .string(String(decoding: item.statement, as: UTF8.self)),
            "signature": .string(String(decoding: item.signature, as: UTF8.self)),
          ]
        }),
    ]
  }
}
