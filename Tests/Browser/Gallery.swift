import Foundation

/// Nodes to be looked at, and who looks at them.
enum Gallery {
  struct Place: Sendable {
    let visitors: [Visitor]
    let make: @Sendable (URL) throws -> ServedNode
  }

  struct Visitor: Sendable {
    let role: String
    /// nil: somebody who cannot sign in yet.
    let name: String?
    /// What the first page is called.
    let entry: String
  }

  static let all = [
    Place(visitors: [Visitor(role: "nobody", name: nil, entry: "set-up")]) { scratch in
      ServedNode("new", in: scratch)
    },
    Place(
      visitors: [
        Visitor(role: "administrator", name: "张伟", entry: "sign-in"),
        Visitor(role: "approver", name: "李强", entry: "sign-in"),
      ], make: plant),
    Place(visitors: [Visitor(role: "headquarters", name: "王芳", entry: "sign-in")], make: group),
  ]

  /// A plant at which something of everything has happened.
  private static func plant(_ scratch: URL) throws -> ServedNode {
    let node = ServedNode("p", in: scratch)
    try node.employ()
    try node.karez(
      "point", "add", "E-101", "--kind", "register", "--unit", "kWh", "--multiplier", "120",
      "--digits", "8", "--name", "一号进线")
    try node.karez(
      "import", node.write("meters.csv", meters()), "--accept", "--zone", "+08:00", "--label",
      "end",
      "--kind", "register", "--unit", "kWh")
    try node.karez(
      "source", "add", "S-EL", "--rules", "purchased-electricity", "--bind",
      "electricity.quantity=E-101", "--bind", "electricity.factor=grid.prov.Xinjiang.2023")
    try node.karez("inventory", "draw", "--period", "2025-H1")
    try node.karez(
      "record", "new", "instrument", "--set", "number=QJ-1", "--set", "name=皮带秤", "--set",
      "model=ICS-17")
    try node.karez(
      "record", "new", "action", "--set", "title=补校准曲线", "--set", "person=li", "--set",
      "due=2025-10-20")
    try documents(node)
    let other = ServedNode("q", in: scratch)
    try other.copy(node)
    try node.karez("record", "correct", "QJ-1", "model=ICS-20", "--reason", "铭牌如此")
    try other.karez("record", "correct", "QJ-1", "model=ICS-30", "--reason", "说明书如此")
    try node.hear(other, entity: "xj-017")
    return node
  }

  /// A register read every day of half a year, with two weeks left out and one bad line.
  private static func meters() -> String {
    let days = (0..<181).filter { !(60..<74).contains($0) }.map { day in
      let at = Date(timeIntervalSince1970: 1_735_660_800 + Double(day) * 86_400)
      let text = at.ISO8601Format().prefix(10)
      return "\(text) 08:00,\(1000 + day * 13 + day % 7)"
    }
    return "时间,E-101\n" + days.joined(separator: "\n") + "\n2025-07-01 08:00,12x0\n"
  }

  private static func documents(_ node: ServedNode) throws {
    try node.karez(
      "document", "new", "QP-01", "--title", "文件控制程序", "--kind", "procedure", "--level", "l2",
      "--file", node.write("QP-01.md", "# 文件控制程序\n\n编制、审核、批准、发布。\n"), "--reviewer", "li",
      "--approver", "li", "--as", "zhang")
    try node.karez("document", "submit", "QP-01", "--as", "zhang")
    try node.karez(
      "document", "new", "QM-01", "--title", "碳计量管理手册", "--kind", "manual", "--level", "l1",
      "--file", node.write("QM-01.md", "# 碳计量管理手册\n\n范围、职责、资源。\n"), "--reviewer", "li",
      "--approver", "li", "--as", "zhang")
  }

  /// Headquarters with one site whose facts came by a stick.
  private static func group(_ scratch: URL) throws -> ServedNode {
    let headquarters = ServedNode("hq", in: scratch)
    try headquarters.make("--hq", "--zone", "+08:00", named: "某集团")
    try headquarters.staff(wang: "王芳")
    let site = ServedNode("s", in: scratch)
    try site.make("--site", "hm-02", "--zone", "+08:00", named: "哈密某厂")
    let enrolment = try headquarters.karez("site", "enrol", "hm-02")
    try site.karez("join", site.write("enrolment", enrolment))
    let stick = scratch.appending(path: "usb").path
    try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: true)
    for node in [site, headquarters, site] { try node.karez("sync", stick) }
    return headquarters
  }
}

extension ServedNode {
  /// One person of headquarters, who is everything there.
  fileprivate func staff(wang name: String) throws {
    try karez("record", "new", "department", "--set", "number=D01", "--set", "name=碳管理部")
    try karez(
      "record", "new", "post", "--set", "number=P1", "--set", "name=碳管理", "--set",
      "department=D01", "--set", #"roles=["admin","hq-data","hq-carbon"]"#)
    try karez("person", "add", "wang", "--number", "0001", "--name", name, "--department", "D01")
    try karez("person", "key", "wang", "--rounds", "16384")
    try karez("person", "role", "wang", "--post", "P1", "--from", "2025-01-01")
    try karez("person", "vouch", "wang")
  }
}
