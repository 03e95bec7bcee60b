/// Reads the member `act` of an entry that may come from another node. Only form is judged.
struct ActReader {
  let path: String

  func act(_ json: JSON) throws(EntryFault) -> Act {
    guard json.object != nil else { throw wrong("", json) }
    var move = Act.Move(
      try id(json, "action"), to: json["state"] == nil ? nil : try id(json, "state"))
    move.rests = try acts(json, "rests")
    move.checked = try values(json, "checked")
    return Act(
      move, after: try acts(json, "after"), text: try text(json), place: try place(json),
      signer: try signer(json))
  }

  private func place(_ json: JSON) throws(EntryFault) -> SigningPlace {
    guard let chain = json["chain"]?.string, Grammar.isChain(chain)
    else { throw wrong("chain", json["chain"]) }
    guard let claimed = json["claimed"]?.string, claimed.utf8.count <= 40,
      SchemaRule.Format.dateTime.accepts(claimed)
    else { throw wrong("claimed", json["claimed"]) }
    return SigningPlace(chain: chain, claimed: claimed, library: try library(json["library"]))
  }

  /// `<chain>:<seq>:<40 hex>`, as commits write what they have seen.
  private func library(_ json: JSON?) throws(EntryFault) -> ChainHead? {
    guard let json else { return nil }
    let parts = (json.string ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, Grammar.isChain(parts[0]), let seq = Grammar.counting(parts[1]),
      Grammar.isHex(parts[2], count: 40)
    else { throw wrong("library", json) }
    return ChainHead(chain: String(parts[0]), seq: seq, commit: String(parts[2]))
  }

  private func signer(_ json: JSON) throws(EntryFault) -> SignerNames {
    let names = json["signer"]
    guard let name = try self.name(names, "name") else { throw wrong("signer/name", names) }
    return SignerNames(
      name, post: try self.name(names, "post"), department: try self.name(names, "department"))
  }

  private func name(_ json: JSON?, _ member: String) throws(EntryFault) -> String? {
    guard let value = json?[member] else { return nil }
    guard let text = value.string, (1...200).contains(text.unicodeScalars.count)
    else { throw wrong("signer/\(member)", value) }
    return text
  }

  /// The whole text, or its hash; never both, because they could differ.
  private func text(_ json: JSON) throws(EntryFault) -> SignedText {
    guard let digest = json["digest"] else {
      let text = try values(json, "text")
      guard text.allSatisfy({ Grammar.isField($0.key) && $0.value != .null })
      else { throw wrong("text", json["text"]) }
      return SignedText(text)
    }
    guard json["text"] == nil, let hash = digest.string.flatMap({ ContentHash($0) })
    else { throw wrong("digest", digest) }
    return SignedText(digest: hash)
  }

  private func values(_ json: JSON, _ member: String) throws(EntryFault) -> [String: JSON] {
    guard let value = json[member], let values = value.object, value.isFactValue
    else { throw wrong(member, json[member]) }
    return values
  }

  private func acts(_ json: JSON, _ member: String) throws(EntryFault) -> [ContentHash] {
    guard let items = json[member]?.array, items.count <= 1000
    else { throw wrong(member, json[member]) }
    var acts: [ContentHash] = []
    for item in items {
      guard let act = item.string.flatMap({ ContentHash($0) }), !acts.contains(act)
      else { throw wrong(member, item) }
      acts.append(act)
    }
    return acts
  }

  private func id(_ json: JSON, _ member: String) throws(EntryFault) -> String {
    guard let text = json[member]?.string, Grammar.isID(text)
    else { throw wrong(member, json[member]) }
    return text
  }

  private func wrong(_ member: String, _ found: JSON?) -> EntryFault {
    .wrongMember(
      path: path, member: member.isEmpty ? "act" : "act/\(member)", found: found?.excerpt ?? "")
  }
}
