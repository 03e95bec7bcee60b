import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez inventory`: emission inventories.
  struct Inventory: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "排放清单 — emission inventories.",
      subcommands: [
        Draw.self, List.self, Show.self, Explain.self, Compare.self, Export.self, Verify.self,
        Submit.self, Check.self, Approve.self, Return.self, Withdraw.self,
      ])

    /// `karez inventory draw`.
    struct Draw: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "编制清单 — draw up the inventory of a period and write it down.",
        discussion: """
          karez -C p inventory draw --period 2025
          期内各月都已锁定才不是暂估 It is provisional unless every month is frozen.
          绑定在期间内改变的源分段计算 A source whose bindings change has a line for each part.
          最后列出待核对的因子，影响大的在前 Factors to confirm come last, by what rests on them.
          --json: id, commit, total {value, unit}, lines, missing, complete,
          provisional, frozen [{period, digest}], open, changed, notes, pins,
          toConfirm [{factor, mark, source, effect, sources}].
          excluded [{source, name, record, reason, explanation, basis, estimate, validUntil, by}]
          where a source is left out.
          Statuses: 0, 65 while an active source is neither bound nor excluded, naming it.
          """)

      @Option(help: "期间，如 2025、2025-Q1、2025-03 The period.") var period: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let drawn = try DrawInventory.run(on: try options.site(), try Period(period))
        guard json else {
          InventoryText(drawn.json, options.phrases()).lines.forEach { Output.print($0) }
          Output.print(
            options.phrases().text(Phrase("said.drawn", ["id": drawn.id, "commit": drawn.commit])))
          return
        }
        let own: [String: JSON] = [
          "id": .string(drawn.id), "commit": .string(drawn.commit),
          "toConfirm": FactorsToConfirm(in: drawn.json).json,
        ]
        Output.print(.object((drawn.json.object ?? [:]).merging(own) { $1 }))
      }
    }

    /// `karez inventory list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "清单列表 — all inventories.",
        discussion: """
          --json: [{id, from, until, totals, engine, provisional, state, inForce, replacedBy}]. State:
          draft, computed, checked, approved, superseded, withdrawn.
          """)

      @Option(help: "单位（总部） At headquarters: whose inventory.") var entity: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site().store(of: entity)
        let listed = try ReadInventory.list(on: site)
        let approvals = try AskApproval.all(on: site)
        let words = ApprovalWords(options)
        guard json else {
          for item in listed {
            let state = approvals[item.id].map(words.state)
            Output.print(([item.said] + [state].compactMap { $0 }).joined(separator: "\t"))
          }
          return
        }
        Output.print(
          .array(
            listed.map { item in
              let own: [String: JSON] = ["id": .string(item.id)]
              let state = approvals[item.id].map(words.members) ?? [:]
              return .object(item.values.merging(own) { $1 }.merging(state) { $1 })
            }))
      }
    }

    /// `karez inventory show`.
    struct Show: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "查看清单 — one inventory; --json prints the very bytes that were hashed.",
        discussion: """
          末尾列出编制、复核、批准的人和签名 Who prepared, checked and approved it comes last.
          """)

      @Argument(help: "清单号 Its id; see karez inventory list.") var id: String
      @Option(help: "单位（总部） At headquarters: whose inventory.") var entity: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site().store(of: entity)
        let bytes = try ReadInventory.text(id, on: site)
        guard !json else {
          Output.print(String(decoding: bytes, as: UTF8.self))
          return
        }
        InventoryText(try JSON.parse(bytes), options.phrases()).lines.forEach { Output.print($0) }
        ApprovalWords(options).say(try AskApproval.run(id, on: site), asJSON: false)
      }
    }

    /// `karez inventory verify`.
    struct Verify: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "核验清单 — compute an inventory again from the facts it pins; compare every byte.",
        discussion: """
          karez -C p inventory verify ID;  see karez inventory list.
          karez -C hq inventory verify --all  总部：所有单位的全部清单 every inventory that is held.
          只显示差异，从不更正 What differs is shown, never corrected.
          --json (with --all): [{entity, id, from, until, inForce, same, why}]; why is null where it is the same.
          Statuses: 0 identical, 65 no such inventory, 76 it differs.
          """)

      @Argument(help: "清单号 Its id; see karez inventory list.") var id: String?
      @Flag(help: "全部清单 All that are held.") var all = false
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @Option(help: "单位（总部） At headquarters: whose inventory.") var entity: String?
      @OptionGroup var options: SiteOptions

      func validate() throws {
        guard (id == nil) == all, entity == nil || !all else {
          throw ValidationError("请给出一个清单号，或 --all — name one inventory, or give --all")
        }
      }

      func run() throws {
        let site = try options.site()
        guard let id else { return try tell(VerifyInventories.run(on: site)) }
        try ReadInventory.verify(id, on: site.store(of: entity))
        options.say(
          Phrase("said.identical", ["id": id]),
          json: json ? ["id": .string(id), "same": .bool(true)] : nil)
      }

      private func tell(_ rows: [VerifyInventories.Row]) throws {
        let phrases = options.phrases()
        if json { Output.print(.array(rows.map { $0.json(phrases) })) }
        for row in json ? [] : rows {
          let said = row.fault?.phrase ?? Phrase("said.identical", ["id": row.id])
          Output.print(
            [row.entity, row.id, row.from, row.until, phrases.text(said)].joined(separator: "\t"))
        }
        let differing = rows.count { $0.fault != nil }
        Output.tell(
          phrases.text(
            Phrase(
              "said.inventories-verified",
              ["total": String(rows.count), "differing": String(differing)])))
        if differing > 0 { throw ExitCode(ExitStatus.untrusted.rawValue) }
      }
    }
  }
}

extension ReadInventory.Listed {
  /// Id, days and total.
  fileprivate var said: String {
    let total = values["totals"]?.array?.first
    let days = "\(values["from"]?.string ?? "") … \(values["until"]?.string ?? "")"
    return "\(id)\t\(days)\t\(total?["value"]?.string ?? "—") \(total?["unit"]?.string ?? "")"
  }
}

extension VerifyInventories.Row {
  fileprivate func json(_ phrases: PhraseBook) -> JSON {
    [
      "entity": .string(entity), "id": .string(id), "from": .string(from), "until": .string(until),
      "inForce": .bool(isInForce), "same": .bool(fault == nil),
      "why": fault.map { .string(phrases.text($0.phrase)) } ?? .null,
    ]
  }
}
