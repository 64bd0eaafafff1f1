#include "history/history.h"

#include <stdlib.h>
#include <string.h>

struct history *history_new(void)
{
	return xcalloc(1, sizeof(struct history));
}

void history_free(struct history *h)
{
	if (!h)
		return;
	map_release(&h->notice_by_id);
	for (size_t i = 0; i < h->n_arenas; i++)
		arena_release(&h->arenas[i]);
	free(h->arenas);
	arena_release(&h->kept);
	arena_release(&h->arena);
	free(h);
}

bool blob_none(const struct blob *b)
{
	static const struct blob none;

	return blob_equal(b, &none);
}

bool blob_equal(const struct blob *a, const struct blob *b)
{
	return memcmp(a->id, b->id, BLOB_SIZE) == 0;
}

const char *blob_hex(const struct blob *b, char out[BLOB_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < BLOB_SIZE; i++) {
		out[2 * i] = digits[b->id[i] >> 4];
		out[2 * i + 1] = digits[b->id[i] & 15];
	}
	out[2 * BLOB_SIZE] = '\0';
	return out;
}

const struct notice_facts *history_notice(const struct history *h, const char *id)
{
	return h && id ? map_get(&h->notice_by_id, id) : NULL;
}

static int by_blob(const void *a, const void *b)
{
	return memcmp(((const struct version *)a)->blob.id, ((const struct version *)b)->blob.id,
		      BLOB_SIZE);
}

const struct version *history_version(const struct history *h, const struct blob *blob)
{
	struct version key = { .blob = *blob };

	if (!h->versions.n)
		return NULL;
	return bsearch(&key, h->versions.items, h->versions.n, sizeof(key), by_blob);
}

/* Down from b, never below a: commits stand after those they rest on. */
bool commit_rests_on(const struct commit *b, const struct commit *a)
{
	bool *met, found = false;
	const struct commit **todo;
	size_t n = 0;

	while (b > a && b->parents.n == 1) /* most of history is a line */
		b = b->parents.items[0];
	if (b <= a)
		return b == a;
	met = xcalloc((size_t)(b - a) + 1, sizeof(*met));
	todo = xcalloc((size_t)(b - a) + 1, sizeof(*todo));
	todo[n++] = b;
	while (n && !found) {
		const struct commit *c = todo[--n];

		found = c == a;
		for (size_t i = 0; i < c->parents.n; i++) {
			const struct commit *p = c->parents.items[i];

			if (p < a || met[p - a])
				continue;
			met[p - a] = true;
			todo[n++] = p;
		}
	}
	free(todo);
	free(met);
	return found;
}
