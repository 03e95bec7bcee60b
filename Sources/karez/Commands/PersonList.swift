import ArgumentParser
import Operations
import SiteModel

extension Karez.Person {
  /// `karez person list`.
  struct List: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "人员清单 — who is registered, whose key counts, which roles he has today.",
      discussion: """
        --json: [{id, number, name, department, fingerprint, vouching, vouchers, roles, left,
        keyHere, outdated}]; vouching: none, waiting, given, withdrawn, contested.
        """)

    @Option(name: .customLong("as-of"), help: "哪一天的角色 Roles on this day; else today.")
    var day: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let people = try AskPeople.run(on: site, asOf: try day.map(Typed.date) ?? site.today)
      guard !json else {
        Output.print(.array(people.map(\.json)))
        return
      }
      for each in people {
        let state = options.phrases().text(Phrase("vouching.\(each.word)"))
        let roles = each.roles.joined(separator: " ")
        Output.print(
          "\(each.person.id)\t\(each.person.number)\t\(each.person.name)\t\(state)\t\(roles)")
      }
    }
  }
}

extension AskPeople.Answer {
  /// How far he is vouched for, as one word.
  fileprivate var word: String {
    if person.left != nil { return "left" }
    switch vouching {
    case .none: return "none"
    case .waiting: return "waiting"
    case .given: return isOutdated ? "outdated" : "given"
    case .withdrawn: return "withdrawn"
    case .contested: return "contested"
    }
  }

  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "id": .string(person.id), "number": .string(person.number), "name": .string(person.name),
      "vouching": .string(word), "roles": .array(roles.map(JSON.string)),
      "keyHere": .bool(isKeyHere), "outdated": .bool(isOutdated),
    ]
    members["department"] = person.department.map(JSON.string)
    members["fingerprint"] = fingerprint.map(JSON.string)
    members["left"] = person.left.map { .string($0.description) }
    if case .given(let standing) = vouching {
      members["vouchers"] = .array(standing.vouchers.sorted().map(JSON.string))
    }
    return .object(members)
  }
}
