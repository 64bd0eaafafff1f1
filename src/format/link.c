#include "format/link.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

static bool clean(const char *url)
{
	for (; *url; url++)
		if ((unsigned char)*url < 0x20 || *url == 0x7f || *url == '\\')
			return false;
	return true;
}

/* Bytes of the scheme before its colon; 0 if there is none (RFC 3986, 4.2: no colon in a first segment). */
static size_t scheme_length(const char *url)
{
	size_t n = strcspn(url, ":/?#");

	return url[n] == ':' ? n : 0;
}

static bool relative(const char *url)
{
	return url[0] != ':' && !scheme_length(url) && strncmp(url, "//", 2) != 0;
}

static bool scheme_is(const char *url, size_t n, const char *name)
{
	if (strlen(name) != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = url[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != name[i])
			return false;
	}
	return true;
}

bool link_allowed(const char *url)
{
	static const struct {
		const char *scheme;
		bool host;
	} allowed[] = { { "http", true }, { "https", true }, { "mailto", false }, { "tel", false } };
	size_t n = scheme_length(url);

	if (!clean(url))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(allowed); i++) {
		const char *rest = url + n + 1;

		if (!scheme_is(url, n, allowed[i].scheme))
			continue;
		if (allowed[i].host)
			return strncmp(rest, "//", 2) == 0 && !strchr("/?#:@", rest[2]);
		return *rest != '\0';
	}
	return relative(url);
}

bool image_allowed(const char *url)
{
	return *url && clean(url) && relative(url);
}
