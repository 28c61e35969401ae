/* Inlined, so that the hash is compiled with us and no library has to be loaded for it. */
#define XXH_INLINE_ALL
#include <xxhash.h>
