#include "site/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "site/links.h"
#include "store/source.h"
#include "store/transaction.h"

struct worker {
	struct arena page, row; /* what one page borrows */
	struct arena kept; /* what is needed to the end */
	struct buf bytes, url, address, fragment;
	struct str *links; /* of the page at hand */
	size_t n_links, links_cap;
	struct findings findings; /* of the item at hand */
	struct map demands; /* by where they lead: one finding for a link that stands on every page */
};

struct demand { /* a link that does not resolve, or whose fragment must be looked for on another page */
	const struct planned *to; /* NULL: no such page */
	const char *id;
	const char *from; /* the first page, by address, that has it */
	const char *url; /* as written there */
};

struct result {
	struct str ids; /* of a page, each with a NUL behind it */
	struct findings *findings; /* NULL: none */
	size_t bytes;
};

struct job {
	const struct render *r;
	struct manifest_file *files;
	struct result *results;
	struct worker *workers;
};

/* ---- links ---- */

static bool has_id(struct str ids, const char *id)
{
	for (const char *s = ids.data; s < ids.data + ids.len; s += strlen(s) + 1)
		if (strcmp(s, id) == 0)
			return true;
	return false;
}

/* Keyed by w->address. */
static void demand_add(struct worker *w, const struct planned *to, const char *from)
{
	struct demand *d = map_get(&w->demands, w->address.data);

	if (!d) {
		d = arena_alloc(&w->kept, sizeof(*d));
		*d = (struct demand){ to, arena_strdup(&w->kept, w->fragment.data), from,
				      arena_strdup(&w->kept, w->url.data) };
		map_add(&w->demands, arena_strdup(&w->kept, w->address.data), d);
	} else if (strcmp(from, d->from) < 0) {
		d->from = from;
		d->url = arena_strdup(&w->kept, w->url.data);
	}
}

static void check_link(struct worker *w, const struct job *job, const struct planned *page,
		       struct str ids, struct str value)
{
	const struct planned *to = NULL;
	enum link_target target;

	buf_clear(&w->url);
	buf_clear(&w->address);
	buf_clear(&w->fragment);
	buf_add_str(&w->url, "");
	html_unescape(&w->url, value);
	target = link_resolve(page->address, job->r->ctx->base_url, buf_str(&w->url), &w->address,
			      &w->fragment);
	if (target == LINK_OUTSIDE)
		return;
	if (target == LINK_INSIDE)
		to = plan_find(job->r->plan, w->address.data);
	if (to && (!w->fragment.len || (to == page && has_id(ids, w->fragment.data))))
		return;
	if (target == LINK_NOWHERE) {
		buf_clear(&w->address);
		buf_add_slice(&w->address, buf_str(&w->url));
	}
	buf_add_char(&w->address, '#');
	buf_add_slice(&w->address, buf_str(&w->fragment));
	demand_add(w, to, page->address);
}

/* Keeps the ids, and notes the links in w->links. */
static struct str scan_page(struct worker *w)
{
	struct html_scan scan = { w->bytes.data, w->bytes.data + w->bytes.len, false };
	struct html_attribute a;

	buf_clear(&w->url);
	w->n_links = 0;
	while (html_next(&scan, &a)) {
		if (a.kind == HTML_ID) {
			html_unescape(&w->url, a.value);
			buf_add_char(&w->url, '\0');
		} else {
			ARRAY_GROW(w->links, w->n_links, w->links_cap);
			w->links[w->n_links++] = a.value;
		}
	}
	return (struct str){ arena_memdup(&w->kept, w->url.data, w->url.len), w->url.len };
}

static struct str check_links(struct worker *w, const struct job *job, const struct planned *page)
{
	struct str ids = scan_page(w);

	for (size_t i = 0; i < w->n_links; i++)
		check_link(w, job, page, ids, w->links[i]);
	return ids;
}

static int demand_order(const void *a, const void *b)
{
	const struct demand *x = *(const struct demand *const *)a,
			    *y = *(const struct demand *const *)b;
	int order = strcmp(x->from, y->from);

	return order ? order : strcmp(x->url, y->url);
}

static bool demand_met(const struct job *job, const struct demand *d)
{
	return d->to && has_id(job->results[d->to - job->r->plan->items].ids, d->id);
}

/* Of all workers', those for one place are one. */
static void join_demands(const struct job *job, struct map *all)
{
	for (unsigned i = 0; i < job->r->threads; i++) {
		struct map_entry *entries = map_sorted(&job->workers[i].demands);

		for (size_t k = 0; k < job->workers[i].demands.n; k++) {
			struct demand *d = entries[k].value, *known = map_get(all, entries[k].key);

			if (!known || strcmp(d->from, known->from) < 0)
				map_set(all, entries[k].key, d);
		}
		free(entries);
	}
}

/* Once all pages are there. */
static void check_demands(const struct job *job, struct findings *f)
{
	struct map all = MAP_INIT;
	struct map_entry *entries;
	struct demand **broken;
	size_t n = 0;

	join_demands(job, &all);
	entries = map_sorted(&all);
	broken = xcalloc(all.n, sizeof(struct demand *));
	for (size_t i = 0; i < all.n; i++)
		if (!demand_met(job, entries[i].value))
			broken[n++] = entries[i].value;
	if (n)
		qsort(broken, n, sizeof(struct demand *), demand_order);
	for (size_t i = 0; i < n; i++)
		finding_add(f, broken[i]->to ? F_LINK_FRAGMENT : F_LINK_BROKEN, (struct place){ 0 },
			    broken[i]->from, broken[i]->url);
	free(broken);
	free(entries);
	map_release(&all);
}

/* ---- one item ---- */

static void render_page(struct worker *w, const struct job *job, const struct planned *item)
{
	struct page page = {
		.ctx = job->r->ctx,
		.address = item->address,
		.arena = &w->page,
		.row = &w->row,
		.findings = &w->findings,
	};

	page_kinds[item->kind]->render(&page, item->index, &job->r->templates->kinds[item->kind],
				       &w->bytes);
	arena_release(&w->page);
	arena_release(&w->row);
}

static void render_product(struct worker *w, const struct job *job, const struct planned *item)
{
	struct export product = {
		.page = {
			.ctx = job->r->ctx,
			.address = item->address,
			.anywhere = true,
			.arena = &w->page,
			.row = &w->row,
			.findings = &w->findings,
		},
		.all = job->r->plan->exports,
	};

	item->product->render(&product, item->index, &w->bytes);
	arena_release(&w->page);
	arena_release(&w->row);
}

static void keep_findings(struct worker *w, struct result *result)
{
	if (!w->findings.n)
		return;
	result->findings = xmalloc(sizeof(*result->findings));
	*result->findings = w->findings;
	w->findings = (struct findings)FINDINGS_INIT;
}

static void render_item(struct worker *w, struct job *job, size_t i)
{
	const struct planned *item = &job->r->plan->items[i];
	int rc = 0;

	buf_clear(&w->bytes);
	if (item->copy) {
		rc = source_read(job->r->source, item->copy, &w->bytes, &w->findings);
	} else if (item->product) {
		render_product(w, job, item);
	} else {
		render_page(w, job, item);
		job->results[i].ids = check_links(w, job, item);
	}
	if (rc == 0) {
		hash_bytes(buf_str(&w->bytes), job->files[i].hash);
		job->files[i].path = item->address;
		job->results[i].bytes = w->bytes.len;
		transaction_put(job->r->transaction, item->address, buf_str(&w->bytes), &w->findings);
	}
	keep_findings(w, &job->results[i]);
}

/* ---- all of them ---- */

static bool comes_last(const struct planned *item)
{
	return item->product && item->product->last;
}

static void work(void *ctx, unsigned worker, size_t i)
{
	struct job *job = ctx;

	if (!comes_last(&job->r->plan->items[i]))
		render_item(&job->workers[worker], job, i);
}

static bool is_made(const void *of, const char *address, struct export_made *out)
{
	const struct job *job = of;
	const struct planned *item = plan_find(job->r->plan, address);
	size_t i = item ? (size_t)(item - job->r->plan->items) : 0;

	if (!item)
		return false;
	memcpy(out->hash, job->files[i].hash, HASH_SIZE);
	out->bytes = job->results[i].bytes;
	return true;
}

/* What tells of the other files. */
static void render_last(struct job *job)
{
	struct exports *x = job->r->plan->exports;

	x->made = is_made;
	x->of = job;
	for (size_t i = 0; i < job->r->plan->n; i++)
		if (comes_last(&job->r->plan->items[i]))
			render_item(&job->workers[0], job, i);
}

static void worker_release(struct worker *w)
{
	arena_release(&w->kept);
	buf_release(&w->bytes);
	buf_release(&w->url);
	buf_release(&w->address);
	buf_release(&w->fragment);
	free(w->links);
	findings_release(&w->findings);
	map_release(&w->demands);
}

static void join_findings(struct result *results, size_t n, struct findings *f)
{
	for (size_t i = 0; i < n; i++) {
		if (!results[i].findings)
			continue;
		findings_join(f, results[i].findings);
		findings_release(results[i].findings);
		free(results[i].findings);
	}
}

int render_all(const struct render *r, struct manifest_file *files, struct findings *f)
{
	struct job job = { r, files, xcalloc(r->plan->n, sizeof(*job.results)),
			   xcalloc(r->threads, sizeof(*job.workers)) };
	size_t errors = f->errors;

	parallel_for(r->plan->n, r->threads, work, &job);
	render_last(&job);
	join_findings(job.results, r->plan->n, f);
	check_demands(&job, f);
	for (unsigned i = 0; i < r->threads; i++)
		worker_release(&job.workers[i]);
	free(job.workers);
	free(job.results);
	return f->errors > errors ? -1 : 0;
}
