import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez reading`: readings that a person enters or corrects.
  struct Reading: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "抄表与更正 — readings that a person enters or corrects.",
      subcommands: [Add.self, Sheet.self, Correct.self])

    /// `karez reading add`.
    struct Add: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "录入读数 — one reading, as it stood on the meter.",
        discussion: """
          karez -C p reading add E-101 2025-03-31T24:00+08:00 183402.60 --as zhang
          区间量的时刻是区间起点 Of an interval, the time is its start.
          --json: point, time, new. Statuses: 0 (also if it is held already), 65 another value is
          held, the register falls, or the reading is wrong.
          """)

      @Argument(help: "计量点编号 Number of the point.") var point: String
      @Argument(help: "时刻 The time: 2025-03-31T24:00+08:00.") var time: String
      @Argument(help: "读数 What the meter showed.") var value: String
      @Option(help: "单位 The unit; else that of the point.") var unit: String?
      @Option(help: "表底回退：ROLL 归零、RESET 清零、SUSPECT 存疑 What a fall of the register is.") var decide:
        FallDecision?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let offset = try site.calendar().offset
        let at = try Typed.instant(time, at: offset)
        var wishes = AddReading.Wishes(point: point, at: at, value: value)
        (wishes.unit, wishes.fall) = (unit, decide)
        let isNew = try AddReading.run(wishes, on: site)
        let moment = at.text(at: offset)
        let values = ["point": point, "at": moment, "value": value]
        let members: JSON = [
          "point": .string(point), "time": .string(moment), "new": .bool(isNew),
        ]
        options.say(
          Phrase(isNew ? "said.reading-added" : "said.reading-same", values),
          json: json ? members : nil)
      }
    }

    /// `karez reading sheet`.
    struct Sheet: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "录入抄表单 — a whole sheet of readings: all of it, or nothing.",
        discussion: """
          karez -C p reading sheet 三月抄表.csv --as zhang
          表头 Headings: 计量点,时间,读数（可加 单位）; point,time,value and perhaps unit. 时间如 2025-03-31 24:00.
          --json: new, same. Statuses: 0, 65 with every row that is refused.
          """)

      @Argument(help: "抄表单，CSV The sheet, CSV.") var file: String
      @Option(help: "表底回退：ROLL 归零、RESET 清零、SUSPECT 存疑 What a fall of a register is.") var decide:
        FallDecision?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let counts = try EnterSheet.run(
          URL(filePath: file), fall: decide, on: try options.site())
        let (new, same) = (String(counts.new), String(counts.same))
        options.say(
          Phrase("said.sheet-entered", ["new": new, "same": same]),
          json: json ? ["new": .number(new), "same": .number(same)] : nil)
      }
    }

    /// `karez reading correct`.
    struct Correct: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "更正读数 — what stood there stays readable; something else counts instead.",
        discussion: """
          karez -C p reading correct E-101 2025-03-31T24:00+08:00 183420.60 --reason 抄错一位
          karez -C p reading correct E-101 2025-03-31T24:00+08:00 --gap --reason 表计停电
          --json: point, time, before, after, unit, entry. Statuses: 0, 65 nothing stands there,
          it shows that already, or the register falls.
          """)

      @Argument(help: "计量点编号 Number of the point.") var point: String
      @Argument(help: "时刻，同 readings 所列 The time, as readings prints it.") var time: String
      @Argument(help: "正确读数 The right reading.") var value: String?
      @Flag(help: "没有有效读数 There is no valid reading.") var gap = false
      @Option(help: "原因 Why.") var reason: String
      @Option(help: "表底回退：ROLL 归零、RESET 清零、SUSPECT 存疑 What a fall of the register is.") var decide:
        FallDecision?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func validate() throws {
        guard gap == (value == nil) else {
          throw ValidationError("请写正确读数，或写 --gap — give the right reading, or --gap")
        }
      }

      func run() throws {
        let site = try options.site()
        let offset = try site.calendar().offset
        let at = try Typed.instant(time, at: offset)
        var wishes = CorrectReading.Wishes(point: point, at: at, value: value, reason: reason)
        wishes.fall = decide
        let answer = try CorrectReading.run(wishes, on: site)
        let (before, after) = (answer.before?.description, answer.after?.description)
        let said = Phrase(
          "said.reading-corrected",
          [
            "point": answer.point, "at": at.text(at: offset), "before": before ?? "—",
            "after": after ?? "—", "unit": answer.unit,
          ])
        let members: JSON = [
          "point": .string(answer.point), "time": .string(at.text(at: offset)),
          "before": before.map(JSON.string) ?? .null, "after": after.map(JSON.string) ?? .null,
          "unit": .string(answer.unit), "entry": .string(answer.name.description),
        ]
        options.say(said, json: json ? members : nil)
      }
    }
  }
}
