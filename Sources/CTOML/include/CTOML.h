/* toml++ speaks C++ alone: this says in C what it has read. Nothing is handed over that has to be freed. */
#ifndef CTOML_H
#define CTOML_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    CTOML_TABLE,
    CTOML_LIST,
    /* The end of the table or list that was begun last. */
    CTOML_END,
    CTOML_TEXT,
    CTOML_INTEGER,
    CTOML_NUMBER,
    CTOML_FLAG,
    /* A date, a time or both, as TOML writes them. */
    CTOML_MOMENT,
} ctoml_kind;

/* What comes next in a document. The bytes live as long as the call that tells of them. */
typedef struct {
    ctoml_kind kind;
    /* Empty in a list. */
    const char *key;
    size_t key_length;
    const char *text;
    size_t text_length;
    int64_t integer;
    double number;
    /* From 1. */
    uint32_t line;
} ctoml_event;

typedef void (*ctoml_listener)(void *context, const ctoml_event *event);

/* Reads a TOML document (https://toml.io/en/v1.0.0) and tells what it holds, in the order of the text.
   Returns 0; or, where the text is no TOML, the line from 1, with the reason as a C string in `message`. */
uint32_t ctoml_read(const char *text, size_t length, ctoml_listener listener, void *context, char *message,
                    size_t capacity);

#ifdef __cplusplus
}
#endif
#endif
