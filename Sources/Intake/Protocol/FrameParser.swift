import SiteModel

/// Reads a piece of a log: a line is a row, a frame that is not whole is refused, never repaired.
struct FrameParser {
  private let map: FrameMap
  private let back: Int64
  private var batch: IntakeBatch

  init(_ map: FrameMap, _ plan: IntakePlan, _ names: PointNames, _ batch: consuming IntakeBatch) {
    self.batch = batch
    self.batch.names = names
    self.batch.names.begin()
    self.map = map
    let length = plan.isOverInterval && plan.label == .end ? Int64(plan.length ?? 0) : 0
    back = Int64(plan.offset.seconds) + length
  }

  consuming func run(_ piece: RowPiece) -> IntakeBatch {
    for line in FrameLines(piece.bytes[piece.start...]) {
      take(line)
      keepIfRefused(line)
      batch.rows += 1
    }
    batch.columns.points = batch.names.names
    return batch
  }

  private mutating func take(_ line: ArraySlice<UInt8>) {
    if XMLTag.trimmed(line).isEmpty {
      batch.blankRows += 1
      return
    }
    switch map.format.read(line) {
    case .flaw(let flaw): refuse(flaw)
    case .aside: batch.notes.append(row)
    case .readings(let readings):
      let wanted = readings.filter { map.points[$0.name] != nil }
      if wanted.isEmpty { batch.notes.append(row) }
      for reading in wanted { take(reading) }
    }
  }

  private mutating func take(_ reading: FrameReading) {
    switch reading.value {
    case .gap: batch.gaps += 1
    case .flaw(let flaw): refuse(flaw)
    case .value(let text):
      guard let value = Decimal18(text) else {
        return refuse(FrameFlaw(.value, found: text, expected: "12.5"))
      }
      append(reading, value)
    }
  }

  private mutating func append(_ reading: FrameReading, _ value: Decimal18) {
    guard let number = map.points[reading.name],
      let point = batch.names.number(Array(number.utf8)[...])
    else { return refuse(FrameFlaw(.points, found: reading.name, expected: "65536")) }
    if let flag = reading.flag {
      batch.columns.flags[flag, default: []].append(batch.columns.count)
    }
    batch.columns.append(point: point, at: Instant(seconds: reading.clock - back), value)
    batch.row.append(row)
  }

  private var row: UInt32 { UInt32(truncatingIfNeeded: batch.rows) }

  private mutating func refuse(_ flaw: FrameFlaw) {
    batch.refusals.append(
      RowRefusal(
        row: row, column: nil, reason: flaw.reason, found: flaw.found, expected: flaw.expected))
  }

  private mutating func keepIfRefused(_ line: ArraySlice<UInt8>) {
    guard batch.refusals.last?.row == row else { return }
    let shown = TextEncoding.utf8.decodeLossily(map.format.masked(line)[...])
    batch.refusedRows.append(RefusedRow(row: row, bytes: shown + [0x0A]))
  }
}
