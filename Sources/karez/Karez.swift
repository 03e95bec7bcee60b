import ArgumentParser
import Foundation
import Indexing
import Operations
import SiteModel

/// The command line: reads what was typed, calls one operation, prints.
@main
struct Karez: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "karez",
    abstract: "坎儿井，离线优先的碳计量管理节点 — an offline node for carbon measurement.",
    discussion: """
      karez [-C FOLDER] [--language zh|en] [--share FOLDER] COMMAND …

      先试 Try first:   karez demo
      新建 Begin with:  karez init plant --site xj-017 --name 某化工厂

      退出状态 Exit statuses: 0 完成 done · 64 用法 usage · 65 输入有误 invalid
      · 75 稍后再试 try later · 76 不可信 untrusted · 77 不允许 refused
      """,
    version: programVersion,
    subcommands: [
      Init.self, Status.self, Log.self, Verify.self, Rebuild.self, Point.self, Source.self,
      Exclusion.self, Factor.self, Rules.self, Calculate.self, Steam.self, Person.self, Record.self,
      Conflicts.self,
      Search.self, Import.self, Documents.self, Policy.self, Number.self, Periods.self, Export.self,
      Imports.self, Dispose.self, Hold.self, Retention.self, Checks.self, Clauses.self, Due.self,
      Matrix.self, Objective.self, Risk.self, Audit.self, Staffing.self, Training.self,
      Profiles.self, Watch.self, Poll.self, Reading.self,
      Instrument.self, Calibration.self, Impact.self, EquipRate.self, MetrologyForms.self,
      Readings.self, Consumption.self, Completeness.self, Gaps.self,
      Quality.self, Balance.self, Compare.self, Plan.self, Alerts.self, Retests.self, Coal.self,
      Inventory.self, Analyse.self, Evaluate.self, Compliance.self, EvidenceOfMonth.self,
      Review.self,
      Sites.self, Join.self, Serve.self, Sync.self, Push.self, Pull.self, SiteList.self,
      RollUp.self, Library.self, Held.self,
      Publish.self, Access.self, Backup.self, Restore.self, Drill.self, Demo.self, SelfTest.self,
    ])

  static func main() async {
    let arguments = Self.relocated(Array(CommandLine.arguments.dropFirst()))
    do {
      do { try await answer(arguments) } catch IndexFault.damaged(let path) {
        // It can be thrown away, so it is, and the question asked once more.
        let share = try? Share(explicit: SiteOptions.share, executable: SiteOptions.executable)
        let phrases = PhraseBook(SiteOptions.language(in: arguments), share: share)
        Output.tell(phrases.text(IndexFault.damaged(path: path).phrase))
        try SiteIndex.remove(URL(filePath: path))
        try await answer(arguments)
      }
    } catch let fault as any Fault {
      ExitStatus(fault.kind).leave(saying: fault.phrase, SiteOptions.language(in: arguments))
    } catch {
      leave(for: error, arguments)
    }
  }

  private static func answer(_ arguments: [String]) async throws {
    var command = try parseAsRoot(arguments)
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
  }

  /// What goes before the command goes behind it, where each command reads it: `-C p status` is
  /// `status -C p`.
  private static func relocated(_ arguments: [String]) -> [String] {
    let global: Set<String> = ["-C", "--language", "--share", "--as"]
    var leading: [String] = []
    var rest = arguments[...]
    while let option = rest.first, global.contains(option), rest.count >= 2 {
      leading += rest.prefix(2)
      rest = rest.dropFirst(2)
    }
    // A word that is no command is what the person should hear of, not the options before it.
    let isCommand = configuration.subcommands.contains { $0._commandName == rest.first }
    guard isCommand else { return Array(rest) }
    guard let end = rest.firstIndex(of: "--") else { return rest + leading }
    return rest[..<end] + leading + rest[end...]
  }

  private static func leave(for error: any Error, _ arguments: [String]) {
    let usage = exitCode(for: error)
    if usage == .validationFailure || usage == .success || error is ExitCode {
      exit(withError: error)
    }
    // What is no fault of ours comes from Foundation: the disk, a permission.
    let phrase = Phrase("system.failed", ["detail": String(describing: error)])
    ExitStatus.tryLater.leave(saying: phrase, SiteOptions.language(in: arguments))
  }
}
