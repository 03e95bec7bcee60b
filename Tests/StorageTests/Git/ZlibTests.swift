import Storage
import TestSupport
import Testing

@Suite struct ZlibTests {
  @Test(arguments: [Deflate.usual, .small, .bulk])
  func `what is compressed comes back, up to the limit`(deflate: Deflate) {
    for size in [0, 1, 1000, 300_000] {
      let bytes = (0..<size).map { UInt8($0 * $0 & 15) }
      let stream = Zlib.deflated(bytes, deflate)
      #expect(Zlib.inflated(stream, limit: size) == bytes)
      #expect(Zlib.inflated(stream, limit: size + 9) == bytes)
      if size > 0 { #expect(Zlib.inflated(stream, limit: size - 1) == nil) }
      #expect(Zlib.inflated(stream.dropLast(), limit: size) == nil)
      #expect(Zlib.inflated(stream + [0], limit: size) == nil)
      #expect(Zlib.inflated((stream + [0])[...], limit: size)?.used == stream.count)
    }
  }
}
