import Indexing
import SiteModel
import Storage

/// Enters an emission source, and takes in the rule set and the factors it uses.
package struct AddSource {
  /// What the person said.
  package struct Wishes: Sendable {
    /// The number people use, such as S-EL.
    package var number: String
    /// The name in people's words; empty: the rule set's title.
    package var name: String
    /// The unit (机组) or group it belongs to; empty: none.
    package var group = ""
    /// The id of the rule set.
    package var rules: String
    /// What feeds its inputs.
    package var bindings: [BindSource.Wish]

    package init(number: String, name: String, rules: String, bindings: [BindSource.Wish]) {
      (self.number, self.name, self.rules) = (number, name, rules)
      self.bindings = bindings
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
      // What headquarters publish goes before what came with this program.
      let bytes =
        try LibraryData(for: site).rules(wishes.rules)
        ?? ShippedRules(site.surroundings.share).rules(wishes.rules)
      let rules = try RuleSet(
        json: String(decoding: bytes, as: UTF8.self), file: "\(wishes.rules).json")
      var bindings = SourceBindings([])
      let factors = try BindSource.bind(wishes.bindings, in: &bindings, to: rules, site)
      try session.commit("登记排放源 \(wishes.number)") { files in
        let adoption = Adoption(session: session)
        try adoption.take(rules, bytes, into: &files)
        for factor in factors { try adoption.take(factor, into: &files) }
        let key = RecordKey.known("source", NewName.random())
        try adoption.add(source(wishes, rules, bindings), key: key, into: &files)
      }
      return rules.unbound(by: bindings)
    }
  }

  private static func source(
    _ wishes: Wishes, _ rules: RuleSet, _ bindings: SourceBindings
  ) -> [String: JSON] {
    var values: [String: JSON] = [
      "number": .string(wishes.number),
      "name": .string(wishes.name.isEmpty ? rules.title.zh : wishes.name),
      "rules": .string(rules.id), "bindings": bindings.json, "status": "active",
    ]
    values["group"] = wishes.group.isEmpty ? nil : .string(wishes.group)
    return values
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
    let held = try session.site.schemas.fields(of: key, now)
    let values = factor.record.filter { held[$0.key] != $0.value }
    guard !values.isEmpty else { return }
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
