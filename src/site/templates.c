#include "site/templates.h"

#include <stdlib.h>
#include <string.h>

#include "store/source.h"

#define FOLDER "templates/"
#define ASSETS FOLDER "assets/"
#define ENDING ".html"

static bool begins_with(const char *s, const char *start)
{
	return strncmp(s, start, strlen(start)) == 0;
}

static bool ends_with(const char *s, const char *end)
{
	size_t a = strlen(s), b = strlen(end);

	return a >= b && strcmp(s + a - b, end) == 0;
}

/* "templates/pages/list.html" -> "pages/list" */
static const char *template_name(struct arena *a, const char *path)
{
	return arena_strndup(a, path + strlen(FOLDER),
			     strlen(path) - strlen(FOLDER) - strlen(ENDING));
}

static int read_text(struct templates *t, struct source *s, const char *path,
		     struct template_set *set, struct findings *f)
{
	struct template_text *text = arena_alloc(&t->arena, sizeof(*text));
	struct buf bytes = BUF_INIT;
	int rc = source_read(s, path, &bytes, f);

	text->text = (struct str){ arena_memdup(&t->arena, bytes.data, bytes.len), bytes.len };
	text->place = source_place(s, path);
	if (rc == 0)
		map_add(&set->texts, template_name(&t->arena, path), text);
	buf_release(&bytes);
	return rc;
}

static int read_all(struct templates *t, struct source *s, struct template_set *set,
		    struct findings *f)
{
	struct source_file *files = NULL;
	size_t n = 0;
	int rc = source_list(s, "templates", &t->arena, &files, &n, f);

	t->assets = arena_calloc(&t->arena, n, sizeof(*t->assets));
	for (size_t i = 0; i < n; i++) {
		if (begins_with(files[i].path, ASSETS))
			t->assets[t->n_assets++] = files[i].path;
		else if (ends_with(files[i].path, ENDING) &&
			 read_text(t, s, files[i].path, set, f) < 0)
			rc = -1;
	}
	return rc;
}

static bool lacks(struct templates *t, struct source *s, const struct template_set *set,
		  const char *name, struct findings *f)
{
	if (map_get(&set->texts, name))
		return false;
	finding_add(f, F_TMPL_NONE, source_place(s, NULL),
		    arena_printf(&t->arena, FOLDER "%s" ENDING, name));
	return true;
}

/* A portal without templates has no layout, which is said once for all. */
static int all_there(struct templates *t, struct source *s, const struct template_set *set,
		     struct findings *f)
{
	int rc = lacks(t, s, set, "layout", f) ? -1 : 0;

	for (size_t i = 0; rc == 0 && page_kinds[i]; i++)
		if (lacks(t, s, set, page_kinds[i]->template, f))
			rc = -1;
	return rc;
}

static struct digest digest_of(const struct template_set *set)
{
	struct map_entry *entries = map_sorted(&set->texts);
	struct digester *d = digester_new();
	struct digest all;

	for (size_t i = 0; i < set->texts.n; i++) {
		const struct template_text *text = entries[i].value;

		digest_text(d, entries[i].key);
		digest_slice(d, text->text);
	}
	all = digester_take(d);
	digester_free(d);
	free(entries);
	return all;
}

static int compile_all(struct templates *t, const struct template_set *set, struct findings *f)
{
	int rc = 0;

	for (size_t i = 0; page_kinds[i]; i++) {
		const struct page_kind *k = page_kinds[i];

		t->kinds[i].page = template_compile(set, k->template, k->shape, f);
		if (k->part)
			t->kinds[i].part = template_compile(set, k->part, k->part_shape, f);
		if (!t->kinds[i].page || (k->part && !t->kinds[i].part))
			rc = -1;
	}
	return rc;
}

int templates_load(struct templates *t, struct source *s, struct findings *f)
{
	struct template_set set = { MAP_INIT };
	int rc;

	*t = (struct templates){ .arena = ARENA_INIT };
	rc = read_all(t, s, &set, f);
	t->made_from = digest_of(&set);
	if (rc == 0)
		rc = all_there(t, s, &set, f);
	if (rc == 0)
		rc = compile_all(t, &set, f);
	map_release(&set.texts);
	return rc;
}

void templates_release(struct templates *t)
{
	for (size_t i = 0; i < PAGE_KINDS; i++) {
		template_free(t->kinds[i].page);
		template_free(t->kinds[i].part);
	}
	arena_release(&t->arena);
}

struct template *template_load(struct source *s, const char *name, const struct shape *shape,
			       struct findings *f)
{
	struct templates t = { .arena = ARENA_INIT };
	struct template_set set = { MAP_INIT };
	struct template *out = NULL;

	if (read_all(&t, s, &set, f) == 0 && !lacks(&t, s, &set, "layout", f) &&
	    !lacks(&t, s, &set, name, f))
		out = template_compile(&set, name, shape, f);
	map_release(&set.texts);
	arena_release(&t.arena);
	return out;
}
