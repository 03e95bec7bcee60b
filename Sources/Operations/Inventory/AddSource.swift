import Foundation
import Indexing
package import SiteModel
import Storage

/// Enters an emission source, and takes in the rule set and the factors it uses.
package struct AddSource {
  /// What the person said.
  package struct Wishes: Sendable {
    /// The number people use, such as S-EL.
    package var number: String
    /// The name in people's words; empty: the rule set's title.
    package var name: String
    /// The id of the rule set.
    package var rules: String
    /// Input → number of a point, or id of a factor.
    package var bindings: [(input: String, target: String)]

    package init(number: String, name: String, rules: String, bindings: [(String, String)]) {
      (self.number, self.name, self.rules) = (number, name, rules)
      self.bindings = bindings.map { (input: $0.0, target: $0.1) }
    }
  }

  /// Makes the record and what it rests on, in one commit.
  ///
  /// - Returns: the inputs that are not bound yet.
  /// - Throws: ``SourceFault``, ``ShippedFault`` or ``EmissionDataFault``; then nothing is written.
  package static func run(on site: Site, _ wishes: Wishes) throws -> [String] {
    try site.write { session in
      let site = session.site
      try FieldValues("source", on: site).checkUnique(["number": .string(wishes.number)])
      let shipped = ShippedRules(site.surroundings.share)
      let bytes = try shipped.rules(wishes.rules)
      let rules = try RuleSet(
        json: String(decoding: bytes, as: UTF8.self), file: "\(wishes.rules).json")
      let bound = try wishes.bindings.map { try bind($0, to: rules, site, shipped) }
      try session.commit("登记排放源 \(wishes.number)") { files in
        let adoption = Adoption(session: session)
        try adoption.take(rules, bytes, into: &files)
        for factor in bound.compactMap(\.factor) { try adoption.take(factor, into: &files) }
        let key = RecordKey.known("source", NewName.random())
        try adoption.add(source(wishes, rules, bound.map(\.json)), key: key, into: &files)
      }
      return rules.inputs.map(\.name).filter { name in
        !wishes.bindings.contains { $0.input == name }
      }
    }
  }

  private struct Bound {
    let json: JSON
    let factor: Factor?
  }

  private static func bind(
    _ binding: (input: String, target: String), to rules: RuleSet, _ site: Site,
    _ shipped: ShippedRules
  ) throws -> Bound {
    guard let input = rules.inputs.first(where: { $0.name == binding.input }) else {
      throw SourceFault.noInput(
        rules: rules.id, input: binding.input, known: rules.inputs.map(\.name))
    }
    switch input.role {
    case .activity:
      let point = try Points(of: site).usable(binding.target)
      return Bound(json: json(input.name, "point", point.id), factor: nil)
    case .factor:
      guard let factor = try shipped.factors()[binding.target] else {
        throw ShippedFault.noFactor(id: binding.target)
      }
      guard factor.value.unit.dimension == input.unit.dimension else {
        throw SourceFault.unit(
          input: input.name, expected: "\(input.unit)", given: "\(factor.value.unit)")
      }
      return Bound(
        json: json(input.name, "factor", RecordKey.shipped("factor", factor.id).id), factor: factor)
    }
  }

  private static func json(_ input: String, _ kind: String, _ ref: String) -> JSON {
    ["input": .string(input), "kind": .string(kind), "ref": .string(ref)]
  }

  private static func source(_ wishes: Wishes, _ rules: RuleSet, _ bindings: [JSON]) -> [String:
    JSON]
  {
    [
      "number": .string(wishes.number),
      "name": .string(wishes.name.isEmpty ? rules.title.zh : wishes.name),
      "rules": .string(rules.id), "bindings": .array(bindings), "status": "active",
    ]
  }
}

/// Takes shipped data into a store, as records of their own; what is there already stays.
struct Adoption {
  let session: WriteSession

  func take(_ rules: RuleSet, _ bytes: [UInt8], into files: inout CommitFiles) throws {
    let key = RecordKey.shipped("rule-set", rules.id)
    let hash = ContentHash(of: bytes)
    let now = try session.site.index.state(of: key)
    guard now.values["content"].flatMap(ContentValue.init)?.sha256 != hash else { return }
    let content = ContentValue(sha256: hash, path: "\(files.seq).1.json")
    try files.add(content: bytes, number: 1, suffix: "json", of: key)
    let values: [String: JSON] = [
      "rules": .string(rules.id), "version": .number(String(rules.version)),
      "title": ["zh": .string(rules.title.zh), "en": .string(rules.title.en)],
      "content": content.json,
    ]
    try add(values, key: key, now: now, into: &files)
  }

  func take(_ factor: Factor, into files: inout CommitFiles) throws {
    let key = RecordKey.shipped("factor", factor.id)
    let now = try session.site.index.state(of: key)
    let values = factor.record
    guard try session.site.schemas.fields(of: key, now) != values else { return }
    try add(values, key: key, now: now, into: &files)
  }

  func add(
    _ values: [String: JSON], key: RecordKey, now: RecordState = .none,
    into files: inout CommitFiles
  ) throws {
    try files.add(
      session.site.schemas.entry(setting: values, of: key, now: now, by: session.writer))
  }
}

/// Why a source cannot be entered.
package enum SourceFault: Fault, Equatable {
  case noInput(rules: String, input: String, known: [String])
  case unit(input: String, expected: String, given: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noInput(let rules, let input, let known):
      Phrase(
        "source.no-input",
        ["rules": rules, "input": input, "known": known.joined(separator: ", ")])
    case .unit(let input, let expected, let given):
      Phrase("source.unit", ["input": input, "expected": expected, "given": given])
    }
  }
}
