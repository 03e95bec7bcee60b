/// A published number that turns activity into emissions, or a part of one.
package struct Factor: Sendable, Hashable {
  /// Unique and never given to another number, such as `grid.prov.Xinjiang.2023`.
  package let id: String
  /// What a list of factors calls it.
  package let title: BilingualText
  /// What kind of number it is, such as `net_calorific_value`.
  package let quantity: String
  /// The value as published: trailing zeros are kept.
  package let text: String
  /// The exact value in its unit.
  package let value: Quantity
  /// The first day it speaks of; nil: since ever.
  package let validFrom: CivilDate?
  /// The last day it speaks of; nil: no end is known.
  package let validUntil: CivilDate?
  /// When it was published: a year, a month or a day, as far as known.
  package let published: String?
  /// The document it was published in, and who transcribed it where that matters.
  package let source: String
  /// How well the value is known; carried into every output.
  package let mark: ConfidenceMark

  /// Whether it speaks of this day. Whether an older one may stand in is not decided here.
  package func covers(_ day: CivilDate) -> Bool {
    validFrom.map { $0 <= day } ?? true && validUntil.map { day <= $0 } ?? true
  }

  /// The day from which everybody could know it: the last of what ``published`` leaves open.
  package var knownSince: CivilDate? { published.flatMap(Self.lastDay) }

  static func lastDay(_ text: String) -> CivilDate? {
    switch text.utf8.count {
    case 4: return CivilDate(text + "-12-31")
    case 7:
      guard let first = CivilDate(text + "-01") else { return nil }
      let length = CivilDate.length(year: first.year, month: first.month)
      return CivilDate(year: first.year, month: first.month, day: length)
    default: return CivilDate(text)
    }
  }
}

/// Factors by their ids.
package struct FactorTable: Sendable, Hashable {
  /// Every factor under its id.
  package private(set) var factors: [String: Factor] = [:]

  /// A table without factors.
  package init() {}

  /// The factor of this id, or nil.
  package subscript(_ id: String) -> Factor? { factors[id] }

  /// Adds the factors of one file, all or none.
  ///
  /// - Parameters:
  ///   - text: JSON, as in `site-template/factors`.
  ///   - file: the name that faults show.
  /// - Throws: ``EmissionDataFault``; ids must be new to the whole table.
  package mutating func add(json text: String, file: String) throws(EmissionDataFault) {
    let json: JSON
    do { json = try JSON.parse(text) } catch { throw .notJSON(file: file, error) }
    let members = try DataMembers(json, at: file + "#", known: ["factors"])
    guard members["factors"] != nil else { throw .missing(place: members.place(of: "factors")) }
    var result = factors
    for item in try members.objects("factors", known: Factor.known) {
      let factor = try Factor(item)
      guard result.updateValue(factor, forKey: factor.id) == nil else {
        throw .duplicate(place: item.place(of: "id"), name: factor.id)
      }
    }
    factors = result
  }
}

extension Factor {
  fileprivate static let known: Set = [
    "id", "title", "quantity", "value", "unit", "year", "validFrom", "validUntil", "published",
    "source", "mark",
  ]

  fileprivate init(_ item: DataMembers) throws(EmissionDataFault) {
    id = try item.text("id")
    title = try item.bilingual("title")
    quantity = try item.text("quantity")
    text = try item.text("value")
    value = Quantity(try item.rational("value"), try item.unit("unit"))
    (validFrom, validUntil) = try Self.validity(item)
    published = try item.optionalText("published")
    source = try item.text("source")
    mark = try item.choice("mark")
    if let published, Self.lastDay(published) == nil {
      throw .malformed(place: item.place(of: "published"), expected: "date")
    }
  }

  /// Either one year, or days of which at least one is given.
  private static func validity(
    _ item: DataMembers
  ) throws(EmissionDataFault) -> (CivilDate?, CivilDate?) {
    let (from, until) = (try item.optionalDate("validFrom"), try item.optionalDate("validUntil"))
    guard let year = try item.optionalWhole("year", 1...9999) else {
      guard from != nil || until != nil else { throw .missing(place: item.place(of: "year")) }
      if let from, let until, until < from {
        throw .malformed(place: item.place(of: "validUntil"), expected: "period")
      }
      return (from, until)
    }
    guard from == nil, until == nil else {
      throw .malformed(place: item.place(of: "year"), expected: "period")
    }
    return (
      CivilDate(year: year, month: 1, day: 1), CivilDate(year: year, month: 12, day: 31)
    )
  }
}
