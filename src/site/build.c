#include "site/build.h"

#include <stdlib.h>
#include <string.h>

#include "pages/address.h"
#include "pages/page.h"
#include "site/manifest.h"
#include "site/plan.h"
#include "site/render.h"
#include "site/templates.h"
#include "store/source.h"

struct build {
	const struct site_options *o;
	struct page_context ctx;
	struct templates templates;
	struct plan plan;
	struct transaction *transaction;
	struct manifest old, new_;
	struct arena arena;
	struct findings *f;
};

/* ---- the output folder as it was ---- */

static int read_old_manifest(struct build *b)
{
	struct source *folder;
	struct buf text = BUF_INIT;
	int rc = transaction_has(b->transaction, MANIFEST_NAME, b->f);

	if (rc <= 0)
		return rc;
	folder = source_open_tree(b->o->out, b->f);
	rc = folder ? source_read(folder, MANIFEST_NAME, &text, b->f) : -1;
	if (rc == 0)
		rc = manifest_parse(buf_str(&text), &b->arena, &b->old, b->f);
	buf_release(&text);
	source_free(folder);
	return rc;
}

/* A file where a new page is to go, that no build put there. */
static int refuse_foreign(struct build *b)
{
	struct map known = MAP_INIT;
	int there = 0;

	for (size_t i = 0; i < b->old.n; i++)
		map_add(&known, b->old.files[i].path, b);
	for (size_t i = 0; i < b->plan.n && there == 0; i++) {
		const char *address = b->plan.items[i].address;

		if (map_get(&known, address))
			continue;
		there = transaction_has(b->transaction, address, b->f);
		if (there > 0) /* one says enough */
			finding_add(b->f, F_SITE_FOREIGN, place_of(address), address);
	}
	map_release(&known);
	return there ? -1 : 0;
}

/* "a/b.html" -> 3: what stands before its ending. */
static size_t stem(const char *address)
{
	const char *slash = strrchr(address, '/'), *dot = strrchr(address, '.');

	return dot && (!slash || dot > slash) ? (size_t)(dot - address) : strlen(address);
}

/*
 * A page that moved or ended takes with it what cannot say so itself: the
 * feed of the same name, the files for programs beside an index.html, the
 * attachments of a notice. A page beside it needs a redirect of its own.
 */
static bool redirect_covers(const struct redirect *r, const char *address)
{
	size_t len = stem(r->from);
	const char *slash = strrchr(r->from, '/');
	size_t folder = slash ? (size_t)(slash + 1 - r->from) : 0;

	if (strncmp(address, r->from, len) == 0 && address[len] == '/')
		return true;
	if (strcmp(address + stem(address), ".html") == 0)
		return false;
	if (stem(address) == len && strncmp(address, r->from, len) == 0)
		return true;
	return strcmp(r->from + folder, "index.html") == 0 &&
	       strncmp(address, r->from, folder) == 0 && !strchr(address + folder, '/');
}

/* An attachment that the law took down: see content_withheld. */
static bool withheld(const struct content *c, const char *address)
{
	static const char content[] = "content/notices/", site[] = "notice/";

	for (size_t i = 0; i < c->withheld.n; i++) {
		const char *path = c->withheld.items[i].path;

		if (strncmp(path, content, strlen(content)) == 0 &&
		    strncmp(address, site, strlen(site)) == 0 &&
		    strcmp(path + strlen(content), address + strlen(site)) == 0)
			return true;
	}
	return false;
}

static bool redirected(const struct content *c, date_t as_of, const char *address)
{
	for (size_t i = 0; i < c->redirects.n; i++)
		if (c->redirects.items[i].on <= as_of &&
		    redirect_covers(&c->redirects.items[i], address))
			return true;
	return false;
}

/* Files of the site as it is served, not of what was published: its dress, and the sitemap. */
static bool may_go(const char *address)
{
	static const char sitemap[] = "sitemap"; /* and its parts: there is none without a base URL */

	return strncmp(address, ADDRESS_ASSETS, strlen(ADDRESS_ASSETS)) == 0 ||
	       strncmp(address, sitemap, strlen(sitemap)) == 0;
}

/* Whatever was published and is no longer planned goes only if redirects.json says so. */
static int remove_gone(struct build *b)
{
	int rc = 0;

	for (size_t i = 0; i < b->old.n; i++) {
		const char *path = b->old.files[i].path;

		if (plan_find(&b->plan, path))
			continue;
		transaction_remove(b->transaction, path);
		if (may_go(path) || redirected(b->o->content, b->o->registry->as_of, path) ||
		    withheld(b->o->content, path))
			continue;
		finding_add(b->f, F_PAGE_GONE, (struct place){ 0 }, path);
		rc = -1;
	}
	return rc;
}

/* Nobody takes the live site back to a past day, whether by a wrong clock or on purpose. */
static int refuse_later(struct build *b)
{
	char old[DATE_SIZE], new_[DATE_SIZE];
	date_t day = b->o->registry->as_of;

	if (b->old.as_of == DATE_NONE || b->old.as_of <= day)
		return 0;
	finding_add(b->f, F_SITE_LATER, place_of(MANIFEST_NAME), date_format(b->old.as_of, old),
		    date_format(day, new_));
	return -1;
}

static int compare_with_old(struct build *b)
{
	if (read_old_manifest(b) < 0 || refuse_later(b) < 0 || refuse_foreign(b) < 0)
		return -1;
	return remove_gone(b);
}

/* ---- the new one ---- */

static int render(struct build *b)
{
	struct render r = {
		.ctx = &b->ctx,
		.templates = &b->templates,
		.plan = &b->plan,
		.source = b->o->source,
		.transaction = b->transaction,
		.threads = b->o->threads ? b->o->threads : 1,
	};

	b->new_.files = arena_calloc(&b->arena, b->plan.n, sizeof(*b->new_.files));
	b->new_.n = b->plan.n;
	return render_all(&r, b->new_.files, b->f);
}

static int put_manifest(struct build *b)
{
	struct buf text = BUF_INIT;
	int rc;

	b->new_.version = b->ctx.version;
	b->new_.commit = b->ctx.commit;
	b->new_.base_url = b->ctx.base_url;
	b->new_.as_of = b->o->registry->as_of;
	manifest_render(&b->new_, &text);
	rc = transaction_put(b->transaction, MANIFEST_NAME, buf_str(&text), b->f);
	buf_release(&text);
	return rc;
}

static int apply(struct build *b, struct site_counts *counts)
{
	b->transaction = transaction_begin(b->o->out, b->f);
	if (!b->transaction || compare_with_old(b) < 0 || render(b) < 0 || put_manifest(b) < 0)
		return -1;
	return transaction_commit(b->transaction, &counts->files, b->f);
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
		.base_url = base_url(&b.arena, o->base_url),
		.commit = o->commit,
		.version = o->version,
	};
	rc = prepare(&b);
	if (rc == 0)
		rc = apply(&b, counts);
	counts->pages = b.plan.pages;
	counts->copies = b.plan.n - b.plan.pages;
	transaction_free(b.transaction);
	plan_release(&b.plan);
	templates_release(&b.templates);
	outline_free(outline);
	arena_release(&b.arena);
	return rc;
}
