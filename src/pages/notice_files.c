#include "pages/notice_files.h"

#include <string.h>

#include "pages/address.h"
#include "pages/common.h"

enum { WITHHELD_WHAT, WITHHELD_BASIS, WITHHELD_ON, WITHHELD_BY, WITHHELD_SLOTS };
static const struct shape withheld_shape = {
	.name = "withheld",
	.n = WITHHELD_SLOTS,
	.slots = {
		[WITHHELD_WHAT] = { "what", SLOT_TEXT, NULL },
		[WITHHELD_BASIS] = { "basis", SLOT_TEXT, NULL },
		[WITHHELD_ON] = { "on", SLOT_GROUP, &date_shape },
		[WITHHELD_BY] = { "by", SLOT_TEXT, NULL },
	},
};

enum { FILE_HREF, FILE_TITLE, FILE_NAME, FILE_SHA256, FILE_COMPARED, FILE_WITHHELD, FILE_SLOTS };
const struct shape notice_file_shape = {
	.name = "attachment",
	.n = FILE_SLOTS,
	.slots = {
		[FILE_HREF] = { "href", SLOT_TEXT, NULL },
		[FILE_TITLE] = { "title", SLOT_TEXT, NULL },
		[FILE_NAME] = { "file", SLOT_TEXT, NULL },
		[FILE_SHA256] = { "sha256", SLOT_TEXT, NULL },
		[FILE_COMPARED] = { "compared", SLOT_GROUP, &date_shape },
		[FILE_WITHHELD] = { "withheld", SLOT_GROUP, &withheld_shape },
	},
};

static void fill_withheld(const struct page *p, struct value *v, const struct withheld *w)
{
	struct value *frame = page_frames(p, 1, WITHHELD_SLOTS);

	value_text(&frame[WITHHELD_WHAT], w->what);
	value_text(&frame[WITHHELD_BASIS], w->basis);
	fill_date(p, &frame[WITHHELD_ON], w->on);
	value_text(&frame[WITHHELD_BY], w->by);
	value_group(v, frame);
}

static void fill_file(const struct page *p, struct value *frame, const struct notice *n,
		      const struct attachment *a, const struct withheld *w)
{
	struct buf address = BUF_INIT;

	value_text(&frame[FILE_TITLE], a->title ? a->title : a->file);
	value_text(&frame[FILE_NAME], a->file);
	if (w) {
		fill_withheld(p, &frame[FILE_WITHHELD], w);
		return;
	}
	address_attachment(&address, n->id, a->file);
	value_text(&frame[FILE_HREF], link_address(p, address.data));
	buf_release(&address);
	value_text(&frame[FILE_SHA256], a->sha256);
	fill_date(p, &frame[FILE_COMPARED], a->compared_on);
}

/* The file's name, if the path is that of a file of the notice: "content/notices/440400/2025/x/" and a name. */
static const char *file_of(const struct notice *n, const char *path)
{
	size_t folder = (size_t)(strrchr(n->path, '.') - n->path);

	if (strncmp(path, n->path, folder) != 0 || path[folder] != '/' ||
	    strchr(path + folder + 1, '/'))
		return NULL;
	return path + folder + 1;
}

static bool is_attachment(const struct notice *n, const char *file)
{
	for (size_t i = 0; i < n->attachments.n; i++)
		if (strcmp(n->attachments.items[i].file, file) == 0)
			return true;
	return false;
}

static const struct withheld *withheld_file(const struct content *c, const struct notice *n,
					    const char *file)
{
	for (size_t i = 0; i < c->withheld.n; i++) {
		const char *name = file_of(n, c->withheld.items[i].path);

		if (name && strcmp(name, file) == 0)
			return &c->withheld.items[i];
	}
	return NULL;
}

/* What the notice names, then what it no longer does. */
size_t fill_notice_files(const struct page *p, struct value *v, const struct notice *n)
{
	const struct content *c = p->ctx->content;
	struct value *items = page_frames(p, n->attachments.n + c->withheld.n, FILE_SLOTS);
	size_t count = 0;

	for (size_t i = 0; i < n->attachments.n; i++)
		fill_file(p, items + count++ * FILE_SLOTS, n, &n->attachments.items[i],
			  withheld_file(c, n, n->attachments.items[i].file));
	for (size_t i = 0; i < c->withheld.n; i++) {
		const char *file = file_of(n, c->withheld.items[i].path);

		if (!file || is_attachment(n, file))
			continue;
		value_text(&items[count * FILE_SLOTS + FILE_TITLE], file);
		fill_withheld(p, &items[count++ * FILE_SLOTS + FILE_WITHHELD], &c->withheld.items[i]);
	}
	fill_list(p, v, items, count, FILE_SLOTS);
	return count;
}
