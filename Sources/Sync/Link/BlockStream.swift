/// Blocks one behind the other in the body of a message: four bytes that say how long, the first the
/// highest, then the block. What has come whole counts, even where the line was cut behind it.
package struct BlockStream: Sendable {
  private var pending: [UInt8] = []

  package init() {}

  /// The body that carries some blocks.
  package static func bytes(of blocks: [[UInt8]]) -> [UInt8] {
    blocks.flatMap { block in
      let count = UInt32(block.count)
      return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + block
    }
  }

  /// Takes the next bytes of a body; the blocks that are whole now.
  ///
  /// - Throws: ``LinkFault/block`` where a block would be longer than any is.
  package mutating func take(_ bytes: some Sequence<UInt8>) throws(LinkFault) -> [[UInt8]] {
    pending += bytes
    var (blocks, start) = ([[UInt8]](), 0)
    while pending.count - start >= 4 {
      let count = pending[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
      guard count <= Block.size else { throw .block }
      guard pending.count - start - 4 >= count else { break }
      blocks.append(Array(pending[(start + 4)..<(start + 4 + count)]))
      start += 4 + count
    }
    pending.removeFirst(start)
    return blocks
  }
}
