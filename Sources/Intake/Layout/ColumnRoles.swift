/// Which columns name a point and which hold values, by their titles and by what stands in them.
struct ColumnRoles {
  let titles: [String]
  let contents: [ColumnContent]
  /// Rows of readings, each as wide as the table; rows of words and sums are not among them.
  let rows: [[String]]

  /// The column that names the point, of those that may; nil if none tells rows of one label apart.
  ///
  /// - Parameter label: what a row's label is, as text; equal labels belong to different points.
  func point(among columns: [Int], label: ([String]) -> String) -> Int? {
    let may = columns.filter { contents[$0] != .blank && !isAside($0) && isFilled($0) }
    let ranked = may.sorted { (rank($0), $0) < (rank($1), $1) }
    let telling = ranked.first { column in
      let keys = rows.map { $0[column] + "\u{1}" + label($0) }
      return Set(keys).count * 10 >= keys.count * 9
    }
    // Where only one column can name points, rows that repeat are rows twice.
    return telling ?? (ranked.count == 1 ? ranked[0] : nil)
  }

  /// Whether a column's title says that it names a point, whatever stands in it.
  func namesPoint(_ column: Int) -> Bool { rank(column) < Self.names.count }

  /// Whether a column's title says that its numbers are codes, not values.
  func namesCode(_ column: Int) -> Bool { rank(column) < Self.codes }

  /// Whether a column's title says that it is neither a point nor a value.
  func isAside(_ column: Int) -> Bool {
    let title = titles[column].lowercased()
    return Self.asides.contains { title.contains($0) } || title == "no" || title == "no."
  }

  /// Whether a column's title says that it holds readings.
  func namesValue(_ column: Int) -> Bool { Self.namesValue(titles[column]) }

  static func namesValue(_ title: String) -> Bool {
    let title = title.lowercased()
    return values.contains { title.contains($0) }
  }

  /// Whether a column's title says that it holds the sum of its row.
  func namesSum(_ column: Int) -> Bool {
    let title = titles[column]
    return Aggregate(title) == .sum || ["日合计", "月合计", "合计", "总计"].contains { title.hasSuffix($0) }
  }

  /// The one text that a column holds, nil if it holds more or none.
  func constant(_ column: Int) -> String? {
    let texts = Set(rows.map { $0[column] })
    return texts.count == 1 ? texts.first.flatMap { $0.isEmpty ? nil : $0 } : nil
  }

  private func isFilled(_ column: Int) -> Bool {
    rows.count { !$0[column].isEmpty } * 10 >= rows.count * 9
  }

  private func rank(_ column: Int) -> Int {
    let title = titles[column].lowercased()
    let tokens = Set(title.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    return Self.names.firstIndex { word in
      word.utf8.count < 3 ? tokens.contains(word) : title.contains(word)
    } ?? Self.names.count
  }

  // Numbers and codes first: names may be alike.
  private static let names = [
    "计量点编", "计量点号", "表号", "表计编号", "电表编号", "仪表编号", "点号", "测点编", "位号",
    "编号", "户号", "id", "编码", "代码", "資產", "资产", "meter", "point", "tag", "sensor", "計量點",
    "计量点", "测点", "電表", "电表", "表计", "仪表", "回路", "线路", "设备", "名称", "name",
  ]
  // So many of them are titles of codes: a meter's name may well be the title of its values.
  private static let codes = 14
  private static let asides = [
    "序号", "序號", "倍率", "变比", "单位", "單位", "备注", "備註", "状态", "质量", "说明", "unit", "remark",
    "status", "行号",
  ]
  private static let values = [
    "读数", "讀數", "示数", "示值", "表底", "数值", "电量", "用量", "止码", "累计", "value", "reading", "usage",
    "consumption", "值",
  ]
}
