#include "template/report.h"

#include <string.h>

enum { QUOTE_MOST = 60 }; /* bytes; what is longer is cut */

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_place(const struct place *a, const struct place *b)
{
	return a->line == b->line && a->col == b->col && same(a->path, b->path) &&
	       same(a->source, b->source) && same(a->revision, b->revision);
}

static bool said(const struct findings *f, enum finding_id id, const struct place *place,
		 const char *const *args, size_t n_args)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];
		bool equal = x->id == id && same_place(&x->place, place);

		for (size_t k = 0; equal && k < FINDING_ARGS; k++)
			equal = same(x->args[k], k < n_args ? args[k] : NULL);
		if (equal)
			return true;
	}
	return false;
}

bool report_full(const struct report *r)
{
	return r->raised > REPORT_MOST;
}

void report_add_args(struct report *r, enum finding_id id, struct place place,
		     const char *const *args, size_t n_args)
{
	if (report_full(r))
		return;
	r->raised++;
	if (report_full(r)) {
		struct arena scratch = ARENA_INIT;

		finding_add(r->f, F_TMPL_TOO_MANY, place, report_number(&scratch, REPORT_MOST));
		arena_release(&scratch);
	} else if (!said(r->f, id, &place, args, n_args)) {
		findings_add(r->f, id, place, args, n_args);
	}
}

static bool space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *report_quote(struct arena *a, struct str s)
{
	size_t len;
	char *quote;

	for (; s.len && space(s.data[0]); s.len--)
		s.data++;
	while (s.len && space(s.data[s.len - 1]))
		s.len--;
	len = s.len > QUOTE_MOST ? QUOTE_MOST : s.len;
	while (len < s.len && len > 0 && ((unsigned char)s.data[len] & 0xc0) == 0x80)
		len--; /* not within a character */
	quote = arena_printf(a, "%.*s%s", (int)len, len ? s.data : "", len < s.len ? "…" : "");
	for (char *p = quote; *p; p++)
		if (space(*p))
			*p = ' ';
	return quote;
}

const char *report_number(struct arena *a, size_t n)
{
	return arena_printf(a, "%zu", n);
}
