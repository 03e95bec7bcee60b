package import SiteModel

extension SyncOverFolder.Report {
  /// What came of a meeting, a sentence each: what came in, what waits, what was refused and why, what went.
  ///
  /// - Parameter hasSent: whether something was laid on a stick, which is to be ejected.
  package func phrases(isDry: Bool, hasSent: Bool) -> [Phrase] {
    var said = admitted.map { Phrase("said.admitted", ["node": $0]) }
    said += taken.sorted { $0.key < $1.key }.map {
      Phrase("said.taken-in", ["entity": $0.key, "commits": String($0.value)])
    }
    if files > 0 { said.append(Phrase("said.files-in", ["files": String(files)])) }
    if taken.isEmpty && files == 0 && !isDry { said.append(Phrase("said.nothing-new")) }
    if reviews.texts > 0 {
      said.append(
        Phrase(
          "said.library-reviews",
          ["texts": String(reviews.texts), "items": String(reviews.items)]))
    }
    said += waiting.map { Phrase("said.waits", ["file": $0]) }
    said += refused.map { Phrase("said.not-taken", ["file": $0.file], within: ["why": [$0.why]]) }
    said += sent.map {
      let values = ["node": $0.node, "commits": String($0.commits), "bytes": String($0.bytes)]
      return isDry ? Phrase("said.would-send", values) : Phrase("said.sent", values)
    }
    if hasSent { said.append(Phrase("said.eject")) }
    return said
  }
}
