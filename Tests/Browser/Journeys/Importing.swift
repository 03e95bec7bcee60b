import Foundation

extension Journey {
  /// A meter file of which two rows are wrong: it is taken in, and the two are put right.
  static let importing = Journey(
    name: "import and fix two rows", limit: 15,
    prepare: { node in
      try node.employ()
      try node.karez(
        "point", "add", "E-101", "--kind", "register", "--unit", "kWh", "--name", "一号进线")
      try node.write("meters.csv", rows.joined(separator: "\r\n") + "\r\n")
    },
    walk: { person, node in
      try await person.signIn("张伟")
      person.begin()
      try await person.click("文件导入", "Import a file")
      try await person.upload(
        "计量数据文件", "Meter file", node.scratch.appending(path: "meters.csv").path)
      try await person.choose(
        "文件时刻的时区", "Zone of the file's times", "北京 +08:00", "Beijing +08:00")
      try await person.choose("数据类型", "What the numbers are", "表底", "Register")
      try await person.fill("数值的单位", "Unit of the numbers", "kWh")
      try await person.click("判定", "Judge")
      try await person.sees("判定结果", "Judged, not taken in yet")
      try await person.click("确认入库", "Take it in")
      try await person.fill("第 3 行", "Row 3", "2025-03-03 08:00,1250.00")
      try await person.fill("第 5 行", "Row 5", "2025-03-05 08:00,1270.00")
      try await person.click("改好再判定", "Judge what was put right")
      try await person.click("确认入库", "Take it in")
      try await person.sees("已入库", "Taken in")
      let held = try node.karez(
        "readings", "E-101", "--from", "2025-03-01", "--to", "2025-04-01", "--json")
      guard held.contains("1250.00"), held.contains("1270.00") else { throw Stumble(held) }
    })

  private static let rows = [
    "时间,E-101", "2025-03-02 08:00,1240.00", "2025-03-03 08:00,12a0.00",
    "2025-03-04 08:00,1260.00", "2025-13-05 08:00,1270.00", "2025-03-06 08:00,1280.00",
  ]
}
