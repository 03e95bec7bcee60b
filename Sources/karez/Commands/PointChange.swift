import ArgumentParser
import Operations
import SiteModel

extension Karez.Point {
  /// `karez point change`.
  struct Change: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "变更计量参数 — from a day on, readings mean something else.",
      discussion: """
        karez -C p point change E-101 --from 2025-06-01 --multiplier 160
        此前的读数仍按原参数 What was measured before keeps its meaning.
        --json: id, number, settings. Statuses: 0, 65 a value is wrong, or a setting begins that
        day already.
        """)

    @Argument(help: "编号 Number of the point.") var number: String
    @Option(help: "自哪一生产日起 The first production day.") var from: String
    @Option(help: "数据类型 What its readings are.") var kind: ReadingKind?
    @Option(help: "读数的单位 The unit readings are written in.") var unit: String?
    @Option(help: "倍率 CT × PT.") var multiplier: String?
    @Option(help: "表底整数位数 Digits before the point of a register.") var digits: Int?
    @Option(help: "小数位数 Digits behind the point.") var decimals: Int?
    @Option(help: "时段长度，秒 Seconds of each interval.") var length: Int?
    @Option(help: "原因 Why.") var reason: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      var wishes = ChangePoint.Wishes(point: number, from: try Typed.date(from))
      (wishes.kind, wishes.unit, wishes.multiplier) = (kind, unit, multiplier)
      (wishes.digits, wishes.decimals, wishes.length) = (digits, decimals, length)
      wishes.reason = reason
      let point = try ChangePoint.run(wishes, on: try options.site())
      let members: JSON = [
        "id": .string(point.id), "number": .string(point.number),
        "settings": .number(String(point.settings.settings.count)),
      ]
      options.say(
        Phrase("said.point-changed", ["number": point.number, "from": from]),
        json: json ? members : nil)
    }
  }
}
