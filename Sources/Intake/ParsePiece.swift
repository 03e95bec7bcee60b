import SiteModel

/// Turns one piece of a file into readings, and says what it refused.
///
/// Pure, so pieces can be parsed on any thread and in any order; see ``PointNames/merge(_:)`` for
/// what to do with the names afterwards. Readings of interval and power kinds carry the start of
/// their interval, others the label itself.
///
/// - Parameters:
///   - piece: whole rows in the plan's encoding.
///   - plan: how to read them.
///   - names: the names known so far; new ones are added behind them in the batch.
///   - batch: an old batch whose memory may be used again.
/// - Throws: ``IntakeFault/planIncomplete(field:)`` only.
package func parse(
  _ piece: RowPiece, plan: IntakePlan, names: PointNames,
  reusing batch: consuming IntakeBatch = IntakeBatch()
) throws(IntakeFault) -> IntakeBatch {
  try plan.check()
  batch.clear()
  if let frames = plan.frames { return FrameParser(frames, plan, names, batch).run(piece) }
  var text = DecodedPiece(piece, plan)
  var parser = RowParser(plan, names, batch)
  parser.run(&text, leadingRows: piece.leadingRows)
  return parser.finished()
}

extension IntakePlan {
  /// Throws ``IntakeFault/planIncomplete(field:)`` for a plan that leaves a reading open.
  package func check() throws(IntakeFault) {
    // A segment's steps end at 10^9 seconds, and so do the intervals that can be kept.
    guard (1...1_000_000_000).contains(length ?? 1),
      !isOverInterval || label == .start || length != nil
    else { throw .planIncomplete(field: "length") }
    let used = layout.valueColumns
    let keys = [layout.pointColumn, time.date, time.clock, ends].compactMap { $0 }
    let all = used + sums + keys + fixed.keys
    guard !used.isEmpty, all.allSatisfy({ $0 >= 0 && $0 < columns }) else {
      throw .planIncomplete(field: "columns")
    }
  }
}
