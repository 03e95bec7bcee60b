import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez document`: controlled documents, one version in force.
  struct Documents: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "document",
      abstract: "受控文件 — documents: prepared, reviewed, approved, released, revised, withdrawn.",
      discussion: """
        编制 → 提交 → 审核 → 会签 → 批准 → 发布：
        karez -C p document new QM-01 --title 碳计量管理手册 --kind manual --file manual.docx \\
          --reviewer li --approver zhang --as wang
        karez -C p document submit QM-01 --as wang；review QM-01 --as li；approve QM-01 --as zhang
        karez -C p document release QM-01 --effective 2026-04-01 --as chen
        现行版本的只读副本在 controlled/ Read-only copies of what is in force lie in controlled/.
        """,
      subcommands: [
        New.self, Edit.self, Submit.self, Review.self, Countersign.self, Approve.self,
        Return.self, Reject.self, Drop.self, Release.self, Revise.self, Withdraw.self, Retain.self,
        Import.self, List.self, Show.self, Open.self, Print.self, History.self, Compare.self,
        Search.self,
        AsOf.self, Issue.self, Receive.self, Distribution.self, Recall.self,
        Acknowledge.self, Acks.self, ReviewDue.self, Suspects.self, Desk.self, Route.self,
      ], defaultSubcommand: List.self)

    /// `karez document new`.
    struct New: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "新编 — a new document and the draft of its first version.",
        discussion: """
          编号由本节点启用；若编号标记属于别的节点，则由其持有者在发布时启用 Where this node may not open the
          number, its holder opens it when it is released.
          --json: as document show. Statuses: 0, 65 the number is taken or none.
          """)
      @Option(help: "审批路线模板，抄入本文件 A route template, copied into the card.") var route: String?
      @OptionGroup var fields: DocumentFields
      @OptionGroup var document: DocumentOptions

      func run() throws {
        var wishes = try fields.wishes(document.number, isNew: true)
        wishes.route = route
        var begun = wishes
        begun.revision = wishes.revision.filter {
          !["reviewers", "countersigners", "approvers", "title"].contains($0.key)
        }
        try document.doing { try WriteDocument.new(begun, on: $0) }
      }
    }

    /// `karez document edit`.
    struct Edit: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "修改草稿 — change the draft: its file, summary, route; or the card.")
      @Option(help: "原因 Why.") var reason: String?
      @OptionGroup var fields: DocumentFields
      @OptionGroup var document: DocumentOptions

      func run() throws {
        let wishes = try fields.wishes(document.number, isNew: false)
        try document.doing { try WriteDocument.edit(wishes, reason: reason, on: $0) }
      }
    }

    /// `karez document revise`.
    struct Revise: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "修订 — begin the next version: A/1, or with --edition B/0.",
        discussion: """
          karez -C p document revise QM-01 --file manual.docx --summary 增加附录 --request CR-xj-017-2026-0001 --as wang
          提交前须有更改申请 A change request is needed before it is submitted.
          Statuses: 0, 77 a version is being worked on already.
          """)
      @Flag(help: "换版 A new edition.") var edition = false
      @OptionGroup var fields: DocumentFields
      @OptionGroup var document: DocumentOptions

      func run() throws {
        var wishes = try fields.wishes(document.number, isNew: false)
        wishes.isEdition = edition
        try document.doing { try WriteDocument.revise(wishes, on: $0) }
      }
    }

    /// `karez document release`.
    struct Release: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "发布 — put the approved version in force from a day on.",
        discussion: """
          karez -C p document release QM-01 --effective 2026-04-01 --as chen
          只有编号的持有节点可以发布 Only the node that holds the number releases.
          需培训的版本，培训期限不得晚于实施日期，否则写明 --untrained 原因 Training that a version needs must be
          due by that day; else say why with --untrained.
          Statuses: 0, 65 a day that is past, 77 not approved, not by this person, not by this node.
          """)
      @Option(help: "实施日期，否则今天 The day; else today.") var effective: String?
      @Option(help: "版本 The version; else the one that is approved.") var version: String?
      @Option(help: "未培训先实施的原因 Why it comes into force before its training.") var untrained: String?
      @OptionGroup var document: DocumentOptions

      func run() throws {
        let day = try effective.map(Typed.date)
        try document.doing {
          try ReleaseDocument.run(
            document.number, version: version, from: day, untrained: untrained, on: $0)
        }
      }
    }

    /// `karez document withdraw`.
    struct Withdraw: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "作废 — nothing of the document is in force from a day on.")
      @Option(help: "自何日起，否则今天 From when; else today.") var effective: String?
      @Option(help: "原因 Why.") var reason: String?
      @OptionGroup var document: DocumentOptions

      func run() throws {
        let day = try effective.map(Typed.date)
        try document.doing {
          try ReleaseDocument.withdraw(document.number, from: day, reason: reason, on: $0)
        }
      }
    }

    /// `karez document list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "文件清单 — all documents, what is in force and what is being worked on.",
        discussion: "--json: an array of what document show answers.")
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let answers = try AskDocuments.all(on: try options.site())
        let words = DocumentWords(options)
        guard !json else { return Output.print(.array(answers.map(words.json))) }
        for answer in answers { Output.print(words.line(answer)) }
      }
    }

    /// `karez document show`.
    struct Show: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "文件状态 — one document: versions, signatures, which node has what.",
        discussion: """
          --json: number, title, holder: 本节点持有编号 this node holds the number, holderChain, contested,
          inForce {version, since, sha256, counts, historical} or null, next {version, since} or null,
          draft or null, revisions [{id, version, state, title, file, sha256, summary, supersedes, disposed?, acts
          [{action, by, post, clock, reason, identity}]}], adopted [{chain, version, at, delay: 秒 seconds,
          removed}], training [{version, record, number, state, due}]: 未完成的换版培训 open training.
          """)
      @OptionGroup var document: DocumentOptions

      func run() throws { try document.doing { _ in } }
    }
  }
}
