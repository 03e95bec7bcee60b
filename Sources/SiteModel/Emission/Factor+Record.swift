extension Factor {
  /// The fields of a `factor` record.
  package var record: [String: JSON] {
    var values: [String: JSON] = [
      "number": .string(id), "title": ["zh": .string(title.zh), "en": .string(title.en)],
      "quantity": .string(quantity), "value": .string(text), "unit": .string(value.unit.symbol),
      "source": .string(source), "mark": .string(mark.rawValue),
    ]
    values["validFrom"] = validFrom.map { .string($0.description) }
    values["validUntil"] = validUntil.map { .string($0.description) }
    values["published"] = published.map(JSON.string)
    return values
  }

  /// Reads a `factor` record.
  ///
  /// - Throws: ``EmissionDataFault`` if a field is missing or in dispute.
  package init(record values: [String: JSON]) throws(EmissionDataFault) {
    var item = values
    item["id"] = item.removeValue(forKey: "number")
    let file: JSON = ["factors": [.object(item)]]
    var table = FactorTable()
    try table.add(json: file.canonical, file: "factor")
    guard let factor = table.factors.values.first else { throw .missing(place: "factor#factors") }
    self = factor
  }
}
