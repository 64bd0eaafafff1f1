#include "content/content.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/record.h"

void content_free(struct content *c)
{
	if (!c)
		return;
	map_release(&c->region_by_code);
	map_release(&c->rules_by_id);
	map_release(&c->entity_by_id);
	map_release(&c->assessor_by_id);
	map_release(&c->notice_by_id);
	map_release(&c->authority_by_id);
	map_release(&c->authority_region);
	map_release(&c->broken);
	for (size_t i = 0; i < c->n_arenas; i++)
		arena_release(&c->arenas[i]);
	free(c->arenas);
	free(c);
}

const struct region *content_region(const struct content *c, const char *code)
{
	return code ? map_get(&c->region_by_code, code) : NULL;
}

const struct rules *content_rules(const struct content *c, const char *id)
{
	return id ? map_get(&c->rules_by_id, id) : NULL;
}

const struct entity *content_entity(const struct content *c, const char *id)
{
	return id ? map_get(&c->entity_by_id, id) : NULL;
}

const struct assessor *content_assessor(const struct content *c, const char *id)
{
	return id ? map_get(&c->assessor_by_id, id) : NULL;
}

const struct notice *content_notice(const struct content *c, const char *id)
{
	return id ? map_get(&c->notice_by_id, id) : NULL;
}

const struct authority *content_authority(const struct content *c, const char *id)
{
	return id ? map_get(&c->authority_by_id, id) : NULL;
}

const struct region *content_authority_region(const struct content *c, const char *id)
{
	return id ? map_get(&c->authority_region, id) : NULL;
}

const struct category *content_category(const struct content *c, const char *code)
{
	for (size_t i = 0; code && i < c->categories.n; i++)
		if (strcmp(c->categories.items[i].code, code) == 0)
			return &c->categories.items[i];
	return NULL;
}

const unsigned char *content_file_hash(const struct content *c, const char *path)
{
	static const unsigned char none[HASH_SIZE];
	size_t low = 0, high = c->files.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct content_file *file = &c->files.items[mid];
		int order = strcmp(file->path, path);

		if (order == 0)
			return memcmp(file->hash, none, HASH_SIZE) != 0 ? file->hash : NULL;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

bool strings_same(const struct strings *a, const struct strings *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->items[i], b->items[i]) != 0)
			return false;
	return true;
}

const struct withheld *content_withheld(const struct content *c, const char *path)
{
	for (size_t i = 0; i < c->withheld.n; i++)
		if (strcmp(c->withheld.items[i].path, path) == 0)
			return &c->withheld.items[i];
	return NULL;
}

struct place place_in(struct findings *f, const char *path, const char *pointer, ...)
{
	struct place place = { .path = path };
	char *text;
	va_list ap;
	int len;

	va_start(ap, pointer);
	len = vsnprintf(NULL, 0, pointer, ap);
	va_end(ap);
	text = arena_alloc(&f->arena, (size_t)(len < 0 ? 0 : len) + 1);
	va_start(ap, pointer);
	vsnprintf(text, (size_t)(len < 0 ? 0 : len) + 1, pointer, ap);
	va_end(ap);
	place.pointer = text;
	return place;
}

struct place place_of(const char *path)
{
	struct place place = { .path = path, .pointer = "" };

	return place;
}

int row_action(const struct annex *a, const struct row *r)
{
	return r->more && r->more->action ? r->more->action : a->action;
}

const char *row_list(const struct annex *a, const struct row *r)
{
	return r->more && r->more->list ? r->more->list : a->list;
}

const char *row_cell(const struct annex *a, const struct row *r, enum column_role role)
{
	for (size_t i = 0; i < a->columns.n && i < r->n_cells; i++)
		if (a->columns.items[i].role == (int)role)
			return *r->cells[i] ? r->cells[i] : NULL;
	return NULL;
}

bool notice_id_valid(const char *id)
{
	return form_matches(FORM_NOTICE, id);
}

int list_split(struct arena *a, const char *list, const char **region, const char **category)
{
	const char *slash = list ? strchr(list, '/') : NULL;

	if (!slash || slash == list || !slash[1])
		return -1;
	*region = arena_strndup(a, list, (size_t)(slash - list));
	*category = slash + 1;
	return 0;
}
