import Foundation
import Storage
import TestSupport
import Testing

@Suite struct ZipWriterTests {
  private static func archive(_ files: [(String, [UInt8])]) -> [UInt8] {
    var writer = ZipWriter()
    let parts = files.flatMap { writer.file($0.0, $0.1) }
    return parts + writer.end()
  }

  @Test func `the same files are the same bytes, and other files are others`() {
    let files = [("a.txt", Array("甲甲甲甲甲甲甲甲".utf8)), ("b/c.bin", [0, 1, 2, 255])]
    #expect(Self.archive(files) == Self.archive(files))
    #expect(Self.archive(files) != Self.archive(files.reversed()))
  }

  @Test func `what does not become smaller stands as it is`() {
    let bytes: [UInt8] = [0, 1, 2, 255]
    let archive = Self.archive([("b", bytes)])
    // A header of 30 bytes and the name; method 0.
    #expect(Array(archive[31..<35]) == bytes)
    #expect(archive[8] == 0)
    #expect(Self.archive([("b", Array(repeating: 7, count: 1000))])[8] == 8)
  }

  @Test func `an archive without files is whole, too`() {
    #expect(Self.archive([]).count == 22)
  }
}
