import Foundation
import SiteModel

/// A plant of 500 points and what one day brings it: 48,000 quarter hours and 40 records.
///
/// The same numbers go through every program that is compared.
struct PlantDay {
  static let points = (1...500).map { "E-\($0)" }
  static let records = 40

  /// From 0 on.
  let number: Int
  /// `time,point,…` as a logger writes it.
  let readings: String
  /// Each as one JSON object.
  let instruments: [[String: String]]

  init(_ number: Int, seed: UInt64 = 2026) {
    self.number = number
    var random = SeededRandom(seed: seed + UInt64(number))
    let date = Date(timeIntervalSince1970: 1_767_225_600 + Double(number) * 86_400)
      .ISO8601Format().prefix(10)
    // Loads that wander, in steps of 0.01 kWh.
    var loads = Self.points.map { _ in Int.random(in: 500...20_000, using: &random) }
    var lines = ["time," + Self.points.joined(separator: ",")]
    for quarter in 0..<96 {
      for index in loads.indices {
        loads[index] = max(0, loads[index] + Int.random(in: -60...60, using: &random))
      }
      let time = String(format: "%02d:%02d", quarter / 4, quarter % 4 * 15)
      let values = loads.map { String(format: "%d.%02d", $0 / 100, $0 % 100) }
      lines.append("\(date) \(time)," + values.joined(separator: ","))
    }
    readings = lines.joined(separator: "\n") + "\n"
    instruments = (0..<Self.records).map { index in
      [
        "number": "QJ-\(number)-\(index)", "name": "电子皮带秤 \(index)",
        "model": "ICS-\(Int.random(in: 10...99, using: &random))",
        "serial": "SN\(UInt32.random(in: .min ... .max, using: &random))",
      ]
    }
  }

  /// Writes it into a folder as files: one of readings, one of each record.
  func write(into folder: String) throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try readings.write(
      toFile: "\(folder)/readings-\(number).csv", atomically: true, encoding: .utf8)
    for each in instruments {
      let json = JSON.object(each.mapValues { .string($0) }).canonicalBytes
      try Data(json).write(to: URL(filePath: "\(folder)/\(each["number"] ?? "").json"))
    }
  }
}
