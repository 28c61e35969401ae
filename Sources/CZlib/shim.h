#include <zlib.h>

// inflateInit2 is a macro, which Swift does not see. 31: gzip alone, with the largest window.
static inline int feedherald_inflate_init(z_stream *stream) { return inflateInit2(stream, 31); }
