import CZlib

/// How an object is compressed. The stream made once stays on disk and on the wire.
package enum Deflate: Sendable, Hashable {
  /// zlib 6: records, trees, commits.
  case usual
  /// zlib 6, `Z_FILTERED`: an import that is one segment.
  case small
  /// zlib 4, `Z_RLE`: bulk imports.
  case bulk

  fileprivate var settings: (level: Int32, strategy: Int32) {
    switch self {
    case .usual: (6, Z_DEFAULT_STRATEGY)
    case .small: (6, Z_FILTERED)
    case .bulk: (4, Z_RLE)
    }
  }
}

/// The zlib format (RFC 1950), one whole buffer at a time; at most 4 GiB.
package enum Zlib {
  /// Compresses one buffer into one stream.
  package static func deflated(_ bytes: [UInt8], _ deflate: Deflate = .usual) -> [UInt8] {
    var stream = z_stream()
    let ready = karez_deflate_init(&stream, deflate.settings.level, deflate.settings.strategy)
    precondition(ready == Z_OK, "zlib has no memory")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    return bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(bound)
        let status = CZlib.deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "deflateBound holds the whole stream")
        count = Int(stream.total_out)
      }
    }
  }

  /// Undoes one stream; bytes after its end are left alone.
  ///
  /// - Parameters:
  ///   - bytes: begins with the stream.
  ///   - limit: the most bytes that may come out; a larger stream is refused before it is made.
  /// - Returns: the contents and how many bytes of `bytes` the stream took, or nil if it is cut,
  ///   corrupt or larger than `limit`.
  package static func inflated(
    _ bytes: ArraySlice<UInt8>, limit: Int
  ) -> (contents: [UInt8], used: Int)? {
    var stream = z_stream()
    guard karez_inflate_init(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var (status, used) = (Z_OK, 0)
    let contents = bytes.withUnsafeBufferPointer { input in
      // One byte more than allowed, so that a stream that is too long shows itself.
      [UInt8](unsafeUninitializedCapacity: limit + 1) { output, count in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(clamping: input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(clamping: limit + 1)
        status = CZlib.inflate(&stream, Z_FINISH)
        (count, used) = (Int(stream.total_out), Int(stream.total_in))
      }
    }
    return status == Z_STREAM_END && contents.count <= limit ? (contents, used) : nil
  }

  /// Undoes a buffer that is one stream and nothing else.
  ///
  /// - Returns: nil if it is cut, corrupt, followed by other bytes or larger than `limit`.
  package static func inflated(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    guard let (contents, used) = inflated(bytes[...], limit: limit), used == bytes.count
    else { return nil }
    return contents
  }

  /// The CRC-32 that pack indexes keep of each entry.
  static func crc32(_ bytes: some Sequence<UInt8>, after crc: UInt32 = 0) -> UInt32 {
    let whole = bytes.withContiguousStorageIfAvailable {
      UInt32(truncatingIfNeeded: CZlib.crc32(UInt(crc), $0.baseAddress, UInt32($0.count)))
    }
    return whole ?? crc32(Array(bytes), after: crc)
  }
}
