#define _GNU_SOURCE /* O_NOFOLLOW, openat and the others of one family */
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "store/io.h"
#include "store/root.h"

#define NEW_NAME "journal.new"
#define FIRST_LINE "luce journal 1\n"

enum { JOURNAL_MOST = 1 << 30 }; /* bytes: ten million changes; more is none of ours */

/* ---- writing ---- */

static void path_encode(struct buf *out, const char *path)
{
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (c <= ' ' || c == 0x7f || c == '%')
			buf_add_format(out, "%%%02X", c);
		else
			buf_add_char(out, *path);
	}
}

static void journal_render(struct buf *out, const struct change *changes, size_t n)
{
	unsigned char hash[HASH_SIZE];
	char hex[HASH_HEX_SIZE];

	buf_add_str(out, FIRST_LINE);
	for (size_t i = 0; i < n; i++) {
		const struct change *c = &changes[i];

		if (c->kind == CHANGE_KEEP)
			continue;
		if (c->kind == CHANGE_PUT)
			buf_add_format(out, "put %" PRIu64 " %" PRIu64 " ", c->stage, c->size);
		else
			buf_add_str(out, "remove ");
		path_encode(out, c->path);
		buf_add_char(out, '\n');
	}
	hash_bytes(buf_str(out), hash);
	buf_add_format(out, "end %s\n", hash_hex(hash, hex));
}

static int file_write(int dir, const char *name, struct str text)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);

	if (fd < 0)
		return -1;
	if (write_all(fd, text) == 0 && sync_fd(fd) == 0)
		return close(fd);
	close_quietly(fd);
	return -1;
}

int journal_write(int dir, const struct change *changes, size_t n, bool *standing)
{
	struct buf text = BUF_INIT;
	int rc;

	*standing = false;
	journal_render(&text, changes, n);
	rc = file_write(dir, NEW_NAME, buf_str(&text));
	buf_release(&text);
	if (rc == 0)
		rc = renameat(dir, NEW_NAME, dir, JOURNAL_NAME);
	if (rc == 0) {
		*standing = true;
		rc = sync_fd(dir);
	}
	return rc;
}

int journal_remove(int dir)
{
	if (unlinkat(dir, JOURNAL_NAME, 0) < 0 && errno != ENOENT)
		return -1;
	return sync_fd(dir);
}

int journal_sweep(int dir)
{
	return unlinkat(dir, NEW_NAME, 0) < 0 && errno != ENOENT ? -1 : 0;
}

/* ---- reading ---- */

static int hex_digit(char c)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *p = c ? strchr(digits, c) : NULL;

	return p ? (int)(p - digits) : -1;
}

/* Decodes in place; false where an escape is broken. */
static bool path_decode(char *path)
{
	char *to = path;

	while (*path) {
		int high, low;

		if (*path != '%') {
			*to++ = *path++;
			continue;
		}
		high = hex_digit(path[1]);
		low = high < 0 ? -1 : hex_digit(path[2]);
		if (low < 0 || high * 16 + low == 0)
			return false;
		*to++ = (char)(high * 16 + low);
		path += 3;
	}
	*to = '\0';
	return true;
}

/* Decimal digits and a space, passed over. */
static bool number_parse(char **p, uint64_t *out)
{
	char *end;

	if (**p < '0' || **p > '9')
		return false;
	errno = 0;
	*out = strtoull(*p, &end, 10);
	if (errno || *end != ' ')
		return false;
	*p = end + 1;
	return true;
}

static bool line_parse(char *line, struct change *c)
{
	*c = (struct change){ .kind = CHANGE_REMOVE };
	if (strncmp(line, "remove ", 7) == 0) {
		line += 7;
	} else if (strncmp(line, "put ", 4) == 0) {
		c->kind = CHANGE_PUT;
		line += 4;
		if (!number_parse(&line, &c->stage) || !number_parse(&line, &c->size))
			return false;
	} else {
		return false;
	}
	c->path = line;
	return path_decode(line) && path_valid(line);
}

/* The part above the last line, if that is its checksum; 0 otherwise. */
static size_t body_length(const char *text, size_t len)
{
	static const size_t last = 4 + HASH_HEX_SIZE - 1 + 1; /* "end " hash "\n" */
	unsigned char hash[HASH_SIZE];
	char hex[HASH_HEX_SIZE];
	size_t body = len - last;

	if (len < sizeof(FIRST_LINE) - 1 + last ||
	    memcmp(text, FIRST_LINE, sizeof(FIRST_LINE) - 1) != 0 ||
	    memcmp(text + body, "end ", 4) != 0 || text[len - 1] != '\n')
		return 0;
	hash_bytes((struct str){ text, body }, hash);
	return memcmp(text + body + 4, hash_hex(hash, hex), HASH_HEX_SIZE - 1) == 0 ? body : 0;
}

/* text is in the arena and is cut up. False where it is no journal. */
static bool journal_parse(char *text, size_t len, struct arena *a, struct change **changes, size_t *n)
{
	size_t body = body_length(text, len), lines = 0;
	char *line = text + sizeof(FIRST_LINE) - 1;

	if (!body || memchr(text, '\0', body))
		return false;
	for (size_t i = 0; i < body; i++)
		lines += text[i] == '\n';
	*changes = arena_calloc(a, lines, sizeof(**changes));
	while (line < text + body) {
		char *end = memchr(line, '\n', (size_t)(text + body - line));

		if (!end)
			return false;
		*end = '\0';
		if (!line_parse(line, &(*changes)[(*n)++]))
			return false;
		line = end + 1;
	}
	return true;
}

static int text_read(int fd, struct arena *a, char **text, size_t *len)
{
	struct stat st;
	ssize_t n = 1;

	if (fstat(fd, &st) < 0)
		return -1;
	if (!S_ISREG(st.st_mode) || st.st_size > JOURNAL_MOST) {
		errno = EFBIG;
		return -1;
	}
	*len = 0;
	*text = arena_alloc(a, (size_t)st.st_size + 1);
	while (n != 0 && *len < (size_t)st.st_size) {
		n = read(fd, *text + *len, (size_t)st.st_size - *len);
		if (n < 0 && errno != EINTR)
			return -1;
		*len += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

int journal_read(int dir, struct arena *a, struct change **changes, size_t *n, const char **reason)
{
	int fd = openat(dir, JOURNAL_NAME, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	char *text;
	size_t len;
	int rc;

	*changes = NULL;
	*n = 0;
	if (fd < 0 && errno == ENOENT)
		return 0;
	rc = fd < 0 ? -1 : text_read(fd, a, &text, &len);
	*reason = strerror(errno);
	if (rc == 0 && !journal_parse(text, len, a, changes, n)) {
		*reason = "its checksum or a line is wrong";
		rc = -1;
	}
	close_quietly(fd);
	return rc < 0 ? -1 : 1;
}
