import ArgumentParser
import Operations
import SiteModel

extension Karez.Documents {
  /// What every signature about a draft takes.
  struct MoveOptions: ParsableArguments {
    @Option(help: "版本 The version; else the one that is being worked on.") var version: String?
    @Option(help: "原因 Why.") var reason: String?
    @OptionGroup var document: DocumentOptions

    func move(_ step: MoveDocument.Step) throws {
      try document.doing {
        try MoveDocument.run(
          step, document.number, version: version, reason: reason, on: $0)
      }
    }
  }

  /// `karez document submit`.
  struct Submit: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "提交 — hand the draft in for review; its text is locked from then on.")
    @OptionGroup var move: MoveOptions
    func run() throws { try move.move(.submit) }
  }

  /// `karez document review`.
  struct Review: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "审核 — pass the review; not by whoever wrote or submitted it.")
    @OptionGroup var move: MoveOptions
    func run() throws { try move.move(.review) }
  }

  /// `karez document countersign`.
  struct Countersign: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "会签 — countersign; approval waits for everybody who is named.")
    @OptionGroup var move: MoveOptions
    func run() throws { try move.move(.countersign) }
  }

  /// `karez document approve`.
  struct Approve: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "批准 — approve; a third person. A policy is approved by the top manager.",
      discussion:
        "Statuses: 0, 76 the bytes are not those that were reviewed, 77 not by this person.")
    @OptionGroup var move: MoveOptions
    func run() throws { try move.move(.approve) }
  }

  /// `karez document return`.
  struct Return: NamedCommand {
    static let configuration = CommandConfiguration(abstract: "退回 — give the draft back.")
    @OptionGroup var move: MoveOptions
    func run() throws { try move.move(.back) }
  }

  /// `karez document reject`.
  struct Reject: NamedCommand {
    static let configuration = CommandConfiguration(abstract: "否决 — reject it for good.")
    @OptionGroup var move: MoveOptions
    func run() throws { try move.move(.reject) }
  }

  /// `karez document drop`.
  struct Drop: NamedCommand {
    static let configuration = CommandConfiguration(abstract: "撤销 — give up a draft.")
    @OptionGroup var move: MoveOptions
    func run() throws { try move.move(.drop) }
  }

  /// `karez document retain`.
  struct Retain: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "作废保留 — keep an obsolete version for a purpose, and say which.")
    @OptionGroup var move: MoveOptions
    func run() throws { try move.move(.retain) }
  }
}
