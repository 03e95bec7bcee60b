/// The members of one object of a data file, each read as what it must be.
struct DataMembers {
  /// Where the object stands, `file#inputs[0]`.
  let place: String
  private let members: [String: JSON]

  /// - Throws: if `json` is no object or has a member outside `known`.
  init(_ json: JSON?, at place: String, known: Set<String>) throws(EmissionDataFault) {
    guard let json else { throw .missing(place: place) }
    guard let members = json.object else { throw .malformed(place: place, expected: "object") }
    self.place = place
    self.members = members
    for key in members.keys.sorted() where !known.contains(key) {
      throw .unknownMember(place: self.place(of: key))
    }
  }

  func place(of key: String) -> String { place.hasSuffix("#") ? place + key : "\(place).\(key)" }

  subscript(_ key: String) -> JSON? { members[key] }

  private func required(_ key: String) throws(EmissionDataFault) -> JSON {
    guard let value = members[key] else { throw .missing(place: place(of: key)) }
    return value
  }

  /// A text that says something.
  func text(_ key: String) throws(EmissionDataFault) -> String {
    guard let text = try required(key).string, !text.isEmpty else {
      throw .malformed(place: place(of: key), expected: "text")
    }
    return text
  }

  func optionalText(_ key: String) throws(EmissionDataFault) -> String? {
    members[key] == nil ? nil : try text(key)
  }

  /// A whole number of the range.
  func whole(_ key: String, _ range: ClosedRange<Int>) throws(EmissionDataFault) -> Int {
    guard let text = try required(key).number, let value = Int(text), range.contains(value) else {
      throw .malformed(place: place(of: key), expected: "number")
    }
    return value
  }

  func optionalWhole(
    _ key: String, _ range: ClosedRange<Int>
  ) throws(EmissionDataFault) -> Int? {
    members[key] == nil ? nil : try whole(key, range)
  }

  func bilingual(_ key: String) throws(EmissionDataFault) -> BilingualText {
    let both = try DataMembers(members[key], at: place(of: key), known: ["zh", "en"])
    return BilingualText(zh: try both.text("zh"), en: try both.text("en"))
  }

  /// One of the words that name the cases of `Choice`.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _: Choice.Type = Choice.self
  ) throws(EmissionDataFault) -> Choice {
    guard let choice = Choice(rawValue: try text(key)) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: " ")
      throw .malformed(place: place(of: key), expected: words)
    }
    return choice
  }

  func unit(_ key: String) throws(EmissionDataFault) -> Unit {
    let text = try text(key)
    do { return try Unit(text) } catch {
      throw .unknownUnit(place: place(of: key), unit: text)
    }
  }

  /// A decimal or a ratio, written as text.
  func rational(_ key: String) throws(EmissionDataFault) -> Rational {
    guard let value = Rational(try text(key)) else {
      throw .malformed(place: place(of: key), expected: "decimal")
    }
    return value
  }

  /// Some decimals, written as text.
  func rationals(_ key: String) throws(EmissionDataFault) -> [Rational] {
    let values = try required(key).array?.map { $0.string.flatMap { Rational($0) } } ?? []
    let known = values.compactMap(\.self)
    guard !known.isEmpty, known.count == values.count else {
      throw .malformed(place: place(of: key), expected: "decimal")
    }
    return known
  }

  /// An amount with its unit, `12.5 t`.
  func quantity(_ key: String) throws(EmissionDataFault) -> Quantity {
    let parts = try text(key).split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let value = Rational(parts[0]) else {
      throw .malformed(place: place(of: key), expected: "quantity")
    }
    do { return Quantity(value, try Unit(parts[1])) } catch {
      throw .unknownUnit(place: place(of: key), unit: parts[1])
    }
  }

  func optionalRational(_ key: String) throws(EmissionDataFault) -> Rational? {
    members[key] == nil ? nil : try rational(key)
  }

  func optionalDate(_ key: String) throws(EmissionDataFault) -> CivilDate? {
    guard let text = try optionalText(key) else { return nil }
    guard let date = CivilDate(text) else {
      throw .malformed(place: place(of: key), expected: "date")
    }
    return date
  }

  /// The objects of a list, each with its place; an absent list is empty.
  func objects(_ key: String, known: Set<String>) throws(EmissionDataFault) -> [DataMembers] {
    guard let json = members[key] else { return [] }
    guard let items = json.array else {
      throw .malformed(place: place(of: key), expected: "list")
    }
    var result: [DataMembers] = []
    for (index, item) in items.enumerated() {
      result.append(try DataMembers(item, at: "\(place(of: key))[\(index)]", known: known))
    }
    return result
  }
}
