#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void out_of_memory(void)
{
	static const char line[] = "luce: out of memory\n";
	ssize_t n = write(STDERR_FILENO, line, sizeof(line) - 1);

	(void)n;
	_exit(3);
}

void *xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		out_of_memory();
	return p;
}

void *xreallocarray(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		out_of_memory();
	return xrealloc(p, n * size);
}

char *xstrndup(const char *s, size_t len)
{
	char *copy = xmalloc(len + 1);

	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

/*
 * Blocks are a stack; the top one is cut from the front. A request that
 * would waste much of a block gets one of its own, put below the top.
 */
struct arena_block {
	struct arena_block *below;
	size_t used, cap; /* of data; strings stand behind cap */
	size_t size; /* of data in all */
	_Alignas(max_align_t) char data[];
};

enum { BLOCK_FIRST = 4096, BLOCK_MOST = 1 << 20, ALIGN = _Alignof(int64_t) };

static struct arena_block *block_new(struct arena *a, size_t cap)
{
	struct arena_block *b;

	if (cap > SIZE_MAX - sizeof(*b))
		out_of_memory();
	b = xcalloc(1, sizeof(*b) + cap);
	b->cap = b->size = cap;
	a->size += sizeof(*b) + cap;
	return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	struct arena_block *b = a->top;
	void *p;

	if (size > SIZE_MAX - ALIGN)
		out_of_memory();
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (!b || b->cap - b->used < size) {
		size_t next = a->size < BLOCK_FIRST ? BLOCK_FIRST : a->size;

		if (next > BLOCK_MOST)
			next = BLOCK_MOST;
		if (size > next / 4) { /* its own block, below the top */
			struct arena_block *own = block_new(a, size);

			own->used = size;
			if (b) {
				own->below = b->below;
				b->below = own;
			} else {
				a->top = own;
			}
			return own->data;
		}
		b = block_new(a, next);
		b->below = a->top;
		a->top = b;
	}
	p = b->data + b->used;
	b->used += size;
	return p;
}

void *arena_calloc(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		out_of_memory();
	return arena_alloc(a, n * size);
}

/* Strings need no alignment: they are packed from the back of the top block. */
char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	struct arena_block *b = a->top;
	char *copy;

	if (b && b->cap - b->used > len) {
		b->cap -= len + 1;
		copy = b->data + b->cap;
	} else {
		copy = arena_alloc(a, len + 1);
	}
	if (len) /* the empty slice may have no address */
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

void *arena_memdup(struct arena *a, const void *p, size_t size)
{
	void *copy = arena_alloc(a, size);

	if (size)
		memcpy(copy, p, size);
	return copy;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	char brief[256], *s;
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(brief, sizeof(brief), fmt, ap);
	va_end(ap);
	if (len < 0)
		out_of_memory();
	if ((size_t)len < sizeof(brief))
		return arena_strndup(a, brief, (size_t)len);
	s = arena_alloc(a, (size_t)len + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return s;
}

void arena_clear(struct arena *a)
{
	struct arena_block *b = a->top;

	if (!b)
		return;
	a->top = b->below;
	b->below = NULL;
	arena_release(a);
	memset(b->data, 0, b->used);
	memset(b->data + b->cap, 0, b->size - b->cap);
	b->used = 0;
	b->cap = b->size;
	a->top = b;
	a->size = sizeof(*b) + b->size;
}

void arena_release(struct arena *a)
{
	while (a->top) {
		struct arena_block *b = a->top;

		a->top = b->below;
		free(b);
	}
	a->size = 0;
}
