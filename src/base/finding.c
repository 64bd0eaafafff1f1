#include "base/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"

enum { ARG_MOST = 1000 }; /* bytes shown of an argument */

static const struct {
	const char *rule;
	enum severity severity;
	const char *words[2]; /* by enum language */
} table[FINDING_COUNT] = {
#define FINDING(id, rule, severity, zh, en) [id] = { rule, severity, { zh, en } },
#include "base/finding.def"
#undef FINDING
};

static const struct {
	const char *key;
	const char *words[2]; /* by enum language */
} terms[] = {
#define TERM(key, zh, en) { key, { zh, en } },
#include "base/term.def"
#undef TERM
};

static const char *keep(struct findings *f, const char *s)
{
	return s ? arena_strdup(&f->arena, s) : NULL;
}

void findings_add(struct findings *f, enum finding_id id, struct place place,
		  const char *const *args, size_t n_args)
{
	struct finding *item;

	ARRAY_GROW(f->items, f->n, f->cap);
	item = &f->items[f->n++];
	memset(item, 0, sizeof(*item));
	item->id = id;
	item->place = place;
	item->place.source = keep(f, place.source);
	item->place.revision = keep(f, place.revision);
	item->place.path = keep(f, place.path);
	item->place.pointer = keep(f, place.pointer);
	item->severity = table[id].severity;
	for (size_t i = 0; i < n_args && i < FINDING_ARGS; i++)
		item->args[i] = keep(f, args[i]);
	if (table[id].severity == SEVERITY_ERROR)
		f->errors++;
}

void findings_cite(struct findings *f, const char *article)
{
	if (f->n)
		f->items[f->n - 1].article = keep(f, article);
}

void findings_lower(struct findings *f, enum severity most)
{
	struct finding *last = f->n ? &f->items[f->n - 1] : NULL;

	if (!last || last->severity <= most)
		return;
	if (last->severity == SEVERITY_ERROR && !last->waived)
		f->errors--;
	last->severity = most;
}

void findings_waive(struct findings *f, size_t i, const char *reason, const char *document)
{
	if (f->items[i].severity == SEVERITY_ERROR && !f->items[i].waived)
		f->errors--;
	f->items[i].waived = keep(f, reason);
	f->items[i].waived_by = keep(f, document);
}

void findings_copy(struct findings *f, const struct finding *x)
{
	findings_add(f, x->id, x->place, x->args, FINDING_ARGS);
	findings_cite(f, x->article);
	findings_lower(f, x->severity);
	if (x->waived)
		findings_waive(f, f->n - 1, x->waived, x->waived_by);
}

void findings_join(struct findings *f, const struct findings *from)
{
	for (size_t i = 0; i < from->n; i++)
		findings_copy(f, &from->items[i]);
}

static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_number(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int compare(const struct finding *a, const struct finding *b)
{
	int c = compare_text(a->place.path, b->place.path);

	if (!c)
		c = compare_number(a->place.line, b->place.line);
	if (!c)
		c = compare_number(a->place.col, b->place.col);
	if (!c)
		c = compare_text(a->place.pointer, b->place.pointer);
	if (!c)
		c = strcmp(table[a->id].rule, table[b->id].rule);
	for (size_t i = 0; !c && i < FINDING_ARGS; i++)
		c = compare_text(a->args[i], b->args[i]);
	return c;
}

/* Merge sort: stable, and the same everywhere. */
static void sort(struct finding *v, struct finding *spare, size_t n)
{
	size_t half = n / 2, i = 0, j = half, k = 0;

	if (n < 2)
		return;
	sort(v, spare, half);
	sort(v + half, spare, n - half);
	while (i < half && j < n)
		spare[k++] = compare(&v[j], &v[i]) < 0 ? v[j++] : v[i++];
	while (i < half)
		spare[k++] = v[i++];
	memcpy(v, spare, k * sizeof(*v)); /* what is left of the right half is in place */
}

void findings_sort(struct findings *f)
{
	struct finding *spare = xcalloc(f->n, sizeof(*spare));

	sort(f->items, spare, f->n);
	free(spare);
}

void findings_release(struct findings *f)
{
	free(f->items);
	arena_release(&f->arena);
	*f = (struct findings)FINDINGS_INIT;
}

const char *finding_rule(enum finding_id id)
{
	return table[id].rule;
}

enum severity finding_severity(enum finding_id id)
{
	return table[id].severity;
}

const char *severity_name(enum severity s)
{
	static const char *const names[] = { "note", "warning", "error" };

	return names[s];
}

/* An argument comes from content, which may hold millions of bytes in a key. */
static void render_arg(const char *arg, struct buf *out)
{
	struct str s = str_from(arg);

	if (s.len > ARG_MOST)
		for (s.len = ARG_MOST; s.len && (s.data[s.len] & 0xc0) == 0x80;)
			s.len--;
	escape_visible(out, s);
	if (arg && arg[s.len])
		buf_add_str(out, "…");
}

/* One of the program's own words, also behind a path: "site.json: Permission denied". */
static void render_term(const char *arg, enum language lang, struct buf *out)
{
	const char *colon = arg ? strstr(arg, ": ") : NULL;
	const char *key = colon ? colon + 2 : arg;
	size_t i = 0;

	while (key && i < ARRAY_LEN(terms) && strcmp(terms[i].key, key) != 0)
		i++;
	if (!key || i == ARRAY_LEN(terms)) {
		render_arg(arg, out);
		return;
	}
	escape_visible(out, (struct str){ arg, (size_t)(key - arg) });
	buf_add_str(out, terms[i].words[lang]);
}

/* Bytes of the placeholder at s, "{0}" or "{0!}"; 0 if there is none. */
static size_t placeholder(const char *s)
{
	if (s[0] != '{' || s[1] < '0' || s[1] >= '0' + FINDING_ARGS)
		return 0;
	return s[2] == '}' ? 3 : s[2] == '!' && s[3] == '}' ? 4 : 0;
}

void message_render(const char *words, const char *const args[FINDING_ARGS], enum language lang,
		    struct buf *out)
{
	const char *s = words;

	while (*s) {
		size_t len = placeholder(s);
		const char *arg = len ? args[s[1] - '0'] : NULL;

		if (len == 4)
			render_term(arg, lang, out);
		else if (len)
			render_arg(arg, out);
		else
			buf_add_char(out, *s);
		s += len ? len : 1;
	}
}

void finding_render(const struct finding *f, enum language lang, struct buf *out)
{
	message_render(table[f->id].words[lang], f->args, lang, out);
}

/* Where the problem ends and what to do begins. */
static size_t problem_length(const char *words, enum language lang)
{
	const char *end = strstr(words, lang == LANG_ZH ? "。" : "; ");

	return end ? (size_t)(end - words) : strlen(words);
}

void finding_describe(enum finding_id id, enum language lang, struct buf *out)
{
	const char *s = table[id].words[lang], *end = s + problem_length(s, lang);

	while (s < end) {
		size_t len = placeholder(s);

		if (len)
			buf_add_str(out, "…");
		else
			buf_add_char(out, *s);
		s += len ? len : 1;
	}
}
