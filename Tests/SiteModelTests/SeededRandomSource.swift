import SiteModel
import TestSupport

/// A fresh seed for each run, printed so that a failure can be run again.
enum SeededRandomSource {
  static func next(_ place: String = #function) -> SeededRandom {
    let seed = UInt64.random(in: 1...999_999)
    print("seed of \(place): \(seed)")
    return SeededRandom(seed: seed)
  }
}
