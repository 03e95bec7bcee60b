import Indexing
package import SiteModel

/// A random sample of records or readings, the same on every node that holds the same facts (9.3.2).
package struct DrawSample {
  /// What is asked.
  package struct Question: Sendable {
    /// `TYPE`, `TYPE/STATE` or `readings:POINT`.
    package var population: String
    /// Of readings only; nil: all there are.
    package var period: Period?
    package var count: Int
    package var seed: String

    package init(_ population: String, _ count: Int, seed: String) {
      (self.population, self.count, self.seed) = (population, count, seed)
    }
  }

  /// What was drawn.
  package struct Answer: Sendable {
    package let sample: AuditSample
    /// By id: the number or name of a record, the value of a reading.
    package let labels: [String: String]
    /// Of all facts held: who draws again compares it first.
    package let facts: ContentHash
  }

  private static let readings = "readings:"

  /// - Throws: ``SampleFault``; faults of types and points.
  package static func run(_ question: Question, on site: Site) throws -> Answer {
    let labels =
      question.population.hasPrefix(readings)
      ? try readings(question, site) : try records(question, site)
    guard !labels.isEmpty else { throw SampleFault.empty(population: question.population) }
    return Answer(
      sample: AuditSample(of: Array(labels.keys), count: question.count, seed: question.seed),
      labels: labels, facts: FactsDigest.of(try site.index.heads()))
  }

  private static func records(_ question: Question, _ site: Site) throws -> [String: String] {
    guard question.period == nil else {
      throw SampleFault.period(population: question.population)
    }
    let parts = question.population.split(separator: "/", maxSplits: 1).map(String.init)
    let type = parts.first ?? ""
    let picture = try DrawPicture.run(on: nil, types: [type], at: site)
    let found = picture.records[type, default: []].filter { record in
      parts.count == 1 || record.state == parts[1]
    }
    return Dictionary(found.map { ($0.key.id, $0.label) }) { first, _ in first }
  }

  private static func readings(_ question: Question, _ site: Site) throws -> [String: String] {
    let number = String(question.population.dropFirst(readings.count))
    let calendar = try site.calendar()
    let span = question.period?.bounds(in: calendar) ?? Self.everything
    let (rows, _) = try AskReadings.run(
      on: site, points: [number], from: span.lowerBound, until: span.upperBound)
    let named = rows.filter { $0.at < span.upperBound }.map { row in
      let length = row.length > 0 ? "+\(row.length)s" : ""
      return (
        "\(row.point)@\(row.at.text(at: calendar.offset))\(length)", "\(row.value) \(row.unit)"
      )
    }
    return Dictionary(named) { first, _ in first }
  }

  // Meters do not label before 1970, nor plants plan beyond 2199.
  private static let everything = Instant(seconds: 0)..<Instant(seconds: 7_258_118_400)
}

/// Why nothing can be drawn.
package enum SampleFault: Fault, Equatable {
  /// There is nothing of it.
  case empty(population: String)
  /// A period was given for records.
  case period(population: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .empty(let population): Phrase("sample.empty", ["population": population])
    case .period(let population): Phrase("sample.period", ["population": population])
    }
  }
}
