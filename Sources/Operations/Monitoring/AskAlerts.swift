import Indexing
package import SiteModel

/// What is wrong with data now: the answer to `alerts`; and the records that are made of it, once each.
package enum AskAlerts {
  /// The record type of a raised alert.
  static let type = "data-alert"

  /// - Parameter verifying: whether all that is stored is read and hashed again, too.
  /// - Throws: what reading the facts throws; a clock that stands at nothing sees no readings missing.
  package static func run(verifying: Bool, on site: Site) throws -> [AlertSignal] {
    let sources = AlertSources.all + (verifying ? [AlertSources.verification] : [])
    return try known(sources.flatMap { try $0(site, site.today) }, on: site)
  }

  /// The signals, each with the record that there is of it.
  static func known(_ signals: [AlertSignal], on site: Site) throws -> [AlertSignal] {
    guard !signals.isEmpty else { return [] }
    let raised = try RaisedAlerts(site)
    return signals.map { signal in
      var signal = signal
      signal.record = raised.record(of: signal)
      return signal
    }
  }

  /// Makes a `data-alert` of every signal that has none, all in one commit.
  ///
  /// - Parameters:
  ///   - assignee: who has to find the cause where the point names no owner; nil: nobody yet.
  ///   - text: says a signal in the person's language.
  /// - Returns: the signals that were raised now, with their records.
  package static func raise(
    verifying: Bool, assignee: String?, on site: Site, text: (Phrase) -> String
  ) throws -> [AlertSignal] {
    try raise(run(verifying: verifying, on: site), assignee, on: site, text: text)
  }

  /// The same of signals that are known.
  static func raise(
    _ signals: [AlertSignal], _ assignee: String?, on site: Site, text: (Phrase) -> String
  ) throws -> [AlertSignal] {
    guard !signals.isEmpty else { return [] }
    let (offset, raised) = (try site.calendar().offset, try RaisedAlerts(site))
    for (key, until) in signals.compactMap(raised.growth) {
      _ = try WriteRecord.edit(
        key.description, ["until": .string(until.text(at: offset))], on: site)
    }
    // Of what is found twice, once.
    var seen: Set<String> = []
    let fresh = signals.filter { $0.record == nil && seen.insert($0.id).inserted }
    guard !fresh.isEmpty else { return [] }
    let records = try fresh.map { signal in
      var fields = try fields(of: signal, assignee, offset, site, text(signal.phrase))
      fields["repeatOf"] = raised.repeated(by: signal).map { .string($0.id) }
      return fields
    }
    let keys = try WriteRecord.new(type, all: records, on: site)
    return zip(fresh, keys).map { signal, key in
      var signal = signal
      signal.record = key
      return signal
    }
  }

  private static func fields(
    of signal: AlertSignal, _ assignee: String?, _ offset: Offset, _ site: Site, _ text: String
  ) throws -> [String: JSON] {
    var fields: [String: JSON] = [
      "signal": .string(signal.recorded(on: site.today)),
      "subject": .string(String(text.prefix(200))),
      "stage": .string(signal.stage.rawValue), "severity": .string(signal.severity.rawValue),
      "raisedOn": .string("\(site.today)"),
    ]
    let owner = try signal.point.flatMap { point in
      try site.index.state(of: .known("point", point.id)).values["owner"]?.string
    }
    fields["point"] = signal.point.map { .string($0.id) }
    fields["assignee"] = (owner ?? signal.rule?.owner ?? assignee).map(JSON.string)
    fields["rule"] = signal.rule.map { .string($0.id) }
    fields["ruleVersion"] = signal.rule.map { .string($0.version) }
    fields["observed"] = signal.observed.map { .string(String($0.prefix(200))) }
    fields["expected"] = signal.expected.map { .string(String($0.prefix(200))) }
    if let span = signal.span {
      fields["from"] = .string(span.lowerBound.text(at: offset))
      fields["until"] = .string(span.upperBound.text(at: offset))
    }
    return fields
  }
}
