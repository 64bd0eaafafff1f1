/*
 * Names that look like another's: of another width, with look-alike
 * characters of other scripts, or with rare forms of a common character.
 * Hidden and bidi characters are refused when records are read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "checks/families.h"
#include "checks/input.h"

struct lookalike {
	uint32_t from, to;
};

/* By from. What a reader takes for the other in print: Unicode UTS 39, and pairs of Han characters. */
static const struct lookalike lookalikes[] = {
	{ 0x30, 'o' }, /* digit 0 */
	{ 0x31, 'l' },	    { 0x3B1, 'a' }, /* Greek */
	{ 0x3B5, 'e' },	    { 0x3B9, 'i' },  { 0x3BA, 'k' },  { 0x3BD, 'v' },
	{ 0x3BF, 'o' },	    { 0x3C1, 'p' },  { 0x3C4, 't' },  { 0x3C7, 'x' },
	{ 0x430, 'a' }, /* Cyrillic */
	{ 0x432, 'b' },	    { 0x435, 'e' },  { 0x43A, 'k' },  { 0x43C, 'm' },
	{ 0x43D, 'h' },	    { 0x43E, 'o' },  { 0x440, 'p' },  { 0x441, 'c' },
	{ 0x442, 't' },	    { 0x443, 'y' },  { 0x445, 'x' },  { 0x455, 's' },
	{ 0x456, 'i' },	    { 0x458, 'j' },  { 0x3007, 'o' }, /* 〇 */
	{ 0x30A8, 0x5DE5 }, /* エ 工 */
	{ 0x30AB, 0x529B }, /* カ 力 */
	{ 0x30BF, 0x5915 }, /* タ 夕 */
	{ 0x30CB, 0x4E8C }, /* ニ 二 */
	{ 0x30CF, 0x516B }, /* ハ 八 */
	{ 0x30ED, 0x53E3 }, /* ロ 口 */
	{ 0x3127, 0x4E28 }, { 0x4E00, '-' }, /* 一, as utf8_name_key has every dash */
	{ 0x56D7, 0x53E3 }, /* 囗 口 */
	{ 0x5DF2, 0x5DF1 }, /* 已 己 */
	{ 0x5DF3, 0x5DF1 }, /* 巳 己 */
	{ 0x66F0, 0x65E5 }, /* 曰 日 */
	{ 0x672B, 0x672A }, /* 末 未 */
	{ 0x58EB, 0x571F }, /* 士 土 */
};

static int by_from(const void *key, const void *item)
{
	uint32_t c = *(const uint32_t *)key, from = ((const struct lookalike *)item)->from;

	return (c > from) - (c < from);
}

/* What two names that look alike have in common; in the arena. */
static const char *look_of(struct arena *a, struct buf *room, const char *name)
{
	const char *key = utf8_name_key(a, name), *end = key + strlen(key);

	buf_clear(room);
	while (key < end) {
		uint32_t c = utf8_next(&key, end);
		const struct lookalike *other =
			bsearch(&c, lookalikes, ARRAY_LEN(lookalikes), sizeof(*lookalikes), by_from);

		utf8_add(room, other ? other->to : c);
	}
	return arena_strndup(a, room->data ? room->data : "", room->len);
}

/* Whatever the two records print the same is no deceit: plants of one company may share its name. */
static void compare(const struct check_input *in, struct map *looks, const char *look,
		    const char *name, const char *path)
{
	const char *first = map_get(looks, look);

	if (!first)
		map_add(looks, look, (void *)name);
	else if (strcmp(first, name) != 0)
		finding_add(in->findings, F_NAME_LOOKALIKE, place_in(in->findings, path, "/name"),
			    name, first);
}

static void entity_names(const struct check_input *in)
{
	struct arena arena = ARENA_INIT;
	struct map looks = MAP_INIT;
	struct buf room = BUF_INIT;

	for (size_t i = 0; i < in->registry->standings.n; i++) {
		const struct standing *s = in->registry->standings.items[i];
		const char *name = standing_name(s, in->registry->as_of);

		if (s->same_as || !name)
			continue;
		compare(in, &looks, look_of(&arena, &room, name), name, s->entity->path);
	}
	map_release(&looks);
	buf_release(&room);
	arena_release(&arena);
}

static void assessor_names(const struct check_input *in)
{
	struct arena arena = ARENA_INIT;
	struct map looks = MAP_INIT;
	struct buf room = BUF_INIT;

	for (size_t i = 0; i < in->content->assessors.n; i++) {
		const struct assessor *a = &in->content->assessors.items[i];

		compare(in, &looks, look_of(&arena, &room, a->name), a->name, a->path);
	}
	map_release(&looks);
	buf_release(&room);
	arena_release(&arena);
}

static void names_alike(const struct check_input *in)
{
	entity_names(in);
	assessor_names(in);
}

static const struct check rows[] = {
	{ F_NAME_LOOKALIKE, .reads = READS_RECORDS | READS_REGISTER,
	  .says = { "名称不得与另一单位的名称形近混淆",
		    "no name that looks like another company's and is not" },
	  .all = names_alike },
};

const struct family spoofing_family = {
	.name = "spoofing",
	.says = { "名称混淆", "look-alike names" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
