import Foundation
import Indexing
package import SiteModel
import Storage

/// Lets inputs of a source be fed by points and factors, from a day on or for a stretch of days.
package struct BindSource {
  /// One input and what shall feed it.
  package struct Wish: Sendable {
    package var input: String
    /// The number of a point, or the id of a factor.
    package var target: String
    package var days: OpenDays
    /// Of a value: what it rests on.
    package var evidence: String?
    /// Of a value that was computed from defaults.
    package var mark: ConfidenceMark?

    package init(_ input: String, _ target: String, on days: OpenDays = .all) {
      (self.input, self.target, self.days) = (input, target, days)
    }
  }

  /// Writes the bindings, and takes in the factors that are not held yet.
  ///
  /// - Parameter reason: why; a source that acts lock needs one.
  /// - Returns: what nothing feeds after that, see ``AskSources/Answer/unbound``.
  /// - Throws: ``SourceFault``, ``ShippedFault``, ``PointFault``; then nothing is written.
  package static func run(
    _ number: String, _ wishes: [Wish], reason: String?, on site: Site
  ) throws -> [String] {
    try site.write { session in
      let site = session.site
      let key = try source(number, on: site)
      let shown = try session.open(key, number, reason: reason)
      var source = try ActiveSource(key, shown.values, HeldRules(of: site))
      let factors = try bind(wishes, in: &source.bindings, to: source.rules, site)
      let entry = try site.schemas.entry(
        setting: ["bindings": source.bindings.json], of: key, now: shown,
        by: session.writer.giving(reason))
      try session.commit("绑定 \(number) \(wishes.map(\.input).joined(separator: "、"))") { files in
        for factor in factors { try Adoption(session: session).take(factor, into: &files) }
        try files.add(entry)
      }
      return source.rules.unbound(by: source.bindings)
    }
  }

  static func source(_ number: String, on site: Site) throws -> RecordKey {
    let found = try site.index.find("source", number)
    guard let key = found.first else { throw SourceFault.unknown(number: number) }
    guard found.count == 1 else {
      throw RecordLookupFault.ambiguous(number, found.map(\.description))
    }
    return key
  }

  /// - Returns: the factors that the bindings need.
  static func bind(
    _ wishes: [Wish], in bindings: inout SourceBindings, to rules: RuleSet, _ site: Site
  ) throws -> [Factor] {
    try wishes.compactMap { wish in
      let (binding, factor) = try binding(wish, to: rules, site)
      bindings.bind(binding)
      return factor
    }
  }

  private static func binding(
    _ wish: Wish, to rules: RuleSet, _ site: Site
  ) throws -> (SourceBinding, Factor?) {
    guard let input = rules.inputs.first(where: { $0.name == wish.input }) else {
      throw SourceFault.noInput(
        rules: rules.id, input: wish.input, known: rules.inputs.map(\.name))
    }
    if wish.target.hasPrefix("value:") { return (try constant(wish, input, rules), nil) }
    guard input.role == .factor else {
      let point = try Points(of: site).usable(wish.target)
      return (SourceBinding(input.name, "point", point.id, on: wish.days), nil)
    }
    let (key, factor, isHeld) = try HeldFactors(of: site).find(wish.target)
    guard factor.value.unit.dimension == input.unit.dimension else {
      throw SourceFault.unit(
        input: input.name, expected: "\(input.unit)", given: "\(factor.value.unit)")
    }
    return (SourceBinding(input.name, "factor", key.id, on: wish.days), isHeld ? nil : factor)
  }
}

extension BindSource {
  /// A typed value, such as `value:20.5GJ/t`: of a factor only, for what is burned is read off points,
  /// and never without what it rests on.
  private static func constant(
    _ wish: Wish, _ input: RuleSet.Input, _ rules: RuleSet
  ) throws -> SourceBinding {
    guard input.role == .factor else {
      throw SourceFault.readOnly(rules: rules.id, input: input.name)
    }
    guard let evidence = wish.evidence else { throw SourceFault.noEvidence(input: input.name) }
    let typed = wish.target.dropFirst("value:".count)
    let number = typed.prefix { $0.isASCII && ($0.isNumber || ".-".contains($0)) }
    let unit = typed.dropFirst(number.count).trimmingCharacters(in: .whitespaces)
    guard let quantity = try? Quantity(String(number), unit), !unit.isEmpty else {
      throw SourceFault.value(input: input.name, given: String(typed))
    }
    guard quantity.unit.dimension == input.unit.dimension else {
      throw SourceFault.unit(
        input: input.name, expected: "\(input.unit)", given: "\(quantity.unit)")
    }
    return SourceBinding(
      input.name, value: (String(number), unit), evidence: evidence, mark: wish.mark,
      on: wish.days)
  }
}

/// Why a source cannot be entered or bound.
package enum SourceFault: Fault, Equatable {
  case noInput(rules: String, input: String, known: [String])
  case unit(input: String, expected: String, given: String)
  /// No source has this number.
  case unknown(number: String)
  /// A value without what it rests on.
  case noEvidence(input: String)
  /// It cannot be read as a number with a unit.
  case value(input: String, given: String)
  /// What the input is must be read off a point.
  case readOnly(rules: String, input: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noInput(let rules, let input, let known):
      Phrase(
        "source.no-input",
        ["rules": rules, "input": input, "known": known.joined(separator: ", ")])
    case .unknown(let number): Phrase("source.unknown", ["number": number])
    case .noEvidence(let input): Phrase("source.no-evidence", ["input": input])
    case .value(let input, let given):
      Phrase("source.value", ["input": input, "given": given])
    case .readOnly(let rules, let input):
      Phrase("source.read-only", ["rules": rules, "input": input])
    case .unit(let input, let expected, let given):
      Phrase("source.unit", ["input": input, "expected": expected, "given": given])
    }
  }
}
