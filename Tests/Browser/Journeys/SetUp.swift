extension Journey {
  /// An empty folder becomes a plant with two people and a measurement point.
  static let setUp = Journey(
    name: "set up a plant", limit: 25,
    prepare: { _ in },
    walk: { person, node in
      person.begin()
      try await person.fill("站点简称", "Short name of the site", "xj-017")
      try await person.fill("站点名称", "Name of the site", "某化工厂")
      try await person.fill("您的工号", "Your staff number", "0001")
      try await person.fill("您的姓名", "Your name", "张伟")
      try await person.fill("口令", "Passphrase", ServedNode.passphrase)
      try await person.fill("口令，再输一次", "Passphrase, once more", ServedNode.passphrase)
      try await person.click("建立节点", "Make the node")
      try await person.sees("SHA256:", "SHA256:")
      try await person.click("人员", "People")
      try await person.fill("工号", "Staff number", "0002")
      try await person.fill("姓名", "Name", "李强")
      try await person.choose("岗位", "Post", "审核批准人", "Reviewer and approver")
      try await person.fill("本人口令", "His passphrase", ServedNode.passphrase)
      try await person.fill("本人口令，再输一次", "His passphrase, once more", ServedNode.passphrase)
      try await person.fill(
        "口令（签署时再次输入）", "Passphrase (again, to sign)", ServedNode.passphrase)
      try await person.click("登记并担保", "Register and vouch")
      try await person.sees("李强", "李强")
      try await person.click("计量点", "Points")
      try await person.fill("编号", "Number", "E-101")
      try await person.fill("名称", "Name", "一号进线")
      try await person.choose("数据类型", "Kind", "表底", "Register")
      try await person.fill("单位", "Unit", "kWh")
      try await person.fill("倍率", "Multiplier", "120")
      try await person.click("登记计量点", "Register the point")
      try await person.sees("E-101", "E-101")
      guard try node.karez("person", "list").contains("李强") else { throw Stumble("no 李强") }
    })
}
