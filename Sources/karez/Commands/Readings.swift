import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez readings`: readings as they are shown.
  struct Readings: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "读数 — readings as they are shown.",
      discussion: """
        karez -C p readings E-101 --from 2025-03-01 --to 2025-04-01 --csv
        两端均含 Both ends are included.
        --csv: point,time,value,unit,flags.
        --json: zone, readings [{point, time, value, unit, length, flags}].
        """)

    @Argument(help: "计量点编号 Numbers of points.") var points: [String]
    @Option(help: "日期或 RFC 3339 A date or RFC 3339.") var from: String
    @Option(help: "日期或 RFC 3339 A date or RFC 3339.") var to: String
    @Flag(help: "输出 CSV Print CSV.") var csv = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let calendar = try site.calendar()
      let (rows, _) = try AskReadings.run(
        on: site, points: points, from: try Typed.moment(from, in: calendar),
        until: try Typed.moment(to, in: calendar))
      let offset = calendar.offset
      if json {
        Output.print(
          [
            "zone": .string(offset.description),
            "readings": .array(rows.map { Self.json($0, offset) }),
          ] as JSON)
      } else {
        if csv { Output.print("point,time,value,unit,flags") }
        for row in rows {
          let fields = [
            row.point, row.at.text(at: offset), row.value.description, row.unit,
            row.flags.joined(separator: " "),
          ]
          Output.print(fields.joined(separator: csv ? "," : "\t"))
        }
      }
    }

    private static func json(_ row: AskReadings.Row, _ offset: Offset) -> JSON {
      var members: [String: JSON] = [
        "point": .string(row.point), "time": .string(row.at.text(at: offset)),
        "value": .string(row.value.description), "unit": .string(row.unit),
      ]
      if row.length > 0 { members["length"] = .number(String(row.length)) }
      if !row.flags.isEmpty { members["flags"] = .array(row.flags.map(JSON.string)) }
      return .object(members)
    }
  }
}
