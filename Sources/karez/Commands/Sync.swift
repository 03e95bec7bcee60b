import ArgumentParser
import Foundation
import Operations
import SiteModel

/// What every meeting over a folder is asked.
struct MeetingOptions: ParsableArguments {
  @Argument(help: "介质文件夹，如 U 盘 The folder, such as a USB stick.") var place: String
  @Flag(help: "只看会送什么，什么也不写 Say what would go; write nothing.") var dryRun = false
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var options: SiteOptions

  func hold(receiving: Bool, sending: Bool) throws {
    let site = try options.site()
    var wishes = SyncOverFolder.Wishes()
    (wishes.receives, wishes.sends) = (receiving, sending)
    let folder = URL(filePath: place)
    let report =
      dryRun
      ? try SyncOverFolder.rehearsal(over: folder, on: site)
      : try SyncOverFolder.run(wishes, over: folder, on: site)
    if json {
      Output.print(report.json)
    } else {
      report.phrases(isDry: dryRun, hasSent: sending && !dryRun)
        .forEach { Output.print(options.phrases().text($0)) }
    }
    // What was refused is no success, whatever else went well.
    if !report.refused.isEmpty { throw ExitCode(ExitStatus.untrusted.rawValue) }
  }
}

extension Karez {
  /// `karez sync`.
  struct Sync: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "同步 — take in what lies on a stick for this node, and lay down what others lack.",
      discussion: """
        karez -C p sync /media/usb
        --json: taken {entity: commits}, files (large ones taken in), admitted [nodes], waiting [files], refused [{file, why}],
        reviews {texts, items}: texts of the library that changed, and records here that have to do with them;
        sent [{node, commits, bytes}]. Statuses: 0, 75 the stick refuses, 76 something on it was
        refused; what was good was taken in all the same.
        """)
    @OptionGroup var meeting: MeetingOptions
    func run() throws { try meeting.hold(receiving: true, sending: true) }
  }

  /// `karez push`.
  struct Push: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "送出 — only lay down what others lack.", discussion: "karez -C p push /media/usb")
    @OptionGroup var meeting: MeetingOptions
    func run() throws { try meeting.hold(receiving: false, sending: true) }
  }

  /// `karez pull`.
  struct Pull: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "收取 — only take in what lies there.", discussion: "karez -C p pull /media/usb")
    @OptionGroup var meeting: MeetingOptions
    func run() throws { try meeting.hold(receiving: true, sending: false) }
  }
}

extension SyncOverFolder.Report {
  fileprivate var json: JSON {
    [
      "taken": .object(taken.mapValues { .number(String($0)) }),
      "files": .number(String(files)),
      "admitted": .array(admitted.map(JSON.string)),
      "waiting": .array(waiting.map(JSON.string)),
      "refused": .array(
        refused.map { ["file": .string($0.file), "why": .string($0.why.description)] }),
      "reviews": [
        "texts": .number(String(reviews.texts)), "items": .number(String(reviews.items)),
      ],
      "sent": .array(
        sent.map {
          [
            "node": .string($0.node), "commits": .number(String($0.commits)),
            "bytes": .number(String($0.bytes)),
          ]
        }),
    ]
  }

  fileprivate func phrases(isDry: Bool, hasSent: Bool) -> [Phrase] {
    var said = admitted.map { Phrase("said.admitted", ["node": $0]) }
    said += taken.sorted { $0.key < $1.key }.map {
      Phrase("said.taken-in", ["entity": $0.key, "commits": String($0.value)])
    }
    if files > 0 { said.append(Phrase("said.files-in", ["files": String(files)])) }
    if taken.isEmpty && files == 0 && !isDry { said.append(Phrase("said.nothing-new")) }
    if reviews.texts > 0 {
      said.append(
        Phrase(
          "said.library-reviews",
          ["texts": String(reviews.texts), "items": String(reviews.items)]))
    }
    said += waiting.map { Phrase("said.waits", ["file": $0]) }
    said += refused.map { Phrase("said.not-taken", ["file": $0.file], within: ["why": [$0.why]]) }
    said += sent.map {
      let values = ["node": $0.node, "commits": String($0.commits), "bytes": String($0.bytes)]
      return isDry ? Phrase("said.would-send", values) : Phrase("said.sent", values)
    }
    if hasSent { said.append(Phrase("said.eject")) }
    return said
  }
}
