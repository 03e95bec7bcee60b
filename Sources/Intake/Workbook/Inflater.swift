import CZlib

/// Undoes one stream of deflate (RFC 1951). A class, because zlib remembers where its state lies.
final class Inflater {
  /// How a stream begins and ends.
  enum Frame {
    /// Bare, as ZIP holds it.
    case raw
    /// With the header, the checksum and the length of gzip (RFC 1952).
    case gzip
  }

  static let size = 1 << 16
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var input: [UInt8] = []
  private var used = 0
  private(set) var isDone = false
  private let isReady: Bool

  init(_ frame: Frame) {
    stream.initialize(to: z_stream())
    isReady =
      (frame == .raw ? karez_inflate_raw_init(stream) : karez_inflate_gzip_init(stream)) == Z_OK
  }

  /// What it was fed and did not use: behind the end of the stream.
  var rest: [UInt8] { Array(input[used...]) }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Whether it has used up what it was fed.
  var isHungry: Bool { used == input.count }

  func feed(_ bytes: [UInt8]) { (input, used) = (bytes, 0) }

  /// The bytes that the input at hand makes, at most ``size``; nil if the stream is corrupt.
  func next() -> [UInt8]? {
    guard isReady else { return nil }
    var status = Z_OK
    let piece = input.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: Self.size) { output, count in
        stream.pointee.next_in = input.baseAddress.map {
          UnsafeMutablePointer(mutating: $0.advanced(by: used))
        }
        stream.pointee.avail_in = UInt32(input.count - used)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(Self.size)
        status = inflate(stream, Z_NO_FLUSH)
        count = Self.size - Int(stream.pointee.avail_out)
        used = input.count - Int(stream.pointee.avail_in)
      }
    }
    isDone = status == Z_STREAM_END
    // Z_BUF_ERROR says only that more input is needed.
    guard status == Z_OK || isDone || status == Z_BUF_ERROR && isHungry else { return nil }
    return piece
  }
}
