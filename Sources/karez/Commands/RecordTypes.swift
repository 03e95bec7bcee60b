import ArgumentParser
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record types`.
  struct Types: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "记录类型 — every type: clauses, fields, lifecycle, what is computed and what follows.",
      discussion: """
        --json: [{type, version, title {zh, en}, clauses, form {number, revision}, retention,
        numbers, fields [{name, title, required, complete, unique, unit, group, references, choices,
        filling}], lifecycle {name, version, title, states [{name, title, permits}], actions [{name,
        title, from, to, reason}]}, computed [{name, title, unit, choices, expression|function}],
        effects [{on, each, linked, changed, when, record, set}], computedDone, computedTotal, effectsDone, effectsTotal
        (what is asked and not built yet is in the totals)}].
        """)

    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let shelf = try SchemaShelf(share: try options.share())
      guard json else {
        let language = options.language
        for schema in try shelf.types {
          let title = language.pick(schema.title) ?? schema.type
          Output.print("\(schema.type)\t\(title)\t\(schema.clauses.joined(separator: " "))")
        }
        return
      }
      Output.print(.array(try shelf.types.map { $0.summary(shelf.lifecycles[$0.type]) }))
    }
  }
}

extension RecordSchema {
  fileprivate func summary(_ lifecycle: Lifecycle?) -> JSON {
    var members: [String: JSON] = [
      "type": .string(type), "version": .number(String(version)), "title": title.json,
      "clauses": .array(clauses.map(JSON.string)),
      "fields": .array(fields.map { $0.summary(isNeeded: rules.complete.contains($0.name)) }),
      "computed": .array(rules.computed.map(\.summary)),
      "effects": .array(rules.effects.map(\.summary)),
      "computedDone": .number(String(rules.computed.count)),
      "computedTotal": .number(String(rules.computed.count + rules.pending.computed.count)),
      "effectsDone": .number(String(rules.effects.count)),
      "effectsTotal": .number(String(rules.effects.count + rules.pending.effects.count)),
    ]
    members["form"] = rules.form.map {
      ["number": .string($0.number), "revision": .string($0.revision)]
    }
    members["retention"] = rules.retention.map { .string($0.rawValue) }
    members["numbers"] = rules.numberPrefix.map(JSON.string)
    members["filling"] = rules.filling?.json
    members["lifecycle"] = lifecycle?.summary
    return .object(members)
  }
}

extension FieldSchema {
  fileprivate func summary(isNeeded: Bool) -> JSON {
    var members: [String: JSON] = [
      "name": .string(name), "title": title.json, "required": .bool(isRequired),
      "complete": .bool(isNeeded || isRequired), "unique": .bool(isUnique),
    ]
    members["unit"] = unit.map(JSON.string)
    members["group"] = group.map(JSON.string)
    members["filling"] = filling?.json
    if !references.isEmpty { members["references"] = .array(references.map(JSON.string)) }
    if !choices.isEmpty { members["choices"] = .array(choices.map { .string($0.value) }) }
    return .object(members)
  }
}

extension ComputedField {
  fileprivate var summary: JSON {
    var members: [String: JSON] = ["name": .string(name), "title": title.json]
    members["unit"] = unit.map(JSON.string)
    if !choices.isEmpty { members["choices"] = .object(choices.mapValues(\.json)) }
    switch formula {
    case .expression(let expression): members["expression"] = .string(expression.text)
    case .function(let function): members["function"] = .string(function)
    }
    return .object(members)
  }
}

extension RecordEffect {
  fileprivate var summary: JSON {
    var members: [String: JSON] = [
      "on": .string(action), "record": .string(type),
      "set": .object(set.mapValues { .string($0.text) }),
    ]
    members["each"] = rows.map(JSON.string)
    if !linked.isEmpty { members["linked"] = .array(linked.map(JSON.string)) }
    if !changed.isEmpty { members["changed"] = .array(changed.map(JSON.string)) }
    members["when"] = condition.map { .string($0.text) }
    return .object(members)
  }
}

extension Lifecycle {
  fileprivate var summary: JSON {
    [
      "name": .string(name), "version": .number(String(version)), "title": title.json,
      "states": .array(
        states.map { state in
          [
            "name": .string(state.name), "title": state.title.json,
            "permits": .array(state.permits.map(\.rawValue).sorted().map(JSON.string)),
          ]
        }),
      "actions": .array(actions.map(\.summary)),
    ]
  }
}

extension Lifecycle.Action {
  fileprivate var summary: JSON {
    var members: [String: JSON] = [
      "name": .string(name), "title": signing.title.json, "from": .array(from.map(JSON.string)),
      "reason": .bool(needsReason),
    ]
    members["to"] = to.map(JSON.string)
    return .object(members)
  }
}
