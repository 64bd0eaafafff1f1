#include "base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static uint64_t hash(const char *s) /* FNV-1a */
{
	uint64_t h = 14695981039346656037u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return h ^ h >> 32;
}

/* The key's slot, or the free one where it would go. cap > n, so one exists. */
static struct map_entry *slot_find(const struct map *m, const char *key)
{
	size_t i = hash(key) & (m->cap - 1);

	while (m->slots[i].key && strcmp(m->slots[i].key, key) != 0)
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

static void grow(struct map *m, size_t cap)
{
	struct map old = *m;

	m->cap = cap;
	m->slots = xcalloc(m->cap, sizeof(*m->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key)
			*slot_find(m, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

/* A map is full when two thirds of it are taken. */
static bool full(const struct map *m, size_t n)
{
	return n + n / 2 >= m->cap;
}

void map_reserve(struct map *m, size_t n)
{
	struct map want = { .cap = m->cap ? m->cap : 16 };

	while (n && full(&want, n - 1))
		want.cap *= 2;
	if (want.cap > m->cap)
		grow(m, want.cap);
}

void *map_get(const struct map *m, const char *key)
{
	return m->n ? slot_find(m, key)->value : NULL;
}

static struct map_entry *slot_claim(struct map *m, const char *key)
{
	if (full(m, m->n))
		grow(m, m->cap ? m->cap * 2 : 16);
	return slot_find(m, key);
}

bool map_add(struct map *m, const char *key, void *value)
{
	struct map_entry *slot = slot_claim(m, key);

	if (slot->key)
		return false;
	slot->key = key;
	slot->value = value;
	m->n++;
	return true;
}

void map_set(struct map *m, const char *key, void *value)
{
	if (!map_add(m, key, value))
		slot_find(m, key)->value = value;
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct map_entry *)a)->key, ((const struct map_entry *)b)->key);
}

struct map_entry *map_sorted(const struct map *m)
{
	struct map_entry *out = xcalloc(m->n, sizeof(*out));
	size_t n = 0;

	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i].key)
			out[n++] = m->slots[i];
	qsort(out, n, sizeof(*out), by_key);
	return out;
}

void map_release(struct map *m)
{
	free(m->slots);
	*m = (struct map)MAP_INIT;
}
