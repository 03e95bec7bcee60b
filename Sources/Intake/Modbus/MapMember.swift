import SiteModel

/// An object of a map's JSON, and where it stands: reads members with their ranges.
struct MapMember {
  private let members: [String: JSON]
  private let place: String

  /// - Parameter knows: the members that mean something.
  init(_ json: JSON, at place: String, knows: [String]) throws(RegisterMapFault) {
    (members, self.place) = (json.object ?? [:], place)
    let expected = "{\(knows.joined(separator: ", "))}"
    guard json.object != nil else {
      throw RegisterMapFault(
        place: place.isEmpty ? "." : place, found: json.canonical, expected: expected)
    }
    let strange = members.keys.sorted().first { !knows.contains($0) }
    if let strange { throw fault(strange, expected) }
  }

  func text(_ key: String) throws(RegisterMapFault) -> String {
    guard let text = members[key]?.string, !text.isEmpty, text.utf8.count <= 200 else {
      throw fault(key, "\"…\"")
    }
    return text
  }

  func number<Number: FixedWidthInteger>(
    _ key: String, _ range: ClosedRange<Number>, or usual: Number?
  ) throws(RegisterMapFault) -> Number {
    if members[key] == nil, let usual { return usual }
    guard let number = members[key]?.number.flatMap({ Number($0) }), range.contains(number) else {
      throw fault(key, "\(range.lowerBound) … \(range.upperBound)")
    }
    return number
  }

  func choice<Value>(
    _ key: String, _ values: [String: Value], or usual: String?
  ) throws(RegisterMapFault) -> Value {
    let text = members[key] == nil ? usual : members[key]?.string
    guard let value = text.flatMap({ values[$0] }) else {
      throw fault(key, values.keys.sorted().joined(separator: " | "))
    }
    return value
  }

  /// A number above 0, as JSON's number or as text.
  func decimal(_ key: String, or usual: Decimal18) throws(RegisterMapFault) -> Decimal18 {
    guard let member = members[key] else { return usual }
    guard let value = (member.string ?? member.number).flatMap({ Decimal18($0) }), value.units > 0
    else { throw fault(key, "> 0") }
    return value
  }

  func list<Item>(
    _ key: String, knows: [String], _ read: (MapMember) throws(RegisterMapFault) -> Item
  ) throws(RegisterMapFault) -> [Item] {
    guard let items = members[key]?.array, !items.isEmpty else { throw fault(key, "[…]") }
    var found: [Item] = []
    for (number, item) in items.enumerated() {
      found.append(try read(MapMember(item, at: "\(path(key))[\(number)]", knows: knows)))
    }
    return found
  }

  private func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  private func fault(_ key: String, _ expected: String) -> RegisterMapFault {
    RegisterMapFault(
      place: path(key), found: members[key]?.canonical ?? "—", expected: expected)
  }
}
