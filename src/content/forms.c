/* The forms that strings may take: a test, a pattern for schemas, and an example. */
#include "content/record.h"

#include <string.h>

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool hex(char c)
{
	return digit(c) || (c >= 'a' && c <= 'f');
}

static bool upper_or_digit(char c)
{
	return digit(c) || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Each eats one thing at *s and moves past it, or returns false. */

static bool eat(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

static bool eat_digits(const char **s, size_t least, size_t most)
{
	size_t n = 0;

	while (n < most && digit(**s)) {
		(*s)++;
		n++;
	}
	return n >= least;
}

static bool eat_run(const char **s, bool (*ok)(char))
{
	const char *start = *s;

	while (ok(**s))
		(*s)++;
	return *s > start;
}

static bool lower_or_digit(char c)
{
	return lower(c) || digit(c);
}

static bool eat_name(const char **s) /* [a-z0-9]+(-[a-z0-9]+)* */
{
	do {
		if (!eat_run(s, lower_or_digit))
			return false;
	} while (eat(s, '-'));
	return true;
}

static bool eat_region(const char **s) /* [0-9]{6}(-[a-z]+)? */
{
	const char *dash;

	if (!eat_digits(s, 6, 6))
		return false;
	dash = *s;
	if (!eat(s, '-') || !eat_run(s, lower))
		*s = dash;
	return true;
}

static bool region(const char *s)
{
	return eat_region(&s) && !*s;
}

static bool entity(const char *s)
{
	return eat_region(&s) && eat(&s, '-') && eat_digits(&s, 4, 9) && !*s;
}

static bool notice(const char *s)
{
	return eat_region(&s) && eat(&s, '/') && eat_digits(&s, 4, 4) && eat(&s, '/') &&
	       eat_name(&s) && !*s;
}

static bool list(const char *s)
{
	return eat_region(&s) && eat(&s, '/') && lower(*s) && eat_name(&s) && !*s;
}

static bool rules(const char *s)
{
	return eat_region(&s) && eat(&s, '-') && eat_digits(&s, 4, 4) && eat(&s, '-') &&
	       eat_name(&s) && !*s;
}

static bool name(const char *s)
{
	return eat_name(&s) && !*s;
}

static bool slug(const char *s)
{
	do {
		if (!eat_name(&s))
			return false;
	} while (eat(&s, '/'));
	return !*s;
}

static bool address(const char *s)
{
	do {
		if (!eat_name(&s))
			return false;
	} while (eat(&s, '/'));
	return strcmp(s, ".html") == 0;
}

static bool uscc(const char *s)
{
	return strlen(s) == 18 && strspn(s, "0123456789ABCDEFGHJKLMNPQRTUWXY") == 18;
}

static bool url(const char *s)
{
	if (!eat(&s, 'h') || !eat(&s, 't') || !eat(&s, 't') || !eat(&s, 'p'))
		return false;
	eat(&s, 's');
	if (!eat(&s, ':') || !eat(&s, '/') || !eat(&s, '/') || !lower_or_digit(*s))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= 0x20 || (unsigned char)*s >= 0x7f ||
		    strchr("\"<>[\\]^`{|}", *s))
			return false;
	return true;
}

static bool sha256(const char *s)
{
	return strlen(s) == 64 && eat_run(&s, hex) && !*s;
}

static bool object(const char *s)
{
	size_t n = strlen(s);

	return (n == 40 || n == 64) && eat_run(&s, hex) && !*s;
}

static bool file(const char *s)
{
	return *s && *s != '.' && !strpbrk(s, "/\\:*?\"<>|");
}

static bool code(const char *s)
{
	return *s >= 'A' && *s <= 'Z' && eat_run(&s, upper_or_digit) && !*s;
}

static bool division(const char *s)
{
	return *s >= 'A' && *s <= 'T' && (s++, eat_digits(&s, 2, 2)) && !*s;
}

static bool site_code(const char *s)
{
	if (s[0] == 'b' && s[1] == 'm')
		return (s += 2, eat_digits(&s, 8, 8) && !*s);
	return eat_digits(&s, 10, 10) && !*s;
}

#define REGION "[0-9]{6}(-[a-z]+)?"
#define NAME "[a-z0-9]+(-[a-z0-9]+)*"
#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define EMPTY_BLOB "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"

static const struct {
	bool (*matches)(const char *s);
	const char *pattern, *example;
} forms[FORMS] = {
	[FORM_TEXT] = { NULL, NULL, "示例" },
	[FORM_REGION] = { region, "^" REGION "$", "440400" },
	[FORM_ENTITY] = { entity, "^" REGION "-[0-9]{4,9}$", "440400-0001" },
	[FORM_NOTICE] = { notice, "^" REGION "/[0-9]{4}/" NAME "$", "440400/2025/factory-list" },
	[FORM_LIST] = { list, "^" REGION "/[a-z][a-z0-9]*(-[a-z0-9]+)*$", "440400/factory" },
	[FORM_RULES] = { rules, "^" REGION "-[0-9]{4}-" NAME "$", "440400-2024-387" },
	[FORM_NAME] = { name, "^" NAME "$", "supply-chain" },
	[FORM_SLUG] = { slug, "^" NAME "(/" NAME ")*$", "guangdong/zhuhai" },
	[FORM_ADDRESS] = { address, "^" NAME "(/" NAME ")*\\.html$", "guangdong/zhuhai/index.html" },
	[FORM_USCC] = { uscc, "^[0-9A-HJ-NPQRTUWXY]{18}$", "91990100MA00000073" },
	[FORM_URL] = { url, "^https?://[a-z0-9][!#-;=?-Z_a-z~]*$", "https://green.miit.gov.cn/" },
	[FORM_SHA256] = { sha256, "^[0-9a-f]{64}$", EMPTY_SHA256 },
	[FORM_OBJECT] = { object, "^([0-9a-f]{40}|[0-9a-f]{64})$", EMPTY_BLOB },
	[FORM_FILE] = { file, "^[^./\\\\:*?\"<>|][^/\\\\:*?\"<>|]*$", "list.pdf" },
	[FORM_CODE] = { code, "^[A-Z][A-Z0-9_]*$", "NO_DYNAMIC_FORM" },
	[FORM_DIVISION] = { division, "^[A-T][0-9]{2}$", "C34" },
	[FORM_SITE_CODE] = { site_code, "^([0-9]{10}|bm[0-9]{8})$", "0000000000" },
};

bool form_matches(enum form form, const char *s)
{
	return !forms[form].matches || forms[form].matches(s);
}

const char *form_pattern(enum form form)
{
	return forms[form].pattern;
}

const char *form_example(enum form form)
{
	return forms[form].example;
}
