import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez inventory`: emission inventories.
  struct Inventory: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "排放清单 — emission inventories.",
      subcommands: [
        Draw.self, List.self, Show.self, Explain.self, Compare.self, Export.self, Verify.self,
      ])

    /// `karez inventory draw`.
    struct Draw: ParsableCommand {
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
    struct List: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "清单列表 — all inventories.",
        discussion: "--json: [{id, from, until, totals, engine}].")

      @Option(help: "单位（总部） At headquarters: whose inventory.") var entity: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let listed = try ReadInventory.list(on: try options.site().store(of: entity))
        guard json else {
          for item in listed {
            let total = item.values["totals"]?.array?.first
            Output.print(
              "\(item.id)\t\(item.values["from"]?.string ?? "") … \(item.values["until"]?.string ?? "")"
                + "\t\(total?["value"]?.string ?? "—") \(total?["unit"]?.string ?? "")")
          }
          return
        }
        Output.print(
          .array(listed.map { .object($0.values.merging(["id": .string($0.id)]) { $1 }) }))
      }
    }

    /// `karez inventory show`.
    struct Show: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "查看清单 — one inventory; --json prints the very bytes that were hashed.")

      @Argument(help: "清单号 Its id; see karez inventory list.") var id: String
      @Option(help: "单位（总部） At headquarters: whose inventory.") var entity: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let bytes = try ReadInventory.text(id, on: try options.site().store(of: entity))
        guard !json else {
          Output.print(String(decoding: bytes, as: UTF8.self))
          return
        }
        InventoryText(try JSON.parse(bytes), options.phrases()).lines.forEach { Output.print($0) }
      }
    }

    /// `karez inventory verify`.
    struct Verify: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "核验清单 — compute an inventory again from the facts it pins; compare every byte.",
        discussion: """
          karez -C p inventory verify ID;  see karez inventory list.
          Statuses: 0 identical, 65 no such inventory, 76 it differs.
          """)

      @Argument(help: "清单号 Its id; see karez inventory list.") var id: String
      @Option(help: "单位（总部） At headquarters: whose inventory.") var entity: String?
      @OptionGroup var options: SiteOptions

      func run() throws {
        try ReadInventory.verify(id, on: try options.site().store(of: entity))
        Output.print(options.phrases().text(Phrase("said.identical", ["id": id])))
      }
    }
  }
}

/// An inventory as lines for a terminal.
struct InventoryText {
  private let json: JSON
  private let phrases: PhraseBook

  init(_ json: JSON, _ phrases: PhraseBook) { (self.json, self.phrases) = (json, phrases) }

  var lines: [String] {
    let rows = (json["lines"]?.array ?? []).map { line in
      "\(text(line, "source"))\(days(line))\t\(text(line, "value")) \(text(line, "unit"))"
        + "\t\(text(line, "name"))"
        + "\t" + (line["inputs"]?.array ?? []).map(input).joined(separator: "; ")
    }
    let missing = (json["missing"]?.array ?? []).map(missing)
    let stale = (json["lines"]?.array ?? []).flatMap { line in
      (line["inputs"]?.array ?? []).filter { $0["covers"]?.bool == false }.map { input in
        phrases.text(
          Phrase(
            "said.factor-of-another-time",
            [
              "source": text(line, "source"), "factor": text(input, "factor"),
              "from": text(input, "validFrom"), "until": text(input, "validUntil"),
            ]))
      }
    }
    let notes = (json["notes"]?.array ?? []).map { "· " + text($0, phrases.language.rawValue) }
    let total = json["total"] ?? .null
    let isProvisional = json["provisional"]?.bool == true
    let values = [
      "period": text(json, "period"), "value": text(total, "value"), "unit": text(total, "unit"),
      "mark": isProvisional ? phrases.text(Phrase("said.provisional-mark")) : "",
    ]
    let isWhole = json["complete"]?.bool == true
    let sum = isWhole ? Phrase("said.total", values) : Phrase("said.total-in-part", values)
    return rows + confirmed + gwps + excluded + filled + missing + stale + notes
      + [phrases.text(sum)] + provisional + toConfirm
  }

  /// 暂估: which months can still change.
  private var provisional: [String] {
    guard json["provisional"]?.bool == true else { return [] }
    let open = (json["open"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
    return [
      phrases.text(
        Phrase("said.provisional", ["months": open.isEmpty ? text(json, "period") : open]))
    ]
  }

  /// Every quantity that stands for readings, with its record.
  private var filled: [String] {
    (json["lines"]?.array ?? []).flatMap { line in
      (line["inputs"]?.array ?? []).flatMap { input in
        (input["fills"]?.array ?? []).map { fill in
          var values = [
            "from": local(fill, "from"), "until": local(fill, "until"),
            "source": text(line, "source"), "point": text(input, "point"),
          ]
          for key in ["quantity", "unit", "method", "record"] { values[key] = text(fill, key) }
          return phrases.text(Phrase("said.filled-line", values))
        }
      }
    }
  }

  /// Who of the plant found which factor where.
  private var confirmed: [String] {
    let inputs = (json["lines"]?.array ?? []).flatMap { $0["inputs"]?.array ?? [] }
    let lines = inputs.compactMap { input in
      input["confirmed"].map { found in
        let values = ["by", "on", "source", "page"].map { ($0, text(found, $0)) }
        let said = Phrase("said.factor-confirmed", Dictionary(uniqueKeysWithValues: values))
        return "✓ \(text(input, "factor"))\t\(phrases.text(said))"
      }
    }
    return Set(lines).sorted()
  }

  /// Which GWPs the lines go by; more than one in an inventory is said aloud.
  private var gwps: [String] {
    let used = (json["lines"]?.array ?? []).flatMap { $0["gwp"]?.array ?? [] }
    let sets = Set(used.compactMap(\.string)).sorted()
    guard !sets.isEmpty else { return [] }
    let values = ["sets": sets.joined(separator: ", ")]
    let said = sets.count == 1 ? Phrase("said.gwp", values) : Phrase("said.gwp-mixed", values)
    return [phrases.text(said)]
  }

  /// What is left out, with the reason and whoever approved it.
  private var excluded: [String] {
    (json["excluded"]?.array ?? []).map { item in
      let slots = ["source", "name", "record", "explanation", "basis", "estimate", "by"]
      let values = slots.map { ($0, text(item, $0)) }
      return phrases.text(Phrase("said.excluded", Dictionary(uniqueKeysWithValues: values)))
    }
  }

  /// Factors that nobody has confirmed, with what rests on them.
  private var toConfirm: [String] {
    FactorsToConfirm(in: json).items.map { item in
      phrases.text(
        Phrase(
          "said.to-confirm",
          [
            "factor": item.factor, "mark": item.mark.rawValue, "source": item.source,
            "effect": item.effect.text(decimals: 2),
            "sources": item.sources.joined(separator: ", "),
          ]))
    }
  }

  /// The first gap of an input, and how many there are; `--json` has all.
  private func missing(_ item: JSON) -> String {
    let gaps = item["gaps"]?.array ?? []
    let first = gaps.first ?? .null
    return phrases.text(
      Phrase(
        "said.missing",
        [
          "source": text(item, "source"), "point": text(item, "point"),
          "from": local(first, "from"), "until": local(first, "until"), "gaps": String(gaps.count),
        ], within: ["reason": [Phrase("gap.\(text(first, "reason"))")]]))
  }

  /// A time of the inventory, at the offset its days are counted by.
  private func local(_ json: JSON, _ key: String) -> String {
    guard let instant = Instant.parse(text(json, key))?.instant,
      let offset = Offset(self.json["calendar"].map { text($0, "zone") } ?? "")
    else { return text(json, key) }
    return instant.text(at: offset)
  }

  /// The days of a line that is not for the whole period.
  private func days(_ line: JSON) -> String {
    line["from"] == nil ? "" : " \(text(line, "from")) … \(text(line, "until"))"
  }

  private func input(_ input: JSON) -> String {
    let isConfirmed = input["confirmed"] != nil
    let mark = input["mark"]?.string.map { " [\($0)\(isConfirmed ? "✓" : "")]" } ?? ""
    return "\(text(input, "name")) \(text(input, "value")) \(text(input, "unit"))\(mark)"
  }

  private func text(_ json: JSON, _ key: String) -> String { json[key]?.string ?? "—" }
}
