/*
 * Strings of which many are alike, such as places and industries in rows,
 * kept once: those met lately are found again. What is met again much later
 * may be kept twice; nobody may rely on equal strings having one address.
 */
#ifndef LUCE_BASE_INTERN_H
#define LUCE_BASE_INTERN_H

#include "base/mem.h"

enum { INTERN_SLOTS = 16384 }; /* a power of two */

struct intern { /* starts as all zeros; needs no release */
	const char *recent[INTERN_SLOTS];
};

/* Where the string of that length belongs. */
size_t intern_slot(const char *s, size_t len);
/* The string, kept in the arena, which must be the same for one intern. */
const char *intern_string(struct intern *in, struct arena *a, const char *s);

#endif
