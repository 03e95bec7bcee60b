import Foundation

extension Journey {
  /// A document from its draft into force, by two people of a small site.
  static let document = Journey(
    name: "document from draft into force", limit: 20,
    prepare: { node in
      try node.employ()
      let organisation = #"""
        {"number": "91650100MA7ABC1234", "name": "某化工厂", "shortCode": "XJ", "industryCode": "2614",
        "industry": "有机化学原料制造", "legalRepresentative": "高山", "topManager": "li",
        "systemRepresentative": "zhang", "address": "某县", "smallSite": true}
        """#
      try node.karez(
        "record", "new", "organisation", "--file", node.write("org.json", organisation), "--as",
        "zhang")
      try node.karez("record", "act", "91650100MA7ABC1234", "confirm", "--as", "zhang")
      try node.write("QP-01.md", "# 文件控制程序\n\n编制、审核、批准、发布。\n")
    },
    walk: { person, node in
      try await person.signIn("张伟")
      person.begin()
      try await person.click("文件清单", "Documents")
      try await person.click("新编文件", "New document")
      try await person.fill("编号", "Number", "QP-01")
      try await person.fill("名称", "Title", "文件控制程序")
      try await person.upload("正文文件", "Its text", node.scratch.appending(path: "QP-01.md").path)
      try await person.choose("审核人", "Reviewer", "李强", "李强")
      try await person.choose("批准人", "Approver", "李强", "李强")
      try await person.fill(
        "口令（签署时再次输入）", "Passphrase (again, to sign)", ServedNode.passphrase)
      try await person.click("保存并提交", "Save and submit")
      try await person.sees("审核中", "Under review")
      try await person.click("退出", "Sign out")
      try await person.signIn("李强")
      try await person.clickWhat(begins: "QP-01", "QP-01")
      try await person.fill(
        "口令（签署时再次输入）", "Passphrase (again, to sign)", ServedNode.passphrase)
      try await person.click("审核并批准", "Review and approve")
      try await person.sees("已批准", "Approved")
      try await person.fill(
        "口令（签署时再次输入）", "Passphrase (again, to sign)", ServedNode.passphrase)
      try await person.click("发布", "Release")
      try await person.sees("现行有效", "in force since")
    })
}
