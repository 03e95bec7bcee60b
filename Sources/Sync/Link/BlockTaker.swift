import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes an answer as it comes: blocks into their store one by one, anything else as a whole.
final class BlockTaker: HTTPClientResponseDelegate {
  struct Answer: Sendable {
    var status = 0
    var body: [UInt8] = []
  }

  private struct State {
    var answer = Answer()
    var stream = BlockStream()
    var bytes = 0
  }

  private let store: BlockStore?
  private let state = Mutex(State())

  /// More than that is no answer of a node that is not blocks.
  private static let limit = 8 << 20

  /// - Parameter store: for the blocks of a good answer; nil: none are expected.
  init(_ store: BlockStore?) { self.store = store }

  /// Bytes of the body that came.
  var bytes: Int { state.withLock { $0.bytes } }

  func didReceiveHead(
    task: HTTPClient.Task<Answer>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    state.withLock { $0.answer.status = Int(head.status.code) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<Answer>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let result = Result { try take(buffer) }
    return task.eventLoop.makeCompletedFuture(result)
  }

  private func take(_ buffer: ByteBuffer) throws {
    try state.withLock { state in
      state.bytes += buffer.readableBytes
      if let store, state.answer.status == 200 {
        for block in try state.stream.take(buffer.readableBytesView) { _ = try store.put(block) }
      } else {
        state.answer.body += buffer.readableBytesView
        guard state.answer.body.count <= Self.limit else { throw LinkFault.block }
      }
    }
  }

  func didFinishRequest(task: HTTPClient.Task<Answer>) throws -> Answer {
    state.withLock { $0.answer }
  }
}
