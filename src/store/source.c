#include "store/source.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/root.h"
#include "store/source_kind.h"

void source_free(struct source *s)
{
	if (s)
		s->kind->free(s);
}

const char *source_revision(const struct source *s)
{
	return s->revision;
}

minute_t source_time(const struct source *s)
{
	return s->time;
}

struct place source_place(const struct source *s, const char *path)
{
	return (struct place){ NULL, s->revision, path, NULL, 0, 0 };
}

static bool readable(const char *path)
{
	return path_valid(path) && !path_hidden(path);
}

/* The array is the caller's, to free. */
static int list(struct source *s, const char *folder, struct listing *l, struct source_file **out,
		size_t *n)
{
	int rc;

	*out = NULL;
	*n = 0;
	if (*folder && !readable(folder))
		return source_report(s, folder, F_PATH_REFUSED, folder, l->findings);
	rc = s->kind->list(s, folder, l);
	*out = l->items;
	*n = l->n;
	return rc;
}

int source_list(struct source *s, const char *folder, struct arena *a, struct source_file **out,
		size_t *n, struct findings *f)
{
	struct listing l = { .source = s, .arenas = a, .threads = 1, .findings = f };
	struct source_file *items;
	int rc = list(s, folder, &l, &items, n);

	*out = arena_memdup(a, items, *n * sizeof(*items));
	free(items);
	return rc;
}

int source_list_stamped(struct source *s, const char *folder, struct arena *arenas,
			unsigned threads, struct source_file **out, size_t *n, struct findings *f)
{
	struct listing l = {
		.source = s, .arenas = arenas, .threads = threads, .stamped = true, .findings = f
	};

	return list(s, folder, &l, out, n);
}

int source_read(struct source *s, const char *path, struct buf *out, struct findings *f)
{
	return source_read_large(s, path, SOURCE_FILE_MOST, out, f);
}

int source_read_large(struct source *s, const char *path, uint64_t most, struct buf *out,
		      struct findings *f)
{
	size_t before = out->len;

	if (!readable(path))
		return source_report(s, path, F_PATH_REFUSED, path, f);
	buf_reserve(out, 0);
	if (s->kind->read(s, path, most, out, f) == 0)
		return 0;
	out->len = before;
	out->data[before] = '\0';
	return -1;
}

bool source_has(struct source *s, const char *path)
{
	return readable(path) && s->kind->has(s, path);
}

/* ---- for the kinds ---- */

void listing_add(struct listing *l, const char *path)
{
	ARRAY_GROW(l->items, l->n, l->cap);
	l->items[l->n++] = (struct source_file){ .path = arena_strdup(l->arenas, path) };
}

int source_report(const struct source *s, const char *path, enum finding_id id, const char *arg,
		  struct findings *f)
{
	if (f)
		finding_add(f, id, source_place(s, path), arg);
	return -1;
}

int source_report_errno(const struct source *s, const char *path, int err, struct findings *f)
{
	return source_report(s, path, F_FILE_UNREADABLE, strerror(err), f);
}

int source_report_size(const struct source *s, const char *path, uint64_t size, uint64_t most,
		       struct findings *f)
{
	struct buf have = BUF_INIT, limit = BUF_INIT;

	buf_add_format(&have, "%" PRIu64, size);
	buf_add_format(&limit, "%" PRIu64, most);
	if (f)
		finding_add(f, F_FILE_TOO_LARGE, source_place(s, path), have.data, limit.data);
	buf_release(&limit);
	buf_release(&have);
	return -1;
}

bool source_same(struct source *a, struct source *b, const char *path)
{
	const char *x, *y;

	if (!a->kind->object || !b->kind->object || !readable(path))
		return false;
	x = a->kind->object(a, path);
	y = b->kind->object(b, path);
	return x && y && strcmp(x, y) == 0;
}
