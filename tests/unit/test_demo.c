/*
 * The demonstration's story, by hand: tests/demo/<region>.txt says for each
 * list and day who is on it, on which basis, since when; the register of
 * content/ must agree. Lines are
 *
 *	list | day | id(own day) id(inc LIST day) …      "-" for nobody
 *	list | spells | id: from..out ground barred      "-" for what there is not
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "register/registry.h"
#include "store/source.h"

struct story {
	struct content *content;
	struct registry *registry;
};

static void add_basis(struct buf *out, const struct basis *b)
{
	char day[DATE_SIZE];

	if (b->kind == BASIS_OWN)
		buf_add_format(out, "(own %s)", date_format(b->from, day));
	else
		buf_add_format(out, "(inc %s %s)", b->source->id, date_format(b->from, day));
}

/* Who is on the list that day, in the words of the table. */
static void add_members(struct buf *out, const struct roster *l, date_t day)
{
	for (size_t i = 0; l && i < l->members.n; i++) {
		const struct membership *m = l->members.items[i];

		if (!membership_on(m, day))
			continue;
		buf_add_format(out, "%s%s", out->len ? " " : "", m->who->entity->id);
		for (size_t k = 0; k < m->bases.n; k++)
			if (basis_on(&m->bases.items[k], day))
				add_basis(out, &m->bases.items[k]);
	}
	if (!out->len)
		buf_add_char(out, '-');
}

static void add_spell(struct buf *out, const struct spell *s)
{
	char from[DATE_SIZE], to[DATE_SIZE], until[DATE_SIZE];

	buf_add_format(out, "%s..%s %s %s", date_format(s->from, from),
		       s->out == DATE_MAX ? "-" : date_format(s->out, to),
		       s->ground ? s->ground : "-",
		       s->barred_until == DATE_NONE || s->barred_until == DATE_MAX
			       ? "-"
			       : date_format(s->barred_until, until));
}

/* All spells of the entity on the list, separated by "; ". */
static void add_spells(struct buf *out, const struct registry *r, const char *list, const char *id)
{
	const struct membership *m = registry_membership(r, list, id);

	buf_add_format(out, "%s: ", id);
	for (size_t i = 0; m && i < m->spells.n; i++) {
		if (i)
			buf_add_str(out, "; ");
		add_spell(out, &m->spells.items[i]);
	}
}

/* Cuts "a | b | c" in place. False for comments and empty lines. */
static bool split(char *line, char *parts[3])
{
	line[strcspn(line, "\r\n")] = '\0';
	if (!*line || *line == '#')
		return false;
	for (int i = 0; i < 3; i++) {
		char *bar = strstr(line, " | ");

		parts[i] = line;
		if (i == 2)
			return true;
		if (!bar)
			fail_msg("not a row: %s", line);
		*bar = '\0';
		line = bar + 3;
	}
	return true;
}

/* The spells lines of one entity, one each, are collected until another entity or list comes. */
struct expected_spells {
	char list[64], id[64];
	struct buf text;
};

static size_t settle(struct expected_spells *e, const struct story *s, const char *path)
{
	struct buf got = BUF_INIT;
	size_t wrong = 0;

	if (e->text.len) {
		add_spells(&got, s->registry, e->list, e->id);
		if (strcmp(got.data, e->text.data) != 0) {
			print_error("%s: %s\n  got      %s\n  expected %s\n", path, e->list,
				    got.data, e->text.data);
			wrong = 1;
		}
	}
	buf_clear(&e->text);
	buf_release(&got);
	return wrong;
}

static size_t check_spells(struct expected_spells *e, const struct story *s, const char *path,
			   char *parts[3])
{
	const char *colon = strstr(parts[2], ": ");
	size_t wrong = 0, len;

	if (!colon)
		fail_msg("%s: no spell: %s", path, parts[2]);
	len = (size_t)(colon - parts[2]);
	if (!e->text.len || strcmp(e->list, parts[0]) != 0 || strncmp(e->id, parts[2], len) != 0 ||
	    e->id[len]) {
		wrong = settle(e, s, path);
		snprintf(e->list, sizeof(e->list), "%s", parts[0]);
		snprintf(e->id, sizeof(e->id), "%.*s", (int)len, parts[2]);
		buf_add_str(&e->text, parts[2]);
	} else {
		buf_add_format(&e->text, "; %s", colon + 2);
	}
	return wrong;
}

static size_t check_members(const struct story *s, const char *path, char *parts[3])
{
	date_t day = date_parse(parts[1]);
	struct buf got = BUF_INIT;
	size_t wrong;

	if (day == DATE_NONE)
		fail_msg("%s: no day: %s", path, parts[1]);
	add_members(&got, registry_roster(s->registry, parts[0]), day);
	wrong = strcmp(got.data, parts[2]) != 0;
	if (wrong)
		print_error("%s: %s on %s\n  got      %s\n  expected %s\n", path, parts[0],
			    parts[1], got.data, parts[2]);
	buf_release(&got);
	return wrong;
}

static size_t check_table(const struct story *s, const char *path, size_t *rows)
{
	struct expected_spells spells = { .text = BUF_INIT };
	FILE *file = fopen(path, "r");
	char line[1 << 14];
	size_t wrong = 0;

	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		char *parts[3];

		if (!split(line, parts))
			continue;
		(*rows)++;
		if (strcmp(parts[1], "spells") == 0)
			wrong += check_spells(&spells, s, path, parts);
		else
			wrong += check_members(s, path, parts);
	}
	wrong += settle(&spells, s, path);
	buf_release(&spells.text);
	fclose(file);
	return wrong;
}

static void the_register_agrees_with_the_tables(void **state)
{
	const struct story *s = *state;
	size_t wrong = 0, rows = 0;
	glob_t tables;

	assert_int_equal(glob("tests/demo/*.txt", 0, NULL, &tables), 0);
	for (size_t i = 0; i < tables.gl_pathc; i++)
		wrong += check_table(s, tables.gl_pathv[i], &rows);
	globfree(&tables);
	print_message("%zu rows\n", rows);
	assert_int_equal(wrong, 0);
	assert_true(rows > 100);
}

static int load(void **state)
{
	struct fold_options o = { .as_of = DATE_MAX, .seen = DATE_MAX };
	struct story *s = xcalloc(1, sizeof(*s));
	struct findings f = FINDINGS_INIT;
	struct source *source = source_open_tree(".", &f);

	s->content = content_load(source, 2, &f);
	s->registry = registry_fold(s->content, &o, &f);
	source_free(source);
	*state = s;
	for (size_t i = 0; i < f.n; i++)
		print_error("%s %s\n", finding_rule(f.items[i].id), f.items[i].place.path);
	findings_release(&f);
	return 0;
}

static int unload(void **state)
{
	struct story *s = *state;

	registry_free(s->registry);
	content_free(s->content);
	free(s);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_register_agrees_with_the_tables),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
