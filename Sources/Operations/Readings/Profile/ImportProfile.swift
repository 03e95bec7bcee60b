import Foundation
import Indexing
import Intake
package import SiteModel
import Storage

/// What a person once said about a source's files, so that it need not be said again.
///
/// A profile holds answers, not places: each file is looked at anew, and one whose headings are
/// others than the profile's is refused.
package struct ImportProfile: Sendable {
  package let id: String
  package let name: String
  /// What its record says: the plan of the file it was made from, `answers`, `titles`, `source`.
  package let plan: JSON

  /// Headings of the file it was made from; columns of days and times of day are not among them.
  var titles: [String] { (plan["titles"]?.array ?? []).compactMap(\.string) }

  /// The source's file name with `#` for each run of digits.
  package var source: String { plan["source"]?.string ?? "" }

  /// Every profile that can be used, by name.
  package static func all(on site: Site) throws -> [ImportProfile] {
    try site.index.states(of: "profile").compactMap { key, state in
      guard let name = state.values["name"]?.string, let plan = state.values["plan"],
        plan[PollMap.member] == nil
      else { return nil }
      return ImportProfile(id: key.id, name: name, plan: plan)
    }
    .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  /// The profile of a name.
  ///
  /// - Throws: ``ProfileFault/unknown(name:known:)``.
  package static func named(_ name: String, on site: Site) throws -> ImportProfile {
    let all = try all(on: site)
    guard let found = all.first(where: { $0.name == name || $0.id == name }) else {
      throw ProfileFault.unknown(name: name, known: all.map(\.name))
    }
    return found
  }

  /// Looks at a file as an import would and keeps what was said about it.
  ///
  /// A profile of the same name is changed: its record keeps the history.
  ///
  /// - Throws: what ``ImportReadings`` throws for questions that are still open.
  package static func save(
    _ name: String, _ wishes: ImportWishes, on site: Site
  ) throws -> ImportProfile {
    let planned = try ImportPlanning(site: site, wishes: wishes).plan()
    let plan = ProfilePlan.json(planned, wishes)
    return ImportProfile(id: try keep(name, plan, on: site), name: name, plan: plan)
  }

  /// Keeps a plan under a name, as a new record or over the one before.
  ///
  /// - Returns: the record's id.
  static func keep(_ name: String, _ plan: JSON, on site: Site) throws -> String {
    try site.write { session in
      let known = try session.site.index.states(of: "profile")
      if let old = known.first(where: { $0.state.values["name"]?.string == name }) {
        let isMap = { (plan: JSON?) in plan?[PollMap.member] != nil }
        guard isMap(old.state.values["plan"]) == isMap(plan) else {
          throw ProfileFault.other(name: name)
        }
        if old.state.values["plan"] != plan {
          try session.set(old.key, ["plan": plan], "更改导入模板 \(name)")
        }
        return old.key.id
      }
      let key = RecordKey.known("profile", NewName.random())
      let values: [String: JSON] = ["name": .string(name), "plan": plan]
      _ = try WriteRecord.new(key, values, in: session) { "新建导入模板 \($0)" }
      return key.id
    }
  }

  /// The only profile that a file is of: by its name but for digits.
  ///
  /// - Throws: ``ProfileFault/none(file:)``, ``ProfileFault/several(file:names:)``.
  package static func of(file: String, on site: Site) throws -> ImportProfile {
    let name = URL(filePath: file).lastPathComponent
    let fitting = try all(on: site).filter { $0.source == ProfilePlan.pattern(of: name) }
    guard let only = fitting.first else { throw ProfileFault.none(file: name) }
    guard fitting.count == 1 else {
      throw ProfileFault.several(file: name, names: fitting.map(\.name))
    }
    return only
  }
}

/// Why a profile cannot be used.
package enum ProfileFault: Fault, Equatable {
  /// No profile has this name.
  case unknown(name: String, known: [String])
  /// A file's headings are others than those of the file the profile was made from.
  case titles(file: String, profile: String, found: String, expected: String)
  /// A file's labels lie further apart, or closer, than the profile says.
  case length(file: String, profile: String, found: String, expected: String)
  /// No profile was made from a file of such a name.
  case none(file: String)
  /// The name is that of a register map, or a register map's would be that of a profile.
  case other(name: String)
  /// More than one profile was made from a file of such a name.
  case several(file: String, names: [String])

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .unknown(let name, let known):
      Phrase("profile.unknown", ["name": name, "known": known.joined(separator: ", ")])
    case .titles(let file, let profile, let found, let expected):
      Phrase(
        "profile.titles",
        ["file": file, "profile": profile, "found": found, "expected": expected])
    case .length(let file, let profile, let found, let expected):
      Phrase(
        "profile.length",
        ["file": file, "profile": profile, "found": found, "expected": expected])
    case .other(let name): Phrase("profile.other", ["name": name])
    case .none(let file): Phrase("profile.none", ["file": file])
    case .several(let file, let names):
      Phrase("profile.several", ["file": file, "names": names.joined(separator: ", ")])
    }
  }
}
