#include "site/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "site/page_check.h"
#include "store/source.h"
#include "store/transaction.h"

struct worker {
	struct arena page, row; /* what one page borrows */
	struct buf bytes;
	struct findings findings; /* of the item at hand */
};

struct result {
	struct findings *findings; /* NULL: none */
	size_t bytes;
};

struct job {
	const struct render *r;
	struct manifest_file *files;
	struct result *results;
	struct worker *workers;
	struct page_checker *checkers; /* of each worker */
	struct str *ids; /* of each page: see page_check */
};

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
	arena_clear(&w->page);
	arena_clear(&w->row);
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
	arena_clear(&w->page);
	arena_clear(&w->row);
}

static void keep_findings(struct worker *w, struct result *result)
{
	if (!w->findings.n)
		return;
	result->findings = xmalloc(sizeof(*result->findings));
	*result->findings = w->findings;
	w->findings = (struct findings)FINDINGS_INIT;
}

static void render_item(struct job *job, unsigned worker, size_t i)
{
	struct worker *w = &job->workers[worker];
	struct page_checker *checker = &job->checkers[worker];
	const struct planned *item = &job->r->plan->items[i];
	int rc = 0;

	buf_clear(&w->bytes);
	if (item->copy) {
		rc = source_read(job->r->source, item->copy, &w->bytes, &w->findings);
	} else if (item->product) {
		render_product(w, job, item);
		text_check(checker, item, buf_str(&w->bytes));
	} else {
		render_page(w, job, item);
		job->ids[i] = page_check(checker, item, buf_str(&w->bytes));
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
		render_item(job, worker, i);
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
			render_item(job, 0, i);
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

static void job_begin(struct job *job)
{
	const struct render *r = job->r;

	job->results = xcalloc(r->plan->n, sizeof(*job->results));
	job->ids = xcalloc(r->plan->n, sizeof(*job->ids));
	job->workers = xcalloc(r->threads, sizeof(*job->workers));
	job->checkers = xcalloc(r->threads, sizeof(*job->checkers));
	for (unsigned i = 0; i < r->threads; i++)
		job->checkers[i] = (struct page_checker){ .ctx = r->ctx, .plan = r->plan };
}

static void job_end(struct job *job)
{
	for (unsigned i = 0; i < job->r->threads; i++) {
		arena_release(&job->workers[i].page);
		arena_release(&job->workers[i].row);
		buf_release(&job->workers[i].bytes);
		findings_release(&job->workers[i].findings);
		page_checker_release(&job->checkers[i]);
	}
	free(job->workers);
	free(job->checkers);
	free(job->results);
	free(job->ids);
}

int render_all(const struct render *r, struct manifest_file *files, struct findings *f)
{
	struct job job = { .r = r, .files = files };
	size_t errors = f->errors;

	job_begin(&job);
	parallel_for(r->plan->n, r->threads, work, &job);
	render_last(&job);
	join_findings(job.results, r->plan->n, f);
	page_checks_report(job.checkers, r->threads, job.ids, f);
	job_end(&job);
	return f->errors > errors ? -1 : 0;
}
