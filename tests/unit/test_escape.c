#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/escape.h"
#include "base/mem.h"

typedef void escape_fn(struct buf *out, struct str s);

struct row {
	const char *label;
	struct str in;
	const char *expected;
};

static void run(escape_fn *escape, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf out = BUF_INIT;

		buf_add_str(&out, ">"); /* it appends */
		escape(&out, rows[i].in);
		if (strcmp(out.data + 1, rows[i].expected) != 0)
			fail_msg("%s: got [%s], expected [%s]", rows[i].label, out.data + 1,
				 rows[i].expected);
		buf_release(&out);
	}
}

static void html_keeps_no_markup_and_xml_no_forbidden_character(void **state)
{
	static const struct row rows[] = {
		{ "nothing", STR_LIT(""), "" },
		{ "plain", STR_LIT("珠海示例（一）"), "珠海示例（一）" },
		{ "markup", STR_LIT("<a href=\"x\">&'</a>"),
		  "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;" },
		{ "entity", STR_LIT("&amp;"), "&amp;amp;" },
		{ "tab and line end stay", STR_LIT("a\tb\n"), "a\tb\n" },
		{ "controls", STR_LIT("a\0b\x1b\x7f\r"), "a�b���" },
		{ "U+FFFD stays, U+FFFE and U+FFFF do not",
		  STR_LIT("\xef\xbf\xbd\xef\xbf\xbe\xef\xbf\xbf"), "���" },
		{ "full width", STR_LIT("\xef\xbc\x81\xef\xbf\xa5"), "！￥" },
		{ "cut off at the end", STR_LIT("\xef\xbf"), "\xef\xbf" },
	};

	(void)state;
	run(escape_html, rows, ARRAY_LEN(rows));
}

static void url_parts_keep_unreserved_characters_only(void **state)
{
	static const struct row segment[] = {
		{ "unreserved", STR_LIT("AZaz09-._~"), "AZaz09-._~" },
		{ "slash", STR_LIT("a/b"), "a%2Fb" },
		{ "reserved", STR_LIT("a?b#c&d=e+f%"), "a%3Fb%23c%26d%3De%2Bf%25" },
		{ "UTF-8", STR_LIT("珠海"), "%E7%8F%A0%E6%B5%B7" },
		{ "space and NUL", STR_LIT(" \0"), "%20%00" },
	};
	static const struct row path[] = {
		{ "slashes stay", STR_LIT("a/珠/c?"), "a/%E7%8F%A0/c%3F" },
	};

	(void)state;
	run(escape_url_segment, segment, ARRAY_LEN(segment));
	run(escape_url_path, path, ARRAY_LEN(path));
}

static void json_is_safe_inside_a_script(void **state)
{
	static const struct row rows[] = {
		{ "quotes", STR_LIT("\"\\"), "\\\"\\\\" },
		{ "line ends", STR_LIT("a\nb\tc\r"), "a\\nb\\tc\\u000d" },
		{ "script", STR_LIT("</script><!--&"), "\\u003c/script\\u003e\\u003c!--\\u0026" },
		{ "separators", STR_LIT("\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xa6"), "\\u2028\\u2029…" },
		{ "cut off", STR_LIT("\xe2\x80"), "\xe2\x80" },
		{ "controls", STR_LIT("\0\x1f\x7f"), "\\u0000\\u001f\\u007f" },
		{ "plain", STR_LIT("名单"), "名单" },
	};

	(void)state;
	run(escape_json, rows, ARRAY_LEN(rows));
}

static void csv_cells_are_quoted_where_needed_and_disarmed(void **state)
{
	static const struct row rows[] = {
		{ "plain", STR_LIT("珠海"), "珠海" },
		{ "empty", STR_LIT(""), "" },
		{ "comma", STR_LIT("a,b"), "\"a,b\"" },
		{ "quote", STR_LIT("a\"b"), "\"a\"\"b\"" },
		{ "line end", STR_LIT("a\nb"), "\"a\nb\"" },
		{ "carriage return", STR_LIT("a\rb"), "\"a\rb\"" },
		{ "outer space", STR_LIT(" a"), "\" a\"" },
		{ "space at the end", STR_LIT("a "), "\"a \"" },
		{ "inner space", STR_LIT("a b"), "a b" },
		{ "formula", STR_LIT("=1+1"), "\"'=1+1\"" },
		{ "plus", STR_LIT("+1"), "\"'+1\"" },
		{ "minus", STR_LIT("-1"), "\"'-1\"" },
		{ "at", STR_LIT("@a"), "\"'@a\"" },
		{ "tab", STR_LIT("\ta"), "\"'\ta\"" },
		{ "return first", STR_LIT("\ra"), "\"'\ra\"" },
		{ "full-width formula", STR_LIT("＝1"), "\"'＝1\"" },
		{ "full-width comma first", STR_LIT("，1"), "，1" },
		{ "sign inside", STR_LIT("a=1"), "a=1" },
		{ "no address", { NULL, 0 }, "" },
	};

	(void)state;
	run(escape_csv, rows, ARRAY_LEN(rows));
}

static void xlsx_cells_hold_what_xml_can_and_no_escape(void **state)
{
	static const struct row rows[] = {
		{ "nothing", { NULL, 0 }, "" },
		{ "plain", STR_LIT("珠海示例（一）"), "珠海示例（一）" },
		{ "markup is the writer's", STR_LIT("<a>&\"'"), "<a>&\"'" },
		{ "a formula is text in a cell of text", STR_LIT("=1+1"), "=1+1" },
		{ "tab and line end stay", STR_LIT("a\tb\n"), "a\tb\n" },
		{ "controls", STR_LIT("a\0b\x1b\x7f\r"), "a�b���" },
		{ "U+FFFE and U+FFFF", STR_LIT("\xef\xbf\xbd\xef\xbf\xbe\xef\xbf\xbf"), "���" },
		{ "reads like an escape", STR_LIT("a_x0041_b_x00fF_"),
		  "a_x005F_x0041_b_x005F_x00fF_" },
		{ "one within another", STR_LIT("_x_x0041_"), "_x_x005F_x0041_" },
		{ "cut off", STR_LIT("_x0041"), "_x0041" },
		{ "no hexadecimal", STR_LIT("_x004g_"), "_x004g_" },
		{ "upper case X", STR_LIT("_X0041_"), "_X0041_" },
	};

	(void)state;
	run(escape_xlsx, rows, ARRAY_LEN(rows));
}

static void ical_values_stay_on_their_line(void **state)
{
	static const struct row rows[] = {
		{ "specials", STR_LIT("a;b,c\\d"), "a\\;b\\,c\\\\d" },
		{ "line ends", STR_LIT("a\r\nb\n"), "a\\nb\\n" },
		{ "controls vanish, tabs stay", STR_LIT("a\x01\tb\x7f"), "a\tb" },
		{ "colon and quote stay", STR_LIT("a:\"b\""), "a:\"b\"" },
		{ "UTF-8", STR_LIT("公示"), "公示" },
	};

	(void)state;
	run(escape_ical, rows, ARRAY_LEN(rows));
}

static void hidden_characters_become_visible(void **state)
{
	static const struct row rows[] = {
		{ "plain", STR_LIT("名单 list"), "名单 list" },
		{ "line end, which would forge a line of a log", STR_LIT("a\nb\t"), "a\\u{a}b\\u{9}" },
		{ "escape sequence", STR_LIT("\x1b[31m"), "\\u{1b}[31m" },
		{ "bidi override",
		  STR_LIT("\xe2\x80\xae"
			  "abc"),
		  "\\u{202e}abc" },
		{ "zero width", STR_LIT("a\xe2\x80\x8b\xef\xbb\xbf"), "a\\u{200b}\\u{feff}" },
		{ "C1", STR_LIT("\xc2\x9b"), "\\u{9b}" },
		{ "bad bytes", STR_LIT("\xff\xe7\x8f"), "\\xff\\xe7\\x8f" },
		{ "NUL", STR_LIT("\0"), "\\u{0}" },
	};

	(void)state;
	run(escape_visible, rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_keeps_no_markup_and_xml_no_forbidden_character),
		cmocka_unit_test(url_parts_keep_unreserved_characters_only),
		cmocka_unit_test(json_is_safe_inside_a_script),
		cmocka_unit_test(csv_cells_are_quoted_where_needed_and_disarmed),
		cmocka_unit_test(xlsx_cells_hold_what_xml_can_and_no_escape),
		cmocka_unit_test(ical_values_stay_on_their_line),
		cmocka_unit_test(hidden_characters_become_visible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
