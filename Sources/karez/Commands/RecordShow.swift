import ArgumentParser
import Indexing
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record show`.
  struct Show: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "查看记录 — one record as it is shown, where it is, and what can be done.",
      discussion: """
        --json: type, id, fields, disputed {field: [values]}, computed {field: value}, missing
        [fields], follows [{type, id, act, action, target, state, fields}], states, acts [{entry, action, state,
        by, name, post, department, claimed, reason, effect, breaches}], open [actions], waiting
        [entries]; follows and the last four only where the type has a lifecycle. void {reason, replacedBy?} or
        null, attachments [as record attachments], links [{rel, type, id, revision?}], references
        [{rel, type, id}]: what other records say of this one; malformed [registers].
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let (key, site) = try RecordLookup(try options.site()).place(record)
      let shown = try ShownRecord(key, on: site)
      options.logView(of: key, shown.schema, on: site)
      if json {
        Output.print(shown.json)
      } else {
        shown.lines(options.language, options.phrases()).forEach(Output.print)
      }
    }
  }

  /// `karez record history`.
  struct History: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "记录历史 — every change and act: who, when, why, old → new.",
      discussion: """
        --json: [{entry, clock, notBefore, notAfter, by, reason, set {field {old, new, over}},
        act {…}, cut}]; clock: what the writer's said; notBefore, notAfter: what the clock of
        headquarters bears witness to; act as in karez record show; cut: it lies above a revocation
        and does not count.
        """)

    @Argument(help: "编号、id 或 类型/id The record's number, id or type/id.") var record: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let (key, site) = try RecordLookup(try options.site()).place(record)
      let steps = try RecordHistory.steps(of: key, on: site)
      let lifecycle = site.schemas.lifecycles[key.type]
      guard !json else {
        Output.print(.array(steps.map(\.json)))
        return
      }
      let envelope = EnvelopeWords(site.schemas.envelope, options.language)
      for step in steps { step.lines(lifecycle, envelope, options).forEach(Output.print) }
    }
  }
}

/// A record with everything that is shown of it.
private struct ShownRecord {
  let key: RecordKey
  let schema: RecordSchema
  let state: RecordState
  let course: RecordCourse?
  let lifecycle: Lifecycle?
  let envelope: EnvelopeView
  let computed: [String: JSON]
  let missing: [String]
  let follows: [FollowingRecords.Following]
  let shelf: SchemaShelf

  init(_ key: RecordKey, on site: Site) throws {
    self.key = key
    schema = try site.schemas.schema(of: key.type)
    state = try site.index.state(of: key)
    course = try site.index.course(of: key)
    lifecycle = site.schemas.lifecycles[key.type]
    envelope = try EnvelopeView(key, state, on: site)
    let question = try site.question(about: key)
    computed = try question.computed()
    missing = question.missing
    follows = try FollowingRecords(site).all(of: key)
    shelf = site.schemas
  }

  var states: [String] { course?.states ?? lifecycle.map { [$0.initial] } ?? [] }

  var open: [Lifecycle.Action] {
    course?.open ?? lifecycle.map { cycle in
      cycle.actions.filter { $0.to != nil && $0.from.contains(cycle.initial) }
    } ?? []
  }

  var json: JSON {
    let disputed = state.conflicts.map { ($0, JSON.array(state[$0]?.values ?? [])) }
    var members: [String: JSON] = [
      "type": .string(key.type), "id": .string(key.id),
      "fields": .object(schema.record(of: state)),
      "disputed": .object(Dictionary(uniqueKeysWithValues: disputed)),
      "computed": .object(computed), "missing": .array(missing.map(JSON.string)),
    ]
    if lifecycle != nil {
      let acts = course?.acts ?? []
      members["follows"] = .array(follows.map(\.json))
      members["states"] = .array(states.map(JSON.string))
      members["acts"] = .array(acts.map { $0.json(hasEffect: course?.counts($0) ?? false) })
      members["open"] = .array(open.map { .string($0.name) })
      members["waiting"] = .array((course?.waiting ?? []).map { .string($0.description) })
    }
    return .object(members.merging(envelope.members) { $1 })
  }

  func lines(_ language: Language, _ phrases: PhraseBook) -> [String] {
    let fields = schema.record(of: state)
    let names = schema.fields.map(\.name)
    let gone = fields.keys.filter { !names.contains($0) }.sorted()
    let values = (names + gone).compactMap { name in
      // What an older version of the type had keeps the title it had there.
      fields[name].map { value in
        "\(language.pick(shelf.field(name, of: key.type)?.title) ?? name)\t\(value.plain)"
      }
    }
    let disputed = state.conflicts.map { register in
      let values = (state[register]?.values ?? []).map(\.plain).joined(separator: " | ")
      return phrases.text(Phrase("said.disputed", ["field": register, "values": values]))
    }
    return ["\(key)"] + values + disputed + beside(language, phrases)
      + envelope.lines(phrases) + course(language, phrases)
  }

  /// What follows from the record: computed values, what is missing, records to begin.
  private func beside(_ language: Language, _ phrases: PhraseBook) -> [String] {
    var lines = schema.rules.computed.compactMap { field in
      computed[field.name].map { value in
        let unit = field.unit.map { " \($0)" } ?? ""
        let said = value.string.flatMap { language.pick(field.choices[$0]) } ?? value.plain
        return "\(language.pick(field.title) ?? field.name)\t= \(said)\(unit)"
      }
    }
    if !missing.isEmpty {
      let titles = missing.map { language.pick(schema[$0]?.title) ?? $0 }
      let list = titles.joined(separator: language == .zh ? "、" : ", ")
      lines.append(phrases.text(Phrase("said.incomplete", ["fields": list])))
    }
    return lines
      + follows.map { follow in
        let title = ["title", "name"].compactMap { follow.record.values[$0]?.string }.first ?? ""
        let state = follow.state ?? phrases.text(Phrase("said.not-begun"))
        return "→ \(follow.record.key)\t\(title)\t\(state)"
      }
  }

  private func course(_ language: Language, _ phrases: PhraseBook) -> [String] {
    guard let lifecycle else { return [] }
    let words = LifecycleWords(lifecycle, language)
    var lines = [
      phrases.text(
        Phrase("said.state", ["state": states.map(words.state).joined(separator: " | ")]))
    ]
    for act in course?.acts ?? [] {
      lines.append(words.line(act, hasEffect: course?.counts(act) ?? false, phrases))
    }
    for name in course?.waiting ?? [] {
      lines.append(phrases.text(Phrase("said.waiting", ["entry": name.description])))
    }
    let actions = open.map { "\(words.signing($0.name)) (\($0.name))" }
    if !actions.isEmpty {
      let list = actions.joined(separator: ", ")
      lines.append(phrases.text(Phrase("said.open", ["actions": list])))
    }
    return lines
  }
}

extension RecordHistory.Step {
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "entry": .string(name.description), "clock": .string(clock),
      "by": .string(entry.by), "set": entry.json["set"] ?? .object([:]),
    ]
    members["notBefore"] = (bounds.notBefore?.clock).map(JSON.string)
    members["notAfter"] = (bounds.notAfter?.clock).map(JSON.string)
    members["reason"] = entry.reason.map(JSON.string)
    members["act"] = judged?.json(hasEffect: hasEffect)
    if isCut { members["cut"] = true }
    return .object(members)
  }

  fileprivate func lines(
    _ lifecycle: Lifecycle?, _ envelope: EnvelopeWords, _ options: SiteOptions
  ) -> [String] {
    let reason = entry.reason.map { "  (\($0))" } ?? ""
    let cut = isCut ? "  " + options.phrases().text(Phrase("said.cut")) : ""
    let head = "\(name)\t\(clock)\t\(entry.by)\(reason)\(cut)"
    if let judged, let lifecycle {
      let words = LifecycleWords(lifecycle, options.language)
      return [head, "  " + words.line(judged, hasEffect: hasEffect, options.phrases())]
    }
    return [head]
      + entry.set.sorted { $0.key < $1.key }.map { field, write in
        let old = write.old.map { envelope.plain(field, $0) }.joined(separator: " | ")
        let title = envelope.title(of: field) ?? field
        return "  \(title)\t\(old) → \(envelope.plain(field, write.new))"
      }
  }
}

extension FollowingRecords.Following {
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "type": .string(record.key.type), "id": .string(record.key.id),
      "act": .string(record.act.description), "action": .string(action),
      "target": .string(record.target), "fields": .object(record.values),
    ]
    members["state"] = state.map(JSON.string)
    return .object(members)
  }
}
