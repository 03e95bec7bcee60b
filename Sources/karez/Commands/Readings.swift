import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez readings`: readings as they are shown.
  struct Readings: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "读数 — readings as they are shown.",
      discussion: """
        karez -C p readings E-101 --from 2025-03-01 --to 2025-04-01 --csv
        两端均含 Both ends are included.
        --csv: point,time,value,unit,flags,calibration.
        --json: zone, readings [{point, time, value, unit, length, flags, calibration, instrument}].
        calibration 读数时刻器具的计量状态 the state of its instrument at the reading's own time: valid
        合格, limited 准用, expired 超期, failed 失准, needs-calibration 待检, none 未检, sealed 封存,
        unknown 未登记安装 no instrument is known to have been there.
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
            "readings": .array(rows.map { $0.json(at: offset, namingPoint: true) }),
          ] as JSON)
      } else {
        if csv { Output.print(AskReadings.Row.headings.joined(separator: ",")) }
        for row in rows {
          Output.print(row.cells(at: offset).joined(separator: csv ? "," : "\t"))
        }
      }
    }
  }
}
