#pragma once
#include <zlib.h>

/// deflateInit2, inflateInit and inflateInit2 are macros, which Swift cannot call.
static inline int karez_deflate_init(z_streamp stream, int level, int strategy) {
  return deflateInit2(stream, level, Z_DEFLATED, 15, 8, strategy);
}
static inline int karez_inflate_init(z_streamp stream) { return inflateInit(stream); }
/// Streams as ZIP holds them: without header and checksum.
static inline int karez_inflate_raw_init(z_streamp stream) { return inflateInit2(stream, -15); }
/// Streams as gzip holds them: with its header, checksum and length.
static inline int karez_inflate_gzip_init(z_streamp stream) { return inflateInit2(stream, 31); }
