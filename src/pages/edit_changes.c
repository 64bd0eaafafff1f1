#include "pages/edit_changes.h"

#include <string.h>

#include "content/version.h"
#include "pages/words.h"

enum { CHANGE_WHERE, CHANGE_WHAT, CHANGE_WAS, CHANGE_IS, CHANGE_SLOTS };
const struct shape edit_change_shape = {
	.name = "change of an edit",
	.n = CHANGE_SLOTS,
	.slots = {
		[CHANGE_WHERE] = { "where", SLOT_TEXT, NULL }, /* 附件1第3行（某公司）; empty: of the notice itself */
		[CHANGE_WHAT] = { "what", SLOT_TEXT, NULL },
		[CHANGE_WAS] = { "was", SLOT_TEXT, NULL }, /* empty: there was none */
		[CHANGE_IS] = { "is", SLOT_TEXT, NULL }, /* empty: there is none */
	},
};

enum { TEXT_MOST = 900, DIGITS_SHOWN = 3, DIGITS_OF_A_PERSON = 11 };

/* ---- what is not said again ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_of_mailbox(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("._%+-", c);
}

/* A mobile number has eleven digits, an identity number more. */
static size_t hide_number(const char *s, struct buf *out)
{
	size_t n = 0;

	while (is_digit(s[n]))
		n++;
	if (n < DIGITS_OF_A_PERSON) {
		buf_add(out, s, n);
		return n;
	}
	buf_add(out, s, DIGITS_SHOWN);
	buf_add_str(out, "…（略）");
	return n;
}

/* What stands before the @ of a mailbox, and was put out already, goes. */
static void hide_mailbox(struct buf *out)
{
	size_t at = out->len;

	while (at && is_of_mailbox(out->data[at - 1]))
		at--;
	if (at == out->len)
		return;
	out->len = at;
	out->data[at] = '\0';
	buf_add_str(out, "（略）");
}

static const char *discreet(const struct page *p, const char *text)
{
	struct buf out = BUF_INIT;
	const char *kept;

	if (!text)
		return NULL;
	buf_add_str(&out, "");
	for (const char *s = text; *s;) {
		if (out.len > TEXT_MOST && (*s & 0xc0) != 0x80) {
			buf_add_str(&out, "……");
			break;
		}
		if (is_digit(*s)) {
			s += hide_number(s, &out);
			continue;
		}
		if (*s == '@')
			hide_mailbox(&out);
		buf_add_char(&out, *s++);
	}
	kept = arena_strndup(p->arena, out.data, out.len);
	buf_release(&out);
	return kept;
}

/* ---- a change ---- */

static const char *where(const struct page *p, const struct version_change *c)
{
	if (c->annex && c->row)
		return page_printf(p, "附件%d第%u行（%s）", c->annex, c->row, c->name);
	return c->annex ? page_printf(p, "附件%d", c->annex) : NULL;
}

static const char *what(const struct version_change *c)
{
	if (c->cell)
		return c->what;
	if (c->what)
		return word_field(c->what);
	return c->was && !c->is ? "删去" : "增加";
}

static const char *value_of(const struct page *p, const struct version_change *c, const char *text)
{
	if (text && c->what && !c->cell && strcmp(c->what, "ground") == 0)
		return word_ground(text);
	return discreet(p, text);
}

size_t fill_edit_changes(const struct page *p, struct value *v, const struct edit *e)
{
	size_t n = e->n_changes;
	struct value *items;

	if (n > EDIT_CHANGES_MOST)
		n = EDIT_CHANGES_MOST;
	items = page_frames(p, n, CHANGE_SLOTS);
	for (size_t i = 0; i < n; i++) {
		const struct version_change *c = &e->changes[i];
		struct value *frame = items + i * CHANGE_SLOTS;

		value_text(&frame[CHANGE_WHERE], where(p, c));
		value_text(&frame[CHANGE_WHAT], what(c));
		value_text(&frame[CHANGE_WAS], value_of(p, c, c->was));
		value_text(&frame[CHANGE_IS], value_of(p, c, c->is));
	}
	fill_list(p, v, items, n, CHANGE_SLOTS);
	return e->n_changes;
}
