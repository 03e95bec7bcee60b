import Indexing
package import SiteModel
import Storage

/// A person enters one reading, as it stood on the meter (人工抄表).
package struct AddReading {
  /// What the person said.
  package struct Wishes: Sendable {
    package var point: String
    /// The instant, or the start of the interval.
    package var at: Instant
    /// What the meter showed, as a decimal text.
    package var value: String
    /// In which unit; nil: that of the point.
    package var unit: String?
    /// Why the register fell, where it did.
    package var fall: FallDecision?

    package init(point: String, at: Instant, value: String) {
      (self.point, self.at, self.value) = (point, at, value)
    }
  }

  /// Writes the reading.
  ///
  /// - Returns: whether it is new; the same reading again adds nothing and makes no commit.
  /// - Throws: ``ReadingFault``; ``ImportFault/fall(point:at:before:after:count:)``.
  package static func run(_ wishes: Wishes, on site: Site) throws -> Bool {
    let reading = try site.write { session -> EnteredReading? in
      let frozen = try FrozenMonths(on: session.site)
      guard let reading = try EnteredReading(wishes, on: session.site, frozen)
      else { return nil }
      let at = wishes.at.text(at: try session.site.calendar().offset)
      let source = "抄表 \(reading.cell.point.number) \(at) \(reading.value)"
      try EnteredSegment.write([reading], from: source, wishes.fall, by: session)
      return reading
    }
    DataWatch.run([reading].compactMap(\.self), on: site)
    return reading != nil
  }
}
