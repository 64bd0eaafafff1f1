#define _POSIX_C_SOURCE 200809L
#include "release/signers.h"

#include <fnmatch.h>
#include <string.h>

#include "base/hash.h"
#include "log/base64.h"

/* The next word of a line, in which quotes hold spaces; "" at its end. */
static struct str next_word(struct str *line)
{
	bool quoted = false;
	size_t i = 0, start;

	while (i < line->len && strchr(" \t", line->data[i]))
		i++;
	for (start = i; i < line->len && (quoted || !strchr(" \t\r", line->data[i])); i++)
		if (line->data[i] == '"' && (i == start || line->data[i - 1] != '\\'))
			quoted = !quoted;
	*line = (struct str){ line->data + i, line->len - i };
	return (struct str){ line->data - (i - start), i - start };
}

static struct str next_line(struct str *text)
{
	const char *end = memchr(text->data, '\n', text->len);
	struct str line = { text->data, end ? (size_t)(end - text->data) : text->len };
	size_t taken = line.len + (end ? 1 : 0);

	*text = (struct str){ text->data + taken, text->len - taken };
	return line;
}

static bool begins(struct str s, const char *with)
{
	return s.len >= strlen(with) && memcmp(s.data, with, strlen(with)) == 0;
}

static bool is_key_type(struct str word)
{
	return begins(word, "ssh-") || begins(word, "ecdsa-") || begins(word, "sk-");
}

/* SHA-256 of the key, in base 64 without padding. */
static bool has_fingerprint(struct str key, const char *fingerprint)
{
	unsigned char hash[HASH_SIZE];
	struct buf bytes = BUF_INIT, text = BUF_INIT;
	bool is = false;

	if (base64_parse(key, &bytes) == 0) {
		hash_bytes(buf_str(&bytes), hash);
		buf_add_str(&text, "SHA256:");
		base64_add(&text, hash, HASH_SIZE);
		while (text.len && text.data[text.len - 1] == '=')
			text.data[--text.len] = '\0';
		is = strcmp(text.data, fingerprint) == 0;
	}
	buf_release(&bytes);
	buf_release(&text);
	return is;
}

/* "a@example.org,*@office.example" */
static bool patterns_have(struct str patterns, const char *address, struct arena *a)
{
	char *one = arena_strndup(a, patterns.data, patterns.len), *next;

	if (*one == '"')
		one[strlen(one) - 1] = '\0', one++;
	for (; one; one = next) {
		next = strchr(one, ',');
		if (next)
			*next++ = '\0';
		if (fnmatch(one, address, 0) == 0)
			return true;
	}
	return false;
}

static const char *address_of(const char *committer, struct arena *a)
{
	const char *begin = strrchr(committer, '<');
	const char *end = begin ? strchr(begin, '>') : NULL;

	return end ? arena_strndup(a, begin + 1, (size_t)(end - begin) - 1) : committer;
}

struct signer signers_find(struct str file, const char *fingerprint, const char *committer,
			   struct arena *a)
{
	const char *address = address_of(committer, a);
	struct signer found = { NULL, false };

	while (file.len) {
		struct str line = next_line(&file), who = next_word(&line), word = next_word(&line);

		if (!who.len || who.data[0] == '#')
			continue;
		while (word.len && !is_key_type(word))
			word = next_word(&line);
		if (!word.len || !has_fingerprint(next_word(&line), fingerprint))
			continue;
		if (!found.who)
			found.who = arena_strndup(a, who.data, who.len);
		found.named = found.named || patterns_have(who, address, a);
	}
	return found;
}
