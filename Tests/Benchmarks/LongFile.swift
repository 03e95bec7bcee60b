import Foundation
import SiteModel

/// The file of P1: 100 registers of electricity read every 15 minutes, in order of time.
///
/// Rises are noisy, as of loads that change: of two decimals the last two are all but random.
struct LongFile {
  static let points = (1...100).map { "E-\($0 < 10 ? "00" : $0 < 100 ? "0" : "")\($0)" }
  private static let header = "time,point,value\n"
  private static let seed: UInt64 = 35_040

  let days: Int

  /// Writes the file piece by piece, so that this process stays small.
  ///
  /// - Returns: how many readings it holds.
  func write(to path: String) throws -> Int {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    defer { try? file.close() }
    var random = SeededRandom(seed: Self.seed)
    var standings = Self.points.map { _ in Int.random(in: 100_000...90_000_000, using: &random) }
    let loads = Self.points.map { _ in Int.random(in: 100...900, using: &random) }
    var text = Array(Self.header.utf8)
    // The last day is in 2025 however long the file is: what has not come yet is handed back.
    let first = 1_735_660_800 - max(0, days - 365) * 86_400
    for step in 0..<days * 96 {
      let instant = Instant(seconds: Int64(first + step * 900))
      let label = Array((instant.text(at: .beijing) + ",").utf8)
      for (place, point) in Self.points.enumerated() {
        text += label
        text += point.utf8
        text.append(UInt8(ascii: ","))
        Self.write(standings[place], to: &text)
        let noise = (0..<4).reduce(0) { sum, _ in sum + Int.random(in: -19...19, using: &random) }
        standings[place] += loads[place] + noise
      }
      if text.count > 1 << 18 {
        try file.write(contentsOf: text)
        text.removeAll(keepingCapacity: true)
      }
    }
    try file.write(contentsOf: text)
    return days * 96 * Self.points.count
  }

  private static func write(_ hundredths: Int, to text: inout [UInt8]) {
    text += String(hundredths / 100).utf8
    let rest = UInt8(hundredths % 100)
    text += [UInt8(ascii: "."), 48 + rest / 10, 48 + rest % 10, 10]
  }
}
