/* Inlined, so that the hash is compiled with us and no library has to be loaded for it. */
#define XXH_INLINE_ALL
#include <xxhash.h>

/* The inlined names are macros that paste tokens, which Swift cannot import. */
#undef XXH3_128bits
static inline XXH128_hash_t XXH3_128bits(const void *data, size_t size) {
    return XXH_INLINE_XXH3_128bits(data, size);
}
