import SiteModel

/// Copies of records that were made some months earlier: dates, months and numbers moved, and what they name of
/// each other named as it was called then.
struct PictureShift {
  let months: Int
  /// How many days earlier still.
  let days: Int64
  private let names: Set<String>

  init(months: Int, days: Int64, of keys: [RecordKey]) {
    (self.months, self.days) = (months, days)
    names = Set(keys.flatMap { [$0.id, $0.description] })
  }

  /// Each record once, and brought to its end where it has come to one by now.
  func copies(
    of records: [PicturedRecord], endedBy today: CivilDate,
    permits: (String, String) -> Set<Permission>
  ) -> [PicturedRecord] {
    var seen: Set<RecordKey> = []
    return records.filter { seen.insert($0.key).inserted }.compactMap(copy).map { copy in
      let ended = PictureEnding.of[copy.key.type]?.applied(to: copy, by: today) ?? copy
      return PicturedRecord(
        ended.key, fields: ended.fields, state: ended.state,
        permits: permits(ended.key.type, ended.state), moved: ended.moved)
    }
  }

  private func copy(_ record: PicturedRecord) -> PicturedRecord? {
    RecordKey(type: record.key.type, id: name(record.key.id)).map { key in
      var fields = record.fields.mapValues(moved)
      for field in told(apart: key.type) {
        if let text = record.text(field) { fields[field] = .string("\(text)-\(months)") }
      }
      if let year = record.fields["year"]?.number.flatMap({ Int($0) }) {
        fields["year"] = .number(String(year - months / 12))
      }
      return PicturedRecord(
        key, fields: fields, state: record.state, permits: record.permits,
        moved: record.moved.flatMap { CivilDate(day($0.description)) })
    }
  }

  // No number is given twice, and what came up again had another cause.
  private func told(apart type: String) -> [String] {
    ["number"] + (type == "nonconformity" ? ["cause"] : [])
  }

  private func name(_ id: String) -> String { "\(id)-m\(months)" }

  private func moved(_ value: JSON) -> JSON {
    switch value {
    case .string(let text): .string(moved(text))
    case .array(let items): .array(items.map(moved))
    case .object(let members): .object(members.mapValues(moved))
    default: value
    }
  }

  private func moved(_ text: String) -> String {
    if names.contains(text) { return name(text) }
    if text.wholeMatch(of: /\d{4}-\d{2}/) != nil { return month(text) }
    if text.prefixMatch(of: /\d{4}-\d{2}-\d{2}(T|$)/) != nil {
      return day(String(text.prefix(10))) + text.dropFirst(10)
    }
    return text
  }

  private func month(_ text: String) -> String {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    let count = parts[0] * 12 + parts[1] - 1 - months
    let month = String(count % 12 + 1)
    return "\(count / 12)-\(month.count < 2 ? "0" : "")\(month)"
  }

  // The 28th is there in every month.
  private func day(_ text: String) -> String {
    let day = min(Int(text.suffix(2)) ?? 1, 28)
    let moved = CivilDate("\(month(String(text.prefix(7))))-\(day < 10 ? "0" : "")\(day)")
    return moved.map { CivilDate(days: $0.days - days).description } ?? text
  }
}
