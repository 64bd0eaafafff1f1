/*
 * Signatures: from the commit that first keeps keys in content/signers on,
 * whatever changes content is signed by one of them, and who may sign is
 * changed only by one who may.
 */
#include "checks/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct signing {
	const struct audit_facts *facts;
	const struct audit_signatures *s;
	bool *kept; /* of each commit: it, or one that it rests on, has keys */
	struct findings *f;
};

static struct place at(const struct commit *c, const char *path)
{
	return (struct place){ .revision = c ? c->id : NULL, .path = path };
}

static const struct change *change_of_signers(const struct commit *c)
{
	for (size_t i = 0; i < c->changes.n; i++)
		if (strcmp(c->changes.items[i].path, SIGNERS_FILE) == 0 && !c->changes.items[i].side)
			return &c->changes.items[i];
	return NULL;
}

static size_t rank_of(const struct history *h, const struct commit *c)
{
	return (size_t)(c - h->commits.items);
}

/* Whether it was to be signed: keys were kept before it. */
static bool bound(const struct signing *x, const struct commit *c)
{
	for (size_t i = 0; i < c->parents.n; i++)
		if (x->kept[rank_of(x->facts->history, c->parents.items[i])])
			return true;
	return false;
}

static const char *time_text(struct arena *a, int64_t seconds)
{
	char text[MINUTE_SIZE];

	return arena_strdup(a, minute_format(minute_from_unix(seconds), text));
}

/* What is the same of a commit and a tag; must: it was to be signed. */
static void judge(struct signing *x, const struct audit_signature *g, const struct commit *c,
		  const char *path, bool must)
{
	struct place place = at(c, path);
	bool lower = !must;

	switch ((enum signature_state)g->state) {
	case SIGNATURE_NONE:
		if (must)
			finding_add(x->f, F_SIGNATURE_NONE, place, NULL);
		return;
	case SIGNATURE_BAD:
		finding_add(x->f, F_SIGNATURE_BAD, place, NULL);
		return;
	case SIGNATURE_UNKNOWN:
		finding_add(x->f, F_SIGNATURE_UNKNOWN, place, g->key);
		break;
	case SIGNATURE_EXPIRED:
		finding_add(x->f, F_SIGNATURE_EXPIRED, place, g->signer,
			    c ? time_text(&x->f->arena, c->time) : NULL);
		break;
	case SIGNATURE_KIND:
		finding_add(x->f, F_SIGNATURE_KIND, place, NULL);
		lower = true;
		break;
	case SIGNATURE_GOOD:
	case SIGNATURE_UNVERIFIED:
	case SIGNATURE_STATES:
		return;
	}
	if (lower)
		findings_lower(x->f, SEVERITY_WARNING);
}

/* One that changes who may sign is judged by those who might before it. */
static void judge_change(struct signing *x, const struct commit *c, const struct audit_signature *g)
{
	if (g->state == SIGNATURE_UNVERIFIED)
		return;
	if (g->state == SIGNATURE_GOOD)
		finding_add(x->f, F_SIGNERS_CHANGED, at(c, SIGNERS_FILE), g->signer);
	else
		finding_add(x->f, F_SIGNERS_SEIZED, at(c, SIGNERS_FILE), NULL);
}

static void judge_commit(struct signing *x, const struct commit *c)
{
	size_t i = rank_of(x->facts->history, c);
	const struct audit_signature *g = &x->s->commits[i];
	const struct change *keys = change_of_signers(c);
	bool must = bound(x, c);

	x->kept[i] = must || (keys && !blob_none(&keys->after));
	judge(x, g, c, NULL, must && (c->changes.n || x->s->brings[i]));
	if (g->state == SIGNATURE_GOOD && g->other)
		finding_add(x->f, F_SIGNATURE_OTHER, at(c, NULL), c->committer, g->signer);
	if (keys && must)
		judge_change(x, c, &x->s->changes[i]);
}

static void judge_tag(struct signing *x, const struct audit_tag *t)
{
	const struct history *h = x->facts->history;
	const char *path = arena_printf(&x->f->arena, "refs/tags/%s", t->name);

	judge(x, &t->signature, t->commit, path, t->commit && x->kept[rank_of(h, t->commit)]);
}

static void tell_unverified(struct signing *x)
{
	const struct history *h = x->facts->history;
	size_t n = 0;
	char count[24];

	for (size_t i = 0; i < h->commits.n; i++)
		n += x->s->commits[i].state == SIGNATURE_UNVERIFIED;
	for (size_t i = 0; i < x->s->n_tags; i++)
		n += x->s->tags[i].signature.state == SIGNATURE_UNVERIFIED;
	if (!n)
		return;
	snprintf(count, sizeof(count), "%zu", n);
	finding_add(x->f, F_SIGNATURE_UNVERIFIED, at(NULL, NULL), x->s->tool ? x->s->tool : "git",
		    count);
}

void audit_signatures(const struct audit_facts *facts, struct findings *f)
{
	const struct history *h = facts->history;
	struct signing x = { facts, facts->signatures, NULL, f };

	if (!x.s)
		return;
	x.kept = xcalloc(h->commits.n, sizeof(*x.kept));
	for (size_t i = 0; i < h->commits.n; i++)
		judge_commit(&x, &h->commits.items[i]);
	for (size_t i = 0; i < x.s->n_tags; i++)
		judge_tag(&x, &x.s->tags[i]);
	tell_unverified(&x);
	free(x.kept);
}
