import ArgumentParser
import Operations
import SiteModel

/// What a person says of a document and of a revision's text and route.
struct DocumentFields: ParsableArguments {
  @Option(help: "名称 The title.") var title: String?
  @Option(help: "正文文件 The file of its text.") var file: String?
  @Option(help: "审核人 A reviewer; may be given again.") var reviewer: [String] = []
  @Option(help: "会签人 A countersigner; may be given again.") var countersigner: [String] = []
  @Option(help: "批准人 An approver; may be given again.") var approver: [String] = []
  @Option(help: "编制人；否则为 --as Who prepared it; else --as.") var author: String?
  @Option(help: "修订摘要 What was changed.") var summary: String?
  @Option(help: "更改章节 The sections that were changed.") var sections: String?
  @Option(help: "更改申请 The change request's number.") var request: String?
  @Option(help: "拟实施日期 The day it is meant to come into force.") var intended: String?
  @Option(help: "版本，如 A/0；否则自动 The version; else what follows the newest.") var version: String?

  @Option(help: "类别 policy, objective, manual, procedure, instruction, form, plan, …") var kind:
    String?
  @Option(help: "层次 l1 … l4 The level.") var level: String?
  @Option(help: "归口部门 The department that owns it.") var department: String?
  @Option(help: "覆盖条款 A clause it covers; may be given again.") var clause: [String] = []
  @Option(help: "上位文件 A document above it; may be given again.") var parent: [String] = []
  @Option(help: "使用表式 A form it uses; may be given again.") var form: [String] = []
  @Option(help: "阅知部门 A department that must acknowledge it; may be given again.")
  var audience: [String] = []
  @Option(help: "评审周期（月） Months between reviews.") var cycle: Int?
  @Flag(help: "换版需培训 Training is needed on a change.") var training = false

  /// - Parameter isNew: what the card says of route and title is then written there, too.
  func wishes(_ number: String, isNew: Bool) throws -> WriteDocument.Wishes {
    var wishes = WriteDocument.Wishes(number)
    (wishes.file, wishes.version) = (file, version)
    wishes.revision = try revision()
    wishes.card = try card(isNew: isNew)
    return wishes
  }

  private func revision() throws -> [String: JSON] {
    var fields = route()
    fields["title"] = title.map(JSON.string)
    fields["preparedBy"] = author.map(JSON.string)
    fields["summary"] = summary.map(JSON.string)
    fields["sections"] = sections.map(JSON.string)
    fields["request"] = request.map(JSON.string)
    fields["effectiveOn"] = try intended.map { .string(try Typed.date($0).description) }
    return fields
  }

  private func route() -> [String: JSON] {
    ["reviewers": reviewer, "countersigners": countersigner, "approvers": approver]
      .filter { !$0.value.isEmpty }.mapValues { .array($0.map(JSON.string)) }
  }

  private func card(isNew: Bool) throws -> [String: JSON] {
    var fields = isNew ? route() : [:]
    fields["title"] = title.map(JSON.string)
    fields["kind"] = kind.map(JSON.string)
    fields["level"] = level.map(JSON.string)
    fields["department"] = department.map(JSON.string)
    fields["cycle"] = cycle.map { .number(String($0)) }
    if training { fields["training"] = true }
    let lists = ["clauses": clause, "parents": parent, "forms": form, "audience": audience]
    return fields.merging(
      lists.filter { !$0.value.isEmpty }.mapValues { .array($0.map(JSON.string)) }
    ) { $1 }
  }
}

/// The document something is done about, and how the answer is printed.
struct DocumentOptions: ParsableArguments {
  @Argument(help: "文件编号 The document's number.") var number: String
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var options: SiteOptions

  /// Does something, then says how the document stands.
  func doing(_ body: (Site) throws -> Void) throws {
    let site = try options.site()
    try body(site)
    DocumentWords(options).say(try AskDocuments.one(number, on: site), asJSON: json)
  }
}
