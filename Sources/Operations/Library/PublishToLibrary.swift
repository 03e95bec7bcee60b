import Foundation
import Indexing
package import SiteModel
import Storage

/// Headquarters take rule sets and factors into the library, from which every node has them at its
/// next contact. Documents and legal texts are in it as soon as they are written there.
package struct PublishToLibrary {
  /// What became of one text.
  package struct Taken: Sendable, Hashable {
    package let kind: LibraryText.Kind
    package let id: String
    package let version: String
    /// Whether the library has something now that it had not.
    package let isNew: Bool
  }

  /// All of them in one commit, or none.
  ///
  /// - Parameter names: files of a rule set or of factors, and ids of those that come with the program.
  /// - Throws: ``ExchangeFault/notHeadquarters``, ``EmissionDataFault``, ``LibraryFault``,
  ///   ``ShippedFault``.
  package static func run(_ names: [String], on site: Site) throws -> [Taken] {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    let shipped = ShippedRules(site.surroundings.share)
    let texts = try names.map { try text($0, shipped) }
    return try site.write { session in
      let taken = try texts.flatMap { try $0.taken(session.site) }
      guard taken.contains(where: \.isNew) else { return taken }
      let new = taken.filter(\.isNew).map(\.id)
      try session.commit("发布到资料库 \(new.joined(separator: "、"))") { files in
        for text in texts { try text.take(by: Adoption(session: session), into: &files) }
      }
      return taken
    }
  }

  private static func text(_ name: String, _ shipped: ShippedRules) throws -> PublishedText {
    if let bytes = FileManager.default.contents(atPath: name) {
      return try PublishedText(Array(bytes), file: URL(filePath: name).lastPathComponent)
    }
    if shipped.ruleIDs().contains(name) {
      return try PublishedText(try shipped.rules(name), file: "\(name).json")
    }
    guard let factor = try shipped.factors()[name] else { throw LibraryFault.nothing(name) }
    return .factors([factor])
  }
}

/// What one file brings.
private enum PublishedText {
  case rules(RuleSet, [UInt8])
  case factors([Factor])

  /// - Throws: ``EmissionDataFault``, ``LibraryFault/nothing(_:)`` for a file that is neither.
  init(_ bytes: [UInt8], file: String) throws {
    let (text, json) = (String(decoding: bytes, as: UTF8.self), try JSON.parse(bytes))
    if json["equations"] != nil {
      self = .rules(try RuleSet(json: text, file: file), bytes)
    } else if json["factors"] != nil {
      var table = FactorTable()
      try table.add(json: text, file: file)
      self = .factors(table.factors.values.sorted { $0.id < $1.id })
    } else {
      throw LibraryFault.nothing(file)
    }
  }

  func taken(_ site: Site) throws -> [PublishToLibrary.Taken] {
    switch self {
    case .rules(let rules, let bytes):
      let held = try HeldRules(of: site).bytes(rules.id)
      let isNew = held.map { $0.bytes != bytes } ?? true
      if isNew, let held, held.version >= rules.version {
        throw LibraryFault.version(id: rules.id, held: held.version, given: rules.version)
      }
      return [
        .init(kind: .rules, id: rules.id, version: String(rules.version), isNew: isNew)
      ]
    case .factors(let factors):
      return try factors.map { factor in
        let held = try site.index.state(of: .shipped("factor", factor.id))
        let fields = try site.schemas.fields(of: .shipped("factor", factor.id), held)
        let isNew = factor.record.contains { fields[$0.key] != $0.value }
        return .init(kind: .factor, id: factor.id, version: factor.text, isNew: isNew)
      }
    }
  }

  func take(by adoption: Adoption, into files: inout CommitFiles) throws {
    switch self {
    case .rules(let rules, let bytes): try adoption.take(rules, bytes, into: &files)
    case .factors(let factors):
      for factor in factors { try adoption.take(factor, into: &files) }
    }
  }
}

/// Why something cannot be taken into the library.
package enum LibraryFault: Fault, Equatable {
  /// There is no such file, and neither a rule set nor a factor of this id comes with the program.
  case nothing(String)
  /// Another text bears this version, or a later one.
  case version(id: String, held: Int, given: Int)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .nothing(let name): Phrase("library.nothing", ["name": name])
    case .version(let id, let held, let given):
      Phrase("library.version", ["id": id, "held": String(held), "given": String(given)])
    }
  }
}
