#include "base/intern.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 64 }; /* bytes; longer ones are seldom alike */

size_t intern_slot(const char *s, size_t len)
{
	uint64_t h = len, word;

	for (; len >= sizeof(word); s += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		h = (h ^ word) * 0x9e3779b97f4a7c15u;
		h ^= h >> 32;
	}
	word = 0;
	memcpy(&word, s, len);
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return h >> 32 & (INTERN_SLOTS - 1);
}

const char *intern_string(struct intern *in, struct arena *a, const char *s)
{
	size_t len = strlen(s);
	const char **slot;

	if (len > LONGEST)
		return arena_strndup(a, s, len);
	slot = &in->recent[intern_slot(s, len)];
	if (!*slot || strcmp(*slot, s) != 0)
		*slot = arena_strndup(a, s, len);
	return *slot;
}
