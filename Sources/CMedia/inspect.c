#include "CMedia.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From <MediaInfoDLL/MediaInfoDLL.h>, whose package cannot be installed beside libcurl's for OpenSSL: streams are numbered
   General, Video, Audio, Text, Other, Image, and the text of a parameter is 1, its name 0. */
enum { GENERAL = 0, VIDEO = 1, AUDIO = 2, IMAGE = 5, NAME = 0, TEXT = 1 };

static struct {
    void *(*new_handle)(void);
    void (*delete_handle)(void *);
    const char *(*option)(void *, const char *, const char *);
    size_t (*begin)(void *, uint64_t size, uint64_t offset);
    size_t (*take)(void *, const uint8_t *, size_t);
    uint64_t (*place)(void *);
    size_t (*end)(void *);
    const char *(*get)(void *, int stream, size_t number, const char *parameter, int kind, int search);
    size_t (*count)(void *, int stream, size_t number);
} media;

/* From <webp/decode.h>. */
static int (*webp_size)(const uint8_t *, size_t, int *width, int *height);

const char *cmedia_load(void) {
    void *info = dlopen("libmediainfo.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!info) return "libmediainfo.so.0";
    *(void **)&media.new_handle = dlsym(info, "MediaInfoA_New");
    *(void **)&media.delete_handle = dlsym(info, "MediaInfoA_Delete");
    *(void **)&media.option = dlsym(info, "MediaInfoA_Option");
    *(void **)&media.begin = dlsym(info, "MediaInfoA_Open_Buffer_Init");
    *(void **)&media.take = dlsym(info, "MediaInfoA_Open_Buffer_Continue");
    *(void **)&media.place = dlsym(info, "MediaInfoA_Open_Buffer_Continue_GoTo_Get");
    *(void **)&media.end = dlsym(info, "MediaInfoA_Open_Buffer_Finalize");
    *(void **)&media.get = dlsym(info, "MediaInfoA_Get");
    *(void **)&media.count = dlsym(info, "MediaInfoA_Count_Get");
    if (!media.new_handle || !media.delete_handle || !media.option || !media.begin || !media.take || !media.place ||
        !media.end || !media.get || !media.count)
        return "libmediainfo.so.0";
    void *webp = dlopen("libwebp.so.7", RTLD_NOW | RTLD_LOCAL);
    if (!webp) return "libwebp.so.7";
    *(void **)&webp_size = dlsym(webp, "WebPGetInfo");
    if (!webp_size) return "libwebp.so.7";
    return NULL;
}

static void copy(char *to, size_t room, const char *text) {
    strncpy(to, text ? text : "", room - 1);
    to[room - 1] = 0;
}

static const char *text(void *handle, int stream, const char *parameter) {
    return media.get(handle, stream, 0, parameter, TEXT, NAME);
}

static void read_through(void *handle, int descriptor, int64_t size, int64_t limit) {
    static uint8_t bytes[65536];
    uint64_t place = 0;
    int64_t total = 0;
    media.begin(handle, (uint64_t)size, 0);
    while (total < limit) {
        ssize_t count = pread(descriptor, bytes, sizeof bytes, (off_t)place);
        if (count <= 0) break;
        place += (uint64_t)count;
        total += count;
        /* The fourth bit says that it has seen enough. */
        if (media.take(handle, bytes, (size_t)count) & 8) break;
        uint64_t next = media.place(handle);
        if (next == (uint64_t)-1) continue;
        place = next;
        media.begin(handle, (uint64_t)size, next);
    }
    media.end(handle);
}

/* libmediainfo 23 knows WebP by name alone. */
static void read_webp(CMediaInspection *inspection, int descriptor, int64_t size) {
    uint8_t head[4096];
    ssize_t count = pread(descriptor, head, sizeof head, 0);
    int width = 0, height = 0;
    if (count < 12 || !webp_size(head, (size_t)count, &width, &height)) return;
    inspection->width = width;
    inspection->height = height;
    /* A RIFF file says how long it is without its first eight bytes. */
    int64_t told = (int64_t)head[4] | (int64_t)head[5] << 8 | (int64_t)head[6] << 16 | (int64_t)head[7] << 24;
    inspection->is_truncated = told + 8 > size;
}

CMediaInspection cmedia_inspect(int descriptor, int64_t size, int64_t limit, int is_thorough) {
    CMediaInspection inspection;
    memset(&inspection, 0, sizeof inspection);
    media.option(NULL, "Internet", "No");
    media.option(NULL, "ParseSpeed", is_thorough ? "1" : "0.5");
    void *handle = media.new_handle();
    if (!handle) return inspection;
    read_through(handle, descriptor, size, limit);
    copy(inspection.format, sizeof inspection.format, text(handle, GENERAL, "Format"));
    copy(inspection.profile, sizeof inspection.profile, text(handle, GENERAL, "Format_Profile"));
    copy(inspection.type, sizeof inspection.type, text(handle, GENERAL, "InternetMediaType"));
    inspection.is_truncated = strcmp(text(handle, GENERAL, "IsTruncated"), "Yes") == 0;
    inspection.videos = (int)media.count(handle, VIDEO, (size_t)-1);
    inspection.audios = (int)media.count(handle, AUDIO, (size_t)-1);
    inspection.images = (int)media.count(handle, IMAGE, (size_t)-1);
    int picture = inspection.images > 0 ? IMAGE : VIDEO;
    if (picture == IMAGE) copy(inspection.colours, sizeof inspection.colours, text(handle, IMAGE, "ColorSpace"));
    inspection.width = atoll(text(handle, picture, "Width"));
    inspection.height = atoll(text(handle, picture, "Height"));
    double general = atof(text(handle, GENERAL, "Duration"));
    inspection.duration = (general > 0 ? general : atof(text(handle, AUDIO, "Duration"))) / 1000;
    media.delete_handle(handle);
    if (strcmp(inspection.format, "WebP") == 0) read_webp(&inspection, descriptor, size);
    return inspection;
}
