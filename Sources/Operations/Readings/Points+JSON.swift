package import SiteModel

extension MeasurementPoint {
  /// As `karez point list --json` prints it: `{id, number, name, kind, unit, multiplier}`.
  package var json: JSON {
    [
      "id": .string(id), "number": .string(number), "name": .string(name),
      "unit": .string(settings.latest.unit), "kind": .string(settings.latest.kind.rawValue),
      "multiplier": .string(settings.latest.multiplier.description),
    ]
  }
}
