#define _GNU_SOURCE /* mkdtemp, nftw */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "commands/file.h"
#include "commands/preview.h"
#include "commands/version.h"
#include "site/build.h"
#include "site/manifest.h"

enum { FOLDERS_OPEN = 16 };

struct built_side {
	struct manifest manifest;
	struct buf text; /* of the manifest */
};

static int build_side(struct portal *p, const char *out)
{
	struct site_counts counts = { 0 };
	struct site_options o = {
		.content = p->content,
		.registry = p->registry,
		.source = p->source,
		.out = out,
		.base_url = p->content->site.base_url,
		.version = LUCE_VERSION,
		.threads = thread_count(),
	};

	return site_build(&o, &counts, &p->findings);
}

static int read_side(struct portal *p, const char *folder, struct arena *a, struct built_side *s)
{
	char *path = arena_printf(a, "%s/" MANIFEST_NAME, folder);

	if (file_read(path, &s->text) < 0) {
		finding_add(&p->findings, F_FILE_UNREADABLE, place_of(path), MANIFEST_NAME);
		return -1;
	}
	return manifest_parse(buf_str(&s->text), a, &s->manifest, &p->findings);
}

/* Room doubles whenever n is a power of two. */
static void push(struct arena *a, struct strings *to, const char *address)
{
	if ((to->n & (to->n - 1)) == 0) {
		const char **items = arena_calloc(a, to->n ? to->n * 2 : 1, sizeof(*items));

		if (to->n)
			memcpy(items, to->items, to->n * sizeof(*items));
		to->items = items;
	}
	to->items[to->n++] = address;
}

static bool is_page(const char *address)
{
	size_t len = strlen(address);

	return len > 5 && strcmp(address + len - 5, ".html") == 0;
}

static void note(struct page_changes *out, struct strings *to, const char *address)
{
	if (is_page(address))
		push(&out->arena, to, address);
	else
		out->others++;
}

/* Both manifests are in the order of their paths. */
static void compare(const struct manifest *was, const struct manifest *is, struct page_changes *out)
{
	size_t i = 0, k = 0;

	while (i < was->n || k < is->n) {
		const struct manifest_file *a = i < was->n ? &was->files[i] : NULL;
		const struct manifest_file *b = k < is->n ? &is->files[k] : NULL;
		int order = !a ? 1 : !b ? -1 : strcmp(a->path, b->path);

		if (a && order < 0)
			note(out, &out->gone, a->path);
		else if (b && order > 0)
			note(out, &out->added, b->path);
		else if (a && b && memcmp(a->hash, b->hash, HASH_SIZE) != 0)
			note(out, &out->changed, b->path);
		i += order <= 0;
		k += order >= 0;
	}
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

int preview_pages(struct portal *was, struct portal *is, struct page_changes *out)
{
	const char *parent = getenv("TMPDIR");
	char *folder = arena_printf(&out->arena, "%s/luce-preview-XXXXXX",
				    parent && *parent ? parent : "/tmp");
	char *then, *now;
	struct built_side sides[2] = { { .text = BUF_INIT }, { .text = BUF_INIT } };
	int rc = -1;

	if (!mkdtemp(folder)) {
		finding_add(&is->findings, F_FILE_NOT_WRITTEN, place_of(folder), strerror(errno));
		return -1;
	}
	then = arena_printf(&out->arena, "%s/was", folder);
	now = arena_printf(&out->arena, "%s/is", folder);
	if (build_side(was, then) == 0 && build_side(is, now) == 0 &&
	    read_side(was, then, &out->arena, &sides[0]) == 0 &&
	    read_side(is, now, &out->arena, &sides[1]) == 0) {
		compare(&sides[0].manifest, &sides[1].manifest, out);
		rc = 0;
	}
	nftw(folder, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
	buf_release(&sides[0].text);
	buf_release(&sides[1].text);
	return rc;
}
