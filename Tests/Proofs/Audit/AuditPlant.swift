import Foundation
import SiteModel

/// A made-up plant of electricity, coal, gas and heat, and its inventory in a folder for an auditor.
struct AuditPlant {
  /// What is measured in one way, and the rule set that takes it.
  private struct Medium {
    let rules: String
    let input: String
    let unit: String
    let kind: ReadingKind
    let factors: [String]
  }

  private static let fuel = "gbt32151_34"
  private static let media = [
    Medium(
      rules: "purchased-electricity", input: "electricity.quantity", unit: "kWh", kind: .register,
      factors: ["electricity.factor=grid.prov.Xinjiang.2023"]),
    Medium(
      rules: "purchased-electricity", input: "electricity.quantity", unit: "kW", kind: .power,
      factors: ["electricity.factor=grid.prov.Xinjiang.2022"]),
    Medium(
      rules: "fuel-combustion-solid-liquid", input: "fuel.quantity", unit: "t", kind: .interval,
      factors: ["ncv", "cc", "of"].map { "fuel.\($0)=\(fuel).bituminous.\($0)" }),
    Medium(
      rules: "fuel-combustion-gas", input: "fuel.quantity", unit: "Nm3", kind: .register,
      factors: ["ncv", "cc", "of"].map { "fuel.\($0)=\(fuel).natural_gas.\($0)" }),
    Medium(
      rules: "purchased-heat", input: "heat.quantity", unit: "GJ", kind: .interval,
      factors: ["heat.factor=heat.default"]),
  ]

  let node: ProvenNode
  private(set) var inventory = ""
  private(set) var fingerprints = ""
  var folder: URL { node.scratch.appending(path: "audit") }
  private var random: SeededRandom

  /// - Parameters:
  ///   - points: how many are read.
  ///   - lines: how many sources rest on them.
  init(in scratch: URL, points: Int, lines: Int, seed: UInt64) throws {
    random = SeededRandom(seed: seed)
    node = try ProvenNode(in: scratch, points: [])
    for number in 0..<points { try addPoint(number) }
    for number in 0..<lines { try addSource(number, points) }
    try draw()
  }

  private mutating func addPoint(_ number: Int) throws {
    let (medium, name) = (Self.media[number % Self.media.count], "P-\(number)")
    var arguments = ["--kind", medium.kind.rawValue, "--unit", medium.unit, "--name", name]
    arguments += ["--multiplier", "\(Int.random(in: 1...4000, using: &random))"]
    if medium.kind == .register { arguments += ["--digits", "5"] }
    try node.said(["point", "add", name] + arguments + ["-C", node.folder.path])
    let file = node.scratch.appending(path: "\(name).csv")
    try Data(rows(of: medium, name).utf8).write(to: file)
    var how = ["--accept", "--zone", "+00:00", "--label", "start", "--kind", medium.kind.rawValue]
    how += ["--unit", medium.unit]
    how += medium.kind == .register ? ["--decide", "ROLL"] : ["--length", "21600"]
    try node.said(["import", file.path] + how + ["-C", node.folder.path])
  }

  /// Six-hourly readings of three months; a register of five digits turns over now and then.
  private mutating func rows(of medium: Medium, _ name: String) -> String {
    var (text, register) = ("time,point,value\n", Int.random(in: 0...9_999_999, using: &random))
    for step in 0...360 {
      let at = Instant(seconds: 1_735_689_600 + Int64(step) * 21_600).text(at: .utc).prefix(16)
      register = (register + Int.random(in: 0...90_000, using: &random)) % 10_000_000
      let value = medium.kind == .register ? register : Int.random(in: 1...99_999, using: &random)
      let cents = value % 100
      text +=
        "\(at.replacing("T", with: " ")),\(name),\(value / 100).\(cents < 10 ? "0" : "")\(cents)\n"
    }
    return text
  }

  private mutating func addSource(_ number: Int, _ points: Int) throws {
    let point = Int.random(in: 0..<points, using: &random)
    let medium = Self.media[point % Self.media.count]
    var arguments = ["--rules", medium.rules, "--bind", "\(medium.input)=P-\(point)"]
    for factor in medium.factors { arguments += ["--bind", factor] }
    try node.said(["source", "add", "S-\(number)"] + arguments + ["-C", node.folder.path])
  }

  private mutating func draw() throws {
    let drawn = try node.json(["inventory", "draw", "--period", "2025-Q1"])
    inventory = drawn["id"]?.string ?? ""
    let made = try node.json(["export", "audit", inventory, folder.path])
    fingerprints = (made["fingerprints"]?.array ?? []).compactMap(\.string).joined(separator: " ")
  }
}
