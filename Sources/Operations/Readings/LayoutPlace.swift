import Intake
import SiteModel

/// Where a file keeps points and values, from what it shows and what the person named.
struct LayoutPlace {
  private let proposal: IntakeProposal
  private let file: String
  /// The header's titles as they stand in the file, one for each column; the person types these.
  private let rawTitles: [String]
  private let titles: [String]

  init(_ proposal: IntakeProposal, file: String) {
    (self.proposal, self.file) = (proposal, file)
    titles = proposal.columns.map(\.title)
    let rows = proposal.firstRows
    let row = rows.indices.contains(proposal.skippedRows) ? rows[proposal.skippedRows] : []
    rawTitles = proposal.columns.indices.map { row.indices.contains($0) ? row[$0] : "" }
  }

  /// The columns that the person called points; nil if none of their names is a title.
  func named(_ wishes: ImportWishes) throws(ImportFault) -> IntakeLayout? {
    var points: [Int: String] = [:]
    for place in titles.indices {
      points[place] = wishes.columns[rawTitles[place]] ?? wishes.columns[titles[place]]
    }
    return points.isEmpty ? nil : .wide(points)
  }

  /// The layout with the column, or the one point, that the person named.
  func pointed(_ layout: IntakeLayout, _ wishes: ImportWishes) throws(ImportFault) -> IntakeLayout {
    let place: PointPlace? =
      if let title = wishes.pointColumn {
        .column(try column(title))
      } else {
        wishes.point.map { .named($0) }
      }
    switch (layout, place) {
    case (.long(_, let value), .column(let column)): return .long(point: column, value: value)
    case (.long(_, let value), .named(let number)): return .wide([value: number])
    case (.day(_, let slots), .some(let place)): return .day(point: place, slots: slots)
    case (.month(_, let days), .some(let place)): return .month(point: place, days: days)
    case (.day(.named(""), _), nil), (.month(.named(""), _), nil):
      throw .ask(.point, file: file)
    default: return layout
    }
  }

  /// Columns whose titles are points' numbers; the one column of values if the person named one
  /// point.
  func wide(
    _ wishes: ImportWishes, isPoint: (String) throws -> Bool
  ) throws -> IntakeLayout {
    if let number = wishes.point, case .wide(let names) = proposal.layout, names.count == 1,
      let column = names.keys.first
    {
      return .wide([column: number])
    }
    var points: [Int: String] = [:]
    for (place, title) in titles.enumerated() where try isPoint(title) { points[place] = title }
    guard !points.isEmpty else {
      throw ImportFault.ask(.columns(shownTitles), file: file)
    }
    return .wide(points)
  }

  private func column(_ title: String) throws(ImportFault) -> Int {
    guard let column = titles.firstIndex(of: title) ?? rawTitles.firstIndex(of: title) else {
      throw .column(file: file, title: title, known: shownTitles.joined(separator: ", "))
    }
    return column
  }

  // Headings of two rows are said as one: what stands in the first row alone names nothing.
  private var shownTitles: [String] {
    let isRaw = proposal.headerRows == 1
    return titles.indices.map { isRaw ? rawTitles[$0] : titles[$0] }.filter { !$0.isEmpty }
  }
}
