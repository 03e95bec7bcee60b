/// What segments say of a point once corrections have been heeded: the input of ``ShownReadings``.
///
/// `model.md` §5: shown is what is live and what no live correction denies. A correction denies also
/// whatever the corrections it denies denied, undone or not.
package struct CorrectedStatements: Sendable {
  /// The originals that are left, and one item for each correction that is shown.
  package private(set) var parts: [ReadingStatements]

  private let timeline: SettingTimeline
  /// The corrections of each cell, by name.
  private var cells: [Cell: [EntryName: [PlacedCorrection]]] = [:]
  /// What is denied in each cell by anything live.
  private var denied: [Cell: Set<ReadingCorrection.Denied>] = [:]

  private struct Cell: Hashable {
    let at: Int64
    let length: Int32
  }

  /// - Parameters:
  ///   - originals: what live segments say.
  ///   - corrections: all of the point, of undone segments too; in any order.
  package init(
    _ originals: [ReadingStatements], _ corrections: [PlacedCorrection],
    in timeline: SettingTimeline
  ) {
    (parts, self.timeline) = (originals, timeline)
    guard !corrections.isEmpty else { return }
    for placed in corrections {
      let cell = Cell(at: placed.correction.at, length: placed.correction.length)
      cells[cell, default: [:]][placed.name, default: []].append(placed)
    }
    for (cell, known) in cells {
      for placed in known.values.joined() where placed.isLive {
        denied[cell, default: []].formUnion(Self.reach(of: placed, known))
      }
    }
    let stated = statedValues()
    parts = originals.map(left) + corrections.compactMap { part(of: $0, stated) }
  }

  /// Everything a correction denies, by itself or through those that it denies.
  private static func reach(
    of placed: PlacedCorrection, _ known: [EntryName: [PlacedCorrection]]
  ) -> Set<ReadingCorrection.Denied> {
    var (all, open) = (placed.correction.denied, placed.correction.denied)
    while let next = open.popFirst() {
      guard case .correction(let name) = next else { continue }
      for earlier in known[name] ?? [] {
        open.formUnion(earlier.correction.denied.subtracting(all))
        all.formUnion(earlier.correction.denied)
      }
    }
    return all
  }

  // MARK: Originals

  private func cell(_ row: Int, of part: ReadingStatements) -> Cell {
    let frame = timeline.frame(at: part.times[row])
    return Cell(at: part.times[row], length: frame.length(part) ?? part.length ?? 0)
  }

  private func original(_ row: Int, of part: ReadingStatements) -> ReadingCorrection.Denied {
    let value = Decimal18(units: part.units[row], decimals: part.decimals[row])
    return .original(value.normalised, unit: part.unit)
  }

  /// What live originals say in the cells that are corrected.
  private func statedValues() -> [Cell: Set<ReadingCorrection.Denied>] {
    let times = Set(cells.keys.map(\.at))
    var stated: [Cell: Set<ReadingCorrection.Denied>] = [:]
    for part in parts {
      for row in part.times.indices where times.contains(part.times[row]) {
        stated[cell(row, of: part), default: []].insert(original(row, of: part))
      }
    }
    return stated
  }

  /// The rows of a part that nothing denies.
  private func left(of part: ReadingStatements) -> ReadingStatements {
    let times = Set(denied.keys.map(\.at))
    let rows = part.times.indices.filter { row in
      guard times.contains(part.times[row]) else { return true }
      return !(denied[cell(row, of: part)]?.contains(original(row, of: part)) ?? false)
    }
    return rows.count == part.times.count ? part : part.keeping(rows)
  }

  // MARK: Corrections

  /// What a correction says, if it is live and nothing denies it; a gap says nothing.
  private func part(
    of placed: PlacedCorrection, _ stated: [Cell: Set<ReadingCorrection.Denied>]
  ) -> ReadingStatements? {
    let correction = placed.correction
    let cell = Cell(at: correction.at, length: correction.length)
    guard placed.isLive, let value = correction.value,
      !(denied[cell]?.contains(.correction(placed.name)) ?? false)
    else { return nil }
    var part = ReadingStatements(
      segment: placed.segment, unit: correction.unit, length: correction.length,
      readings: ([correction.at], [value.units], [value.decimals]))
    for flag in correction.flags { part.flags[flag] = [0] }
    part.isWithdrawn = isWithdrawn(placed, in: cell, stated[cell] ?? [])
    return part
  }

  /// Whether the originals that a correction rests on have all been undone.
  private func isWithdrawn(
    _ placed: PlacedCorrection, in cell: Cell, _ stated: Set<ReadingCorrection.Denied>
  ) -> Bool {
    if case .adopted(let value) = placed.correction.given {
      return !stated.contains(.original(value.normalised, unit: placed.correction.unit))
    }
    let originals = Self.reach(of: placed, cells[cell] ?? [:]).filter {
      if case .original = $0 { true } else { false }
    }
    return !originals.isEmpty && originals.isDisjoint(with: stated)
  }
}

extension ReadingStatements {
  /// Only these rows, with their flags.
  fileprivate func keeping(_ rows: [Int]) -> ReadingStatements {
    var kept = self
    kept.times = rows.map { times[$0] }
    kept.units = rows.map { units[$0] }
    kept.decimals = rows.map { decimals[$0] }
    let places = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
    kept.flags = flags.mapValues { $0.compactMap { places[$0] } }.filter { !$0.value.isEmpty }
    return kept
  }
}
