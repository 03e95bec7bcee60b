package import SiteModel

extension AlertSignal {
  /// As `karez alerts --json` prints it.
  package func json(_ phrases: PhraseBook, _ offset: Offset) -> JSON {
    [
      "signal": .string(id), "stage": .string(stage.rawValue),
      "severity": .string(severity.rawValue), "said": .string(phrases.text(phrase)),
      "point": point.map { .string($0.number) } ?? .null,
      "from": span.map { .string($0.lowerBound.text(at: offset)) } ?? .null,
      "until": span.map { .string($0.upperBound.text(at: offset)) } ?? .null,
      "rule": rule.map { .string($0.id) } ?? .null,
      "observed": observed.map(JSON.string) ?? .null,
      "expected": expected.map(JSON.string) ?? .null,
      "record": record.map { .string($0.description) } ?? .null,
    ]
  }
}
