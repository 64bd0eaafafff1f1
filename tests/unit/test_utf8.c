#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* RFC 3629's table of well-formed sequences: the length of the one at s, 0 if there is none. */
static size_t sequence(const unsigned char *s, size_t len)
{
	static const struct {
		unsigned char lead[2], second[2];
		size_t n;
	} table[] = {
		{ { 0x00, 0x7f }, { 0x80, 0xbf }, 1 }, { { 0xc2, 0xdf }, { 0x80, 0xbf }, 2 },
		{ { 0xe0, 0xe0 }, { 0xa0, 0xbf }, 3 }, { { 0xe1, 0xec }, { 0x80, 0xbf }, 3 },
		{ { 0xed, 0xed }, { 0x80, 0x9f }, 3 }, { { 0xee, 0xef }, { 0x80, 0xbf }, 3 },
		{ { 0xf0, 0xf0 }, { 0x90, 0xbf }, 4 }, { { 0xf1, 0xf3 }, { 0x80, 0xbf }, 4 },
		{ { 0xf4, 0xf4 }, { 0x80, 0x8f }, 4 },
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		if (s[0] < table[i].lead[0] || s[0] > table[i].lead[1])
			continue;
		if (len < table[i].n)
			return 0;
		if (table[i].n > 1 && (s[1] < table[i].second[0] || s[1] > table[i].second[1]))
			return 0;
		for (size_t k = 2; k < table[i].n; k++)
			if ((s[k] & 0xc0) != 0x80)
				return 0;
		return table[i].n;
	}
	return 0;
}

static void every_character_is_written_and_read_again(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		const char *p;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		buf_clear(&b);
		utf8_add(&b, c);
		p = b.data;
		if (utf8_next(&p, b.data + b.len) != c || p != b.data + b.len ||
		    utf8_check(b.data, b.len) != b.len || utf8_length(b.data, b.len) != 1)
			fail_msg("U+%04X", (unsigned)c);
	}
	buf_release(&b);
}

static void only_well_formed_sequences_are_accepted(void **state)
{
	static const unsigned char thirds[] = { 0x00, 0x41, 0x7f, 0x80, 0x9f, 0xbf, 0xc0, 0xff };

	(void)state;
	for (unsigned a = 0; a < 256; a++)
		for (unsigned b = 0; b < 256; b++)
			for (size_t c = 0; c < ARRAY_LEN(thirds); c++)
				for (size_t d = 0; d < ARRAY_LEN(thirds); d++)
					for (size_t len = 1; len <= 4; len++) {
						unsigned char s[] = { (unsigned char)a,
								      (unsigned char)b, thirds[c],
								      thirds[d] };
						const char *p = (const char *)s;
						size_t n = sequence(s, len);
						uint32_t got = utf8_next(&p, p + len);

						if ((got == UTF8_BAD) != (n == 0) ||
						    p - (const char *)s != (n ? (ptrdiff_t)n : 1))
							fail_msg("%02x %02x %02x %02x of %zu", s[0],
								 s[1], s[2], s[3], len);
					}
}

static void the_first_bad_byte_is_found(void **state)
{
	static const struct {
		const char *label;
		struct str in;
		size_t expected;
	} rows[] = {
		{ "empty", STR_LIT(""), 0 },
		{ "all good", STR_LIT("a名\xf0\xa0\x80\x80"), 8 },
		{ "truncated", STR_LIT("a\xe5\x90"), 1 },
		{ "overlong", STR_LIT("ab\xc0\xaf"), 2 },
		{ "surrogate", STR_LIT("\xed\xa0\x80"), 0 },
		{ "beyond the last", STR_LIT("x\xf4\x90\x80\x80"), 1 },
		{ "continuation alone", STR_LIT("名\x80"), 3 },
		{ "NUL is a character", STR_LIT("a\0b"), 3 },
		{ "the last of eight", STR_LIT("1234567\x80"), 7 },
		{ "the first after eight", STR_LIT("12345678\x80"), 8 },
		{ "behind eight and a few", STR_LIT("12345678abc名\xff"), 14 },
		{ "eight at the end", STR_LIT("名12345678"), 11 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		size_t got = utf8_check(rows[i].in.data, rows[i].in.len);

		if (got != rows[i].expected)
			fail_msg("%s: got %zu, expected %zu", rows[i].label, got, rows[i].expected);
	}
}

static void wide_characters_take_two_columns(void **state)
{
	static const struct {
		const char *in;
		size_t expected;
	} rows[] = { { "", 0 },	     { "abc", 3 },	 { "名单", 4 },
		     { "（a）", 5 }, { "e\xcc\x81", 1 }, { "\xff", 1 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(utf8_width(rows[i].in), rows[i].expected);
}

static void kinds_of_characters_are_told_apart(void **state)
{
	static const struct {
		const char *label;
		uint32_t c;
		bool hidden, space;
	} rows[] = {
		{ "letter", 'a', false, false },
		{ "Han", 0x73e0, false, false },
		{ "space", ' ', false, true },
		{ "ideographic space", 0x3000, false, true },
		{ "no-break space", 0xa0, false, true },
		{ "line feed", '\n', true, true },
		{ "tab", '\t', true, true },
		{ "NUL", 0, true, false },
		{ "DEL", 0x7f, true, false },
		{ "tilde", 0x7e, false, false },
		{ "C1", 0x9b, true, false },
		{ "soft hyphen", 0xad, true, false },
		{ "zero width space", 0x200b, true, false },
		{ "right-to-left override", 0x202e, true, false },
		{ "line separator", 0x2028, true, true },
		{ "BOM", 0xfeff, true, false },
		{ "variation selector", 0xfe0f, true, false },
		{ "ideographic variation selector", 0xe0100, true, false },
		{ "Hangul filler", 0x3164, true, false },
		{ "blank braille", 0x2800, true, false },
		{ "private use", 0xe000, true, false },
		{ "unassigned", 0x378, true, false },
		{ "no character", UTF8_BAD, true, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (utf8_hidden(rows[i].c) != rows[i].hidden || utf8_space(rows[i].c) != rows[i].space)
			fail_msg("%s: hidden %d, space %d", rows[i].label, utf8_hidden(rows[i].c),
				 utf8_space(rows[i].c));
}

/* They are not looked up: the library must say the same. */
static void every_han_character_shows(void **state)
{
	(void)state;
	for (int32_t c = 0x4e00; c < 0xa000; c++)
		if (utf8_hidden((uint32_t)c) || utf8proc_category(c) != UTF8PROC_CATEGORY_LO ||
		    utf8proc_get_property(c)->ignorable)
			fail_msg("U+%04X", (unsigned)c);
}

static void names_agree_in_their_normal_form(void **state)
{
	static const struct {
		const char *label, *a, *b;
		bool agree;
	} rows[] = {
		{ "brackets of both widths", "冠捷（中国）有限公司", "冠捷(中国)有限公司", true },
		{ "spaces", "珠海 示例　公司\xc2\xa0", "珠海示例公司", true },
		{ "case and width", "ＡＢＣ公司", "abc公司", true },
		{ "dashes", "A—B", "a-b", true },
		{ "full-width dash", "A－B", "a–b", true },
		{ "zero width", "珠\xe2\x80\x8b海\xef\xbb\xbf", "珠海", true },
		{ "variation selector", "葛\xf3\xa0\x84\x80洲", "葛洲", true },
		{ "composed", "e\xcc\x81", "\xc3\xa9", true },
		{ "composed once what stands between is gone", "e\xe2\x80\x8b\xcc\x81", "\xc3\xa9",
		  true },
		{ "compatibility ideograph", "\xef\xa4\x80", "豈", true },
		{ "another name", "珠海示例公司", "珠海示列公司", false },
		{ "with and without a dash", "A-B", "AB", false },
		{ "private characters tell apart", "\xee\x80\x80公司", "\xee\x80\x81公司", false },
		{ "unassigned characters tell apart", "\xf0\xb2\x8e\xb0公司", "公司", false },
		{ "empty", "", " ", true },
		{ "not UTF-8 is compared bytewise", "\xff", "\xff", true },
		{ "not UTF-8, other", "\xff", "\xfe", false },
	};
	struct arena a = ARENA_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *x = utf8_name_key(&a, rows[i].a), *y = utf8_name_key(&a, rows[i].b);

		if ((strcmp(x, y) == 0) != rows[i].agree)
			fail_msg("%s: [%s] and [%s]", rows[i].label, x, y);
		assert_string_equal(utf8_name_key(&a, x), x);
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_is_written_and_read_again),
		cmocka_unit_test(only_well_formed_sequences_are_accepted),
		cmocka_unit_test(the_first_bad_byte_is_found),
		cmocka_unit_test(wide_characters_take_two_columns),
		cmocka_unit_test(kinds_of_characters_are_told_apart),
		cmocka_unit_test(every_han_character_shows),
		cmocka_unit_test(names_agree_in_their_normal_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
