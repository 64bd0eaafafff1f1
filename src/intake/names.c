#include "intake/names.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

static bool space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a);
}

static bool ascii_word(uint32_t c)
{
	return c > ' ' && c < 0x7f && c != '(' && c != ')';
}

static bool line_end(uint32_t c)
{
	return c == '\n' || c == '\r';
}

static bool space_or_line_end(uint32_t c)
{
	return space(c) || line_end(c);
}

/* The character after what is a gap, 0 at the end. */
static uint32_t peek(const char *p, const char *end, bool (*gap)(uint32_t))
{
	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		if (!gap(c))
			return c;
	}
	return 0;
}

static uint32_t full_width(uint32_t c)
{
	return c == '(' ? 0xff08 : c == ')' ? 0xff09 : c;
}

static uint32_t as_it_is(uint32_t c)
{
	return c;
}

/* Without gaps; between words of Latin letters and digits one blank stays. */
static const char *join(struct arena *a, const char *p, bool (*gap)(uint32_t),
			uint32_t (*form)(uint32_t))
{
	const char *end = p + strlen(p), *result;
	struct buf out = BUF_INIT;
	uint32_t before = 0;

	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		if (gap(c)) {
			uint32_t after = peek(p, end, gap);

			if (ascii_word(before) && ascii_word(after))
				buf_add_char(&out, ' ');
			before = 0;
			continue;
		}
		utf8_add(&out, form(c));
		before = c;
	}
	result = arena_strndup(a, out.data ? out.data : "", out.len);
	buf_release(&out);
	return result;
}

const char *cell_clean(struct arena *a, const char *printed)
{
	return join(a, printed, line_end, as_it_is);
}

const char *name_clean(struct arena *a, const char *printed, const char **former)
{
	static const char open[] = "（原", close[] = "）";
	const char *name = join(a, printed, space_or_line_end, full_width);
	const char *start = strstr(name, open);
	size_t len = strlen(name);

	*former = NULL;
	if (!start || start == name || len < strlen(close) ||
	    strcmp(name + len - strlen(close), close) != 0)
		return name;
	*former = arena_strndup(a, start + strlen(open),
				len - strlen(close) - (size_t)(start - name) - strlen(open));
	return arena_strndup(a, name, (size_t)(start - name));
}
