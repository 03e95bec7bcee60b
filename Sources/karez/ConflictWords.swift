import Indexing
import Operations
import SiteModel

/// Conflicts in a person's words, and as JSON.
struct ConflictWords {
  private let site: Site
  private let sides: ConflictSides
  private let language: Language
  private let phrases: PhraseBook
  private let envelope: EnvelopeWords

  init(_ site: Site, _ options: SiteOptions) throws {
    self.site = site
    sides = try ConflictSides(of: site)
    (language, phrases) = (options.language, options.phrases())
    envelope = EnvelopeWords(site.schemas.envelope, options.language)
  }

  /// One conflict on one line: id, kind, record, what, and the sides.
  func line(_ conflict: Conflict) throws -> String {
    let kind = phrases.text(Phrase("said.conflict-\(conflict.kind)"))
    let what = [try label(conflict), subject(conflict)].filter { !$0.isEmpty }
    let sides = try columns(conflict).map { "\($0.said)（\($0.side.who)）" }
    return ([conflict.id, kind] + what + [sides.joined(separator: " | ")])
      .joined(separator: "\t")
  }

  /// The table of `conflicts show`: 原值 / 本方 / 对方, a line for each field that differs, then
  /// who stands on each side, when and why.
  func table(_ conflict: Conflict) throws -> [String] {
    let columns = try columns(conflict)
    let kind = phrases.text(Phrase("said.conflict-\(conflict.kind)"))
    let head = [conflict.id, kind, try label(conflict)].joined(separator: "\t")
    var titles = columns.map { "\($0.side.number) \(title(of: $0.side))" }
    let before = before(conflict)
    if before != nil { titles.insert(phrases.text(Phrase("said.before")), at: 0) }
    let rows = rows(conflict, columns).map { row in
      let name = [subject(conflict), row.path].filter { !$0.isEmpty }.joined(separator: " ")
      let cells = (before == nil ? Array(row.cells.dropFirst()) : row.cells).map(said)
      return ([name] + cells).joined(separator: "\t")
    }
    let authors = columns.map { column in
      let side = column.side
      return "\(side.number) \(title(of: side))\t\(side.entry)\t\(side.who)\t\(side.clock)"
        + (side.reason.map { "\t\($0)" } ?? "")
    }
    let way = Phrase("said.resolve-\(conflict.kind)", ["id": conflict.id])
    return [head, ([""] + titles).joined(separator: "\t")] + rows + authors
      + [phrases.text(way)]
  }

  private func title(of side: ConflictSide) -> String {
    phrases.text(Phrase(side.isOwn ? "said.own-side" : "said.other-side"))
  }

  private func said(_ value: JSON?) -> String {
    guard let value, value != .null else { return "—" }
    return value.plain
  }

  /// The number or name of the record.
  private func label(_ conflict: Conflict) throws -> String {
    if case .slot(let contest) = conflict.matter { return contest.slot.number }
    guard let key = conflict.record else { return "" }
    let state = try site.index.state(of: key)
    let texts = ["number", "name", "title"].compactMap { field -> String? in
      guard let shown = state[field] else { return nil }
      return shown.values.map(\.plain).joined(separator: "|")
    }
    return ([key.description] + texts.prefix(2)).joined(separator: " ")
  }

  /// The field in the person's language; of states and readings what is at odds.
  private func subject(_ conflict: Conflict) -> String {
    switch conflict.matter {
    case .field(let field):
      if let title = envelope.title(of: field.register) { return title }
      let fields = site.schemas.newest(field.key.type)?.fields ?? []
      let titles = fields.filter { $0.register == field.register }
        .compactMap { language.pick($0.title) }
      return titles.isEmpty ? field.register : titles.joined(separator: "、")
    case .state, .slot: return ""
    case .number(let clash): return "\(clash.value.plain) ×\(clash.records.count)"
    case .readings(let clash):
      return phrases.text(
        Phrase(
          "said.clash-cells",
          [
            "cells": String(clash.cells.count), "from": moment(clash.cells.first),
            "until": moment(clash.cells.last),
          ]))
    }
  }

  private func moment(_ cell: ReadingConflict?) -> String {
    let offset = (try? site.calendar())?.offset ?? .utc
    return cell?.at.text(at: offset) ?? ""
  }

  // What stands on a side, for people; and the whole of it, to be taken apart.
  private struct Column {
    let side: ConflictSide
    let said: String
    let value: JSON
  }

  private func columns(_ conflict: Conflict) throws -> [Column] {
    let sides = try sides.of(conflict)
    return sides.map { side in
      switch conflict.matter {
      case .field(let field):
        let value = field.sides[side.number - 1].value
        let said = envelope.text(of: field.register, value) ?? said(value)
        return Column(side: side, said: said, value: value)
      case .state(let state):
        let head = state.heads[side.number - 1]
        let words = LifecycleWords(state.lifecycle, language)
        var members = head.act.signed.values
        members["="] = .string(words.state(head.state))
        return Column(side: side, said: words.state(head.state), value: .object(members))
      case .number(let clash):
        let key = clash.records[side.number - 1]
        let values = (try? site.index.state(of: key).values) ?? [:]
        return Column(
          side: side, said: key.description,
          value: .object(values.merging(["=": .string(key.description)]) { $1 }))
      case .slot(let contest):
        let act = contest.sides[side.number - 1]
        return Column(side: side, said: act.said(phrases), value: .string(act.said(phrases)))
      case .readings(let clash):
        return Column(
          side: side, said: String(clash.segments[side.number - 1].prefix(12)), value: .null)
      }
    }
  }

  /// What stood before; nil where the sides replaced nothing.
  private func before(_ conflict: Conflict) -> JSON? {
    guard case .field(let field) = conflict.matter else { return nil }
    return field.before.count > 1 ? .array(field.before) : field.before.first ?? .null
  }

  private func rows(_ conflict: Conflict, _ columns: [Column]) -> [ConflictRow] {
    if case .readings(let clash) = conflict.matter {
      return clash.cells.prefix(20).map { cell in
        let texts = cell.statements.map { "\($0.value) \($0.unit)" }
        return ConflictRow(
          path: moment(cell), cells: [nil, .string(texts.joined(separator: " | "))])
      }
    }
    let values = columns.map { Optional($0.value) }
    let before = before(conflict)
    let rows = ConflictRow.differing(before.map { [$0] + values } ?? values)
    return before == nil
      ? rows.map { ConflictRow(path: $0.path, cells: [nil] + $0.cells) } : rows
  }
}

extension ConflictWords {
  /// One item of `conflicts list --json`.
  func json(_ conflict: Conflict) throws -> JSON { .object(try members(conflict)) }

  /// The same, with the values taken apart.
  func detail(_ conflict: Conflict) throws -> JSON {
    let columns = try columns(conflict)
    let hasBefore = before(conflict) != nil
    let rows = rows(conflict, columns).map { row in
      [
        "path": .string(row.path), "before": hasBefore ? row.cells[0] ?? .null : .null,
        "sides": .array(row.cells.dropFirst().map { $0 ?? .null }),
      ] as JSON
    }
    return .object(try members(conflict).merging(["rows": .array(rows)]) { $1 })
  }

  private func members(_ conflict: Conflict) throws -> [String: JSON] {
    var members: [String: JSON] = [
      "id": .string(conflict.id), "entity": .string(site.entity), "kind": .string(conflict.kind),
      "label": .string(try label(conflict)),
    ]
    members["type"] = conflict.record.map { .string($0.type) }
    members["record"] = conflict.record.map { .string($0.id) }
    switch conflict.matter {
    case .field(let field):
      members["field"] = .string(field.register)
      members["before"] = .array(field.before)
    case .number(let clash):
      (members["field"], members["value"]) = (.string(clash.field), clash.value)
    case .readings(let clash):
      members["causes"] = .array(clash.causes.map(JSON.string))
      members["cells"] = .number(String(clash.cells.count))
      members["from"] = .string(moment(clash.cells.first))
      members["until"] = .string(moment(clash.cells.last))
    case .slot(let contest): members["number"] = .string(contest.slot.number)
    case .state: break
    }
    members["sides"] = .array(
      try sides.of(conflict).map { side in .object(side.members.merging(own(side, conflict)) { $1 })
      })
    return members
  }

  /// What a side of each kind has of its own.
  private func own(_ side: ConflictSide, _ conflict: Conflict) -> [String: JSON] {
    switch conflict.matter {
    case .field(let field): return ["value": field.sides[side.number - 1].value]
    case .state(let state):
      let head = state.heads[side.number - 1]
      return ["state": .string(head.state), "action": .string(head.act.act.action)]
    case .number(let clash): return ["record": .string(clash.records[side.number - 1].id)]
    case .slot(let contest): return ["step": .string(contest.sides[side.number - 1].step.name)]
    case .readings(let clash): return ["segment": .string(clash.segments[side.number - 1])]
    }
  }
}

extension ConflictSide {
  /// Name, department and post.
  fileprivate var who: String {
    let post = [names.department, names.post].compactMap { $0 }.joined(separator: " ")
    return post.isEmpty ? names.name : "\(names.name) \(post)"
  }

  fileprivate var members: [String: JSON] {
    var members: [String: JSON] = [
      "n": .number(String(number)), "entry": .string(entry.description), "own": .bool(isOwn),
      "by": .string(by), "name": .string(names.name), "clock": .string(clock),
    ]
    members["post"] = names.post.map(JSON.string)
    members["department"] = names.department.map(JSON.string)
    members["reason"] = reason.map(JSON.string)
    return members
  }
}
