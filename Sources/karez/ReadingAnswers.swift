import ArgumentParser
import Operations
import SiteModel

/// What a person says about a meter file, wherever one is named.
struct ReadingAnswers: ParsableArguments {
  @Option(help: "导入模板 A profile that answers what is not said here.") var profile: String?
  @Option(
    help: "文件时刻的时区：北京 +08:00，新疆 +06:00 The offset of the file's times. Asked, never guessed.")
  var zone: String?
  @Option(help: "start 时段起点，end 终点 Which end of its interval a time names.") var label: String?
  @Option(help: "next-date：0:00 是当日开始；same-date：是当日结束 Whether 0:00 begins its date or ends it.")
  var midnight: String?
  @Option(help: "数据类型 What the numbers are.") var kind: ReadingKind?
  @Option(help: "文件中数值的单位 The unit of the file's numbers.") var unit: String?
  @Option(help: "文件中的列或名称与计量点 Which column or name of the file is which point: 'A=E-1,B=E-2'.")
  var columns: [String] =
    []
  @Option(help: "工作簿中的工作表 The sheet of a workbook.") var sheet: String?
  @Option(help: "整个文件所属的计量点 The point that the whole file belongs to.") var point: String?
  @Option(help: "写有计量点的列 The title of the column that names the point.") var pointColumn: String?
  @Option(help: "文件所属月份 The month of a table that does not say it: 2025-03.") var month: String?
  @Option(help: "时段长度，秒 Seconds of each interval.") var length: Int?
  @Option(help: "日期顺序 Order of dates: ymd, dmy or mdy.") var dateOrder: String?
  @Option(help: "表底回退：ROLL 归零、RESET 清零、SUSPECT 存疑 What a fall of a register is.") var decide:
    String?

  /// The answers about one file.
  func wishes(_ file: String) throws -> ImportWishes {
    var wishes = ImportWishes(file: file)
    wishes.columns = Dictionary(try Typed.pairs(columns)) { $1 }
    wishes.zone = try zone.map(Typed.offset)
    (wishes.label, wishes.midnight, wishes.kind, wishes.unit) = (label, midnight, kind, unit)
    (wishes.length, wishes.dateOrder, wishes.falls) = (length, dateOrder, decide)
    (wishes.point, wishes.pointColumn, wishes.month) = (point, pointColumn, month)
    (wishes.sheet, wishes.profile) = (sheet, profile)
    return wishes
  }
}
