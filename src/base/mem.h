/*
 * Memory: allocators that do not fail, and arenas.
 *
 * The x allocators write one line to standard error and _exit(3) when memory
 * runs out (3: the environment's fault; the one place outside commands/ that
 * may end the program). Callers never test for NULL.
 *
 * An arena hands out zeroed memory that is freed all at once. Things that
 * live equally long share one: the content, one page, one command. An arena
 * belongs to one thread at a time.
 */
#ifndef LUCE_BASE_MEM_H
#define LUCE_BASE_MEM_H

#include <stddef.h>

/* What the x allocators do; for libraries that report lack of memory by a code. */
_Noreturn void out_of_memory(void);

void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t size);
void *xreallocarray(void *p, size_t n, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);

struct arena_block;

struct arena {
	struct arena_block *top;
	size_t size; /* bytes held from the system, headers included */
};

#define ARENA_INIT                                                                                 \
	{                                                                                          \
		NULL, 0                                                                            \
	}

/* Zeroed, aligned for pointers and 64-bit integers; never NULL, also for size 0. */
void *arena_alloc(struct arena *a, size_t size);
/* Zeroed array; overflow of n * size ends the program like lack of memory. */
void *arena_calloc(struct arena *a, size_t n, size_t size);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void *arena_memdup(struct arena *a, const void *p, size_t size);
/* Takes everything back, and keeps some room for what comes next. */
void arena_clear(struct arena *a);
/* Frees everything; the arena may be used again. */
void arena_release(struct arena *a);

/*
 * Room for one more in a growing array kept as (pointer, count, capacity):
 *	ARRAY_GROW(x->items, x->n, x->cap);
 *	x->items[x->n++] = item;
 * The array is from the x allocators and freed with free().
 */
#define ARRAY_GROW(items, n, cap)                                                                  \
	do {                                                                                       \
		if ((n) == (cap)) {                                                                \
			(cap) = (cap) ? (cap)*2 : 16;                                              \
			(items) = xreallocarray((items), (cap), sizeof(*(items)));                 \
		}                                                                                  \
	} while (0)

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
