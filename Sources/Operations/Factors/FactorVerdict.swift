package import SiteModel

/// What an import makes of one row of a table of factors.
package struct FactorVerdict: Sendable {
  /// The four things a row can be.
  package enum Kind: String, Sendable, CaseIterable {
    case new, same
    /// Its id is another number's already.
    case differs
    case refused
  }

  /// As the person counts, from 1.
  package let row: Int
  /// As the row says; empty where it says none.
  package let id: String
  package let kind: Kind
  /// Where the trouble is: a column of the table, a member of the list.
  package let column: String?
  package let why: Phrase?
  /// What would be written.
  let factor: Factor?

  init(_ row: FactorSheet.Row, new factor: Factor) {
    (self.row, id, kind, self.factor) = (row.number, factor.id, .new, factor)
    (column, why) = (nil, nil)
  }

  init(_ row: FactorSheet.Row, same factor: Factor) {
    (self.row, id, kind, self.factor) = (row.number, factor.id, .same, nil)
    (column, why) = (nil, nil)
  }

  init(_ row: FactorSheet.Row, _ factor: Factor, differsFrom held: Factor) {
    (self.row, id, kind, self.factor) = (row.number, factor.id, .differs, nil)
    let fields = factor.fields(otherThan: held)
    column = fields.joined(separator: ", ")
    why = Phrase(
      "factor.differs",
      ["id": factor.id, "held": "\(held.text) \(held.value.unit)", "fields": column ?? ""])
  }

  init(_ row: FactorSheet.Row, refusedBy fault: any Fault) {
    (self.row, id, kind) = (row.number, row.item["id"]?.string ?? "", .refused)
    (factor, why) = (nil, fault.phrase)
    column = Self.column(of: fault)
  }
}

extension FactorVerdict {
  /// The last part of the place that a fault names.
  private static func column(of fault: any Fault) -> String? {
    if case ShelfFault.breach(_, let breaches) = fault {
      return breaches.first?.pointer.split(separator: "/").first.map(String.init)
    }
    return fault.phrase.values["place"]?.split(separator: ".").last.map(String.init)
  }
}

extension Factor {
  /// The fields in which the number of two factors of one id differs. In what words it is named and
  /// where it was found is no part of the number, nor are its trailing zeros.
  fileprivate func fields(otherThan other: Factor) -> [String] {
    let (mine, its) = (record, other.record)
    let differing = ["mark", "quantity", "unit", "validFrom", "validUntil"]
      .filter { mine[$0] != its[$0] }
    return differing + (value.value == other.value.value ? [] : ["value"])
  }

  /// Whether nothing about another of the same id would be changed by this one.
  func agrees(with other: Factor) -> Bool { fields(otherThan: other).isEmpty }
}
