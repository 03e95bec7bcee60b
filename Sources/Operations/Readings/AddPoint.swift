package import SiteModel
import Storage

/// Enters a measurement point in the register of points.
package struct AddPoint {
  /// What the person said of the point.
  package struct Wishes: Sendable {
    /// The number people use; no other point may bear it.
    package var number: String
    /// The name in people's words.
    package var name: String
    /// What its readings mean.
    package var kind: ReadingKind
    /// The unit they are written in.
    package var unit: String
    /// CT × PT 倍率, as a decimal text.
    package var multiplier: String?
    /// Digits before the point of a register.
    package var digits: Int?
    /// Digits behind the point.
    package var decimals: Int?

    package init(number: String, name: String, kind: ReadingKind, unit: String) {
      (self.number, self.name, self.kind, self.unit) = (number, name, kind, unit)
    }
  }

  /// Makes the record.
  ///
  /// - Returns: the point as it stands now.
  /// - Throws: ``RecordLookupFault/taken(type:number:)`` if the number is in use, ``UnitFault`` for a
  ///   unit nobody knows.
  package static func run(on site: Site, _ wishes: Wishes) throws -> MeasurementPoint {
    let unit = try Unit(wishes.unit).symbol
    return try site.write { session in
      let key = RecordKey.known("point", NewName.random())
      let values = values(wishes, unit: unit)
      // What cannot be read back is not written.
      let point = try MeasurementPoint(id: key.id, values)
      _ = try WriteRecord.new(key, values, in: session) { "登记计量点 \($0) \(wishes.name)" }
      return point
    }
  }

  private static func values(_ wishes: Wishes, unit: String) -> [String: JSON] {
    var setting: [String: JSON] = ["kind": .string(wishes.kind.rawValue), "unit": .string(unit)]
    setting["multiplier"] = wishes.multiplier.map(JSON.string)
    setting["digits"] = wishes.digits.map { .number(String($0)) }
    setting["decimals"] = wishes.decimals.map { .number(String($0)) }
    return [
      "number": .string(wishes.number), "name": .string(wishes.name),
      "settings": .array([.object(setting)]),
    ]
  }
}
