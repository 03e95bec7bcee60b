/// Where an entity stands in its group (集团 → 板块 → 单位), on one day.
package struct GroupPlace: Sendable, Hashable {
  /// What it is called there.
  package let name: String
  /// The nearest sector above it.
  package let sector: Sector?
  /// What the group holds of it, in per cent; nil: nobody has said.
  package let share: Rational?

  /// A sector of the group.
  package struct Sector: Sendable, Hashable {
    package let number: String
    package let name: String
  }
}

/// The tree of a group, from `entity-node` records.
package struct GroupTree: Sendable {
  /// By record id.
  private let nodes: [String: [String: JSON]]

  /// - Parameter nodes: the fields of each record, by its id.
  package init(_ nodes: [String: [String: JSON]]) { self.nodes = nodes }

  /// Where an entity stands on a day; nil where nobody has said.
  package func place(of entity: String, on day: CivilDate) -> GroupPlace? {
    let own = nodes.filter { $0.value["entity"]?.string == entity }.min { $0.key < $1.key }
    return own.map { id, fields in
      GroupPlace(
        name: fields["name"]?.string ?? entity, sector: sector(above: id),
        share: Self.share(fields, on: day))
    }
  }

  private func sector(above id: String) -> GroupPlace.Sector? {
    var (next, seen) = (Optional(id), Set<String>())
    // Two nodes that were put below each other are a slip of people, and end here.
    while let id = next, let fields = nodes[id], seen.insert(id).inserted {
      if fields["kind"]?.string == "sector" {
        return .init(
          number: fields["number"]?.string ?? id, name: fields["name"]?.string ?? id)
      }
      next = fields["parent"]?.string
    }
    return nil
  }

  /// The share of the newest row that has begun.
  private static func share(_ fields: [String: JSON], on day: CivilDate) -> Rational? {
    let rows = (fields["shares"]?.array ?? []).compactMap { row -> (CivilDate, Rational)? in
      guard let from = row["from"]?.string.flatMap({ CivilDate($0) }),
        let share = row["share"]?.string.flatMap({ Rational($0) })
      else { return nil }
      return (from, share)
    }
    return rows.filter { $0.0 <= day }.max { $0.0 < $1.0 }?.1
  }
}
