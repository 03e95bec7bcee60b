import Operations
import SiteModel

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
    return rows + groups + apart + confirmed + gwps + excluded + filled + missing + stale + notes
      + [phrases.text(sum)] + provisional + toConfirm
  }

  /// The sum of each unit or group.
  private var groups: [String] {
    (json["sums"]?["byGroup"]?.array ?? []).map { part in
      let unit = json["total"].map { text($0, "unit") } ?? ""
      let values = ["group": text(part, "group"), "value": text(part, "value"), "unit": unit]
      return phrases.text(Phrase("said.group-total", values))
    }
  }

  /// What is in no total, each with its unit.
  private var apart: [String] {
    let sums = (json["sums"]?["byCategory"]?.array ?? []).filter { $0["apart"]?.bool == true }
    let said = sums.map { part in
      let values = ["value": text(part, "value"), "unit": unit(of: text(part, "category"))]
      let category = Phrase("category.\(text(part, "category"))")
      return phrases.text(Phrase("said.apart", values, within: ["what": [category]]))
    }
    return said
      + (json["information"]?.array ?? []).map { item in
        let values = ["source", "value", "unit"].map { ($0, text(item, $0)) }
        return phrases.text(Phrase("said.information", Dictionary(uniqueKeysWithValues: values)))
      }
  }

  /// An equivalent as soon as one line of the category is one.
  private func unit(of category: String) -> String {
    let lines = (json["lines"]?.array ?? []).filter { text($0, "category") == category }
    return lines.contains { text($0, "unit") == "tCO2e" } ? "tCO2e" : "tCO2"
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
