#include "site/old_site.h"

#include <stdlib.h>
#include <string.h>

#include "pages/address.h"
#include "store/source.h"
#include "store/transaction.h"

static int by_path(const void *a, const void *b)
{
	const struct manifest_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

/* We write it in order; whoever else did may not have. */
static void put_in_order(struct manifest *m)
{
	for (size_t i = 1; i < m->n; i++)
		if (by_path(&m->files[i - 1], &m->files[i]) > 0) {
			qsort(m->files, m->n, sizeof(*m->files), by_path);
			return;
		}
}

/* 1 or 0; -1 with a finding. Without a transaction, what cannot be looked at is not there. */
static int is_there(const struct old_site *s, const char *path, struct findings *f)
{
	if (s->transaction)
		return transaction_has(s->transaction, path, f);
	return s->folder && source_has(s->folder, path);
}

int old_site_open(struct old_site *s, const char *out, struct transaction *t, struct arena *a,
		  struct findings *f)
{
	int rc;

	*s = (struct old_site){ .transaction = t, .folder = source_open_tree(out, t ? f : NULL) };
	if (!s->folder)
		return t ? -1 : 0;
	rc = is_there(s, MANIFEST_NAME, f);
	if (rc <= 0)
		return rc;
	rc = manifest_read(s->folder, &s->text, f);
	if (rc == 0)
		rc = manifest_parse(buf_str(&s->text), a, &s->manifest, f);
	put_in_order(&s->manifest);
	return rc;
}

void old_site_close(struct old_site *s)
{
	source_free(s->folder);
	buf_release(&s->text);
}

const struct manifest_file *old_site_next(const struct old_site *s, size_t *at, const char *address)
{
	int order = 1;

	while (*at < s->manifest.n && (order = strcmp(s->manifest.files[*at].path, address)) < 0)
		(*at)++;
	return *at < s->manifest.n && order == 0 ? &s->manifest.files[*at] : NULL;
}

bool old_site_has(const struct old_site *s, const char *address, const unsigned char *hash)
{
	struct buf bytes = BUF_INIT;
	unsigned char now[HASH_SIZE];
	bool same = false;

	if (s->folder && source_read_large(s->folder, address, MANIFEST_MOST, &bytes, NULL) == 0) {
		hash_bytes(buf_str(&bytes), now);
		same = memcmp(now, hash, HASH_SIZE) == 0;
	}
	buf_release(&bytes);
	return same;
}

/* ---- what may not be overwritten ---- */

int old_site_refuse_later(const struct old_site *s, date_t day, struct findings *f)
{
	char old[DATE_SIZE], new_[DATE_SIZE];

	if (!s->manifest.n || s->manifest.as_of == DATE_NONE || s->manifest.as_of <= day)
		return 0;
	finding_add(f, F_SITE_LATER, (struct place){ .path = MANIFEST_NAME },
		    date_format(s->manifest.as_of, old), date_format(day, new_));
	return -1;
}

int old_site_refuse_foreign(const struct old_site *s, const struct plan *plan, struct findings *f)
{
	size_t at = 0;
	int there = 0;

	for (size_t i = 0; i < plan->n && there == 0; i++) {
		const char *address = plan->items[i].address;

		if (old_site_next(s, &at, address))
			continue;
		there = is_there(s, address, f);
		if (there > 0) /* one says enough */
			finding_add(f, F_SITE_FOREIGN, (struct place){ .path = address }, address);
	}
	return there ? -1 : 0;
}

/* ---- what may go ---- */

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

int old_site_remove_gone(const struct old_site *s, const struct plan *plan,
			 const struct registry *r, struct findings *f)
{
	size_t at = 0;
	int rc = 0;

	for (size_t i = 0; i < s->manifest.n; i++) {
		const char *path = s->manifest.files[i].path;

		if (plan_next(plan, &at, path))
			continue;
		if (s->transaction)
			transaction_remove(s->transaction, path);
		if (may_go(path) || redirected(r->content, r->as_of, path) ||
		    withheld(r->content, path))
			continue;
		finding_add(f, F_PAGE_GONE, (struct place){ 0 }, path);
		rc = -1;
	}
	return rc;
}
