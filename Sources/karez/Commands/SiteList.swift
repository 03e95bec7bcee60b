import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez sites`.
  struct SiteList: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "sites", abstract: "站点总览（总部） — every entity and node, at headquarters.",
      discussion: """
        最近一月的完整率和最后有读数的一天按日合计；未变化的单位不重算 The last month that is over and the last
        day with readings, by day totals; an entity that has not changed is not computed again.
        --json: [{entity, name, sector, digest, facts, chains [{chain, seq, commit}], lastDay,
        month {month, state, points, whole, share} or null,
        nodes [{name, chain, spoke, heard, clock {seconds, hint} or null, behind, behindBytes, ahead, wants,
        format, version, disk (MiB), verified {at, faults} or null}], waiting [chains],
        held [{file, from, bytes, missing}], alarms [{kind, chain, text}], conflicts, alerts,
        attention [{kind, about, wrong, text}]}]; digest and facts are those that status prints at the site.
        spoke: the node's own clock; heard: this node's. behind: what headquarters have and the node does
        not; ahead: what it says it has and headquarters do not. clock: claimed less heard; a stick's way is in it.
        Statuses: 0 正常 fine, 1 有事待看 something waits for a person, 2 有错 something is wrong, 77.
        """)
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let sites = try AskSites.run(on: try options.site())
      let words = SiteWords(options.phrases())
      if json {
        Output.print(.array(sites.map(words.json)))
      } else {
        sites.flatMap(words.lines).forEach { Output.print($0) }
      }
      try Self.leave(for: sites.flatMap(\.attention))
    }

    /// For whoever watches: 1 where something waits, 2 where something is wrong.
    static func leave(for attention: [Attention]) throws {
      guard !attention.isEmpty else { return }
      throw ExitCode(attention.contains(where: \.isWrong) ? 2 : 1)
    }
  }
}
