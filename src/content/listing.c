/* Which files there are below content/, and which file is what. */
#include <stdlib.h>
#include <string.h>

#include "content/load.h"

static bool prefixed(const char *s, const char *prefix, const char **rest)
{
	size_t len = strlen(prefix);

	*rest = s + len;
	return strncmp(s, prefix, len) == 0;
}

static bool ends_with(const char *s, const char *end)
{
	size_t a = strlen(s), b = strlen(end);

	return a >= b && strcmp(s + a - b, end) == 0;
}

static size_t slashes(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == '/';
	return n;
}

static int notice_file_kind(const char *rest) /* after content/notices/ */
{
	size_t depth = slashes(rest);

	if (depth == 3)
		return FILE_ATTACHMENT;
	if (depth != 2)
		return FILE_UNKNOWN;
	return ends_with(rest, ".md")	  ? FILE_NOTICE
	       : ends_with(rest, ".json") ? FILE_ANNEXES
					  : FILE_UNKNOWN;
}

int file_kind(const char *path)
{
	static const struct {
		const char *path;
		int kind;
	} single[] = {
		{ "content/site.json", FILE_SITE },
		{ "content/categories.json", FILE_CATEGORIES },
		{ "content/withheld.json", FILE_WITHHELD },
		{ "content/redirects.json", FILE_REDIRECTS },
		{ "content/signers", FILE_SIGNERS },
	};
	static const struct {
		const char *prefix;
		size_t depth;
		int kind;
	} folders[] = {
		{ "content/calendar/", 0, FILE_CALENDAR },  { "content/regions/", 0, FILE_REGION },
		{ "content/rules/", 0, FILE_RULES },	    { "content/entities/", 1, FILE_ENTITY },
		{ "content/assessors/", 0, FILE_ASSESSOR },
	};
	const char *rest;

	for (size_t i = 0; i < ARRAY_LEN(single); i++)
		if (strcmp(path, single[i].path) == 0)
			return single[i].kind;
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (prefixed(path, folders[i].prefix, &rest))
			return slashes(rest) == folders[i].depth && ends_with(path, ".json")
				       ? folders[i].kind
				       : FILE_UNKNOWN;
	if (prefixed(path, "content/notices/", &rest))
		return notice_file_kind(rest);
	return FILE_UNKNOWN;
}

struct content_listing *content_list(struct source *s, unsigned threads, struct findings *f)
{
	struct content_listing *l = xcalloc(1, sizeof(*l));
	size_t errors = f->errors;

	l->n_arenas = threads ? threads : 1;
	l->arenas = xcalloc(l->n_arenas, sizeof(*l->arenas));
	l->read = source_list_stamped(s, "content", l->arenas, (unsigned)l->n_arenas, &l->files,
				      &l->n, f) == 0;
	l->whole = l->read && f->errors == errors;
	return l;
}

void content_listing_free(struct content_listing *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->n_arenas; i++)
		arena_release(&l->arenas[i]);
	free(l->arenas);
	free(l->files);
	free(l);
}
