/* The words of a notice: its Markdown, and the annexes that it places. */
#include "checks/checks.h"
#include "format/markdown.h"

static int annex_known(void *ctx, unsigned no, struct buf *out)
{
	const struct notice *n = ctx;

	(void)out;
	for (size_t i = 0; i < n->annexes.n; i++)
		if (n->annexes.items[i].no == (int)no)
			return 0;
	return -1;
}

/* What the page would refuse is said here, before there is a page. */
static void notice_text(const struct check_input *in, const struct notice *n)
{
	struct markdown_hooks hooks = { annex_known, (void *)n };
	struct place place = { .path = n->path, .line = n->body_line, .col = 1 };
	struct buf html = BUF_INIT;

	if (n->body)
		markdown_render(str_from(n->body), place, &hooks, &html, in->findings);
	buf_release(&html);
}

const struct check text_checks[] = {
	{ .name = "notice-text", .notice = notice_text },
	{ .name = NULL },
};
