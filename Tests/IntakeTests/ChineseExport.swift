import Foundation
import SiteModel

@testable import Intake

/// A file as some system in a plant exports it, made up, with the readings that are in it.
struct ChineseExport {
  enum Layout: CaseIterable { case long, wide, hours, quarters, numbered, month, twoEnds }

  let layout: Layout
  let offset: Offset
  let label: LabelSide
  let midnight: Midnight
  /// Lines `point instant value`, sorted.
  private(set) var truth: [String] = []
  private(set) var text = ""
  private let delimiter: String
  private let dateForm: Int
  private let points = ["E-101", "E-102", "W-7"]
  private let first: CivilDate

  init(_ random: inout SeededRandom) {
    layout = Layout.allCases.randomElement(using: &random) ?? .long
    offset = Bool.random(using: &random) ? .beijing : Offset("+06:00") ?? .beijing
    label = Bool.random(using: &random) ? .start : .end
    let closes = label == .end && layout != .twoEnds && Bool.random(using: &random)
    midnight = closes ? .sameDate : .nextDate
    delimiter = [",", ",", "\t", ";"].randomElement(using: &random) ?? ","
    dateForm = Int.random(in: 0..<4, using: &random)
    let month = Int.random(in: 1...12, using: &random)
    first = CivilDate(year: 2025, month: month, day: 1) ?? CivilDate(days: 0)
    var rows = Bool.random(using: &random) ? preamble : []
    switch layout {
    case .long, .twoEnds: rows += long(&random)
    case .wide: rows += wide(&random)
    case .hours, .quarters, .numbered: rows += days(&random)
    case .month: rows += months(&random)
    }
    let width = rows.map(\.count).max() ?? 1
    if Bool.random(using: &random) { rows.append(["注：“-”表示停电检修"]) }
    let isPadded = Bool.random(using: &random)
    let end = Bool.random(using: &random) ? "\r\n" : "\n"
    for row in rows {
      let cells = isPadded ? row + Array(repeating: "", count: width - row.count) : row
      text += cells.joined(separator: delimiter) + end
    }
    truth.sort()
  }

  private var preamble: [[String]] { [["某化工有限公司能源日报"], ["制表人：张三", "单位：kWh"]] }

  // MARK: Layouts

  private mutating func long(_ random: inout SeededRandom) -> [[String]] {
    let isSplit = layout == .long && Bool.random(using: &random)
    var rows = [
      layout == .twoEnds
        ? ["表号", "开始时间", "结束时间", "用电量(kWh)"]
        : isSplit ? ["日期", "时间", "表号", "名称", "用电量(kWh)"] : ["采集时间", "表号", "用电量"]
    ]
    for slot in 0..<48 {
      for point in points {
        let value = value(&random, point, slot * 1800)
        let (date, clock) = labelled(slot * 1800 + (label == .end ? 1800 : 0))
        switch layout {
        case .twoEnds:
          rows.append([point, at(slot * 1800), at(slot * 1800 + 1800), value])
        default:
          rows.append(
            isSplit
              ? [date, clock, point, "\(point)号线路", value] : ["\(date) \(clock)", point, value])
        }
      }
    }
    return rows
  }

  private mutating func wide(_ random: inout SeededRandom) -> [[String]] {
    let isHigh = Bool.random(using: &random)
    var rows =
      isHigh
      ? [["时间", "一车间", "", "二车间"], ["", "照明", "动力", "照明"], ["", "kWh", "kWh", "kWh"]]
      : [["时间", "E-101(kWh)", "E-102（kWh）", "W-7_kWh"]]
    let names = isHigh ? ["一车间 照明", "一车间 动力", "二车间 照明"] : points
    var sums = [Int](repeating: 0, count: 3)
    for slot in 0..<96 {
      let (date, clock) = labelled(slot * 900 + (label == .end ? 900 : 0))
      var row = ["\(date) \(clock)"]
      for (place, name) in names.enumerated() {
        let text = value(&random, name, slot * 900, plain: true)
        sums[place] += Self.hundredths(text)
        row.append(text)
      }
      rows.append(row)
    }
    if Bool.random(using: &random) { rows.append(["合计"] + sums.map(Self.decimal)) }
    return rows
  }

  private mutating func days(_ random: inout SeededRandom) -> [[String]] {
    let count = layout == .quarters ? 96 : 24
    let step = 86_400 / count
    let shift = label == .end ? 1 : 0
    let heads = (0..<count).map { place in
      if layout == .numbered { return String(place + 1) }
      let second = (place + shift) * step
      return Self.clock(second == 86_400 && midnight == .sameDate ? 0 : second)
    }
    var rows = [["表号", "日期"] + heads + ["日合计"]]
    for day in 0..<4 {
      for point in points {
        var (row, sum): ([String], Int) = ([point, self.date(day)], 0)
        for place in 0..<count {
          let text = value(&random, point, day * 86_400 + place * step, plain: true)
          sum += Self.hundredths(text)
          row.append(text)
        }
        rows.append(row + [Self.decimal(sum)])
      }
    }
    return rows
  }

  private mutating func months(_ random: inout SeededRandom) -> [[String]] {
    let length = CivilDate.length(year: first.year, month: first.month)
    let isTitled = Bool.random(using: &random)
    let month = "\(first.year)年\(first.month)月"
    var rows = isTitled ? [["\(month)用电量统计表"]] : []
    let days = (1...31).map { isTitled ? "\($0)日" : String($0) }
    rows.append((isTitled ? ["编号", "名称"] : ["编号", "月份"]) + days)
    for point in points {
      var row = [point, isTitled ? "线路" : month]
      for day in 0..<31 {
        row.append(day < length ? value(&random, point, day * 86_400, plain: true) : "")
      }
      rows.append(row)
    }
    return rows
  }

  // MARK: Texts

  /// A value as some system writes it, and the reading it is; or a gap.
  private mutating func value(
    _ random: inout SeededRandom, _ point: String, _ second: Int, plain: Bool = false
  ) -> String {
    if Int.random(in: 0..<20, using: &random) == 0 {
      return ["", "-", "--", "/", "无", "缺测"].randomElement(using: &random) ?? ""
    }
    let text = Self.decimal(Int.random(in: 0..<2_000_000, using: &random))
    let start = first.days * 86_400 + Int64(second) - Int64(offset.seconds)
    truth.append("\(point) \(Instant(seconds: start).text(at: .utc)) \(text)")
    guard !plain, delimiter != ",", Int.random(in: 0..<6, using: &random) == 0 else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0) ?? $0 }))
  }

  private func at(_ second: Int) -> String {
    "\(date(second / 86_400)) \(Self.clock(second % 86_400))"
  }

  /// Date and time of day of a label, midnight as the file's own custom has it.
  private func labelled(_ second: Int) -> (date: String, clock: String) {
    guard midnight == .sameDate, second % 86_400 == 0, label == .end else {
      return (date(second / 86_400), Self.clock(second % 86_400))
    }
    return (date(second / 86_400 - 1), Self.clock(0))
  }

  private func date(_ day: Int) -> String {
    let date = CivilDate(days: first.days + Int64(day))
    return switch dateForm {
    case 0: "\(date)"
    case 1: "\(date.year)/\(date.month)/\(date.day)"
    case 2: "\(date.year)年\(date.month)月\(date.day)日"
    default: "\(date.year).\(date.month).\(date.day)"
    }
  }

  private static func clock(_ second: Int) -> String {
    let (hour, minute) = (second / 3600, second / 60 % 60)
    return "\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  private static func decimal(_ hundredths: Int) -> String {
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func hundredths(_ text: String) -> Int {
    Int(text.filter(\.isNumber)).flatMap { text.contains(".") ? $0 : nil } ?? 0
  }
}
