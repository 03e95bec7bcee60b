import Indexing
package import SiteModel

/// Which accounting points are due for a retest, and what the last one showed (9.1.1 「定期复测重要碳计量数据
/// 验证准确性和可靠性」): the answer to `retests`.
package struct AskRetests {
  /// One point.
  package struct Row: Sendable {
    package let key: RecordKey
    /// Its number and name.
    package let number: String, name: String
    /// The id of the person who answers for it.
    package let owner: String?
    /// The last reviewed retest; nil: none.
    package let last: Retest?
    /// The last day in time; nil where it was never retested, so that it is due now.
    package let due: CivilDate?
    package let standing: Standing
  }

  /// How a point stands on the day.
  package enum Standing: String, Sendable { case never, overdue, failed, soon, ok }

  /// A retest that was reviewed.
  package struct Retest: Sendable {
    package let number: String
    package let on: CivilDate
    /// Per cent of the original, exact; nil where the original is zero.
    package let deviation: Rational?
    /// Per cent.
    package let tolerance: Rational
    package let passed: Bool
  }

  package let day: CivilDate
  /// Days from one retest to the next.
  package let cycle: Int64
  package let rows: [Row]

  /// The setting of the check of 9.1.1, and what stands where no record sets it: days.
  private static let setting = ("checks.retest-days", Int64(366))
  /// Days before the last that a retest is called due soon.
  private static let warning: Int64 = 30

  /// - Parameter day: nil: today.
  package static func run(on day: CivilDate?, at site: Site) throws -> AskRetests {
    let picture = try DrawPicture.run(on: day, types: ["point", "retest", "setting"], at: site)
    let days = picture.settings[setting.0].flatMap { Int64($0.text) } ?? setting.1
    let points = picture.standing("point").filter { $0.text("role") == "accounting" }
    let rows = points.map { row($0, picture, days) }
    return AskRetests(day: picture.day, cycle: days, rows: rows)
  }

  private static func row(_ point: PicturedRecord, _ picture: SitePicture, _ days: Int64) -> Row {
    let last = picture.users(of: point.key, "retest").filter(\.stands)
      .compactMap(Retest.init).max { $0.on < $1.on }
    let due = last.map { CivilDate(days: $0.on.days + days) }
    return Row(
      key: point.key, number: point.label, name: point.text("name") ?? "",
      owner: point.text("owner"), last: last, due: due,
      standing: standing(last, due, on: picture.day))
  }

  private static func standing(
    _ last: Retest?, _ due: CivilDate?, on day: CivilDate
  ) -> Standing {
    guard let last, let due else { return .never }
    if day > due { return .overdue }
    if !last.passed { return .failed }
    return due.days - day.days <= warning ? .soon : .ok
  }
}

extension AskRetests.Retest {
  fileprivate init?(_ record: PicturedRecord) {
    guard let on = record.text("on").flatMap({ CivilDate($0) }),
      let original = record.number("original"), let retested = record.number("retested"),
      let tolerance = record.number("tolerance")
    else { return nil }
    let found = Deviation(of: retested, from: original)
    (number, self.on, self.tolerance) = (record.label, on, tolerance)
    (deviation, passed) = (found.percent, found.isWithin(tolerance))
  }
}
