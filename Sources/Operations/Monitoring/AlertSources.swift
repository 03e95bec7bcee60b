import Foundation
import Indexing
import SiteModel
import Storage

/// Where alerts come from; each looks at live data and writes nothing.
enum AlertSources {
  /// One of them.
  typealias Source = @Sendable (Site, CivilDate) throws -> [AlertSignal]

  static let all: [Source] = [missing, unlikely, refusals, held, alarms, disk, rules]

  /// The setting of how many days before today are looked at, and what stands where no record sets it.
  private static let days = ("alerts.days", 31)
  /// The same of MiB that must be free: less than this, and a backup or a large import may not fit.
  private static let leastFree = ("alerts.least-free-mib", 1024)

  private static func setting(_ wanted: (name: String, standard: Int), _ site: Site) throws -> Int {
    let picture = try DrawPicture.run(on: nil, types: ["setting"], at: site)
    return picture.settings[wanted.name].flatMap { Int($0.text) }.map { max(1, $0) }
      ?? wanted.standard
  }

  private static func first(before today: CivilDate, _ site: Site) throws -> CivilDate {
    try CivilDate(days: today.days - Int64(setting(days, site)))
  }

  private static func period(before today: CivilDate, _ site: Site) throws -> Period {
    try Period(days: first(before: today, site)...CivilDate(days: today.days - 1))
  }

  /// 采集: readings that points were to have on the days before today, with nothing in their place.
  static let missing: Source = { site, today in
    try AskCompleteness.run([], over: period(before: today, site), on: site)
      .filter { $0.frequency != nil }.flatMap { answer in
        answer.completeness.gaps.filter { answer.records(filling: $0).isEmpty }
          .map { signal($0, answer) }
      }
  }

  static func signal(
    _ gap: Consumed.Gap, _ answer: AskCompleteness.Answer
  ) -> AlertSignal {
    let (from, until) = (
      gap.from.text(at: answer.calendar.offset), gap.until.text(at: answer.calendar.offset)
    )
    var signal = AlertSignal(
      "missing:\(answer.point.id):\(from)", .collect, .medium,
      Phrase(
        "alert.missing", ["point": answer.point.number, "from": from, "until": until]))
    signal.point = (answer.point.id, answer.point.number)
    signal.span = gap.from..<gap.until
    return signal
  }

  /// 采集: readings beyond their point's limits, that jump or stand still. What a person has marked is no news.
  static let unlikely: Source = { site, today in
    try AskQuality.run([], over: period(before: today, site), on: site).flatMap { answer in
      answer.findings.filter { $0.flag != .suspect }.map { signal($0, answer) }
    }
  }

  private static func signal(
    _ finding: Quality.Finding, _ answer: AskQuality.Answer
  ) -> AlertSignal {
    let from = finding.from.text(at: answer.calendar.offset)
    let values = [
      "point": answer.point.number, "from": from, "value": "\(finding.value)",
      "readings": String(finding.readings),
    ]
    var signal = AlertSignal(
      "unlikely:\(answer.point.id):\(finding.flag.rawValue):\(from)", .collect, .medium,
      Phrase(
        "alert.unlikely", values,
        within: ["what": [Phrase("quality.\(finding.flag.rawValue)")]]))
    signal.point = (answer.point.id, answer.point.number)
    signal.span = finding.from..<Instant(seconds: finding.until.seconds + 1)
    return signal
  }

  /// 采集: imports that refused rows.
  static let refusals: Source = { site, today in
    let first = try first(before: today, site)
    return try AskImports.run(on: site).filter { answer in
      answer.undone == nil
        && answer.values["counts"]?["refused"]?.number.flatMap { Int($0) } ?? 0 > 0
        && (CivilDate(answer.clock.prefix(10)).map { $0 >= first } ?? true)
    }
    .map { answer in
      AlertSignal(
        "refused:\(answer.batch)", .collect, .medium,
        Phrase("alert.refused", ["file": answer.values["file"]?.string ?? answer.batch]))
    }
  }

  /// 传输: bundles that cannot be taken in yet.
  static let held: Source = { site, _ in
    try AskHeld.run(on: site).map { bundle in
      AlertSignal(
        "held:\(bundle.from):\(bundle.file)", .transfer, .medium,
        Phrase("alert.held", ["file": bundle.file, "from": bundle.from]))
    }
  }

  /// 存储: chains that were forked or revoked.
  static let alarms: Source = { site, _ in
    try Alarm.all(of: site).map { alarm in
      .state("alarm:\(alarm.name):\(alarm.chain)", .store, .high, alarm.phrase)
    }
  }

  /// 存储: a disk that is nearly full.
  static let disk: Source = { site, _ in
    let facts = try FileManager.default.attributesOfFileSystem(forPath: site.layout.root.path)
    let least = try setting(leastFree, site)
    guard let free = (facts[.systemFreeSize] as? NSNumber).map({ $0.intValue / 1_048_576 }),
      free < least
    else { return [] }
    return [
      .state(
        "disk:\(site.chain)", .store, .high,
        Phrase("alert.disk", ["free": String(free), "least": String(least)]))
    ]
  }

  /// Each stage: what the rules on record find, today included.
  static let rules: Source = { site, today in
    let calendar = try site.calendar()
    let days = try Period(days: first(before: today, site)...today)
    return try RuleSignals(site, over: days.bounds(in: calendar)).all()
  }

  /// 存储: what `verify` finds; slow, so only when it is asked for.
  static let verification: Source = { site, _ in
    try VerifySite.run(in: site.layout.root, surroundings: site.surroundings).faults.map { fault in
      AlertSignal("verify:\(fault.object.prefix(120))", .store, .high, fault.phrase)
    }
  }
}
