#include "site/unchanged.h"

#include <stdlib.h>

#include "site/kept.h"
#include "site/manifest.h"
#include "store/own.h"

/* Every file is there, and nobody touched one. */
static bool files_stand(const struct site_options *o, const struct kept *kept)
{
	size_t n = kept->n + 1; /* and the manifest */
	const char **paths = xcalloc(n, sizeof(*paths));
	struct file_mark *marks = xcalloc(n, sizeof(*marks));
	bool stand;

	for (size_t i = 0; i < kept->n; i++)
		paths[i] = kept->files[i].address;
	paths[kept->n] = MANIFEST_NAME;
	marks_take(o->out, paths, n, INT64_MAX, o->threads ? o->threads : 1, marks);
	stand = mark_same(&kept->manifest, &marks[kept->n]);
	for (size_t i = 0; i < kept->n && stand; i++)
		stand = mark_same(&kept->files[i].mark, &marks[i]);
	free(marks);
	free(paths);
	return stand;
}

/* Under the lock, and once what an earlier build left undone is done. */
static int look(const struct site_options *o, const struct kept *kept, struct findings *f)
{
	struct transaction *t = transaction_begin(o->out, f);
	int rc = t ? files_stand(o, kept) : -1;

	transaction_free(t);
	return rc;
}

int site_unchanged(const struct site_options *o, struct site_counts *counts, struct findings *f)
{
	struct buf bytes = BUF_INIT;
	struct arena a = ARENA_INIT;
	struct kept kept;
	int rc = 0;

	if (o->program && own_read(o->out, KEPT_NAME, &bytes) == 0 &&
	    kept_made_from(buf_str(&bytes), o->inputs) &&
	    kept_parse(buf_str(&bytes), kept_program(o->program, o->version), &a, &kept))
		rc = look(o, &kept, f);
	if (rc > 0)
		*counts = (struct site_counts){ .pages = kept.pages,
						.copies = kept.n - kept.pages,
						.files.unchanged = kept.n + 1 };
	arena_release(&a);
	buf_release(&bytes);
	return rc;
}
