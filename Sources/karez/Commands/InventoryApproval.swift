import ArgumentParser
import Operations
import SiteModel

/// The inventory something is done about.
struct ApprovalOptions: ParsableArguments {
  @Argument(help: "清单号 Its id; see karez inventory list.") var id: String
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var options: SiteOptions

  func move(
    _ step: ApproveInventory.Step, reason: String? = nil, replaces: String? = nil,
    cause: String? = nil
  ) throws {
    var wishes = ApproveInventory.Wishes(step, id)
    (wishes.reason, wishes.replaces, wishes.cause) = (reason, replaces, cause)
    let answer = try ApproveInventory.run(wishes, on: try options.site())
    ApprovalWords(options).say(answer, asJSON: json)
  }
}

extension Karez.Inventory {
  /// `karez inventory submit`.
  struct Submit: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "提交 — sign an inventory as its preparer, for others to check and approve.",
      discussion: """
        karez -C p inventory submit ID --as wang
        karez -C p inventory submit ID --replaces OLD --cause data --reason 电表读数更正 --as wang
        本期已有批准的清单时，新结果是重算：须指明替代哪一份、原因类别（factor、data、boundary、method、
        error）和说明 Where an approved one is in force, this is a restatement: it says of which, and why.
        --json: id, state (draft, computed, checked, approved, superseded, withdrawn), inForce, replacedBy,
        sha256, total, unit, from, until, restates {replaces, cause, reason, difference, changes [{source,
        before, after, difference}]} or null, acts [{action, by, name, post, claimed, identity, reason}].
        Statuses: 0, 65 no reason, or what is in force is not named, 76 it differs from its facts,
        77 not by this person.
        """)
    @Option(help: "被替代的清单号 The approved one that it replaces.") var replaces: String?
    @Option(help: "差异原因：factor、data、boundary、method、error The kind of cause.") var cause: String?
    @Option(help: "原因说明 Why, in words.") var reason: String?
    @OptionGroup var inventory: ApprovalOptions

    func run() throws {
      try inventory.move(.submit, reason: reason, replaces: replaces, cause: cause)
    }
  }

  /// `karez inventory check`.
  struct Check: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "复核 — agree with a submitted inventory; another person than who prepared it.",
      discussion: """
        先重算一遍，逐字节相同才能复核；重算结果列出与原清单的差异 It is computed again first; of a
        restatement, where it differs from the old one is shown and signed.
        --json: as karez inventory submit.
        Statuses: 0, 65 nobody submitted it, 76 it differs from its facts, 77 not by this person.
        """)
    @OptionGroup var inventory: ApprovalOptions

    func run() throws { try inventory.move(.check) }
  }

  /// `karez inventory approve`.
  struct Approve: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "批准 — put a checked inventory in force for its period; a third person.",
      discussion: """
        各月须已锁定且未重开，暂估不能批准 Every month is frozen and was not opened again: nobody approves
        an estimate.
        --json: as karez inventory submit.
        Statuses: 0, 65 nobody submitted it, 76 it differs from its facts, 77 provisional, not checked,
        not by this person, or another node holds the period.
        """)
    @OptionGroup var inventory: ApprovalOptions

    func run() throws { try inventory.move(.approve) }
  }

  /// `karez inventory return`.
  struct Return: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "退回 — give a submitted or checked inventory back.")
    @Option(help: "原因 Why.") var reason: String?
    @OptionGroup var inventory: ApprovalOptions

    func run() throws { try inventory.move(.back, reason: reason) }
  }

  /// `karez inventory withdraw`.
  struct Withdraw: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "撤销 — withdraw an approved inventory: none is in force then.",
      discussion: "karez -C p inventory withdraw ID --reason 漏计排放源 --as zhang")
    @Option(help: "原因 Why.") var reason: String?
    @OptionGroup var inventory: ApprovalOptions

    func run() throws { try inventory.move(.withdraw, reason: reason) }
  }
}
