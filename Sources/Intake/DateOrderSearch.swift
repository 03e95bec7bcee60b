/// Finds the order of dates that a file's beginning leaves open: `3/4/2025` says nothing,
/// `13/4/2025` a few rows later says all.
///
/// - Parameters:
///   - path: the file; read only as far as needed.
///   - plan: how to read it but for the order.
/// - Returns: the only order in which every date exists, or nil if both will do to the end.
/// - Throws: what reading throws.
package func dateOrder(file path: String, plan: IntakePlan) throws(IntakeFault) -> DateOrder? {
  var pieces = try RowPieces(file: path, plan: plan)
  while let piece = try pieces.next() {
    let day = try wrongDates(piece, plan, .dmy)
    let month = try wrongDates(piece, plan, .mdy)
    if day != month { return day < month ? .dmy : .mdy }
  }
  return nil
}

private func wrongDates(
  _ piece: RowPiece, _ plan: IntakePlan, _ order: DateOrder
) throws(IntakeFault) -> Int {
  var plan = plan
  plan.dateOrder = order
  return try parse(piece, plan: plan, names: PointNames()).refusals.count { $0.reason == .date }
}
