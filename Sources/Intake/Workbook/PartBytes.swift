import CZlib

/// The bytes of a file in an archive, unpacked piece by piece, counted and checked on the way.
struct PartBytes {
  private let entry: ZipEntry
  private let file: FileBytes
  private let inflater: Inflater?
  private var at: Int
  private let end: Int
  private var made = 0
  private var crc: UInt = 0
  private var isOver = false

  init(of entry: ZipEntry, in file: FileBytes, at start: Int) {
    (self.entry, self.file, at) = (entry, file, start)
    end = start + entry.packed
    inflater = entry.isDeflated ? Inflater() : nil
  }

  /// The part's name, for faults.
  var name: String { entry.name }
  /// The archive's name, for faults.
  var path: String { file.path }

  /// The next piece, nil at the end.
  ///
  /// - Throws: ``WorkbookFault/damaged(file:part:)`` for bytes that are not what the directory
  ///   says, at the latest at the end.
  mutating func next() throws(WorkbookFault) -> [UInt8]? {
    while !isOver {
      let piece = try unpack()
      made += piece.count
      crc = piece.withUnsafeBufferPointer { crc32(crc, $0.baseAddress, UInt32($0.count)) }
      guard made <= entry.size else { throw damaged }
      if isOver && (made != entry.size || UInt32(truncatingIfNeeded: crc) != entry.crc) {
        throw damaged
      }
      if !piece.isEmpty { return piece }
    }
    return nil
  }

  private var damaged: WorkbookFault { .damaged(file: file.path, part: entry.name) }

  private mutating func unpack() throws(WorkbookFault) -> [UInt8] {
    guard let inflater else {
      let piece = try file.read(at: at, count: min(Inflater.size, end - at))
      at += piece.count
      isOver = at == end || piece.isEmpty
      return piece
    }
    if inflater.isHungry {
      let piece = try file.read(at: at, count: min(Inflater.size, end - at))
      guard !piece.isEmpty else { throw damaged }
      at += piece.count
      inflater.feed(piece)
    }
    guard let piece = inflater.next() else { throw damaged }
    isOver = inflater.isDone
    return piece
  }
}

/// Undoes one raw deflate stream (RFC 1951). A class, because zlib remembers where its state lies.
private final class Inflater {
  static let size = 1 << 16
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var input: [UInt8] = []
  private var used = 0
  private(set) var isDone = false
  private let isReady: Bool

  init() {
    stream.initialize(to: z_stream())
    isReady = karez_inflate_raw_init(stream) == Z_OK
  }

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
