package import Indexing
import SiteModel
import Storage

/// Where a reading is written down.
package struct ReadingPlace: Sendable, Hashable {
  package let place: FactPlace
  /// Its time as it is written there.
  package let at: String
  /// The import that brought it.
  package let batch: String?
  /// The record that stood for the point there.
  package let point: String
}

/// Finds where the readings of one point in a span are written down.
struct ReadingPlaces {
  private var places: [Int64: [(value: Decimal18, place: ReadingPlace)]] = [:]

  /// - Parameter point: the record that the segments name.
  mutating func add(
    _ statements: [SegmentStatements], of point: String, on site: Site
  ) throws {
    for segment in statements {
      guard let place = try site.index.place(ofSegment: segment.blob),
        let offset = Offset(seconds: segment.offset)
      else { continue }
      let said = segment.statements
      for row in said.times.indices {
        let at = Instant(seconds: said.times[row])
        let value = Decimal18(units: said.units[row], decimals: said.decimals[row])
        let found = ReadingPlace(
          place: place, at: at.text(at: offset), batch: segment.batch, point: point)
        places[at.seconds, default: []].append((value, found))
      }
    }
  }

  mutating func add(_ corrections: [PlacedCorrection], of point: String, on site: Site) throws {
    for correction in corrections where correction.isLive {
      guard let value = correction.correction.value,
        let place = try site.index.place(of: correction)
      else { continue }
      let at = Instant(seconds: correction.correction.at)
      let found = ReadingPlace(place: place, at: at.text(at: .utc), batch: nil, point: point)
      places[at.seconds, default: []].append((value, found))
    }
  }

  /// Where somebody said this value of this moment.
  func place(of value: Decimal18, at: Instant) -> ReadingPlace? {
    places[at.seconds]?.first { $0.value.isSameNumber(as: value) }?.place
  }
}
