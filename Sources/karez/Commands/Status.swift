import ArgumentParser
import Foundation
import Indexing
import Operations
import SiteModel

extension Karez {
  /// `karez status`: what a node is and holds.
  struct Status: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "节点状态 — what this node is and holds.",
      discussion: """
        --json: entity, site, node, name, digest (state), facts (digest), home,
        segments, conflicts, alarms [{kind, chain, text}], chains [{chain, seq, commit}], records {type: count},
        format, version, disk (MiB), verified {at, faults} or null, contact {with, spoke, heard, clock, behind,
        behindBytes, ahead} or null, attention [{kind, about, wrong, text}].
        contact: 最近一次听到总部 what was last heard of headquarters, and what they lack.
        Statuses: 0 正常 fine, 1 有事待看 something waits for a person, 2 有错 something is wrong.
        """)

    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let (answer, standing) = (try AskStatus.run(on: site), try AskStanding(on: site))
      let attention = standing.attention(answer)
      if json {
        Output.print(.object(json(answer).merging(json(standing, attention)) { $1 }))
      } else {
        Output.print(text(answer))
        let words = attention.filter { !["conflicts", "forked", "revoked"].contains($0.kind) }
        words.forEach { Output.print(options.phrases().text($0.phrase)) }
      }
      try SiteList.leave(for: attention)
    }

    private func json(_ standing: AskStanding, _ attention: [Attention]) -> [String: JSON] {
      let words = SiteWords(options.phrases())
      return NodeHealth.json(standing.health).merging([
        "format": .number(String(standing.format)), "attention": words.json(attention),
        "contact": standing.contact.map(words.json) ?? .null,
      ]) { $1 }
    }

    private func json(_ answer: AskStatus.Answer) -> [String: JSON] {
      [
        "entity": .string(answer.identity.entity), "site": .string(answer.identity.site),
        "node": .string(answer.identity.chain), "name": .string(answer.name),
        "digest": .string(answer.state.description), "facts": .string(answer.facts.description),
        "home": .bool(answer.isAtHome), "chains": .array(answer.chains.map(\.json)),
        "segments": .number(String(answer.segments)),
        "conflicts": .number(String(answer.conflicts)),
        "alarms": .array(answer.alarms.map { $0.json(options.phrases()) }),
        "records": .object(answer.records.mapValues { .number(String($0)) }),
      ]
    }

    private func text(_ answer: AskStatus.Answer) -> String {
      let heads = answer.chains.map { "\($0.chain) \($0.seq) \($0.commit.prefix(12))" }
      let phrase = Phrase(
        "said.status",
        [
          "entity": answer.identity.entity, "site": answer.identity.site, "name": answer.name,
          "node": answer.identity.chain, "digest": answer.state.description,
          "segments": String(answer.segments), "chains": heads.joined(separator: "; "),
          "records": answer.records.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            .joined(separator: ", "),
        ])
      let text = ([phrase] + answer.alarms.map(\.phrase)).map { options.phrases().text($0) }
        .joined(separator: "\n")
      guard answer.conflicts > 0 else { return text }
      let conflicts = Phrase("said.conflicts-wait", ["total": String(answer.conflicts)])
      return text + "\n" + options.phrases().text(conflicts)
    }
  }

  /// `karez log`: the newest commits.
  struct Log: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "日志 — the newest commits, newest first.",
      discussion: "--json: [{name, commit, clock, by, line}].")

    @Option(help: "条数 How many.") var limit = 50
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let commits = try options.site().index.log(limit: limit)
      guard json else {
        commits.forEach { Output.print("\($0.id.prefix(12)) \($0.name) \($0.clock) \($0.line)") }
        return
      }
      Output.print(
        .array(
          commits.map { commit in
            [
              "name": .string(commit.name.description), "commit": .string(commit.id),
              "clock": .string(commit.clock), "by": .string(commit.by),
              "line": .string(commit.line),
            ]
          }))
    }
  }

  /// `karez rebuild`: computes every answer again from the facts.
  struct Rebuild: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "重建索引 — throw the index away and compute it again from the facts.")

    @OptionGroup var options: SiteOptions

    func run() throws {
      try RebuildIndex.run(in: URL(filePath: options.folder))
      let site = try options.site()
      Output.print(options.phrases().text(Phrase("said.rebuilt", ["node": site.chain])))
    }
  }

  /// `karez verify`: checks every signature, object and place; changes nothing.
  struct Verify: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "核验 — check every signature, hash and place of every fact; change nothing.",
      discussion: """
        何时核验、几处不符记在节点里，随同步告诉总部 When it was done and how much did not hold is noted, and told
        to headquarters at the next contact.
        --json: commits, objects, awaited, disposed [{record, file, sha256, number, on, executor, witness,
        reason}]: 已处置，不是缺失 gone rightly, faults [{object, fault}], alarms [{kind, chain, text}].
        Statuses: 0 all holds, 76 something does not.
        """)

    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let folder = URL(filePath: options.folder)
      let answer = try VerifySite.run(in: folder, surroundings: try options.surroundings())
      let phrases = options.phrases()
      note(answer.faults.count, in: folder)
      if json {
        Output.print(
          [
            "commits": .number(String(answer.commits)), "objects": .number(String(answer.objects)),
            "alarms": .array(answer.alarms.map { $0.json(phrases) }),
            "awaited": .number(String(answer.awaited)),
            "disposed": .array(answer.disposed.map(\.listed)),
            "faults": .array(
              answer.faults.map { fault in
                ["object": .string(fault.object), "fault": .string(phrases.text(fault.phrase))]
              }),
          ] as JSON)
      } else {
        answer.faults.forEach { Output.tell(phrases.text($0.phrase)) }
        answer.alarms.forEach { Output.tell(phrases.text($0.phrase)) }
        answer.disposed.forEach { Output.print(phrases.text($0.phrase)) }
        if answer.awaited > 0 {
          Output.print(
            phrases.text(Phrase("said.awaited", ["files": String(answer.awaited)])))
        }
        Output.print(
          phrases.text(
            Phrase(
              "said.verified",
              [
                "commits": String(answer.commits), "objects": String(answer.objects),
                "faults": String(answer.faults.count),
              ])))
      }
      if !answer.faults.isEmpty { throw ExitCode(ExitStatus.untrusted.rawValue) }
    }

    /// On a disk that takes nothing more the answer counts all the same.
    private func note(_ faults: Int, in folder: URL) {
      do {
        try NodeHealth.note(faults: faults, in: folder, at: options.surroundings().clock)
      } catch {
        let detail = (error as? any Fault).map { options.phrases().text($0.phrase) } ?? "\(error)"
        Output.tell(options.phrases().text(Phrase("said.verify-not-noted", ["detail": detail])))
      }
    }
  }
}
