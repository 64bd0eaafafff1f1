#include "format/markdown.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "format/link.h"
#include "format/markdown_source.h"
#include "format/text.h"

struct render {
	struct markdown_source source;
	struct findings *f;
	const struct markdown_hooks *hooks;
	cmark_mem *mem;
};

static cmark_node *parse(struct str text, cmark_mem *mem)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, mem);
	cmark_node *doc;

	cmark_parser_feed(parser, text.data, text.len);
	doc = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return doc;
}

static void drop(cmark_node *node)
{
	cmark_node_unlink(node);
	cmark_node_free(node);
}

/* A finding at byte at of the source. */
static void refuse(struct render *r, enum finding_id id, size_t at, struct str about)
{
	struct buf arg = BUF_INIT;

	text_excerpt(about, 0, about.len, &arg);
	finding_add(r->f, id, markdown_source_place(&r->source, at), buf_str(&arg).data);
	buf_release(&arg);
}

static void block_enter(struct render *r, cmark_node *node)
{
	markdown_source_block(&r->source, cmark_node_get_start_line(node),
			      cmark_node_get_start_column(node), cmark_node_get_end_line(node));
}

/* ---- what is refused ---- */

static void html_refuse(struct render *r, cmark_node *node)
{
	const char *text = cmark_node_get_literal(node);
	struct str literal = str_from(text + strspn(text, " \t")); /* of a block, indented */
	size_t at = r->source.block;

	literal.len = strcspn(literal.data, "\r\n");
	if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK) {
		block_enter(r, node);
		at = r->source.block;
	} else if (markdown_source_find(&r->source, literal, &at)) {
		r->source.at = at + literal.len;
	}
	refuse(r, F_MD_RAW_HTML, at, literal);
	drop(node);
}

static const char punctuation[] = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/* Passes a leaf word by word, so that what it only looks like is not found in it. */
static void words_pass(struct render *r, cmark_node *node, const char *separators)
{
	const char *s = cmark_node_get_literal(node);

	while (*(s += strspn(s, separators))) {
		struct str word = { s, strcspn(s, separators) };
		size_t at;

		if (markdown_source_find(&r->source, word, &at))
			r->source.at = at + word.len;
		s += word.len;
	}
}

/* The link's text, as far as it stands in the source as it is: up to the first ASCII punctuation. */
static struct str link_text(cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);
	struct str s = STR_LIT("");

	if (child && cmark_node_get_type(child) == CMARK_NODE_TEXT) {
		s = str_from(cmark_node_get_literal(child));
		s.len = strcspn(s.data, punctuation);
	}
	return s;
}

static bool opening_find(const struct render *r, const char *opening, struct str text, size_t *at)
{
	struct buf needle = BUF_INIT;
	bool found;

	buf_add_str(&needle, opening);
	buf_add_slice(&needle, text);
	found = markdown_source_find(&r->source, buf_str(&needle), at);
	buf_release(&needle);
	return found;
}

/* Whether a link's text is its address, as in <https://…>. */
static bool autolink(cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);
	const char *url = cmark_node_get_url(node),
		   *text = child ? cmark_node_get_literal(child) : NULL;

	if (strncmp(url, "mailto:", 7) == 0 && text && strncmp(text, "mailto:", 7) != 0)
		url += 7;
	return text && strcmp(url, text) == 0;
}

/* Passes the opening of a link or image; where it stands, else where its block does. */
static size_t link_pass(struct render *r, cmark_node *node)
{
	bool image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
	const char *opening = image ? "![" : "[";
	struct str text = link_text(node);
	size_t at = r->source.block, other;
	bool found = opening_find(r, opening, text, &at);

	if (!image && autolink(node) && opening_find(r, "<", text, &other) && (!found || other < at)) {
		at = other;
		found = true;
	}
	if (!found) /* the text begins with an entity */
		found = opening_find(r, opening, STR_LIT(""), &at);
	if (found)
		r->source.at = at + strlen(opening);
	return at;
}

static bool link_refused(cmark_node *node)
{
	const char *url = cmark_node_get_url(node);

	return cmark_node_get_type(node) == CMARK_NODE_IMAGE ? !image_allowed(url)
							     : !link_allowed(url);
}

static void link_enter(struct render *r, cmark_node *node)
{
	bool image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
	size_t at = link_pass(r, node);

	if (link_refused(node))
		refuse(r, image ? F_MD_IMAGE : F_MD_LINK_SCHEME, at,
		       str_from(cmark_node_get_url(node)));
}

/* Leaves of a refused link or image its text. */
static void link_leave(cmark_node *node)
{
	cmark_node *child;

	if (!link_refused(node))
		return;
	while ((child = cmark_node_first_child(node)))
		cmark_node_insert_before(node, child);
	drop(node);
}

/* ---- directives ---- */

/* N of exactly {{annex N}}, 1 to 999; 0 otherwise. */
static unsigned annex_number(const char *s)
{
	unsigned no = 0;

	if (strncmp(s, "{{annex ", 8) != 0 || s[8] == '0')
		return 0;
	for (s += 8; *s >= '0' && *s <= '9' && no < 100; s++)
		no = no * 10 + (unsigned)(*s - '0');
	return strcmp(s, "}}") == 0 ? no : 0;
}

/* The annex that a paragraph places, or 0. */
static unsigned paragraph_annex(const struct render *r, cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);
	const char *text = child ? cmark_node_get_literal(child) : NULL;
	size_t at;

	if (!text || cmark_node_next(child) || cmark_node_get_type(child) != CMARK_NODE_TEXT ||
	    cmark_node_get_type(cmark_node_parent(node)) != CMARK_NODE_DOCUMENT ||
	    !annex_number(text) ||
	    !markdown_source_find(&r->source, str_from(text), &at)) /* {{ may be escaped */
		return 0;
	return annex_number(text);
}

static void annex_place(struct render *r, cmark_node *paragraph, unsigned no)
{
	cmark_node *block = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_BLOCK, r->mem);
	struct buf html = BUF_INIT;
	char number[16];

	if (r->hooks && r->hooks->annex(r->hooks->ctx, no, &html) < 0) {
		snprintf(number, sizeof(number), "%u", no);
		refuse(r, F_MD_ANNEX_ABSENT, r->source.block, str_from(number));
		buf_clear(&html);
	}
	cmark_node_set_on_enter(block, buf_str(&html).data);
	cmark_node_replace(paragraph, block);
	cmark_node_free(paragraph);
	buf_release(&html);
}

/*
 * Refuses the {{…}} at byte from of a text and cuts it out. Where it is
 * written as \{{ it stays; returns the byte behind it then, else from.
 */
static size_t braces_refuse(struct render *r, cmark_node *node, size_t from)
{
	const char *literal = cmark_node_get_literal(node), *s = literal + from,
		   *close = strstr(s, "}}");
	size_t len = close ? (size_t)(close - s) + 2 : strlen(s), at;
	struct str opening = { s, 2 + strcspn(s + 2, punctuation) };
	struct buf rest = BUF_INIT;

	if (!markdown_source_find(&r->source, opening, &at))
		return from + 2;
	r->source.at = at + 2;
	refuse(r, F_MD_DIRECTIVE, at, (struct str){ s, len });
	buf_add(&rest, literal, from);
	buf_add_str(&rest, s + len);
	cmark_node_set_literal(node, rest.data);
	buf_release(&rest);
	return from;
}

/* Text; {{ in it is no directive, for that has a paragraph of its own. */
static void text_enter(struct render *r, cmark_node *node)
{
	cmark_node *parent = cmark_node_parent(node);
	const char *s;
	size_t from = 0;

	if (cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH && paragraph_annex(r, parent))
		return;
	while ((s = strstr(cmark_node_get_literal(node) + from, "{{")))
		from = braces_refuse(r, node, (size_t)(s - cmark_node_get_literal(node)));
	words_pass(r, node, punctuation);
}

/* ---- the walk ---- */

static void node_enter(struct render *r, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		block_enter(r, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
		html_refuse(r, node);
		break;
	case CMARK_NODE_CODE:
		words_pass(r, node, " ");
		break;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		link_enter(r, node);
		break;
	case CMARK_NODE_TEXT:
		text_enter(r, node);
		break;
	default:
		break;
	}
}

static void node_leave(struct render *r, cmark_node *node)
{
	unsigned no;
	int level;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		no = paragraph_annex(r, node);
		if (no)
			annex_place(r, node, no);
		break;
	case CMARK_NODE_HEADING:
		level = cmark_node_get_heading_level(node);
		cmark_node_set_heading_level(node, level < 6 ? level + 1 : 6);
		break;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		link_leave(node);
		break;
	default:
		break;
	}
}

/* A node may be changed once it is left, a leaf when it is entered: cmark's iterator is past it then. */
static void walk(struct render *r, cmark_node *doc)
{
	cmark_iter *iter = cmark_iter_new(doc);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_ENTER)
			node_enter(r, node);
		else
			node_leave(r, node);
	}
	cmark_iter_free(iter);
}

/* ---- lines of Chinese ---- */

/* Takes out the line ends between two characters of Chinese text, which HTML would show as a space. */
static void lines_join(cmark_node *doc)
{
	cmark_iter *iter = cmark_iter_new(doc);
	cmark_node *line_end = NULL;
	const char *before = "", *text;

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE:
			text = cmark_node_get_literal(node);
			if (line_end && text_joins(before, text))
				drop(line_end);
			line_end = NULL;
			before = text;
			break;
		case CMARK_NODE_SOFTBREAK:
			line_end = node;
			break;
		case CMARK_NODE_EMPH:
		case CMARK_NODE_STRONG:
		case CMARK_NODE_LINK:
		case CMARK_NODE_IMAGE:
			break;
		default:
			line_end = NULL;
			before = "";
		}
	}
	cmark_iter_free(iter);
}

/* ---- the two ways in ---- */

/* What bounds cmark's work, and what its tree cannot show any more. */
static int check(struct str text, struct place place, struct findings *f)
{
	size_t deep;
	char size[24], most[24];

	if (text.len > MARKDOWN_SIZE_MOST) {
		snprintf(size, sizeof(size), "%zu", text.len);
		snprintf(most, sizeof(most), "%d", MARKDOWN_SIZE_MOST);
		finding_add(f, F_FILE_TOO_LARGE, place, size, most);
		return -1;
	}
	if (text_check_utf8(text, place, f) || text_check_controls(text, place, f))
		return -1;
	deep = markdown_source_deep(text, MARKDOWN_DEPTH_MOST);
	if (deep == text.len)
		return 0;
	snprintf(most, sizeof(most), "%d", MARKDOWN_DEPTH_MOST);
	finding_add(f, F_MD_TOO_DEEP, text_place(text, deep, place), most);
	return -1;
}

int markdown_render(struct str text, struct place place, const struct markdown_hooks *hooks,
		    struct buf *out, struct findings *f)
{
	cmark_mem mem = { xcalloc, xrealloc, free };
	struct render r = { .f = f, .hooks = hooks, .mem = &mem };
	size_t before = f->n;
	cmark_node *doc;
	char *html;

	if (check(text, place, f))
		return -1;
	markdown_source_init(&r.source, text, place);
	doc = parse(text, &mem);
	walk(&r, doc);
	lines_join(doc);
	html = cmark_render_html(doc, CMARK_OPT_DEFAULT);
	buf_add_str(out, html);
	free(html);
	cmark_node_free(doc);
	markdown_source_release(&r.source);
	return f->n > before ? -1 : 0;
}

struct plain {
	struct buf *out;
	bool begun, space; /* white space stands between what is written and what comes */
};

static void plain_add(struct plain *p, const char *s)
{
	const char *end = s + strlen(s);

	while (s < end) {
		const char *start = s;

		if (utf8_space(utf8_next(&s, end))) {
			p->space = true;
			continue;
		}
		if (p->space && p->begun)
			buf_add_char(p->out, ' ');
		buf_add(p->out, start, (size_t)(s - start));
		p->space = false;
		p->begun = true;
	}
}

static bool directive(cmark_node *paragraph)
{
	cmark_node *child = cmark_node_first_child(paragraph);
	const char *text = child ? cmark_node_get_literal(child) : NULL;

	return text && cmark_node_get_type(child) == CMARK_NODE_TEXT && strncmp(text, "{{", 2) == 0;
}

static void plain_walk(struct plain *p, cmark_node *doc)
{
	cmark_iter *iter = cmark_iter_new(doc);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_TEXT:
		case CMARK_NODE_CODE:
			plain_add(p, cmark_node_get_literal(node));
			break;
		case CMARK_NODE_CODE_BLOCK:
			p->space = true;
			plain_add(p, cmark_node_get_literal(node));
			break;
		case CMARK_NODE_EMPH:
		case CMARK_NODE_STRONG:
		case CMARK_NODE_LINK:
		case CMARK_NODE_IMAGE:
		case CMARK_NODE_HTML_INLINE:
			break;
		case CMARK_NODE_PARAGRAPH:
			if (directive(node))
				cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
			p->space = true;
			break;
		default: /* line ends and the edges of blocks */
			p->space = true;
		}
	}
	cmark_iter_free(iter);
}

void markdown_plain(struct str text, struct buf *out)
{
	cmark_mem mem = { xcalloc, xrealloc, free };
	struct findings unread = FINDINGS_INIT;
	struct plain p = { .out = out };
	cmark_node *doc;

	if (check(text, (struct place){ 0 }, &unread) == 0) {
		doc = parse(text, &mem);
		lines_join(doc);
		plain_walk(&p, doc);
		cmark_node_free(doc);
	}
	findings_release(&unread);
}

const char *markdown_version(void)
{
	return cmark_version_string();
}
