import SiteModel

/// Everything that was written in a schedule, as people did it: the simulator's own book.
///
/// It knows nothing of `Seen`, `over` or the join. A write replaces what lay on the node when its
/// form was opened, and nothing else; from that alone follows what every node must show.
struct WriteLog {
  struct Written {
    let name: EntryName
    let key: RecordKey
    let values: [String: JSON]
    /// The writes that were on the node when the form was opened.
    let known: Set<Int>
  }

  private(set) var writes: [Written] = []

  mutating func add(_ written: Written) { writes.append(written) }

  /// Takes back the last one: the process was gone before it was durable.
  mutating func removeLast() { writes.removeLast() }

  /// The writes that lie on a disk.
  func held(under heads: [ChainHead]) -> Set<Int> {
    let tops = Dictionary(heads.map { ($0.chain, $0.seq) }) { max($0, $1) }
    return Set(
      writes.indices.filter { tops[writes[$0].name.chain, default: 0] >= writes[$0].name.seq })
  }

  /// By record and register, the writes that must be shown: those that none of the held ones knew.
  func shown(of held: Set<Int>) -> [RecordKey: [String: [EntryName: JSON]]] {
    var writers: [RecordKey: [String: [Int]]] = [:]
    for index in held.sorted() {
      for register in writes[index].values.keys {
        writers[writes[index].key, default: [:]][register, default: []].append(index)
      }
    }
    return writers.mapValues { $0.mapValues { all in live(all) } }
      .mapValues { $0.reduce(into: [:]) { found, pair in found[pair.key] = named(pair) } }
  }

  private func live(_ all: [Int]) -> [Int] {
    all.filter { index in !all.contains { writes[$0].known.contains(index) } }
  }

  private func named(_ pair: (key: String, value: [Int])) -> [EntryName: JSON] {
    pair.value.reduce(into: [:]) { named, index in
      named[writes[index].name] = writes[index].values[pair.key]
    }
  }
}
