#include <assert.h>
#include <stdlib.h>

#include "base/map.h"
#include "store/source_kind.h"

struct source_memory {
	struct source base;
	struct map files; /* path → struct str, in the arena */
	struct arena arena;
};

static struct source_memory *memory_of(struct source *s)
{
	return (struct source_memory *)s;
}

/* The files by name, n of them; the caller frees the array. */
static struct named *memory_named(struct source *s, size_t *n)
{
	struct source_memory *m = memory_of(s);
	struct map_entry *entries = map_sorted(&m->files);
	struct named *v = xcalloc(m->files.n, sizeof(*v));

	*n = m->files.n;
	for (size_t i = 0; i < *n; i++)
		v[i] = (struct named){ entries[i].key, NULL, entries[i].value };
	free(entries);
	return v;
}

static int memory_list(struct source *s, const char *folder, struct listing *l)
{
	size_t n;
	struct named *v = memory_named(s, &n);
	int rc = listing_add_named(l, folder, v, n);

	free(v);
	return rc;
}

static int memory_read(struct source *s, const char *path, uint64_t most, struct buf *out,
		       struct findings *f)
{
	const struct str *file = map_get(&memory_of(s)->files, path);
	struct named *v;
	size_t n;

	if (file && file->len > most)
		return source_report_size(s, path, file->len, most, f);
	if (file) {
		buf_add_slice(out, *file);
		return 0;
	}
	v = memory_named(s, &n);
	named_open(s, v, n, path, f); /* for what it reports */
	free(v);
	return -1;
}

static bool memory_has(struct source *s, const char *path)
{
	return map_get(&memory_of(s)->files, path);
}

static void memory_free(struct source *s)
{
	struct source_memory *m = memory_of(s);

	map_release(&m->files);
	arena_release(&m->arena);
	free(m);
}

static const struct source_kind memory_kind = { memory_list, memory_read, memory_has, memory_free,
						NULL };

struct source *source_new_memory(void)
{
	struct source_memory *m = xcalloc(1, sizeof(*m));

	m->base = (struct source){ &memory_kind, NULL, DATE_NONE };
	return &m->base;
}

void source_put(struct source *s, const char *path, struct str bytes)
{
	struct source_memory *m = memory_of(s);
	struct str *file = arena_alloc(&m->arena, sizeof(*file));

	assert(s->kind == &memory_kind);
	*file = (struct str){ arena_strndup(&m->arena, bytes.data, bytes.len), bytes.len };
	map_set(&m->files, arena_strdup(&m->arena, path), file);
}
