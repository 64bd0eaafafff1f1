#include "site/build.h"

#include <stdlib.h>
#include <string.h>

#include "pages/made_from.h"
#include "pages/page.h"
#include "site/catalogue.h"
#include "site/changes.h"
#include "site/kept.h"
#include "site/manifest.h"
#include "site/old_site.h"
#include "site/plan.h"
#include "site/render.h"
#include "site/reuse.h"
#include "site/templates.h"

enum { MANY = 16 }; /* of which one page is rendered: its links are then found by an index */

struct build {
	const struct site_options *o;
	struct page_context ctx;
	struct templates templates;
	struct plan plan;
	struct transaction *transaction;
	struct old_site old;
	struct manifest new_;
	struct buf kept_bytes;
	struct kept kept; /* of the last build; empty if nothing is known of it */
	struct reuse reuse;
	struct rendered rendered;
	struct arena arena;
	struct findings *f;
};

/* ---- what may stay, and what is remembered ---- */

static unsigned threads(const struct build *b)
{
	return b->o->threads ? b->o->threads : 1;
}

static struct digest program(const struct build *b)
{
	return kept_program(b->o->program, b->o->version);
}

static void find_reuse(struct build *b)
{
	struct made_from *m = made_from_new(&b->ctx, b->templates.made_from, threads(b));

	if (b->o->program && own_read(b->o->out, KEPT_NAME, &b->kept_bytes) == 0)
		kept_parse(buf_str(&b->kept_bytes), program(b), &b->arena, &b->kept);
	reuse_find(&b->reuse, &b->plan, m, b->o->source, &b->kept, b->o->out, threads(b));
	made_from_free(m);
}

/* What was made has new marks. What a finding was about has to be made again. */
static struct kept_file *files_to_keep(struct build *b, int64_t before)
{
	struct kept_file *files = arena_calloc(&b->arena, b->plan.n, sizeof(*files));
	const char **paths = arena_calloc(&b->arena, b->plan.n, sizeof(*paths));
	struct file_mark *marks = arena_calloc(&b->arena, b->plan.n, sizeof(*marks));
	size_t n = 0, at = 0;

	for (size_t i = 0; i < b->plan.n; i++)
		if (!b->reuse.stays[i])
			paths[n++] = b->plan.items[i].address;
	marks_take(b->o->out, paths, n, before, threads(b), marks);
	for (size_t i = 0; i < b->plan.n; i++) {
		const struct kept_file *stays = b->reuse.stays[i];

		files[i].address = b->plan.items[i].address;
		if (!b->rendered.noted[i])
			files[i].made_from = b->reuse.made_from[i];
		memcpy(files[i].hash, b->new_.files[i].hash, HASH_SIZE);
		files[i].mark = stays ? stays->mark : marks[at++];
	}
	return files;
}

/* What a finding was said of will be said again, so it is not as if there were nothing to do. */
static struct digest inputs(const struct build *b)
{
	for (size_t i = 0; i < b->plan.n; i++)
		if (b->rendered.noted[i])
			return (struct digest){ 0 };
	return b->o->inputs;
}

static struct file_mark manifest_mark(const struct build *b, int64_t before)
{
	static const char *const name[] = { MANIFEST_NAME };
	struct file_mark mark;

	marks_take(b->o->out, name, 1, before, 1, &mark);
	return mark;
}

static bool remembered(const struct build *b, size_t made, const struct digest *made_from)
{
	struct file_mark manifest = manifest_mark(b, INT64_MAX);

	return !made && b->kept.n == b->plan.n && b->reuse.all_there &&
	       digest_same(&b->kept.inputs, made_from) && mark_same(&b->kept.manifest, &manifest);
}

/* Only once all is in its place; and if it does not succeed, the next build has more to do. */
static void remember(struct build *b, size_t made)
{
	struct kept kept = { .n = b->plan.n,
			     .pages = b->plan.pages,
			     .inputs = inputs(b),
			     .anchors = b->rendered.anchors,
			     .n_anchors = b->rendered.n_anchors };
	struct buf bytes = BUF_INIT;
	int64_t now;

	if (!b->o->program || remembered(b, made, &kept.inputs))
		return;
	now = own_tick(b->o->out);
	kept.files = files_to_keep(b, now);
	kept.manifest = manifest_mark(b, now);
	kept_render(&kept, program(b), &bytes);
	own_write(b->o->out, KEPT_NAME, buf_str(&bytes));
	buf_release(&bytes);
}

/* ---- the new one ---- */

static int render(struct build *b)
{
	struct render r = {
		.ctx = &b->ctx,
		.templates = &b->templates,
		.plan = &b->plan,
		.reuse = &b->reuse,
		.kept = &b->kept,
		.source = b->o->source,
		.transaction = b->transaction,
		.threads = threads(b),
		.verify = b->o->verify,
	};
	int rc = render_all(&r, &b->arena, &b->rendered, b->f);

	b->new_.files = b->rendered.files;
	b->new_.n = b->plan.n;
	return rc;
}

static void manifest_text(struct build *b, struct buf *out)
{
	b->new_.version = b->ctx.version;
	b->new_.commit = b->ctx.commit;
	b->new_.base_url = b->ctx.base_url;
	b->new_.as_of = b->o->registry->as_of;
	manifest_render(&b->new_, out);
}

/* 1: the one that is there says the same. */
static int put_manifest(struct build *b)
{
	struct buf text = BUF_INIT;
	int rc = 1;

	manifest_text(b, &text);
	if (text.len != b->old.text.len || memcmp(text.data, b->old.text.data, text.len) != 0)
		rc = transaction_put(b->transaction, MANIFEST_NAME, buf_str(&text), b->f);
	buf_release(&text);
	return rc;
}

static size_t to_be_made(const struct build *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->plan.n; i++)
		n += !b->reuse.stays[i];
	return n;
}

/* All that can be known before anything is changed. */
static int make(struct build *b)
{
	if (old_site_open(&b->old, b->o->out, b->transaction, &b->arena, b->f) < 0 ||
	    old_site_refuse_later(&b->old, b->o->registry->as_of, b->f) < 0 ||
	    old_site_refuse_foreign(&b->old, &b->plan, b->f) < 0 ||
	    old_site_remove_gone(&b->old, &b->plan, b->o->registry, b->f) < 0)
		return -1;
	find_reuse(b);
	if (to_be_made(b) > b->plan.n / MANY)
		plan_index(&b->plan);
	return render(b);
}

static void count(struct build *b, struct site_counts *counts)
{
	counts->pages = b->plan.pages;
	counts->copies = b->plan.n - b->plan.pages;
	counts->made = to_be_made(b);
	counts->files.unchanged += b->plan.n - counts->made;
	changes_count(&(struct changes_of){ &b->old, &b->plan, &b->reuse, b->new_.files },
		      &counts->changed);
}

static int apply(struct build *b, struct site_counts *counts)
{
	int same;

	b->transaction = transaction_begin(b->o->out, b->f);
	if (!b->transaction || make(b) < 0)
		return -1;
	same = put_manifest(b);
	if (same < 0 || transaction_commit(b->transaction, &counts->files, b->f) < 0)
		return -1;
	counts->files.unchanged += same;
	count(b, counts);
	remember(b, counts->made);
	return 0;
}

/* The same, but nothing is touched. */
static int rehearse(struct build *b, struct site_counts *counts)
{
	struct changes_of of = { &b->old, &b->plan, &b->reuse, NULL };
	struct buf text = BUF_INIT;
	unsigned char hash[HASH_SIZE];

	if (make(b) < 0)
		return -1;
	count(b, counts);
	of.files = b->new_.files;
	manifest_text(b, &text);
	hash_bytes(buf_str(&text), hash);
	if (b->o->changes)
		changes_list(&of, hash, b->o->changes);
	buf_release(&text);
	return 0;
}

/* ---- before anything is written ---- */

static int prepare(struct build *b)
{
	if (templates_load(&b->templates, b->o->source, b->f) < 0)
		return -1;
	return plan_make(&b->plan, &b->ctx, b->templates.assets, b->templates.n_assets, b->f);
}

/* With a '/' at its end; NULL where none is known. */
static const char *base_url(struct arena *a, const char *url)
{
	size_t len = url ? strlen(url) : 0;

	if (!len)
		return NULL;
	return arena_printf(a, "%s%s", url, url[len - 1] == '/' ? "" : "/");
}

int site_build(const struct site_options *o, struct site_counts *counts, struct findings *f)
{
	struct build b = { .o = o, .f = f };
	struct outline *outline = outline_new(o->content, o->registry);
	int rc;

	*counts = (struct site_counts){ 0 };
	b.ctx = (struct page_context){
		.content = o->content,
		.registry = o->registry,
		.outline = outline,
		.history = o->history,
		.catalogue = site_catalogue(&b.arena),
		.base_url = base_url(&b.arena, o->base_url),
		.commit = o->commit,
		.version = o->version,
	};
	rc = prepare(&b);
	if (rc == 0)
		rc = o->dry_run ? rehearse(&b, counts) : apply(&b, counts);
	transaction_free(b.transaction);
	reuse_release(&b.reuse);
	old_site_close(&b.old);
	buf_release(&b.kept_bytes);
	plan_release(&b.plan);
	templates_release(&b.templates);
	outline_free(outline);
	arena_release(&b.arena);
	return rc;
}
