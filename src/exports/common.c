#include "exports/common.h"

#include "register/deltas.h"

bool export_demo(const struct exports *x)
{
	return x->ctx->content->site.status != SITE_OFFICIAL;
}

const char *export_title(const struct export *e, const char *text)
{
	return export_demo(e->all) ? page_printf(&e->page, "【" EXPORT_MARK "】%s", text) : text;
}

size_t export_one(const struct exports *x)
{
	(void)x;
	return 1;
}

/* A demonstration shows no code of its own, and shares ids with none that does. */
static const char *site_code(const struct exports *x)
{
	return export_demo(x) ? "0000000000" : or_empty(x->ctx->content->site.site_code);
}

const char *export_uuid(const struct export *e, const char *kind, const char *id)
{
	const char *named = page_printf(&e->page, "luce\n%s\n%s\n%s", site_code(e->all), kind, id);
	unsigned char h[HASH_SIZE];
	char hex[HASH_HEX_SIZE];

	hash_bytes(str_from(named), h);
	h[6] = (unsigned char)((h[6] & 0x0f) | 0x80); /* version 8 */
	h[8] = (unsigned char)((h[8] & 0x3f) | 0x80); /* variant */
	hash_hex(h, hex);
	return page_printf(&e->page, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16,
			   hex + 20);
}

const char *export_time(const struct export *e, minute_t t)
{
	char text[MINUTE_SIZE];

	minute_format(t == DATE_NONE || t == DATE_MAX ? 0 : t, text);
	return page_printf(&e->page, "%.10sT%s:00+08:00", text, text + 11);
}

const char *export_day(const struct export *e, date_t d)
{
	char text[DATE_SIZE];

	return d == DATE_NONE || d == DATE_MAX ? NULL
					       : arena_strdup(e->page.arena, date_format(d, text));
}

const char *export_day_text(const struct export *e, date_t d)
{
	struct civil c = date_civil(d);

	return page_printf(&e->page, "%d年%d月%d日", c.year, c.month, c.day);
}

date_t export_list_changed(const struct export *e, const struct roster *l)
{
	struct deltas c = list_deltas(e->all->ctx->registry, l, e->page.arena);

	return c.n ? c.items[c.n - 1].day : l->first;
}

void json_member(struct json_out *j, const char *key, const char *value)
{
	json_out_key(j, key);
	json_out_string(j, value);
}

void json_member_day(struct json_out *j, const char *key, date_t d)
{
	char text[DATE_SIZE];

	json_member(j, key, d == DATE_NONE || d == DATE_MAX ? NULL : date_format(d, text));
}
