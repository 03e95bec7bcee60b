import Foundation
import Operations
import SiteModel

/// Rounds of polling, each map at its own pace, and the sealing of each hour that is over.
struct PollRounds {
  /// How many devices or registers gave nothing, and how often nothing could be sealed.
  private(set) var troubles = 0
  private let options: SiteOptions
  private let json: Bool
  private let phrases: PhraseBook
  // A clock that is set back must not silence the meters.
  private var due: [String: ContinuousClock.Instant] = [:]
  private var sealedHour: Int?

  init(_ options: SiteOptions, json: Bool) {
    (self.options, self.json, phrases) = (options, json, options.phrases())
  }

  /// Asks the meters of every map whose time has come.
  mutating func next() throws {
    // Opened anew: a map, a point or the node's own chain may have changed meanwhile.
    let site = try options.site()
    let maps = try PollMap.all(on: site)
    guard !maps.isEmpty else { throw PollFault.noMap }
    due = due.filter { name, _ in maps.contains { $0.name == name } }
    for map in maps where due[map.name].map({ $0 <= .now }) ?? true {
      // On the wall clock's own steps: a minute's readings are of the full minute.
      let left = Double(map.every) - Date().timeIntervalSince1970.remainder(map.every)
      due[map.name] = .now + .milliseconds(Int64(left * 1000) + 1)
      let round = try PollMeters.run(map, on: site)
      troubles += round.missed.count
      tell(round, of: map, at: try site.calendar().offset)
    }
    do { try seal(site) } catch let fault as any Fault {
      // Readings are safe in the journal; the next hour tries again.
      troubles += 1
      Output.tell(phrases.text(fault.phrase))
    }
  }

  /// Waits until the next map's time has come; a minute at most, for a map may be saved meanwhile.
  func sleep() {
    let next = due.values.min() ?? .now + .seconds(1)
    let left = (next - .now).components
    let seconds = Double(left.seconds) + Double(left.attoseconds) / 1e18
    Thread.sleep(forTimeInterval: min(60, max(0.05, seconds)))
  }

  private mutating func seal(_ site: Site) throws {
    let hour = Int(Date().timeIntervalSince1970) / 3600
    // Once an hour: what waits for a decision is not said at every round.
    guard sealedHour != hour else { return }
    sealedHour = hour
    let outcome = try SealPolled.run(all: false, on: site)
    guard outcome.sealed > 0 || !outcome.waiting.isEmpty else { return }
    Output.print(json ? outcome.json(phrases).canonical : phrases.text(outcome.said))
    outcome.waiting.forEach { Output.tell("\($0.point): \(phrases.text($0.why))") }
  }

  private func tell(_ round: PollMeters.Round, of map: PollMap, at offset: Offset) {
    if json {
      Output.print([
        "map": .string(map.name), "read": .number(String(round.read.count)),
        "readings": .array(round.read.map { $0.json(offset) }),
        "missed": .array(round.missed.map { $0.json(phrases) }),
      ])
    } else {
      let counts = ["map": map.name, "read": String(round.read.count)]
      Output.print(phrases.text(Phrase("said.polled", counts)))
    }
    for missed in round.missed {
      let what = [missed.device, missed.point].compactMap { $0 }.joined(separator: " ")
      Output.tell("\(what): \(phrases.text(missed.why))")
    }
  }
}

extension TimeInterval {
  /// Seconds since the last step of so many.
  fileprivate func remainder(_ step: Int) -> Double {
    truncatingRemainder(dividingBy: Double(step))
  }
}

extension PollMeters.Reading {
  fileprivate func json(_ offset: Offset) -> JSON {
    [
      "at": .string(at.text(at: offset)), "point": .string(point), "value": .string("\(value)"),
    ]
  }
}

extension PollMeters.Missed {
  fileprivate func json(_ phrases: PhraseBook) -> JSON {
    [
      "device": .string(device), "point": point.map(JSON.string) ?? .null,
      "why": .string(phrases.text(why)),
    ]
  }
}

extension SealPolled.Outcome {
  var said: Phrase {
    Phrase(
      "said.poll-sealed", ["sealed": String(sealed), "waiting": String(waiting.count)])
  }

  /// For programs.
  func json(_ phrases: PhraseBook) -> JSON {
    [
      "sealed": .number(String(sealed)),
      "waiting": .array(
        waiting.map { ["point": .string($0.point), "why": .string(phrases.text($0.why))] }),
    ]
  }
}
