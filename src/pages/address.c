#include "pages/address.h"

#include <string.h>

#include "base/escape.h"

void address_region(struct buf *out, const struct region *r)
{
	buf_add_format(out, "%s/index.html", r->slug);
}

void address_notices(struct buf *out, const struct region *r)
{
	buf_add_format(out, "%s/notices/index.html", r->slug);
}

void address_region_removals(struct buf *out, const struct region *r)
{
	buf_add_format(out, "%s/removals/index.html", r->slug);
}

void address_region_entities(struct buf *out, const struct region *r)
{
	buf_add_format(out, "%s/entities/index.html", r->slug);
}

void address_list(struct buf *out, const struct region *r, const char *category)
{
	buf_add_format(out, "%s/%s/index.html", r->slug, category);
}

void address_history(struct buf *out, const struct region *r, const char *category)
{
	buf_add_format(out, "%s/%s/history.html", r->slug, category);
}

void address_day(struct buf *out, const struct region *r, const char *category, date_t day,
		 const char *ending)
{
	char text[DATE_SIZE];

	buf_add_format(out, "%s/%s/as-of/%s.%s", r->slug, category, date_format(day, text), ending);
}

static void entity_file(struct buf *out, const char *id, const char *ending)
{
	const char *serial = strrchr(id, '-') + 1;
	size_t len = strlen(serial); /* four or more */

	buf_add_format(out, "entity/%.*s/%.*s/%s.%s", (int)(serial - 1 - id), id, (int)(len - 3),
		       serial, serial, ending);
}

void address_entity(struct buf *out, const char *id)
{
	entity_file(out, id, "html");
}

void address_entity_feed(struct buf *out, const char *id)
{
	entity_file(out, id, "atom");
}

void address_list_file(struct buf *out, const struct region *r, const char *category, const char *file)
{
	buf_add_format(out, "%s/%s/%s", r->slug, category, file);
}

void address_region_feed(struct buf *out, const struct region *r)
{
	buf_add_format(out, "%s/" ADDRESS_FEED, r->slug);
}

void address_region_calendar(struct buf *out, const struct region *r)
{
	buf_add_format(out, "%s/" ADDRESS_CALENDAR, r->slug);
}

void address_year_entities(struct buf *out, int year)
{
	buf_add_format(out, "entities/%d.html", year);
}

void address_notice(struct buf *out, const char *id)
{
	buf_add_format(out, "notice/%s.html", id);
}

void address_attachment(struct buf *out, const char *notice, const char *file)
{
	buf_add_format(out, "notice/%s/%s", notice, file);
}

void address_log_region(struct buf *out, const char *notice)
{
	buf_add_format(out, "log/%.*s.html", (int)strcspn(notice, "/"), notice);
}

void address_log_anchor(struct buf *out, const char *notice)
{
	buf_add_char(out, 'n');
	for (const char *s = strchr(notice, '/') + 1; *s; s++)
		buf_add_char(out, (char)(*s == '/' ? '-' : *s));
}

/* NO_DYNAMIC_FORM -> no-dynamic-form: codes are of A-Z, 0-9 and '_'. */
void address_ground(struct buf *out, const char *code)
{
	if (!code) {
		buf_add_str(out, ADDRESS_UNCODED);
		return;
	}
	buf_add_str(out, "removals/ground/");
	for (const char *s = code; *s; s++)
		buf_add_char(out, *s == '_' ? '-'
					    : (char)(*s >= 'A' && *s <= 'Z' ? *s - 'A' + 'a' : *s));
	buf_add_str(out, ".html");
}

void address_rules(struct buf *out, const char *id)
{
	buf_add_format(out, "rules/%s.html", id);
}

void address_report(struct buf *out, const char *authority)
{
	buf_add_format(out, "report/%s.html", authority);
}

void address_assessor(struct buf *out, const char *id)
{
	buf_add_format(out, "assessor/%s.html", id);
}

/* Length of the folders, last slash included, that both stand in. */
static size_t common_folders(const char *a, const char *b)
{
	size_t common = 0;

	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			common = i + 1;
	return common;
}

void address_link(struct buf *out, const char *from, const char *to)
{
	size_t common = common_folders(from, to);

	for (const char *s = strchr(from + common, '/'); s; s = strchr(s + 1, '/'))
		buf_add_str(out, "../");
	escape_url_path(out, str_from(to + common));
}
