import Foundation
import SiteModel
import TestSupport
import Testing

/// The same uncertainties found by drawing numbers, as JJF 1059.2 does.
@Suite struct UncertaintyOracleTests {
  /// A formula, by itself and for binary floats, and its inputs: value, half range in per cent,
  /// origin.
  struct Sample: Sendable, CustomStringConvertible {
    let description: String
    let inputs: [(name: String, value: String, percent: String, origin: String)]
    let compute: @Sendable ([String: Double]) -> Double
  }

  static let samples = [
    Sample(
      description: "q * n * c * o * (44/12)",
      inputs: [
        ("q", "1000", "1.2", "q"), ("n", "19.57", "2", "n"), ("c", "0.0261", "3", "c"),
        ("o", "0.98", "1", "o"),
      ]
    ) {
      $0["q", default: 0] * $0["n", default: 0] * $0["c", default: 0] * $0["o", default: 0] * 44
        / 12
    },
    Sample(
      description: "a * f + b * g - c",
      inputs: [
        ("a", "120", "1", "a"), ("b", "80", "2", "b"), ("c", "15", "5", "c"),
        ("f", "0.6", "3", "one"), ("g", "0.6", "3", "one"),
      ]
    ) {
      $0["a", default: 0] * $0["f", default: 0] + $0["b", default: 0] * $0["g", default: 0]
        - $0["c", default: 0]
    },
    Sample(
      description: "max(a - b, 0) / c^2",
      inputs: [("a", "9", "1", "a"), ("b", "4", "2", "b"), ("c", "3", "1.5", "c")]
    ) { max($0["a", default: 0] - $0["b", default: 0], 0) / pow($0["c", default: 1], 2) },
  ]

  @Test(arguments: samples)
  func `twenty thousand draws scatter as the slopes say`(_ sample: Sample) throws {
    var random = SeededRandomSource.next()
    var (sum, squares, count) = (0.0, 0.0, 20_000.0)
    let inputs = sample.inputs.map {
      ($0.name, Double($0.value) ?? 0, Double($0.percent) ?? 0, $0.origin)
    }
    for _ in 0..<Int(count) {
      var moves: [String: Double] = [:]
      var values: [String: Double] = [:]
      for (name, value, percent, origin) in inputs {
        let move = moves[origin] ?? Self.normal(&random)
        moves[origin] = move
        values[name] = value * (1 + move * percent / 100)
      }
      let result = sample.compute(values)
      (sum, squares) = (sum + result, squares + result * result)
    }
    let mean = sum / count
    let scatter = sqrt(squares / count - mean * mean)
    let expected = try Self.propagated(sample)
    #expect(abs(scatter / expected - 1) < 0.03, "\(scatter) \(expected)")
  }

  private static func propagated(_ sample: Sample) throws -> Double {
    let values = try sample.inputs.reduce(into: [String: Differential]()) { values, input in
      let (value, percent) = try (
        #require(Rational(input.value)), #require(Rational(input.percent))
      )
      values[input.name] = Differential(value, [input.origin: value * percent / Rational(100)])
    }
    let found = try Expression(sample.description).differential(values)
    return try #require(Double(found.variance.squareRoot(digits: 12).text))
  }

  /// One draw of mean 0 and deviation 1.
  private static func normal(_ random: inout SeededRandom) -> Double {
    let radius = sqrt(-2 * log(Double.random(in: 1e-12...1, using: &random)))
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &random))
  }
}
