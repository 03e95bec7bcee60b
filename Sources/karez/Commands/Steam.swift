import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez steam`: the enthalpy of steam.
  struct Steam: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "蒸汽焓 — the enthalpy of steam by the printed tables. No plant is needed.",
      discussion: """
        karez steam --pressure 1.75MPa;  karez steam --pressure 0.5MPa --temperature 400
        压力为绝对压力；表值之间线性内插，表外不给 Pressures are absolute; values between the printed
        ones are linear, and outside the tables there is none.
        --json: pressure (MPa), temperature (°C), enthalpy (kJ/kg), state (saturated, superheated),
        citations [{text, mark}], corrections [{zh, en}]. Statuses: 0, 65 outside the tables.
        """)

    @Option(help: "绝对压力，MPa 或带单位 The absolute pressure, in MPa or with its unit.")
    var pressure: String
    @Option(help: "温度 °C，饱和蒸汽不填 The temperature in °C; none for saturated steam.")
    var temperature: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let table = try ShippedRules(try options.share()).steam()
      let pressure = try Self.megapascals(pressure)
      let state: (name: String, temperature: Rational, enthalpy: Rational)
      if let temperature = try temperature.map(Self.degrees) {
        let enthalpy = try table.superheated(at: temperature, pressure: pressure)
        state = ("superheated", temperature, enthalpy)
      } else {
        let found = try table.saturated(atPressure: pressure)
        state = ("saturated", found.temperature, found.enthalpy)
      }
      let values = [
        "pressure": pressure.text, "temperature": state.temperature.text,
        "enthalpy": state.enthalpy.text,
      ]
      guard !json else { return Output.print(members(values, state.name, table)) }
      Output.print(options.phrases().text(Phrase("said.steam-\(state.name)", values)))
      for citation in table.citations {
        Output.print("· \(citation.text) [\(citation.mark.rawValue)]")
      }
      for correction in table.corrections {
        Output.print("· " + (options.language.pick(correction) ?? ""))
      }
    }

    private func members(_ values: [String: String], _ state: String, _ table: SteamTable) -> JSON {
      var members = values.mapValues(JSON.string)
      members["state"] = .string(state)
      members["citations"] = .array(
        table.citations.map { ["text": .string($0.text), "mark": .string($0.mark.rawValue)] })
      members["corrections"] = .array(
        table.corrections.map { ["zh": .string($0.zh), "en": .string($0.en)] })
      return .object(members)
    }

    /// `1.75` and `1.75MPa`, `500kPa`.
    private static func megapascals(_ text: String) throws -> Rational {
      let units = [("MPa", Rational.one), ("kPa", Rational(1000))]
      let unit = units.first { text.hasSuffix($0.0) }
      let number = unit.map { String(text.dropLast($0.0.count)) } ?? text
      guard let value = Rational(number.trimmingCharacters(in: .whitespaces)) else {
        throw ValidationError("压力应写作 1.75MPa — write a pressure as 1.75MPa, not '\(text)'")
      }
      return value / (unit?.1 ?? .one)
    }

    private static func degrees(_ text: String) throws -> Rational {
      guard let value = Rational(text) else {
        throw ValidationError("温度应写作 400 — write a temperature as 400, not '\(text)'")
      }
      return value
    }
  }
}
