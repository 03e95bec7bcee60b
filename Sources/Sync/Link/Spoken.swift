import Foundation
package import SiteModel
import Storage

/// A statement as it crosses a link: its line, and a line with key and signature in 128 characters.
///
/// Over a bad line every byte of the envelope counts; from these two lines the armored signature that
/// lies beside a statement on a stick is made again, and stock `ssh-keygen` reads it.
package struct Spoken: Sendable {
  package let signed: SignedStatement
  /// What follows the two lines: what is said without a signature, since a lie costs only bytes.
  package let rest: [UInt8]

  package init(_ signed: SignedStatement, rest: [UInt8] = []) {
    (self.signed, self.rest) = (signed, rest)
  }

  package var bytes: [UInt8] {
    let signature = SSHSignature(armored: signed.signature)
    let proof = Data(signed.key.bytes + (signature?.bytes ?? [])).base64EncodedString()
    return signed.bytes + Array(proof.utf8) + [0x0A] + rest
  }

  /// Reads what came over a link.
  ///
  /// - Throws: ``StatementFault``, also for a signature that is not good.
  package init(_ bytes: [UInt8]) throws(StatementFault) {
    let lines = bytes.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3, let proof = Data(base64Encoded: Data(lines[1])), proof.count == 96,
      let key = SSHPublicKey(bytes: Array(proof.prefix(32))),
      let signature = SSHSignature(
        Array(proof.suffix(64)), namespace: SignedStatement.namespace, by: key)
    else { throw .malformed(member: "signature") }
    signed = try SignedStatement(
      Array(lines[0]) + [0x0A], signature: Array(signature.armored.utf8))
    rest = Array(lines[2])
  }

  /// What the other side repeats under its own signature: an old answer is none to a new question.
  package var name: ContentHash { ContentHash(of: signed.bytes) }
}

extension Statement {
  /// The box that goes with this statement over a link; nil: nothing lies in it.
  package var box: ListingName? {
    get { others["box"]?.string.flatMap { ListingName($0) } }
    set { others["box"] = newValue.map { .string($0.description) } }
  }

  /// In an answer: which question it answers.
  package var answers: ContentHash? {
    get { others["answers"]?.string.flatMap { ContentHash($0) } }
    set { others["answers"] = newValue.map { .string($0.description) } }
  }

  /// 32 bytes: with which key files on a stick are sealed for the one who speaks.
  package var sealKey: [UInt8]? {
    get {
      others["seal"]?.string.flatMap { Data(base64Encoded: $0) }
        .flatMap { $0.count == 32 ? Array($0) : nil }
    }
    set { others["seal"] = newValue.map { .string(Data($0).base64EncodedString()) } }
  }

  /// Lets other parts of the program say more of themselves; what stands already stays.
  package mutating func add(_ members: [String: JSON]) { others.merge(members) { old, _ in old } }
}

/// What an answer says beyond the statement.
package struct LinkAnswer: Sendable {
  /// Blocks of the asker's box that are to come next, in their order.
  package var lacks: [String] = []
  /// What the asker signs to move blocks; nil where none are to be moved.
  package var nonce: String?
  /// Files of the asker that were not taken in, and why.
  package var refused: [(file: String, why: Phrase)] = []
  /// Bundles of the asker that wait there for others.
  package var waiting: [String] = []

  package init() {}

  /// An object, or nothing where there is nothing to say.
  package var bytes: [UInt8] {
    var members: [String: JSON] = [:]
    if !lacks.isEmpty { members["lacks"] = .array(lacks.map(JSON.string)) }
    if let nonce { members["nonce"] = .string(nonce) }
    if !waiting.isEmpty { members["waiting"] = .array(waiting.map(JSON.string)) }
    if !refused.isEmpty {
      members["refused"] = .array(
        refused.map { ["file": .string($0.file), "why": $0.why.json] })
    }
    return members.isEmpty ? [] : JSON.object(members).canonicalBytes
  }

  /// Reads one; what is not understood says nothing.
  package init(_ bytes: [UInt8]) {
    guard let json = try? JSON.parse(bytes) else { return }
    lacks = (json["lacks"]?.array ?? []).compactMap(\.string)
    nonce = json["nonce"]?.string
    waiting = (json["waiting"]?.array ?? []).compactMap(\.string)
    refused = (json["refused"]?.array ?? []).compactMap { item in
      guard let file = item["file"]?.string, let why = item["why"].flatMap({ Phrase($0) }) else {
        return nil
      }
      return (file, why)
    }
  }
}

extension Phrase {
  /// For the other end of a link, which says it in its own person's language.
  package var json: JSON {
    [
      "key": .string(key), "values": .object(values.mapValues(JSON.string)),
      "within": .object(within.mapValues { .array($0.map(\.json)) }),
    ]
  }

  package init?(_ json: JSON) {
    guard let key = json["key"]?.string else { return nil }
    self.init(
      key, (json["values"]?.object ?? [:]).compactMapValues(\.string),
      within: (json["within"]?.object ?? [:]).mapValues {
        ($0.array ?? []).compactMap { Phrase($0) }
      })
  }
}
