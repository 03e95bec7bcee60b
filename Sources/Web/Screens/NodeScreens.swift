import Indexing
import Operations
import SiteModel

/// 本节点: what it holds, when it last heard headquarters, what somebody should look at; and conflicts.
enum NodeScreens {
  static let routes: [Route] = [
    .get("/status") { visit in
      let (answer, standing) = (try AskStatus.run(on: visit.site), try AskStanding(on: visit.site))
      let notes = standing.attention(answer).map {
        Block(note: NoteView(visit.say($0.phrase), $0.isWrong ? .bad : .warn))
      }
      let columns = [
        visit.say("page.chain"), visit.say("page.entries") + "#", visit.say("page.commit"),
      ]
      let chains = answer.chains.map {
        [Cell($0.chain), Cell(String($0.seq)), Cell(String($0.commit.prefix(12)))]
      }
      return visit.page(
        visit.say("page.to-status"),
        notes + [
          Block(facts: facts(answer, standing, visit)),
          .table(TableView(columns, chains), visit.say("page.chains")),
        ])
    },
    .get("/conflicts") { visit in
      let sides = try ConflictSides(of: visit.site)
      let found = try Conflicts(of: visit.site).all()
      guard !found.isEmpty else {
        return visit.page(
          visit.say("page.to-conflicts"), [Block(text: visit.say("page.no-conflicts"))])
      }
      return visit.page(
        visit.say("page.to-conflicts"),
        try found.flatMap { try ConflictBlocks($0, sides, visit).all })
    },
    .post("/conflicts/{id}") { visit in
      var wishes = ResolveConflict.Wishes(visit["id"], reason: visit.form["reason"] ?? "")
      (wishes.field, wishes.choice) = (visit.form["field"], visit.form["choice"])
      _ = try ResolveConflict.run(wishes, on: visit.site)
      return .go(to: Done.resolved.at("/conflicts"))
    },
  ]

  /// How this node stands with headquarters; nothing while it has joined nobody.
  static func headquarters(_ standing: AskStanding, _ visit: Visit) -> [Fact] {
    guard let contact = standing.contact else { return [] }
    return [
      Fact(visit.say("page.headquarters"), contact.node),
      Fact(visit.say("page.last-heard"), contact.heard ?? "—"),
      Fact(
        visit.say("page.to-send"),
        visit.say(
          "page.commits", ["count": String(contact.behind), "bytes": String(contact.behindBytes)])),
      Fact(visit.say("page.to-receive"), String(contact.ahead)),
    ]
  }

  private static func facts(
    _ answer: AskStatus.Answer, _ standing: AskStanding, _ visit: Visit
  ) -> [Fact] {
    return [
      Fact(visit.say("page.node-name"), answer.name),
      Fact(visit.say("page.entity"), "\(answer.identity.entity) · \(answer.identity.site)"),
      Fact(visit.say("page.digest"), answer.state.description),
      Fact(visit.say("page.conflicts"), [Cell(String(answer.conflicts), to: "/conflicts")]),
    ] + headquarters(standing, visit)
  }
}

/// One conflict: 原值 / 本方 / 对方, and where it can be decided by choosing, the choice.
struct ConflictBlocks {
  private let conflict: Conflict
  private let sides: [ConflictSide]
  private let visit: Visit

  init(_ conflict: Conflict, _ sides: ConflictSides, _ visit: Visit) throws {
    (self.conflict, self.visit) = (conflict, visit)
    self.sides = try sides.of(conflict)
  }

  var all: [Block] {
    get throws {
      let key = conflict.record
      let label = try key.map { ShownValue.label($0, try visit.site.index.state(of: $0)) }
      let kind = visit.say("said.conflict-\(conflict.kind)")
      let table = Block.table(try table, "\(kind) · \(label ?? "") · \(conflict.id)")
      guard case .field(let field) = conflict.matter else { return [table] }
      let choices = try field.sides.enumerated().map { index, side in
        let whose = visit.say(sides[index].isOwn ? "said.own-side" : "said.other-side")
        return (
          value: side.name.description,
          name: "\(whose) \(try text(side.value, field)) · \(sides[index].names.name)"
        )
      }
      let before = try field.before.first.map { value in
        (value: "before", name: "\(visit.say("said.before")) \(try text(value, field))")
      }
      // Nothing is chosen before somebody chooses.
      let options =
        [(value: "", name: "—")]
        + (field.before.count == 1 ? [before].compactMap(\.self) : []) + choices
      let form = FormView(
        visit, to: "/conflicts/\(conflict.id)",
        [
          .hidden("field", field.register),
          .choice("choice", visit.say("page.choose"), "", options, needed: true),
          .line("reason", visit.say("page.reason"), needed: true),
        ], button: visit.say("page.resolve"))
      return [table, .form(form)]
    }
  }

  private var table: TableView {
    get throws {
      let columns = [
        visit.say("page.side"), visit.say("page.value"), visit.say("page.who"),
        visit.say("page.time"), visit.say("page.reason"),
      ]
      let rows = try sides.enumerated().map { index, side in
        [
          Cell(visit.say(side.isOwn ? "said.own-side" : "said.other-side")),
          Cell(try value(at: index)), Cell(side.names.name), Cell(side.clock.toMinute),
          Cell(side.reason ?? ""),
        ]
      }
      guard case .field(let field) = conflict.matter, !field.before.isEmpty else {
        return TableView(columns, rows)
      }
      let before = try field.before.map { try text($0, field) }.joined(separator: " | ")
      return TableView(
        columns,
        [[Cell(visit.say("said.before")), Cell(before), Cell(""), Cell(""), Cell("")]] + rows)
    }
  }

  private func value(at index: Int) throws -> String {
    switch conflict.matter {
    case .field(let field): try text(field.sides[index].value, field)
    case .state(let state):
      visit.pick(
        state.lifecycle[state: state.heads[index].state]?.title
          ?? BilingualText(zh: state.heads[index].state, en: state.heads[index].state))
    case .number(let clash):
      clash.records.indices.contains(index) ? clash.records[index].description : ""
    default: sides[index].entry.description
    }
  }

  private func text(_ value: JSON, _ field: FieldConflict) throws -> String {
    guard let schema = visit.site.schemas.newest(field.key.type),
      let known = schema[field.register]
    else { return value.string ?? value.canonical }
    let cells = try ShownValue(visit).cells(
      value, PrintedShape(known.schema, schema.definitions))
    return cells.isEmpty ? "／" : cells.map(\.shown).joined(separator: ", ")
  }
}
