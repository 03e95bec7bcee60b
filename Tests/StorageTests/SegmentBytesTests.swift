import CZlib
import SiteModel
import Storage
import TestSupport
import Testing

/// The wrong rule or base loses no reading, so only the number of bytes tells.
@Suite struct SegmentBytesTests {
  @Test func `registers of a plant stay within the budget`() throws {
    var samples = SegmentSamples(random: SeededRandom(seed: 35))
    let columns = samples.registers(points: 20, readings: 5000)
    let (text, packed) = try perReading(columns)
    #expect(packed <= 1090, "\(packed) bytes for 1,000 readings")
    #expect(text <= 2850, "\(text) characters for 1,000 readings")
  }

  @Test func `a day of registers stays within the budget`() throws {
    var samples = SegmentSamples(random: SeededRandom(seed: 36))
    let (_, packed) = try perReading(samples.registers(points: 100, readings: 96))
    #expect(packed <= 1290, "\(packed) bytes for 1,000 readings")
  }

  @Test func `a counter that stands still costs next to nothing`() throws {
    let columns = try ReadingColumns(texts: Array(repeating: "8021.12", count: 35_040))
    let (text, packed) = try perReading(columns)
    #expect(packed <= 12 && text <= 1040, "\(packed) bytes, \(text) characters for 1,000 readings")
  }

  @Test func `a load without a register's order is written as it is`() throws {
    var (columns, random) = (ReadingColumns(), SeededRandom(seed: 37))
    columns.points = ["P"]
    for row in 0..<20_000 {
      columns.append(
        point: 0, at: Instant(seconds: Int64(row) * 60),
        Decimal18(units: Int64.random(in: 4000...4400, using: &random), decimals: 1))
    }
    let (_, packed) = try perReading(columns)
    #expect(packed <= 1450, "\(packed) bytes for 1,000 readings")
  }

  /// Bytes for 1,000 readings: of text, and after zlib 6 filtered.
  private func perReading(_ columns: ReadingColumns) throws -> (text: Int, packed: Int) {
    let text = columns.written(header: ["entity": "xj-017", "kind": "register"])
    #expect(try SegmentReader.read(text).plain == columns.plain)
    return (text.count * 1000 / columns.count, try deflated(text) * 1000 / columns.count)
  }

  private func deflated(_ text: [UInt8]) throws -> Int {
    var stream = z_stream()
    try #require(karez_deflate_init(&stream, 6, Z_FILTERED) == Z_OK)
    defer { deflateEnd(&stream) }
    var (text, output) = (text, [UInt8](repeating: 0, count: text.count + 1024))
    text.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
        deflate(&stream, Z_FINISH)
      }
    }
    return Int(stream.total_out)
  }
}
