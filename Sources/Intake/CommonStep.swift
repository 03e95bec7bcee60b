package import SiteModel

/// The most common step between neighbouring labels of each point, in seconds.
///
/// What a plan's ``IntakePlan/length`` is proposed from where labels are ends. Points with fewer
/// than two labels are left out; of two steps equally common the smaller one is taken.
package func commonSteps(of columns: ReadingColumns) -> [String: Int] {
  var times: [UInt16: [Int64]] = [:]
  for row in 0..<columns.count { times[columns.point[row], default: []].append(columns.time[row]) }
  var steps: [String: Int] = [:]
  for (point, labels) in times {
    steps[columns.points[Int(point)]] = commonStep(of: labels.sorted())
  }
  return steps
}

/// The same from a file's beginning, read by a plan whose length may still be missing.
package func commonSteps(
  head: [UInt8], plan: IntakePlan
) throws(IntakeFault) -> [String: Int] {
  var asLabels = plan
  // A register's label is kept as it stands, so no length is needed to read it.
  (asLabels.kind, asLabels.ends) = (.register, nil)
  var pieces = RowPieces(bytes: head, name: "", plan: asLabels)
  guard let piece = try pieces.next() else { return [:] }
  return commonSteps(of: try parse(piece, plan: asLabels, names: PointNames()).columns)
}

private func commonStep(of labels: [Int64]) -> Int? {
  var counts: [Int64: Int] = [:]
  for (a, b) in zip(labels, labels.dropFirst()) where b > a { counts[b - a, default: 0] += 1 }
  return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { Int($0.key) }
}
