#include "checks/personal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/mem.h"

enum { MOBILE_DIGITS = 11, IDENTITY_LENGTH = 18, DIGITS_MOST = 20 };

static bool ascii_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The digit at s, ASCII or full-width (U+FF10 …), and how many bytes it takes; -1: none. */
static int digit_at(const char *s, const char *end, size_t *len)
{
	if (s < end && *s >= '0' && *s <= '9') {
		*len = 1;
		return *s - '0';
	}
	if (s + 2 >= end || memcmp(s, "\xef\xbc", 2) != 0 || (unsigned char)s[2] < 0x90 ||
	    (unsigned char)s[2] > 0x99)
		return -1;
	*len = 3;
	return (unsigned char)s[2] - 0x90;
}

struct run { /* of digits, as they stand in a text */
	const char *start, *end;
	char digits[DIGITS_MOST + 1]; /* in ASCII */
	int n; /* DIGITS_MOST + 1: more than that */
};

/* Reads digits; a space or hyphen may stand after the third and seventh, as in 138-1234-5678. */
static struct run run_read(const char *s, const char *end, bool grouped)
{
	struct run r = { s, s, "", 0 };
	size_t len;
	int d;

	while ((d = digit_at(s, end, &len)) >= 0 && r.n <= DIGITS_MOST) {
		if (r.n < DIGITS_MOST)
			r.digits[r.n] = (char)('0' + d);
		r.n++;
		s += len;
		r.end = s;
		if (grouped && (r.n == 3 || r.n == 7) && s < end && (*s == ' ' || *s == '-'))
			s++;
	}
	return r;
}

static bool ends_here(const char *s, const char *end)
{
	size_t len;

	return s == end || (!ascii_alnum(*s) && digit_at(s, end, &len) < 0);
}

static bool is_mobile(const struct run *r, const char *end)
{
	return r->n == MOBILE_DIGITS && r->digits[0] == '1' && r->digits[1] >= '3' &&
	       ends_here(r->end, end);
}

/* +86 and the number in one run */
static bool is_mobile_86(const struct run *r, const char *end)
{
	return r->n == MOBILE_DIGITS + 2 && strncmp(r->digits, "861", 3) == 0 &&
	       r->digits[3] >= '3' && ends_here(r->end, end);
}

/* Digits 7 to 14 are a day on which somebody can have been born. */
static bool is_birthday(const char *digits)
{
	char text[DATE_SIZE];

	snprintf(text, sizeof(text), "%.4s-%.2s-%.2s", digits + 6, digits + 10, digits + 12);
	return (text[0] == '1' || text[0] == '2') && date_parse(text) != DATE_NONE;
}

/* GB 11643-1999: ISO 7064 MOD 11-2 over the first 17 digits. */
static char identity_check(const char *digits)
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	for (size_t i = 0; i < ARRAY_LEN(weights); i++)
		sum += weights[i] * (digits[i] - '0');
	return "10X98765432"[sum % 11];
}

/* r holds 18 digits, or 17 with an X behind them; its end moves behind that. */
static bool is_identity(struct run *r, const char *end)
{
	char last = r->digits[IDENTITY_LENGTH - 1];

	if (r->n == IDENTITY_LENGTH - 1 && r->end < end && (*r->end == 'X' || *r->end == 'x')) {
		last = 'X';
		r->end++;
	} else if (r->n != IDENTITY_LENGTH) {
		return false;
	}
	return r->digits[0] != '0' && is_birthday(r->digits) && identity_check(r->digits) == last &&
	       ends_here(r->end, end);
}

static bool number_at(const char *s, const char *end, enum personal_kind *kind, struct str *what)
{
	struct run plain = run_read(s, end, false), grouped = run_read(s, end, true);
	const struct run *r = &plain;

	if (is_identity(&plain, end)) {
		*kind = PERSONAL_IDENTITY;
	} else if (is_mobile(&grouped, end)) {
		*kind = PERSONAL_MOBILE;
		r = &grouped;
	} else if (is_mobile_86(&plain, end)) {
		*kind = PERSONAL_MOBILE;
	} else {
		return false;
	}
	*what = (struct str){ r->start, (size_t)(r->end - r->start) };
	return true;
}

/* ---- mailboxes ---- */

static const char *const providers[] = {
	"qq.com",     "foxmail.com", "163.com",	   "126.com",	"yeah.net",    "vip.163.com",
	"139.com",    "189.cn",	     "wo.cn",	   "sina.com",	"sina.cn",     "sohu.com",
	"aliyun.com", "21cn.com",    "tom.com",	   "gmail.com", "hotmail.com", "outlook.com",
	"live.com",   "live.cn",     "icloud.com", "yahoo.com", "vip.qq.com",
};

static bool of_address(char c)
{
	return ascii_alnum(c) || strchr("._%+-", c);
}

/* An address around the @ at `at`, in a text that begins at `from`. */
static bool mailbox_at(const char *from, const char *at, const char *end, struct str *what)
{
	const char *start = at, *stop = at + 1;
	size_t len;

	while (start > from && start[-1] && of_address(start[-1]))
		start--;
	while (stop < end && *stop && of_address(*stop))
		stop++;
	while (stop > at + 1 && !ascii_alnum(stop[-1]))
		stop--;
	len = (size_t)(stop - at - 1);
	for (size_t i = 0; start < at && i < ARRAY_LEN(providers); i++)
		if (strlen(providers[i]) == len && strncasecmp(providers[i], at + 1, len) == 0) {
			*what = (struct str){ start, (size_t)(stop - start) };
			return true;
		}
	return false;
}

/* ---- both ---- */

/* Where digits begin: not within a word or a longer number. */
static bool begins_number(const char *from, const char *s, const char *end)
{
	size_t len;

	if (digit_at(s, end, &len) < 0)
		return false;
	if (s == from)
		return true;
	if (s - from >= 3 && digit_at(s - 3, end, &len) >= 0 && len == 3)
		return false;
	return !ascii_alnum(s[-1]);
}

bool personal_next(struct str *rest, enum personal_kind *kind, struct str *what)
{
	const char *from = rest->data, *end = from + rest->len;

	for (const char *s = from; s < end; s++) {
		if (begins_number(from, s, end) && number_at(s, end, kind, what))
			break;
		if (*s == '@' && mailbox_at(from, s, end, what)) {
			*kind = PERSONAL_MAILBOX;
			break;
		}
		if (s + 1 == end)
			return false;
	}
	if (from == end)
		return false;
	rest->len = (size_t)(end - (what->data + what->len));
	rest->data = what->data + what->len;
	return true;
}

void personal_mask(struct str what, struct buf *out)
{
	bool ascii = true;

	for (size_t i = 0; i < what.len; i++)
		ascii = ascii && (unsigned char)what.data[i] < 0x80;
	if (ascii && what.len > 6)
		buf_add(out, what.data, 3);
	buf_add_str(out, "****");
	if (ascii && what.len > 6)
		buf_add(out, what.data + what.len - 2, 2);
}
