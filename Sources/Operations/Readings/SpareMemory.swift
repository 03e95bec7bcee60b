import Intake
import Synchronization

/// Memory of pieces and batches that are done with, to be used again: a fresh page costs more than
/// parsing what is written to it.
final class SpareMemory: Sendable {
  private let pieces = Mutex<[[UInt8]]>([])
  private let batches = Mutex<[IntakeBatch]>([])

  /// Bytes to be overwritten; empty at first.
  func piece() -> [UInt8] { pieces.withLock { $0.popLast() ?? [] } }

  /// A batch to be overwritten.
  func batch() -> IntakeBatch { batches.withLock { $0.popLast() ?? IntakeBatch() } }

  /// Takes back what a round used; whoever else holds it must let it go before it is used again.
  func keep(_ done: [RowPiece], _ parsed: [IntakeBatch]) {
    pieces.withLock { $0 += done.map(\.bytes) }
    batches.withLock { $0 += parsed }
  }
}
