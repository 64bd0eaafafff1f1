#include "template_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

/* ---- a page to render: its shapes, and one frame of each ---- */

static const struct shape region_shape = {
	"region",
	REGION_SLOTS,
	{
		[REGION_NAME] = { "name", SLOT_TEXT, NULL },
		[REGION_CODE] = { "code", SLOT_TEXT, NULL },
	},
};

static const struct shape year_shape = { "year", 1, { { ".", SLOT_TEXT, NULL } } };
const struct shape place_shape = {
	"place",
	PLACE_SLOTS,
	{
		[PLACE_NAME] = { "name", SLOT_TEXT, NULL },
		[PLACE_REGION] = { "region", SLOT_GROUP, &region_shape },
		[PLACE_YEARS] = { "years", SLOT_LIST, &year_shape },
	},
};

static const struct shape member_shape = {
	"member",
	MEMBER_SLOTS,
	{
		[MEMBER_NAME] = { "name", SLOT_TEXT, NULL },
		[MEMBER_LISTED] = { "listed", SLOT_FLAG, NULL },
		[MEMBER_YEARS] = { "years", SLOT_LIST, &year_shape },
	},
};

const struct shape page_shape = {
	"page",
	PAGE_SLOTS,
	{
		[PAGE_TITLE] = { "title", SLOT_TEXT, NULL },
		[PAGE_EMPTY] = { "empty", SLOT_TEXT, NULL },
		[PAGE_BODY] = { "body", SLOT_HTML, NULL },
		[PAGE_DEMO] = { "demo", SLOT_FLAG, NULL },
		[PAGE_DRAFT] = { "draft", SLOT_FLAG, NULL },
		[PAGE_MEMBERS] = { "members", SLOT_LIST, &member_shape },
		[PAGE_REMOVED] = { "removed", SLOT_LIST, &member_shape },
		[PAGE_PLACE] = { "place", SLOT_GROUP, &place_shape },
		[PAGE_NOWHERE] = { "nowhere", SLOT_GROUP, &place_shape },
	},
};

static bool next_year(void *ctx, size_t index, struct value *frame)
{
	static const char *const years[] = { "2023", "2024", "2025" };

	if (index == *(const size_t *)ctx)
		return false;
	value_text(&frame[0], years[index]);
	return true;
}

static bool next_member(void *ctx, size_t index, struct value *frame)
{
	static const char *const names[] = { "甲<1>", "乙&2", "丙" };
	static const size_t years[] = { 2, 0, 3 };

	(void)ctx;
	if (index == ARRAY_LEN(names))
		return false;
	value_text(&frame[MEMBER_NAME], names[index]);
	value_flag(&frame[MEMBER_LISTED], index != 1);
	value_list(&frame[MEMBER_YEARS], next_year, (void *)&years[index]);
	return true;
}

void page_init(struct page *p)
{
	static const size_t two = 2;

	memset(p, 0, sizeof(*p));
	value_text(&p->region[REGION_NAME], "广东");
	value_text(&p->region[REGION_CODE], "440000");
	value_text(&p->place[PLACE_NAME], "珠海");
	value_group(&p->place[PLACE_REGION], p->region);
	value_list(&p->place[PLACE_YEARS], next_year, (void *)&two);
	value_text(&p->frame[PAGE_TITLE], "a < b & \"c\"");
	value_slice(&p->frame[PAGE_BODY], STR_LIT("<p>x</p>"));
	value_flag(&p->frame[PAGE_DEMO], true);
	value_list(&p->frame[PAGE_MEMBERS], next_member, NULL);
	value_group(&p->frame[PAGE_PLACE], p->place);
}

/* ---- sets of templates ---- */

void page_set_add(struct page_set *s, const char *name, struct str text)
{
	struct template_text *t = xcalloc(1, sizeof(*t));
	char *bytes = xmalloc(text.len); /* without a NUL: a read beyond is one too many */

	assert_true(s->n < ARRAY_LEN(s->texts));
	if (text.len)
		memcpy(bytes, text.data, text.len);
	t->text = (struct str){ bytes, text.len };
	t->place.path = s->names[s->n] = xstrdup(name);
	s->texts[s->n++] = t;
	map_add(&s->set.texts, t->place.path, t);
}

void page_set_release(struct page_set *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free((char *)s->texts[i]->text.data);
		free(s->texts[i]);
		free(s->names[i]);
	}
	map_release(&s->set.texts);
	memset(s, 0, sizeof(*s));
}

void page_findings(struct findings *f, struct buf *out)
{
	findings_sort(f);
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];

		buf_add_format(out, "%s:%u:%u: [%s] ", x->place.path ? x->place.path : "-",
			       x->place.line, x->place.col, finding_rule(x->id));
		finding_render(x, LANG_EN, out);
		buf_add_str(out, "\n\t");
		finding_render(x, LANG_ZH, out);
		buf_add_char(out, '\n');
	}
}

void page_assert_text(const char *label, const char *got, const char *expected)
{
	if (strcmp(got, expected) != 0)
		print_error("%s\n     got: %s\nexpected: %s\n", label, got, expected);
	assert_string_equal(got, expected);
}

struct template *page_compile(const char *label, struct page_set *s, const struct shape *shape)
{
	struct findings f = FINDINGS_INIT;
	struct template *t = template_compile(&s->set, "page", shape, &f);
	struct buf all = BUF_INIT;

	page_findings(&f, &all);
	page_assert_text(label, buf_str(&all).data, "");
	assert_non_null(t);
	page_set_release(s);
	buf_release(&all);
	findings_release(&f);
	return t;
}
