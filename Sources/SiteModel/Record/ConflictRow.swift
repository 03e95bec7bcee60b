/// One line of the table in which sides stand beside each other.
package struct ConflictRow: Sendable, Hashable {
  /// The member of the value, `0/multiplier`; empty for the whole value.
  package let path: String
  /// What each column has there, in their order; nil where it has nothing.
  package let cells: [JSON?]

  package init(path: String, cells: [JSON?]) { (self.path, self.cells) = (path, cells) }

  /// The lines in which some values differ; the parts they share are left out.
  ///
  /// Objects, and lists with an object in them, are taken apart; everything else is one value.
  package static func differing(_ values: [JSON?]) -> [ConflictRow] {
    rows(values, at: "").filter { row in Set(row.cells).count > 1 }
  }

  private static func rows(_ values: [JSON?], at path: String) -> [ConflictRow] {
    let parts = values.map(members)
    // A column that has a plain value there keeps the others whole, too.
    let isWhole = zip(values, parts).contains { value, parts in
      parts == nil && value != nil && value != .null
    }
    let names = Set(parts.compactMap { $0 }.flatMap(\.keys))
    guard !isWhole, !names.isEmpty else { return [ConflictRow(path: path, cells: values)] }
    return names.sorted().flatMap { name in
      rows(parts.map { $0?[name] }, at: path.isEmpty ? name : "\(path)/\(name)")
    }
  }

  private static func members(of value: JSON?) -> [String: JSON]? {
    if let members = value?.object { return members }
    guard let items = value?.array, items.contains(where: { $0.object != nil }) else { return nil }
    return Dictionary(uniqueKeysWithValues: items.enumerated().map { ("\($0)", $1) })
  }
}
