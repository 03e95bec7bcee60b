import ArgumentParser
import Foundation
import Operations
import SiteModel

/// What every meeting over a folder is asked.
struct MeetingOptions: ParsableArguments {
  @Argument(help: "U 盘文件夹，或总部地址 https://… A stick's folder, or headquarters' address.")
  var place: String
  @Flag(help: "只看会送什么，什么也不写 Say what would go; write nothing.") var dryRun = false
  @Flag(help: "U 盘上的数据只有收件节点能打开 What is laid on the stick only its receiver can open.")
  var seal = false
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var link: LinkOptions
  @OptionGroup var options: SiteOptions

  func validate() throws {
    guard let every = link.every else { return }
    guard SyncOverLink.isAddress(place), !dryRun, every >= 1 else {
      throw ValidationError(
        "--every 用于总部地址，至少 1 秒 — --every is for an address, at least 1 second")
    }
  }

  func hold(receiving: Bool, sending: Bool) throws {
    if let every = link.every { try keepCalling(receiving, sending, every) }
    let site = try options.site()
    let report =
      SyncOverLink.isAddress(place)
      ? try call(receiving, sending, site) : try meet(receiving, sending, site)
    say(report, hasLaid: sending && !dryRun && !SyncOverLink.isAddress(place))
    // What was refused is no success, whatever else went well.
    if !report.refused.isEmpty { throw ExitCode(ExitStatus.untrusted.rawValue) }
  }

  private func say(_ report: SyncOverFolder.Report, hasLaid: Bool) {
    guard !json else { return Output.print(report.json) }
    report.phrases(isDry: dryRun, hasSent: hasLaid)
      .forEach { Output.print(options.phrases().text($0)) }
  }

  private func keepCalling(_ receives: Bool, _ sends: Bool, _ every: Double) throws -> Never {
    let (options, phrases) = (options, options.phrases())
    var calling = KeepCalling(
      wishes(receives, sends), over: place, every: every, opening: { try options.site() })
    while true {
      try calling.round { ended in
        switch ended {
        case .well(let report) where report.isNews || json: say(report, hasLaid: false)
        case .well: break
        case .badly(let fault): Output.tell(phrases.text(fault.phrase))
        }
      }
    }
  }

  private func meet(
    _ receives: Bool, _ sends: Bool, _ site: Site
  ) throws -> SyncOverFolder.Report {
    var wishes = SyncOverFolder.Wishes()
    (wishes.receives, wishes.sends, wishes.seals) = (receives, sends, seal)
    let folder = URL(filePath: place)
    return dryRun
      ? try SyncOverFolder.rehearsal(over: folder, on: site)
      : try SyncOverFolder.run(wishes, over: folder, on: site)
  }

  private func call(
    _ receives: Bool, _ sends: Bool, _ site: Site
  ) throws -> SyncOverFolder.Report {
    guard !dryRun else { return try SyncOverLink.rehearsal(on: site) }
    return try SyncOverLink.run(wishes(receives, sends), over: place, on: site)
  }

  private func wishes(_ receives: Bool, _ sends: Bool) -> SyncOverLink.Wishes {
    var wishes = SyncOverLink.Wishes()
    (wishes.receives, wishes.sends) = (receives, sends)
    (wishes.proxy, wishes.trust, wishes.patience) = (link.proxy, link.trust, link.patience)
    return wishes
  }
}

/// What is asked about a call to an address, beside a stick.
struct LinkOptions: ParsableArguments {
  @Option(help: "网络代理 http://host:port A proxy of the network.") var proxy: String?
  @Option(help: "信任：system，或证书文件；默认为登记文件所带 Trust: system, or a certificate's file.")
  var trust: String?
  @Option(help: "无进展多少秒后放弃 Seconds without progress after which it gives up for now.")
  var patience = 120.0
  @Option(
    help: """
      一直运行：有新数据即同步，此外每隔多少秒一次；失败后间隔加长，最长一小时 \
      Keep on: when something is new, and every so many seconds; after a failure more seldom.
      """)
  var every: Double?
}

extension Karez {
  /// `karez sync`.
  struct Sync: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "同步 — take in what lies on a stick for this node, and lay down what others lack.",
      discussion: """
        karez -C p sync /media/usb
        karez -C p sync https://hq.example:8443
        断线自动重拨，接着传，不重传 A line that is cut is called again; nothing is carried twice.
        karez -C p sync https://hq.example:8443 --every 600
        --json: taken {entity: commits}, files (large ones taken in), admitted [nodes], waiting [files], refused [{file, why}],
        reviews {texts, items}: texts of the library that changed, and records here that have to do with them;
        sent [{node, commits, bytes}]; over a link: link {requests, up, down}: bytes of bodies. Statuses: 0, 75 the stick refuses or the line is down, 76 something on it was
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
  /// Whether anything came, went or was refused.
  fileprivate var isNews: Bool {
    !taken.isEmpty || files > 0 || !admitted.isEmpty || !refused.isEmpty
      || sent.contains { $0.commits > 0 || $0.bytes > 0 }
  }

  fileprivate var json: JSON {
    guard let link, let members = carried.object else { return carried }
    let traffic: JSON = [
      "requests": .number(String(link.requests)), "up": .number(String(link.up)),
      "down": .number(String(link.down)),
    ]
    return .object(members.merging(["link": traffic]) { $1 })
  }

  private var carried: JSON {
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
}
