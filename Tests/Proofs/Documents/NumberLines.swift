import SiteModel

/// What should be in force, told by the proof itself: from what was done about numbers, where, and
/// how far each node has heard of it. It shares nothing with the fold that the product asks.
struct NumberLines {
  /// Something that moved a number.
  struct Act {
    let chain: String
    let seq: Int
    /// The act before it, as far as its writer knew; nil for the first.
    let parent: Int?
    let step: Step
    /// From when, `yyyy-mm-dd`.
    let day: String
  }

  enum Step: Equatable {
    case release(Text)
    case withdraw
    case handOver
    case takeOver
  }

  /// A version and the hash of its bytes.
  struct Text: Hashable, CustomStringConvertible {
    let version: String
    let sha256: String
    /// The record of the revision.
    let id: String

    var description: String { "\(version) \(sha256.prefix(8))" }
  }

  private var acts: [String: [Act]] = [:]
  /// Commits of the headquarters and the days of their clock, in order.
  private var headquarters: [(seq: Int, day: String)] = []

  /// The newest day of the headquarters that a node knows of; empty for none.
  func newestDay(_ known: [String: Int], of chain: String) -> String {
    headquarters.last { $0.seq <= known[chain, default: 0] }?.day ?? ""
  }

  mutating func headquarters(wrote seq: Int, on day: String) {
    if seq > headquarters.last?.seq ?? 0 { headquarters.append((seq, day)) }
  }

  /// - Parameter known: how far the writer had heard of each chain.
  mutating func record(
    _ number: String, _ step: Step, on chain: String, seq: Int, day: String, known: [String: Int]
  ) {
    let parent = line(of: number, known).last
    acts[number, default: []].append(
      Act(chain: chain, seq: seq, parent: parent, step: step, day: day))
  }

  /// What is in force on a day, as far as somebody knows.
  func inForce(_ number: String, on day: String, known: [String: Int]) -> Text? {
    let all = acts[number] ?? []
    let line = line(of: number, known).map { all[$0] }
    let last = line.last { act in
      switch act.step {
      case .release, .withdraw: act.day <= day
      case .handOver, .takeOver: false
      }
    }
    guard case .release(let text)? = last?.step else { return nil }
    return text
  }

  /// The way to the newest take-over, and on from there as long as somebody went on.
  private func line(of number: String, _ known: [String: Int]) -> [Int] {
    let all = acts[number] ?? []
    let heard = all.indices.filter { known[all[$0].chain, default: 0] >= all[$0].seq }
    var line: [Int] = []
    var at = heard.last { all[$0].step == .takeOver }
    while let act = at {
      line.insert(act, at: 0)
      at = all[act].parent
    }
    while let next = heard.first(where: { act in
      all[act].parent == line.last && all[act].step != .takeOver
    }) { line.append(next) }
    return line
  }
}
