#pragma once

#include <stdint.h>

/* What libmediainfo and libwebp say of one file; both are loaded when they are first asked for, so that a process which
   never asks never has them in its memory. */

typedef struct {
    /* In libmediainfo's own words, empty where it knows no format. */
    char format[32];
    char profile[32];
    char type[64];
    /* Of a picture, such as YUV, RGBA or CMYK. */
    char colours[16];
    int videos;
    int audios;
    int images;
    /* Whether the file ends before its head says. */
    int is_truncated;
    /* In pixels; 0 where there is no picture. */
    int64_t width;
    int64_t height;
    /* In seconds; 0 where none is known. */
    double duration;
} CMediaInspection;

/* Loads the libraries; the name of one that is missing, or NULL. */
const char *cmedia_load(void);

/* Reads at most `limit` bytes of a file that has `size`, thoroughly or only where its format has its facts. */
CMediaInspection cmedia_inspect(int descriptor, int64_t size, int64_t limit, int is_thorough);
