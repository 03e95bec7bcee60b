import ArgumentParser
import Operations
import SiteModel

/// What is said of how far a chain counts.
struct LimitOptions: ParsableArguments {
  @Argument(help: "链，见 karez sites The chain; see karez sites.") var chain: String
  @Option(help: "原因 Why.") var reason: String
  @OptionGroup var options: SiteOptions

  func say(_ word: LimitChain.Word, upTo last: String) throws {
    let made = try LimitChain.run(
      word, of: chain, last: last, reason: reason, on: try options.site())
    let values = [
      "chain": chain, "entity": made.entity, "last": String(made.last), "cut": String(made.cut),
    ]
    Output.print(options.phrases().text(Phrase("said.limit-\(word.rawValue)", values)))
  }
}

extension Karez.Sites {
  /// `karez site revoke`.
  struct Revoke: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "吊销链的密钥 — revoke a node's key: its chain counts up to a commit, and no further.",
      discussion: """
        karez -C hq site revoke a3k7xxxx --last 41 --reason 电脑被盗
        之后的提交照收，只是不计入；历史中标为无效 Later commits are kept and shown, without effect.
        --last 0: 全部不计入 nothing of it counts.
        """)
    @Option(help: "计入的最后一次提交：序号或编号 The last commit that counts: number or id.")
    var last: String
    @OptionGroup var limit: LimitOptions

    func run() throws { try limit.say(.revocation, upTo: last) }
  }

  /// `karez site reinstate`.
  struct Reinstate: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "补充计入 — let more commits of a revoked chain count.",
      discussion: """
        karez -C hq site reinstate a3k7xxxx --up-to 43 --reason 已与本人核对
        """)
    @Option(help: "计入至哪次提交：序号或编号 Up to which commit: number or id.") var upTo: String
    @OptionGroup var limit: LimitOptions

    func run() throws { try limit.say(.admission, upTo: upTo) }
  }
}

extension Karez.Sites {
  /// `karez site rekey`.
  struct Rekey: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "更换密钥 — this node goes on with a new key, which its old one vouches for.",
      discussion: """
        karez -C p site rekey
        新链由旧钥担保，各节点收到后自动计入；密钥失窃请由总部吊销 The new chain counts by itself once others
        have it. A stolen key is revoked by headquarters.
        """)
    @OptionGroup var options: SiteOptions

    func run() throws {
      let renewed = try RenewKey.run(on: try options.site())
      Output.print(
        options.phrases().text(
          Phrase(
            "said.rekeyed",
            ["old": renewed.old, "new": renewed.new, "fingerprint": renewed.fingerprint])))
    }
  }
}

extension Karez.Sites {
  /// `karez site hole`.
  struct Hole: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "声明缺失 — declare that no disk has a commit any more; what has seen it is taken in.",
      discussion: """
        karez -C hq site hole a3k7xxxx:41:0123…cdef --reason 两块磁盘均已损毁
        karez held 列出缺什么 karez held lists what is missing.
        """)
    @Argument(help: "链:序号:提交编号，见 karez held CHAIN:NUMBER:COMMIT, as karez held says.")
    var commit: String
    @Option(help: "原因 Why.") var reason: String
    @OptionGroup var options: SiteOptions

    func run() throws {
      try DeclareHole.run(commit, reason: reason, on: try options.site())
      Output.print(options.phrases().text(Phrase("said.hole", ["commit": commit])))
    }
  }
}

extension Karez.Sites {
  /// `karez site mark`.
  struct Mark: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "授予编号标记 — let a chain open numbers that begin with a mark of its own.",
      discussion: """
        karez -C hq site mark B2 b4x2xxxx      此后该链可启用 B2:QM-01 等编号 numbers such as B2:QM-01
        每个标记只授予一条链一次 Each mark is granted to one chain, once.
        无标记的编号属于单位最先接纳的链 Plain numbers are the chain's that was admitted first.
        """)
    @Argument(help: "标记，1–8 位大写字母或数字 The mark: 1–8 of A–Z, 0–9.") var mark: String
    @Argument(help: "链，见 karez sites The chain; see karez sites.") var chain: String
    @OptionGroup var options: SiteOptions

    func run() throws {
      let entity = try GrantMark.run(mark, to: chain, on: try options.site())
      Output.print(
        options.phrases().text(
          Phrase("said.mark", ["mark": mark, "chain": chain, "entity": entity])))
    }
  }
}

extension Alarm {
  /// For programs: the kind is a fixed word.
  func json(_ phrases: PhraseBook) -> JSON {
    [
      "kind": .string(name), "chain": .string(chain), "text": .string(phrases.text(phrase)),
    ]
  }
}
