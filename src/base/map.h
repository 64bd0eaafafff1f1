/*
 * A map from strings to pointers. Keys are borrowed and must outlive the
 * map; values are the caller's. Iteration is in key order (bytewise), so
 * that nothing that is printed depends on hashing.
 */
#ifndef LUCE_BASE_MAP_H
#define LUCE_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct map_entry {
	const char *key;
	void *value;
};

struct map {
	struct map_entry *slots; /* open addressing; cap is 0 or a power of two */
	size_t n, cap;
};

#define MAP_INIT                                                                                   \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/* Room for so many keys in all. */
void map_reserve(struct map *m, size_t n);
/* NULL where the key is absent. */
void *map_get(const struct map *m, const char *key);
/* True if the key was new; otherwise the old value stays and false is returned. */
bool map_add(struct map *m, const char *key, void *value);
/* Sets or replaces. */
void map_set(struct map *m, const char *key, void *value);
/* The entries in key order, m->n of them; the caller frees the array. */
struct map_entry *map_sorted(const struct map *m);
void map_release(struct map *m);

#endif
