import Indexing
package import SiteModel
import Storage

/// Asks for a frozen month to be opened again: it waits in the month's record until somebody does.
package struct RequestReopening {
  /// A person asks.
  ///
  /// - Throws: ``ClosingFault/notFrozen(month:)``.
  package static func run(_ month: Period, reason: String, on site: Site) throws {
    try site.write { session in
      guard try FrozenMonths(on: session.site)[month] != nil else {
        throw ClosingFault.notFrozen(month: "\(month)")
      }
      try ask(month, ["reason": .string(reason)], reason, by: session)
    }
  }

  /// Readings ask that an import did not take, because their months are frozen.
  static func run(
    _ readings: [DifferingReading], from file: String, by session: WriteSession
  ) throws {
    let frozen = readings.filter { $0.verdict == .frozen }
    let months = Dictionary(grouping: frozen, by: \.expected)
    for (name, rows) in months.sorted(by: { $0.key < $1.key }) {
      let points = Set(rows.map(\.point)).sorted().joined(separator: " ")
      let request: [String: JSON] = [
        "from": .string(String(file.prefix(200))), "readings": .number(String(rows.count)),
        "points": .string(String(points.prefix(2000))),
      ]
      try ask(try Period(name), request, "导入 \(file)", by: session)
    }
  }

  private static func ask(
    _ month: Period, _ request: [String: JSON], _ reason: String, by session: WriteSession
  ) throws {
    let (key, now) = (RecordKey.dataPeriod(month), session.site.surroundings.clock.now())
    let before = try session.site.index.course(of: key)?.joined.values["requests"]?.array ?? []
    // The same file again asks for nothing more.
    guard !before.contains(where: { $0.isSame(as: request) }) else { return }
    var request = request
    request["at"] = .string(now.instant.text(at: now.offset))
    request["by"] = .string(session.writer.author.id)
    try session.set(
      key, ["requests": .array(before + [.object(request)])], "申请重开期间 \(month)", reason: reason)
  }
}

extension JSON {
  /// Whether a request that was made asks for what another one does.
  fileprivate func isSame(as request: [String: JSON]) -> Bool {
    guard var own = object else { return false }
    (own["at"], own["by"]) = (nil, nil)
    return own == request
  }
}
