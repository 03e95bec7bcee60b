#pragma once
#include <zlib.h>

/// deflateInit2 and inflateInit are macros, which Swift cannot call.
static inline int karez_deflate_init(z_streamp stream, int level, int strategy) {
  return deflateInit2(stream, level, Z_DEFLATED, 15, 8, strategy);
}
static inline int karez_inflate_init(z_streamp stream) { return inflateInit(stream); }
