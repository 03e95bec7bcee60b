import Indexing
package import SiteModel

extension AnalysePeriod {
  /// Drafts the record `analysis-report`; what it concludes and proposes a person adds.
  ///
  /// - Parameter texts: its parts in the person's words, by field: `trend`, `correlation`,
  ///   `abnormal`, `keyFactors`, `weakPoints`.
  /// - Throws: as ``WriteRecord/new(_:_:on:)``, too where the period is none a report is made for.
  package func write(_ texts: [String: String], snapshot: String, on site: Site) throws -> RecordKey
  {
    let sides = [now] + earlier
    let inventories = Set(sides.compactMap(\.approved)).sorted().map { "inventory/\($0)" }
    let inputs = inventories + anomalies.alerts.flatMap(\.records).map(\.description).sorted()
    // A field of text holds 10,000 characters; the whole is said by `analyse` again.
    var fields = texts.mapValues { JSON.string(String($0.prefix(10_000))) }
    fields["period"] = .string(now.period.description)
    fields["snapshot"] = .string(snapshot)
    if !inputs.isEmpty { fields["inputs"] = .array(inputs.prefix(200).map(JSON.string)) }
    return try WriteRecord.new("analysis-report", fields, on: site)
  }
}
