import Indexing
import SiteModel

extension SiteViews {
  /// `main-source`: each source of the newest inventory with its share of the total (6.3.1 「主要碳排放源」).
  static let mainSources = View(name: "main-source") { view, site, day, known in
    let listed = try ReadInventory.list(on: site, knownAt: known).filter {
      ($0.values["until"]?.string ?? "") <= day.description
    }
    guard let last = listed.max(by: { ($0.until, $0.id) < ($1.until, $1.id) }) else { return [] }
    let written = try JSON.parse(ReadInventory.text(last.id, on: site))
    let lines = (written["lines"]?.array ?? []).compactMap(SourceLine.init)
    let total = lines.map(\.tonnes).reduce(Rational.zero, +)
    let sources = try site.index.states(of: "source", knownAt: known)
    return sources.compactMap { key, state in
      let number = state.values["number"]?.string ?? ""
      let tonnes = lines.filter { $0.source == number }.map(\.tonnes).reduce(Rational.zero, +)
      guard total > .zero, lines.contains(where: { $0.source == number }) else { return nil }
      let points = SourceBindings(state.values["bindings"]).all.filter { $0.kind == "point" }
      return view.row(
        number,
        [
          "number": .string(number), "source": .string(key.id), "inventory": .string(last.id),
          "tonnes": .string(tonnes.text(decimals: 2)),
          "share": .string((tonnes * Rational(100) / total).text(decimals: 2)),
          "points": .number(String(Set(points.map(\.ref)).count)),
        ])
    }
  }
}

/// What a line of a written inventory says that counts: how much, of which source.
private struct SourceLine {
  let source: String
  let tonnes: Rational

  init?(_ json: JSON) {
    guard let source = json["source"]?.string,
      let tonnes = json["value"]?.string.flatMap({ Rational($0) }), tonnes > .zero
    else { return nil }
    (self.source, self.tonnes) = (source, tonnes)
  }
}

extension ReadInventory.Listed {
  fileprivate var until: String { values["until"]?.string ?? "" }
}
