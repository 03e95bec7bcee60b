import Foundation
package import SiteModel
import Storage
import Sync

/// What headquarters hands a new node on paper, by mail or on a stick: whom to join, and the
/// one-time word by which it will be known.
package struct Enrolment: Sendable, Equatable {
  /// The entity whose node it is for.
  package let entity: String
  /// The node's short name: under it headquarters lays things down.
  package let node: String
  /// 32 hex digits, used once.
  let word: String
  /// The short name of headquarters' node, and what the group is called.
  package let headquarters: (node: String, name: String)
  /// The chain of the library, and its key.
  let chain: String
  let key: SSHPublicKey
  /// The certificate authority, DER, by which headquarters is known over a link; nil in enrolments
  /// that were written before there were any.
  let authority: [UInt8]?

  /// As `ssh-keygen -l` prints it: to be compared with what headquarters says by telephone.
  package var fingerprint: String { key.fingerprint }

  package static func == (a: Enrolment, b: Enrolment) -> Bool {
    a.json == b.json
  }

  /// How a statement shows that its node knows the word, without saying it.
  static func proof(of word: String, by key: SSHPublicKey) -> String {
    ContentHash(of: Array("\(word) \(key.line)".utf8)).description
  }

  private var json: JSON {
    var members: [String: JSON] = [
      "format": 1, "entity": .string(entity), "node": .string(node), "word": .string(word),
      "headquarters": .string(headquarters.node), "name": .string(headquarters.name),
      "chain": .string(chain), "key": .string(key.line),
    ]
    members["authority"] = authority.map { .string(Data($0).base64EncodedString()) }
    return .object(members)
  }

  private static let namespace = "karez-enrolment"

  /// The file: one line of JSON with headquarters' signature over the member `enrolment`.
  func text(signedBy key: SSHKey) throws -> String {
    let signature = try SSHSignature(
      of: Array(json.canonical.utf8), namespace: Self.namespace, by: key)
    let file: JSON = ["enrolment": json, "signature": .string(signature.armored)]
    return file.canonical + "\n"
  }

  init(
    entity: String, node: String, word: String, headquarters: (node: String, name: String),
    chain: String, key: SSHPublicKey, authority: [UInt8]?
  ) {
    self.authority = authority
    (self.entity, self.node, self.word) = (entity, node, word)
    (self.headquarters, self.chain, self.key) = (headquarters, chain, key)
  }

  /// Reads the file.
  ///
  /// - Throws: ``ExchangeFault/noEnrolment``, also where a byte was changed.
  package init(_ text: String) throws(ExchangeFault) {
    guard let file = try? JSON.parse(text), let inner = file["enrolment"],
      let entity = inner["entity"]?.string, let node = inner["node"]?.string,
      let word = inner["word"]?.string, let name = inner["name"]?.string,
      let headquarters = inner["headquarters"]?.string, let chain = inner["chain"]?.string,
      let key = inner["key"]?.string.flatMap({ SSHPublicKey(line: $0) }),
      let signature = file["signature"]?.string.flatMap({ SSHSignature(armored: $0) }),
      Grammar.isID(entity), Grammar.isID(node), Grammar.isChain(chain),
      signature.key == key, key.mayBear(chain: chain),
      signature.isValid(for: Array(inner.canonical.utf8), namespace: Self.namespace)
    else { throw .noEnrolment }
    self.init(
      entity: entity, node: node, word: word, headquarters: (headquarters, name), chain: chain,
      key: key,
      authority: inner["authority"]?.string.flatMap { Data(base64Encoded: $0) }.map { Array($0) })
  }
}

/// Why nodes cannot be brought together.
package enum ExchangeFault: Fault, Equatable {
  /// The text is none of headquarters' enrolments, or was changed.
  case noEnrolment
  /// The enrolment is for another node.
  case otherNode(wanted: String, own: String)
  /// The node has joined already.
  case joined(headquarters: String)
  /// Only headquarters can do this.
  case notHeadquarters
  /// Headquarters follows; it joins nobody.
  case isHeadquarters
  /// A node of this name is enrolled, or about to be.
  case taken(node: String)
  /// No chain of this name waits to be admitted.
  case noChain(String)
  /// No entity of this name is followed here.
  case noEntity(String)
  /// A node has not said yet with which key to seal for it.
  case noSeal(node: String)
  /// Nobody to exchange with: the node has joined no headquarters.
  case alone

  package var kind: FaultKind {
    switch self {
    case .noEnrolment: .untrusted
    default: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noEnrolment: Phrase("exchange.no-enrolment")
    case .otherNode(let wanted, let own):
      Phrase("exchange.other-node", ["wanted": wanted, "own": own])
    case .joined(let headquarters): Phrase("exchange.joined", ["headquarters": headquarters])
    case .notHeadquarters: Phrase("exchange.not-headquarters")
    case .isHeadquarters: Phrase("exchange.is-headquarters")
    case .taken(let node): Phrase("exchange.taken", ["node": node])
    case .noChain(let chain): Phrase("exchange.no-chain", ["chain": chain])
    case .noEntity(let entity): Phrase("exchange.no-entity", ["entity": entity])
    case .noSeal(let node): Phrase("exchange.no-seal", ["node": node])
    case .alone: Phrase("exchange.alone")
    }
  }
}
