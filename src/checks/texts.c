/* The words of a notice: its Markdown, and the annexes that it places. */
#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"
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

static const struct check rows[] = {
	{ F_MD_RAW_HTML, .last = F_MD_TOO_DEEP, .reads = READS_RECORDS, .fixed = true,
	  .notice = notice_text },
};

const struct family text_family = {
	.name = "texts",
	.says = { "正文", "the text of a notice" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
