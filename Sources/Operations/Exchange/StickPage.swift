import SiteModel
import Storage
import Sync

/// The page on a stick for whoever finds it: what lies there for whom, and what to do now.
///
/// It is made from what lies there, and of dates says only what this node's own stores hold.
struct StickPage {
  private let boxes: [BoxContents]
  private let last: Statement
  private let party: Party

  /// - Parameter last: what the node of this meeting says of itself.
  init(of boxes: [BoxContents], after last: Statement, knowing party: Party) {
    (self.boxes, self.last, self.party) = (boxes, last, party)
  }

  /// One language after the other.
  func text(in books: [PhraseBook]) throws -> String {
    let phrases = try phrases()
    return books.map { book in phrases.map { book.text($0) + "\n" }.joined() }
      .joined(separator: "\n")
  }

  private func phrases() throws -> [Phrase] {
    let full = boxes.filter { $0.files > 0 || !$0.bundles.isEmpty }
    // What is still for this node waits for others; it is held here already.
    let receivers = Set(full.map(\.box.to)).subtracting([last.node]).sorted()
    var said = [
      Phrase("stick.title"), Phrase("stick.last", ["node": last.node, "time": last.clock]),
    ]
    said += try full.map(phrase)
    said += receivers.map { Phrase("stick.carry", ["to": $0]) }
    if receivers.isEmpty { said.append(Phrase("stick.nothing")) }
    return said
  }

  private func phrase(_ contents: BoxContents) throws -> Phrase {
    var values = [
      "to": contents.box.to, "from": contents.box.from, "commits": String(contents.commits),
      "bundles": String(contents.bundles.count), "files": String(contents.files),
    ]
    let days = try contents.bundles.flatMap(days).sorted()
    guard let first = days.first, let last = days.last else { return Phrase("stick.box", values) }
    (values["first"], values["last"]) = (first, last)
    return Phrase("stick.box-dated", values)
  }

  /// The days on which the commits of a bundle were made, by their nodes' clocks; none of a bundle
  /// that this node does not hold.
  private func days(_ bundle: BundleName) throws -> [String] {
    for store in party.stores.values {
      var days: [String] = []
      var next: ObjectID? = bundle.head
      while let id = next, let commit = try store.commit(ifHere: id),
        commit.seq >= bundle.numbers.lowerBound
      {
        days.append(String(commit.clock.text(at: commit.offset).prefix(10)))
        next = commit.parent
      }
      if !days.isEmpty { return days }
    }
    return []
  }
}
