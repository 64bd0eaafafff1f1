#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "commands/diff.h"
#include "rules/rules.h"

struct text {
	const struct diff *d;
	struct buf *out;
};

/* ---- lines ---- */

/* Everything that content says is made visible; a line of it stays a line. */
static void say(struct text *t, const char *s)
{
	escape_visible(t->out, str_from(s));
}

static void paint(struct text *t, const char *code)
{
	if (t->d->colour)
		buf_add_format(t->out, "\033[%sm", code);
}

static void say_padded(struct text *t, const char *s, size_t width)
{
	size_t have = utf8_width(s);

	say(t, s);
	do
		buf_add_char(t->out, ' ');
	while (++have < width);
}

static void say_day(struct text *t, date_t day)
{
	char text[DATE_SIZE];

	buf_add_str(t->out, date_format(day, text));
}

static void say_arrow(struct text *t, const char *was, const char *is)
{
	say(t, was ? was : diff_word(t->d, DIFF_ABSENT));
	buf_add_str(t->out, " → ");
	say(t, is ? is : diff_word(t->d, DIFF_ABSENT));
}

static void end_line(struct text *t)
{
	paint(t, "0");
	buf_add_char(t->out, '\n');
}

/* ---- a member ---- */

static void say_removed(struct text *t, const struct member_change *c)
{
	struct buf note = BUF_INIT;

	say(t, c->was.says[ASPECT_NAME]);
	diff_add_note(t->d, c, &note);
	buf_add_str(t->out, note.len ? "  " : "");
	escape_visible(t->out, buf_str(&note));
	buf_release(&note);
}

static void say_altered(struct text *t, const struct member_change *c)
{
	say(t, c->differs & 1u << ASPECT_NAME ? c->was.says[ASPECT_NAME] : c->is.says[ASPECT_NAME]);
	for (unsigned i = 0; i < ASPECTS; i++) {
		if (!(c->differs & 1u << i))
			continue;
		buf_add_format(t->out, "  %s ", diff_aspect_word(t->d, i));
		say_arrow(t, diff_aspect(t->d, &c->was, i), diff_aspect(t->d, &c->is, i));
	}
}

static void say_change(struct text *t, const struct member_change *c)
{
	static const char signs[CHANGE_KINDS] = { '+', '-', '~', '~', '~', '~' };
	static const char *const colours[CHANGE_KINDS] = { "32", "31", "33", "33", "33", "33" };

	buf_add_str(t->out, "    ");
	paint(t, colours[c->kind]);
	buf_add_format(t->out, "%c ", signs[c->kind]);
	say_padded(t, member_change_id(c), 15);
	switch (c->kind) {
	case CHANGE_ENTERED:
		say(t, c->is.says[ASPECT_NAME]);
		buf_add_str(t->out, "  ");
		say(t, diff_place(t->d, c->is.says[ASPECT_PLACE]));
		break;
	case CHANGE_REMOVED:
		say_removed(t, c);
		break;
	case CHANGE_RENAMED:
		say_arrow(t, c->was.says[ASPECT_NAME], c->is.says[ASPECT_NAME]);
		break;
	default:
		say_altered(t, c);
	}
	end_line(t);
}

/* ---- notices ---- */

static void say_notice(struct text *t, const struct notice *n, const struct notice_change *change)
{
	say(t, n->id);
	buf_add_str(t->out, "  ");
	say(t, n->title);
	buf_add_format(t->out, "  %s ", diff_word(t->d, DIFF_EFFECTIVE));
	say_day(t, notice_effective(n));
	if (change && t->d->c->was->content != t->d->c->is->content)
		buf_add_format(t->out, "  %s", diff_word(t->d, diff_notice_word(t->d, change)));
}

/* What stands above the changes that the same notices brought about. */
static void say_heading(struct text *t, const struct strings *notices)
{
	if (!notices->n) {
		paint(t, "1;31");
		buf_add_str(t->out, diff_word(t->d, DIFF_UNEXPLAINED));
		end_line(t);
	}
	for (size_t i = 0; i < notices->n; i++) {
		paint(t, "1");
		say_notice(t, diff_notice(t->d, notices->items[i]),
			   diff_notice_change(t->d, notices->items[i]));
		end_line(t);
	}
}

/* A value may have many lines; each is shown on one. */
static void say_lines(struct text *t, char sign, const char *colour, const char *s)
{
	if (!s)
		return;
	do {
		size_t n = strcspn(s, "\n");

		buf_add_str(t->out, "        ");
		paint(t, colour);
		buf_add_format(t->out, "%c ", sign);
		escape_visible(t->out, (struct str){ s, n });
		end_line(t);
		s += n + (s[n] == '\n');
	} while (*s);
}

static void say_notice_change(struct text *t, const struct notice_change *c)
{
	const struct notice *n = notice_change_notice(c);
	char text[MINUTE_SIZE];

	buf_add_str(t->out, "    ");
	paint(t, !c->was ? "32" : c->is ? "33" : "31");
	buf_add_format(t->out, "%c ", !c->was ? '+' : c->is ? '~' : '-');
	say(t, n->id);
	buf_add_str(t->out, "  ");
	say(t, n->title);
	buf_add_format(t->out, "  %s", diff_word(t->d, diff_notice_word(t->d, c)));
	buf_add_format(t->out, "  %s %s", diff_word(t->d, DIFF_PUBLISHED),
		       minute_format(notice_published(n), text));
	if (c->withheld) {
		buf_add_format(t->out, "  %s: ", diff_word(t->d, DIFF_WITHHELD));
		say(t, c->withheld->basis);
	}
	end_line(t);
	for (size_t i = 0; i < c->parts.n; i++) {
		buf_add_str(t->out, "      ");
		say(t, c->parts.items[i].part);
		buf_add_char(t->out, '\n');
		say_lines(t, '-', "31", c->parts.items[i].was);
		say_lines(t, '+', "32", c->parts.items[i].is);
	}
}

/* ---- all ---- */

void diff_add_text(const struct diff *d, struct buf *out)
{
	struct text t = { d, out };
	struct diff_lines lines = diff_lines(d);
	const char *list = NULL;

	for (size_t i = 0; i < lines.n; i++) {
		const struct diff_line *line = &lines.items[i];

		if (!i || !diff_same_notices(line - 1, line)) {
			say_heading(&t, &line->change->notices);
			list = NULL;
		}
		if (!list || strcmp(list, line->list) != 0) {
			list = line->list;
			buf_add_str(out, "  ");
			say(&t, list);
			buf_add_char(out, '\n');
		}
		say_change(&t, line->change);
	}
	free(lines.items);
	if (d->c->notices.n) {
		paint(&t, "1");
		buf_add_str(out, diff_word(d, DIFF_NOTICES));
		end_line(&t);
	}
	for (size_t i = 0; i < d->c->notices.n; i++)
		say_notice_change(&t, &d->c->notices.items[i]);
}
