import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez {
  /// `karez poll`: meters that answer over Modbus TCP.
  struct Poll: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "轮询 — read meters that answer over Modbus TCP.",
      subcommands: [Run.self, Seal.self, List.self, Save.self], defaultSubcommand: Run.self)

    /// `karez poll run`.
    struct Run: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "按已保存的寄存器表轮询，直到停止 — poll by the saved maps until stopped.",
        discussion: """
          karez -C p poll
          读数先写入 journal.db，每小时封存为事实 Readings are written to journal.db first and
          become facts hour by hour. 没有应答是空缺，不是零 No answer is a gap, never a zero.
          每轮落在整点步上；在一轮的十分之一（至多 10 秒）内应答的读数记为该步的时刻 Rounds fall on the
          clock's own steps; what is answered within a tenth of a round, at most 10 s, bears the
          step's time.
          --once: 一轮后结束 one round; --json: a line a round: map, read, readings [{at, point,
          value}], missed [{device, point, why}], point null: the rest of the device; and a line a
          sealing, as of karez poll seal.
          Statuses: 0, 65 no map, 77 another karez poll runs here; with --once 75 if a meter gave
          nothing.
          """)

      @Flag(help: "一轮后结束 End after one round.") var once = false
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        try PollMeters.inTurn(on: options.site()) { try poll() }
      }

      private func poll() throws {
        var rounds = PollRounds(options, json: json)
        repeat {
          do { try rounds.next() } catch let fault as any Fault
            where fault.kind == .unavailable && !once
          {
            // The disk is full, or another program works: the next round may be luckier.
            Output.tell(options.phrases().text(fault.phrase))
          }
          if !once { rounds.sleep() }
        } while !once
        if rounds.troubles > 0 { throw ExitCode(75) }
      }
    }

    /// `karez poll seal`.
    struct Seal: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "封存 — make facts of all that was polled.",
        discussion: """
          karez -C p poll seal --decide ROLL
          表底回退的计量点等待决定 A point whose register fell waits for a decision.
          --json: sealed, waiting [{point, why}]. Statuses: 0, 65 a point waits.
          """)

      @Option(help: "表底回退的原因 What falls of registers are: ROLL, RESET or SUSPECT.")
      var decide: FallDecision?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let outcome = try SealPolled.run(all: true, fall: decide, on: try options.site())
        let phrases = options.phrases()
        if json {
          Output.print(outcome.json(phrases))
        } else {
          Output.print(phrases.text(outcome.said))
        }
        outcome.waiting.forEach { Output.tell("\($0.point): \(phrases.text($0.why))") }
        if !outcome.waiting.isEmpty { throw ExitCode(65) }
      }
    }

    /// `karez poll list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "寄存器表清单 — every saved map.", discussion: "--json: [{name, every, devices}].")

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let maps = try PollMap.all(on: try options.site())
        guard !json else { return Output.print(.array(maps.map(\.listed))) }
        for map in maps {
          for (name, address, points) in map.devices {
            Output.print("\(map.name)\t\(name)\t\(address)\t\(points.joined(separator: " "))")
          }
        }
      }
    }

    /// `karez poll save`.
    struct Save: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "保存寄存器表 — which registers of which devices are which points.",
        discussion: """
          karez -C p poll save 一号站 map.json
          {"every": 60, "devices": [{"name": "变电所", "host": "10.0.0.5", "port": 502, "unit": 1,
           "registers": [{"point": "E-101", "table": "holding", "address": 0, "coding": "u32",
            "order": "high-first", "scale": "0.01"}]}]}
          coding: u16 i16 u32 i32 u64 i64 f32; table: holding input; order: high-first low-first.
          同名表被更改 A map of that name is changed. Statuses: 0, 65 a value is wrong.
          """)

      @Argument(help: "名称 The map's name.") var name: String
      @Argument(help: "JSON 文件 A file of JSON.") var file: String
      @OptionGroup var options: SiteOptions

      func run() throws {
        let map = try PollMap.save(name, URL(filePath: file), on: try options.site())
        let points = String(map.devices.reduce(0) { $0 + $1.points.count })
        let said = Phrase("said.poll-saved", ["name": name, "points": points])
        Output.print(options.phrases().text(said))
      }
    }
  }
}

extension PollMap {
  /// The map for programs.
  fileprivate var listed: JSON {
    .object((json.object ?? [:]).merging(["name": .string(name)]) { $1 })
  }
}
