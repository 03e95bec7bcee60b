/// Cuts the readings of a point into pieces, in one pass from the first to the last.
struct PieceCutter {
  let shown: ShownReadings
  /// Rows behind each turn of a register.
  private let turns: [(turn: RegisterTurn, rows: [Int])]
  /// Rows that carry a decision, ascending.
  private let decided: [Int]
  /// Seconds of the longest interval in conflict.
  let longestConflict: Int64

  init(_ all: ShownReadings) {
    let shown = all.trusted
    self.shown = shown
    turns = RegisterTurn.allCases.compactMap { turn in
      shown.flags[turn.rawValue].map { (turn, $0) }
    }
    decided = turns.flatMap(\.rows).sorted()
    longestConflict = shown.conflicts.reduce(0) { max($0, Int64($1.length)) }
  }

  /// The pieces between ascending `bounds`, and one of no length at the last bound.
  ///
  /// Where the settings change inside, there are two pieces instead of one.
  func pieces(_ bounds: [Int64]) throws(ConsumptionFault) -> [ConsumptionPiece] {
    guard let start = bounds.first, let end = bounds.last else { return [] }
    let changes = shown.timeline.stretches.map(\.from).filter { start < $0 && $0 < end }
    let cuts = changes.isEmpty ? bounds : Array(Set(bounds + changes)).sorted()
    var pieces: [ConsumptionPiece] = []
    pieces.reserveCapacity(cuts.count)
    var row = shown.row(from: start)
    for (from, until) in zip(cuts, cuts.dropFirst()) {
      let next = shown.row(from: until)
      pieces.append(try piece(from, until, row..<next))
      row = next
    }
    pieces.append(try closing(end, row))
    return pieces
  }

  private func piece(
    _ from: Int64, _ until: Int64, _ rows: Range<Int>
  ) throws(ConsumptionFault) -> ConsumptionPiece {
    var piece = ConsumptionPiece(from: from, until: until)
    let stretch = shown.timeline.stretches[shown.timeline.stretch(at: from)]
    piece.readings = rows.count
    note(conflictsIn: &piece)
    switch stretch.nature {
    case .register: try register(&piece, rows, stretch)
    case .interval: try intervals(&piece, rows, stretch)
    case .sum: try amounts(&piece, rows, stretch)
    case .none:
      if let kind = stretch.setting?.kind { throw .notConsumed(kind: kind) }
    }
    return piece
  }

  /// The piece of no length that closes a register at the end.
  private func closing(_ end: Int64, _ row: Int) throws(ConsumptionFault) -> ConsumptionPiece {
    var piece = ConsumptionPiece(from: end, until: end)
    note(conflictsIn: &piece)
    if row < shown.count, shown.times[row] == end, shown.lengths[row] == 0 {
      piece.first = mark(row)
    }
    return piece
  }

  private func note(conflictsIn piece: inout ConsumptionPiece) {
    let conflicts = shown.conflicts
    guard !conflicts.isEmpty else { return }
    let (first, end) = (conflict(from: piece.from), conflict(from: piece.until))
    piece.conflicts = end - first
    piece.startsInConflict = first < conflicts.count && conflicts[first].at.seconds == piece.from
  }

  /// The first conflict whose time is `time` or later.
  func conflict(from time: Int64) -> Int {
    var (low, high) = (0, shown.conflicts.count)
    while low < high {
      let middle = (low + high) / 2
      if shown.conflicts[middle].at.seconds < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func mark(_ row: Int) -> RegisterMark {
    RegisterMark(
      time: Instant(seconds: shown.times[row]), value: shown.value(row),
      turns: turns.isEmpty ? [] : Set(turns.filter { $0.rows.contains(row) }.map(\.turn)))
  }

  /// The first decided row that is `row` or later.
  func decided(from row: Int) -> Int {
    decided.isEmpty ? Int.max : decided.first { $0 >= row } ?? Int.max
  }
}
