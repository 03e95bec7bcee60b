import Foundation
import SiteModel

/// A made-up meter file: registers of several points that only rise, a quarter of an hour apart.
struct MeterFile {
  let points: [String]
  /// Readings of each point.
  let times: Int
  let seed: UInt64

  var rows: Int { points.count * times }

  /// Writes `time,point,value` rows, all points of one time together.
  func write(to file: URL) throws {
    var random = SeededRandom(seed: seed)
    var registers = points.map { _ in UInt64.random(in: 1000...90_000, using: &random) }
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    let handle = try FileHandle(forWritingTo: file)
    var text = "time,point,value\n"
    for time in 0..<times {
      let label = Self.label(time)
      for place in points.indices {
        registers[place] += UInt64.random(in: 0...250, using: &random)
        let value = registers[place]
        let cents = value % 100
        text += "\(label),\(points[place]),\(value / 100).\(cents < 10 ? "0" : "")\(cents)\n"
      }
      guard text.utf8.count > 1 << 20 else { continue }
      try handle.write(contentsOf: Data(text.utf8))
      text = ""
    }
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  private static func label(_ time: Int) -> String {
    let moment = Instant(seconds: 1_735_689_600 + Int64(time) * 900)
    return String(moment.text(at: .utc).prefix(16)).replacing("T", with: " ")
  }
}
