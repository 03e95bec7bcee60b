import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez point`: the register of measurement points.
  struct Point: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "计量点 — measurement points.", subcommands: [Add.self, Change.self, List.self])

    /// `karez point add`.
    struct Add: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "登记计量点 — enter a measurement point.",
        discussion: """
          karez -C p point add E-101 --kind register --unit kWh \\
          --multiplier 120 --digits 8 --decimals 2 --name 一号进线
          --json: id, number. Statuses: 0, 65 the number is taken or a value is wrong.
          """)

      @Argument(help: "编号 The number people use.") var number: String
      @Option(help: "数据类型 What its readings are.")
      var kind: ReadingKind
      @Option(help: "读数的单位 The unit readings are written in.") var unit: String
      @Option(help: "名称 The name in people's words.") var name: String
      @Option(help: "倍率 CT × PT.") var multiplier: String?
      @Option(help: "表底整数位数 Digits before the point of a register.") var digits: Int?
      @Option(help: "小数位数 Digits behind the point.") var decimals: Int?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        var wishes = AddPoint.Wishes(number: number, name: name, kind: kind, unit: unit)
        (wishes.multiplier, wishes.digits, wishes.decimals) = (multiplier, digits, decimals)
        let point = try AddPoint.run(on: try options.site(), wishes)
        options.say(
          Phrase("said.entered", ["number": number, "name": name]),
          json: json ? ["id": .string(point.id), "number": .string(point.number)] : nil)
      }
    }

    /// `karez point list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "计量点清单 — all points.",
        discussion: "--json: [{id, number, name, kind, unit, multiplier}].")

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let (points, undecided) = try Points(of: try options.site()).all()
        undecided.forEach { Output.tell(options.phrases().text($0.phrase)) }
        guard json else {
          points.forEach {
            let setting = $0.settings.latest
            Output.print(
              "\($0.number)\t\(setting.kind.rawValue)\t\(setting.unit)\t×\(setting.multiplier)\t\($0.name)"
            )
          }
          return
        }
        Output.print(.array(points.map(\.json)))
      }
    }
  }
}
