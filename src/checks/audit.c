#include "checks/audit.h"

#include <stdio.h>
#include <string.h>

#include "checks/families.h"

enum { COMMIT_DAYS = 3, COMMIT_DAYS_FEW = 15, CLOCKS_DIFFER = 3600 /* seconds, of two offices */ };

struct audit {
	const struct content *content;
	const struct history *history;
	struct map own; /* of offices that publish here: the notice of theirs that says it is the oldest */
	struct findings *f;
};

static struct place place(const struct commit *c, const char *path)
{
	return (struct place){ .revision = c ? c->id : NULL, .path = path };
}

static const char *time_text(struct arena *a, int64_t seconds)
{
	char text[MINUTE_SIZE];

	return arena_strdup(a, minute_format(minute_from_unix(seconds), text));
}

/* ---- edits of notices ---- */

/* What was recorded as withheld is that object at that path, and no other. */
static const struct withheld *accepted(const struct audit *a, const char *path,
				       const struct blob *object)
{
	const struct withheld *w = content_withheld(a->content, path);
	char hex[BLOB_HEX_SIZE];

	return w && w->object && strcmp(w->object, blob_hex(object, hex)) == 0 ? w : NULL;
}

/* A copy that says anew when it was made: the day, or DATE_NONE. */
static date_t copied_anew(const struct audit *a, const struct notice_facts *n,
			  const struct commit *commit)
{
	for (size_t i = 0; i < n->edits.n; i++) {
		const struct edit *e = &n->edits.items[i];
		const struct version *x = history_version(a->history, &e->before);
		const struct version *y = history_version(a->history, &e->after);

		if (e->commit == commit && e->kind == EDIT_CHANGED && x && y && x->transcribed &&
		    y->transcribed && y->copied != DATE_NONE && y->copied > x->copied)
			return y->copied;
	}
	return DATE_NONE;
}

static const char *file_name(const char *path)
{
	return strrchr(path, '/') + 1;
}

/* "title, annex 1 row 3"; the file's name where no more is known. */
static const char *parts_text(struct audit *a, const struct edit *e)
{
	const char *text = "";

	for (size_t i = 0; i < e->parts.n; i++)
		text = arena_printf(&a->f->arena, "%s%s%s", text, i ? ", " : "", e->parts.items[i]);
	return *text ? text : file_name(e->path);
}

static void audit_change(struct audit *a, const struct notice_facts *n, const struct edit *e)
{
	date_t copied = copied_anew(a, n, e->commit);
	char day[DATE_SIZE];

	if (e->compared && !e->parts.n)
		finding_add(a->f, F_HISTORY_FORM, place(e->commit, e->path), n->id);
	else if (copied != DATE_NONE)
		finding_add(a->f, F_HISTORY_COPIED, place(e->commit, e->path), n->id,
			    date_format(copied, day), parts_text(a, e));
	else
		finding_add(a->f, F_HISTORY_EDITED, place(e->commit, e->path), n->id,
			    parts_text(a, e));
}

/*
 * Words may be taken out of a notice's text or annexes; an attachment goes
 * as a whole, and what is put in its place was not withheld.
 */
static bool is_text(const char *path)
{
	size_t depth = 0;

	for (; *path; path++)
		depth += *path == '/';
	return depth == 4;
}

static void audit_edit(struct audit *a, const struct notice_facts *n, const struct edit *e)
{
	const struct withheld *w = accepted(a, e->path, &e->before);
	struct place at = place(e->commit, e->path);

	if (w && (e->kind == EDIT_DELETED || (e->kind == EDIT_CHANGED && is_text(e->path)))) {
		if (e->kind == EDIT_DELETED)
			finding_add(a->f, F_HISTORY_WITHHELD, at, n->id, file_name(e->path),
				    w->basis);
		else
			finding_add(a->f, F_HISTORY_REDACTED, at, n->id, parts_text(a, e), w->basis);
		return;
	}
	switch ((enum edit_kind)e->kind) {
	case EDIT_CHANGED:
	case EDIT_ADDED:
		audit_change(a, n, e);
		break;
	case EDIT_DELETED:
		finding_add(a->f, F_HISTORY_DELETED, at, n->id, file_name(e->path));
		break;
	case EDIT_UNPUBLISHED:
		finding_add(a->f, F_HISTORY_UNPUBLISHED, at, n->id);
		break;
	case EDIT_RESTORED:
		finding_add(a->f, F_HISTORY_RESTORED, at, n->id);
		break;
	case EDIT_HIDDEN:
		finding_add(a->f, F_HISTORY_HIDDEN, at, n->id, file_name(e->path));
		break;
	}
}

/* ---- when a notice was published ---- */

static void waive(struct audit *a, const struct notice_facts *n)
{
	const struct notice *x = content_notice(a->content, n->id);
	const struct finding *last = &a->f->items[a->f->n - 1];

	for (size_t i = 0; x && i < x->waive.n; i++)
		if (strcmp(x->waive.items[i].rule, finding_rule(last->id)) == 0) {
			findings_waive(a->f, a->f->n - 1, x->waive.items[i].reason,
				       x->waive.items[i].document);
			return;
		}
}

/* Who publishes here since when: copies of other portals, and of what is older, aside. */
static void collect_own(struct audit *a)
{
	for (size_t i = 0; i < a->content->notices.n; i++) {
		const struct notice *n = &a->content->notices.items[i], *first;

		if (n->draft || n->transcribed || !n->issuers.n || n->published == DATE_NONE)
			continue;
		first = map_get(&a->own, n->issuers.items[0]);
		if (!first || n->published < first->published)
			map_set(&a->own, n->issuers.items[0], (void *)n);
	}
}

/* A copy says itself when it was published: that of an office which publishes here needs a reason. */
static void audit_copy(struct audit *a, const struct notice_facts *n, const char *path)
{
	const struct notice *x = content_notice(a->content, n->id);
	const struct notice *first = x && x->issuers.n ? map_get(&a->own, x->issuers.items[0]) : NULL;
	char stated[MINUTE_SIZE];

	if (n->published->cut || !first || !x->annexes.n || n->version->published == DATE_NONE ||
	    n->version->published <= first->published)
		return;
	finding_add(a->f, F_HISTORY_OWN_COPY, place(n->published, path), n->id,
		    minute_format(n->version->published, stated), first->id);
	waive(a, n);
}

/* Where the clone was cut, nobody knows when the notice was committed. */
static void audit_publication(struct audit *a, const struct notice_facts *n, const char *path)
{
	const struct version *v = n->version;
	const struct commit *c = n->published;
	int most = a->content->site.commit_days ? a->content->site.commit_days : COMMIT_DAYS;
	char stated[MINUTE_SIZE], committed[MINUTE_SIZE], days[16];

	if (c->cut || v->published == DATE_NONE ||
	    minute_date(minute_from_unix(c->time)) - minute_date(v->published) <= most)
		return;
	snprintf(days, sizeof(days), "%d", most);
	finding_add(a->f, F_HISTORY_BACKDATED, place(c, path), n->id,
		    minute_format(v->published, stated),
		    minute_format(minute_from_unix(c->time), committed), days);
	waive(a, n);
}

static void audit_notice(struct audit *a, const struct notice_facts *n)
{
	const char *path = arena_printf(&a->f->arena, "content/notices/%s.md", n->id);
	char hex[BLOB_HEX_SIZE];

	if (!n->published || !n->version)
		return;
	if (!n->version->missing && n->version->transcribed)
		audit_copy(a, n, path);
	else if (!n->version->missing)
		audit_publication(a, n, path);
	else if (!accepted(a, path, &n->version->blob))
		finding_add(a->f, F_HISTORY_MISSING, place(n->published, path), n->id,
			    blob_hex(&n->version->blob, hex));
	for (size_t i = 0; i < n->edits.n; i++)
		audit_edit(a, n, &n->edits.items[i]);
}

/* ---- regulations and entities ---- */

static bool rests_on_rules(const struct notice *n, const char *rules, const struct rules *r)
{
	if (r && r->by && strcmp(r->by, n->id) == 0)
		return true;
	for (size_t i = 0; i < n->basis.n; i++)
		if (strcmp(n->basis.items[i], rules) == 0)
			return true;
	return false;
}

/* Whether a notice that rests on the rules had been published before the commit. */
static bool applied(const struct audit *a, const char *rules, const struct commit *commit)
{
	const struct rules *r = content_rules(a->content, rules);

	for (size_t i = 0; i < a->content->notices.n; i++) {
		const struct notice *n = &a->content->notices.items[i];
		const struct notice_facts *facts = history_notice(a->history, n->id);

		if (facts && facts->published && facts->published != commit &&
		    rests_on_rules(n, rules, r) && commit_rests_on(commit, facts->published))
			return true;
	}
	return false;
}

/* Values that lists follow from; the others are read, and may be learnt better. */
static bool moves_lists(const struct edit *e)
{
	static const char *const keys[] = { "region",		"by",	 "effective",
					    "effective_latest", "years", "ended",
					    "levels",		"lists", "includes",
					    "unreadable" };

	if (e->kind != EDIT_CHANGED || !e->compared)
		return true;
	for (size_t i = 0; i < e->parts.n; i++)
		for (size_t k = 0; k < ARRAY_LEN(keys); k++)
			if (strcmp(e->parts.items[i], keys[k]) == 0)
				return true;
	return false;
}

static const char *stem(struct arena *a, const char *path)
{
	const char *name = file_name(path);

	return arena_strndup(a, name, strcspn(name, "."));
}

static void audit_rules(struct audit *a, const struct edit *e)
{
	const char *id = stem(&a->f->arena, e->path);

	if ((e->compared && !e->parts.n) || !applied(a, id, e->commit))
		return;
	finding_add(a->f, F_HISTORY_RULES, place(e->commit, e->path), id, parts_text(a, e));
	if (!moves_lists(e))
		findings_lower(a->f, SEVERITY_WARNING);
}

/* What decides of which lists its companies are. */
static void audit_region(struct audit *a, const struct edit *e)
{
	static const char *const keys[] = { "code",	  "level", "parent",
					    "reports_to", "from",  "unreadable" };
	const char *id = stem(&a->f->arena, e->path);
	bool moves = e->kind != EDIT_CHANGED || !e->compared;

	for (size_t i = 0; i < e->parts.n; i++)
		for (size_t k = 0; k < ARRAY_LEN(keys); k++)
			moves = moves || strcmp(e->parts.items[i], keys[k]) == 0;
	if (!moves)
		return;
	for (size_t i = 0; i < a->history->notices.n; i++) {
		const struct commit *c = a->history->notices.items[i].published;

		if (c && c != e->commit && commit_rests_on(e->commit, c)) {
			finding_add(a->f, F_HISTORY_REGION, place(e->commit, e->path), id,
				    parts_text(a, e));
			return;
		}
	}
}

static bool named(const struct content *c, const char *entity)
{
	for (size_t i = 0; i < c->notices.n; i++)
		for (size_t k = 0; k < c->notices.items[i].annexes.n; k++) {
			const struct annex *x = &c->notices.items[i].annexes.items[k];

			for (size_t r = 0; r < x->rows.n; r++)
				if (strcmp(x->rows.items[r].id, entity) == 0)
					return true;
		}
	return false;
}

/* One that no notice names was never on any page. */
static void audit_entity(struct audit *a, const struct edit *e)
{
	const char *id = stem(&a->f->arena, e->path);

	finding_add(a->f, F_HISTORY_ENTITY, place(e->commit, e->path), id);
	if (!named(a->content, id))
		findings_lower(a->f, SEVERITY_WARNING);
}

static void audit_other(struct audit *a, const struct edit *e)
{
	if (strncmp(e->path, "content/rules/", strlen("content/rules/")) == 0)
		audit_rules(a, e);
	else if (strncmp(e->path, "content/regions/", strlen("content/regions/")) == 0)
		audit_region(a, e);
	else
		audit_entity(a, e);
}

/* ---- the commits themselves ---- */

/* The portal may allow itself more days, and says so to whoever asks. */
static void audit_span(struct audit *a)
{
	char days[16], usual[16];

	if (a->content->site.commit_days <= COMMIT_DAYS_FEW)
		return;
	snprintf(days, sizeof(days), "%d", a->content->site.commit_days);
	snprintf(usual, sizeof(usual), "%d", COMMIT_DAYS);
	finding_add(a->f, F_HISTORY_SPAN, place(NULL, "content/site.json"), days, usual);
}

static void audit_commit(struct audit *a, const struct commit *c)
{
	for (size_t i = 0; i < c->parents.n; i++) {
		const struct commit *p = c->parents.items[i];

		if (c->time + CLOCKS_DIFFER < p->time)
			finding_add(a->f, F_HISTORY_CLOCK, place(c, NULL),
				    time_text(&a->f->arena, c->time), p->id,
				    time_text(&a->f->arena, p->time));
	}
	if (c->cut)
		finding_add(a->f, F_HISTORY_CUT, place(c, NULL), NULL);
}

static bool behind(const struct history *h, const char *id)
{
	size_t len = strlen(id);

	for (size_t i = 0; i < h->commits.n; i++)
		if (len && strncmp(h->commits.items[i].id, id, len) == 0)
			return true;
	return false;
}

void audit_run(const struct audit_facts *facts, struct findings *f)
{
	struct audit a = { facts->content, facts->history, MAP_INIT, f };
	const struct history *h = facts->history;

	if (h->replaced)
		finding_add(f, F_HISTORY_REPLACED, place(NULL, NULL), NULL);
	for (size_t i = 0; i < facts->n_kept; i++)
		if (!behind(h, facts->kept[i].commit))
			finding_add(f, F_HISTORY_KEPT, place(h->tip, NULL), facts->kept[i].name);
	for (size_t i = 0; i < h->commits.n; i++)
		audit_commit(&a, &h->commits.items[i]);
	collect_own(&a);
	audit_span(&a);
	for (size_t i = 0; i < h->notices.n; i++)
		audit_notice(&a, &h->notices.items[i]);
	for (size_t i = 0; i < h->others.n; i++)
		audit_other(&a, &h->others.items[i]);
	map_release(&a.own);
	audit_signatures(facts, f);
}

/* ---- the catalogue ---- */

static const struct check rows[] = {
	{ F_HISTORY_EDITED, F_HISTORY_MISSING, .reads = READS_HISTORY, .fixed = true },
	{ F_HISTORY_BACKDATED, F_HISTORY_OWN_COPY, .reads = READS_HISTORY },
	{ F_HISTORY_SPAN, F_HISTORY_REPLACED, .reads = READS_HISTORY, .fixed = true },
	{ F_SIGNATURE_NONE, F_SIGNERS_SEIZED, .reads = READS_HISTORY, .fixed = true },
};

const struct family history_family = {
	.name = "history",
	.says = { "提交历史", "the history of commits" },
	.found_by = "audit",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
