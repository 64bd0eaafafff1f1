#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "store/root.h"
#include "store/source_kind.h"

/* The first of v whose path is not before key. */
static size_t named_lower(const struct named *v, size_t n, const char *key)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (strcmp(v[mid].path, key) < 0)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

const struct named *named_find(const struct named *v, size_t n, const char *path)
{
	size_t i = named_lower(v, n, path);

	return i < n && strcmp(v[i].path, path) == 0 ? &v[i] : NULL;
}

/* What stands at the path, or where a folder above it should be; NULL where nothing does. */
static const struct named *named_blocking(const struct named *v, size_t n, const char *path)
{
	const struct named *found = NULL;
	size_t len = 0;

	while (!found) {
		char *part;

		len += strcspn(path + len, "/");
		part = xstrndup(path, len);
		found = named_find(v, n, part);
		free(part);
		if (!path[len])
			break;
		len++;
	}
	return found;
}

/* Whether folder has files, and the first of them. */
static bool named_below(const struct named *v, size_t n, const char *folder, size_t *first)
{
	struct buf key = BUF_INIT;
	bool found;

	buf_add_str(&key, folder);
	buf_add_char(&key, '/');
	*first = named_lower(v, n, key.data);
	found = *first < n && strncmp(v[*first].path, key.data, key.len) == 0;
	buf_release(&key);
	return found;
}

int listing_add_named(struct listing *l, const char *folder, const struct named *v, size_t n)
{
	size_t len = strlen(folder), i = 0;
	const struct named *x = len ? named_blocking(v, n, folder) : NULL;

	if (x && x->special)
		return source_report(l->source, x->path, F_FILE_SPECIAL, x->special, l->findings);
	if (x)
		return source_report(l->source, x->path, F_FILE_NOT_FOLDER, NULL, l->findings);
	if (len && !named_below(v, n, folder, &i))
		return 0;
	for (; i < n && strncmp(v[i].path, folder, len) == 0 && (!len || v[i].path[len] == '/'); i++) {
		if (path_hidden(v[i].path))
			continue;
		if (v[i].special)
			source_report(l->source, v[i].path, F_FILE_SPECIAL, v[i].special,
				      l->findings);
		else
			listing_add(l, v[i].path);
	}
	return 0;
}

const struct named *named_open(const struct source *s, const struct named *v, size_t n,
			       const char *path, struct findings *f)
{
	const struct named *x = named_find(v, n, path);
	size_t first;

	if (x && !x->special)
		return x;
	x = named_blocking(v, n, path);
	if (x && x->special)
		source_report(s, path, F_FILE_SPECIAL, x->special, f);
	else if (x)
		source_report_errno(s, path, ENOTDIR, f);
	else
		source_report_errno(s, path, named_below(v, n, path, &first) ? EISDIR : ENOENT, f);
	return NULL;
}
