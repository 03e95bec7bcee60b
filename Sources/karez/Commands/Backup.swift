import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez backup`: copies every fact into a folder of git bundles.
  struct Backup: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "备份 — every fact as git bundles; again into the same folder: only what is new.",
      discussion: """
        karez -C p backup /media/stick/karez
        --json: folder, commits, files (large ones), bytes.
        --seal: 连同用口令封存的密钥，恢复后无须总部再接纳 with the keys, sealed by a passphrase
        (KAREZ_PASSPHRASE or typed); else private keys are not in it.
        Statuses: 0, 65 the folder is not one for this, 75 the disk, 76 a large file is damaged:
        all else is in the backup then.
        """)

    @Argument(help: "备份所在文件夹 The folder of the backup.") var place: String
    @Flag(help: "封存密钥 Copy the keys too, sealed by a passphrase.") var seal = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let prompt = PassphrasePrompt(phrases: options.phrases())
      let typed = seal ? try prompt.choosing(place) : nil
      let made = try BackupSite.run(site, to: URL(filePath: place), sealedBy: typed)
      let values = [
        "folder": place, "commits": String(made.commits), "files": String(made.files),
        "bytes": String(made.bytes),
      ]
      options.say(
        Phrase("said.backed-up", values), json: json ? .object(values.mapValues(JSON.string)) : nil)
    }
  }

  /// `karez restore`: makes a node from a backup.
  struct Restore: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "恢复 — make a node from a backup; it goes on as a successor chain.",
      discussion: """
        karez restore /media/stick/karez plant
        --with-key: 用口令打开备份中的密钥 open the keys in the backup by their passphrase.
        Statuses: 0, 65 no backup there or TO is not empty, 76 it does not verify.
        """)

    @Argument(help: "备份所在文件夹 The folder of the backup.") var from: String
    @Argument(help: "新节点的文件夹，须为空或不存在 The new node's folder; empty or not there.") var to: String
    @Flag(help: "使用备份中封存的密钥 Use the sealed keys in the backup.") var withKey = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let prompt = PassphrasePrompt(phrases: options.phrases())
      let site = try RestoreSite.run(
        from: URL(filePath: from), to: URL(filePath: to),
        openedBy: withKey ? try prompt.opening(from) : nil,
        surroundings: try options.surroundings())
      let status = try AskStatus.run(on: site)
      Output.print(
        options.phrases().text(
          Phrase("said.restored", ["folder": to, "digest": status.state.description])))
    }
  }

  /// `karez drill`: exercises for emergencies.
  struct Drill: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "应急演练 — drills for emergencies (8.2.2).", subcommands: [RestoreDrill.self])

    /// `karez drill restore`.
    struct RestoreDrill: NamedCommand {
      static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "恢复演练 — back up, restore into a scratch folder, compare digests, say how long.",
        discussion: """
          karez -C p drill restore
          --json: identical, digest, seconds. Statuses: 0 identical, 76 not.
          """)

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let drill = try DrillRestore.run(on: try options.site())
        let members: JSON = [
          "identical": .bool(drill.isIdentical), "digest": .string(drill.digest),
          "seconds": .string(drill.seconds),
        ]
        options.say(
          Phrase("said.drilled", ["seconds": drill.seconds, "digest": drill.digest]),
          json: json ? members : nil)
        if !drill.isIdentical { throw ExitCode(ExitStatus.untrusted.rawValue) }
      }
    }
  }
}
