/*
 * A growing byte buffer that owns its bytes, and a slice that borrows them.
 *
 *	struct buf b = BUF_INIT;
 *	buf_add_str(&b, "名单");
 *	... b.data, b.len; b.data is always NUL-terminated after the first add
 *	buf_release(&b);
 */
#ifndef LUCE_BASE_BUF_H
#define LUCE_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct str { /* borrowed; not NUL-terminated */
	const char *data;
	size_t len;
};

struct buf {
	char *data;
	size_t len, cap;
};

#define BUF_INIT                                                                                   \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}
#define STR_LIT(s) ((struct str){ "" s, sizeof(s) - 1 })

struct str str_from(const char *s); /* NULL gives the empty slice */
struct str buf_str(const struct buf *b);
bool text_same(const char *a, const char *b); /* alike, or both NULL */

void buf_reserve(struct buf *b, size_t more);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_add_str(struct buf *b, const char *s);
void buf_add_slice(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_add_format(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Empties it and keeps the room. */
void buf_clear(struct buf *b);
void buf_release(struct buf *b);
/* Hands the bytes over, NUL-terminated; the caller frees. The buffer is empty then. */
char *buf_detach(struct buf *b, size_t *len);

#endif
