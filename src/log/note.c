#include "log/note.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "log/base64.h"
#include "log/ed25519.h"

static const char dash[] = "\xe2\x80\x94 "; /* U+2014 and a space */
static const char private_key[] = "PRIVATE+KEY+";

enum { ID_SIZE = 4, TIME_SIZE = 8 };

/* ---- keys ---- */

/* Unicode's spaces; controls are refused with them. */
static bool is_space(uint32_t c)
{
	return c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool name_valid(struct str name)
{
	const char *p = name.data, *end = name.data + name.len;

	if (!name.len || utf8_check(name.data, name.len) != name.len)
		return false;
	while (p < end) {
		uint32_t c = utf8_next(&p, end);

		if (c == '+' || is_space(c))
			return false;
	}
	return true;
}

static uint32_t big_endian(const unsigned char *s)
{
	return (uint32_t)s[0] << 24 | (uint32_t)s[1] << 16 | (uint32_t)s[2] << 8 | s[3];
}

static void add_big_endian(struct buf *out, uint64_t value, size_t size)
{
	for (size_t i = size; i-- > 0;)
		buf_add_char(out, (char)(value >> 8 * i & 0xff));
}

static uint32_t key_id(const struct note_key *k)
{
	unsigned char hash[HASH_SIZE];
	struct buf b = BUF_INIT;

	buf_add_slice(&b, k->name);
	buf_add_char(&b, '\n');
	buf_add_char(&b, (char)k->algorithm);
	buf_add(&b, k->bytes, ED25519_SIZE);
	hash_bytes(buf_str(&b), hash);
	buf_release(&b);
	return big_endian(hash);
}

int note_signer_make(struct str name, enum note_algorithm algorithm,
		     const unsigned char seed[ED25519_SIZE], struct note_signer *out)
{
	*out = (struct note_signer){ .key = { .name = name, .algorithm = algorithm } };
	if (!name_valid(name))
		return -1;
	memcpy(out->seed, seed, ED25519_SIZE);
	ed25519_public(seed, out->key.bytes);
	out->key.id = key_id(&out->key);
	return 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_id(struct str hex, uint32_t *id)
{
	*id = 0;
	for (size_t i = 0; i < hex.len; i++) {
		if (hex_digit(hex.data[i]) < 0)
			return false;
		*id = *id << 4 | (uint32_t)hex_digit(hex.data[i]);
	}
	return hex.len == 2 * ID_SIZE;
}

/* What stands before the first '+', which *rest moves past. */
static struct str cut(struct str *rest)
{
	const char *plus = rest->len ? memchr(rest->data, '+', rest->len) : NULL;
	struct str part = { rest->data, plus ? (size_t)(plus - rest->data) : rest->len };

	rest->data += part.len + (plus ? 1 : 0);
	rest->len -= part.len + (plus ? 1 : 0);
	return part;
}

/* NAME+ID+BASE64 of the algorithm's byte and 32 more. */
static int parse_parts(struct str text, struct note_key *key, unsigned char bytes[ED25519_SIZE])
{
	struct buf data = BUF_INIT;
	int rc = -1;

	if (text.len && text.data[text.len - 1] == '\n')
		text.len--;
	*key = (struct note_key){ .name = cut(&text) };
	if (name_valid(key->name) && parse_id(cut(&text), &key->id) &&
	    base64_parse(text, &data) == 0 && data.len == 1 + ED25519_SIZE &&
	    (data.data[0] == NOTE_ED25519 || data.data[0] == NOTE_COSIGNATURE)) {
		key->algorithm = (enum note_algorithm)data.data[0];
		memcpy(bytes, data.data + 1, ED25519_SIZE);
		rc = 0;
	}
	buf_release(&data);
	return rc;
}

int note_key_parse(struct str text, struct note_key *out)
{
	if (parse_parts(text, out, out->bytes) < 0)
		return -1;
	return key_id(out) == out->id ? 0 : -1;
}

int note_signer_parse(struct str text, struct note_signer *out)
{
	unsigned char seed[ED25519_SIZE];
	size_t len = strlen(private_key);
	struct note_key said;

	if (text.len < len || memcmp(text.data, private_key, len) != 0)
		return -1;
	text.data += len;
	text.len -= len;
	if (parse_parts(text, &said, seed) < 0 ||
	    note_signer_make(said.name, said.algorithm, seed, out) < 0)
		return -1;
	return out->key.id == said.id ? 0 : -1;
}

static void render_parts(const struct note_key *k, const unsigned char bytes[ED25519_SIZE],
			 struct buf *out)
{
	unsigned char data[1 + ED25519_SIZE];

	data[0] = (unsigned char)k->algorithm;
	memcpy(data + 1, bytes, ED25519_SIZE);
	buf_add_slice(out, k->name);
	buf_add_format(out, "+%08x+", (unsigned)k->id);
	base64_add(out, data, sizeof(data));
}

void note_signer_render(const struct note_signer *s, struct buf *out)
{
	buf_add_str(out, private_key);
	render_parts(&s->key, s->seed, out);
}

void note_key_render(const struct note_key *k, struct buf *out)
{
	render_parts(k, k->bytes, out);
}

/* ---- notes ---- */

static bool text_valid(struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		if ((unsigned char)bytes.data[i] < ' ' && bytes.data[i] != '\n')
			return false;
	return utf8_check(bytes.data, bytes.len) == bytes.len;
}

/* "— NAME BASE64", without its newline. */
static int parse_signature(struct str line, struct note_signature *out)
{
	struct buf data = BUF_INIT;
	const char *space;
	int rc = -1;

	if (line.len < strlen(dash) || memcmp(line.data, dash, strlen(dash)) != 0)
		return -1;
	line.data += strlen(dash);
	line.len -= strlen(dash);
	space = line.len ? memchr(line.data, ' ', line.len) : NULL;
	if (!space)
		return -1;
	out->name = (struct str){ line.data, (size_t)(space - line.data) };
	out->base64 = (struct str){ space + 1, line.len - out->name.len - 1 };
	if (name_valid(out->name) && out->base64.len <= NOTE_SIGNATURE_MOST &&
	    base64_parse(out->base64, &data) == 0 && data.len > ID_SIZE) {
		out->id = big_endian((const unsigned char *)data.data);
		rc = 0;
	}
	buf_release(&data);
	return rc;
}

/* Where the lines of signatures begin: after the last empty line; NULL where there is none. */
static const char *signatures_begin(struct str bytes)
{
	for (size_t i = bytes.len; i-- > 1;)
		if (bytes.data[i] == '\n' && bytes.data[i - 1] == '\n')
			return bytes.data + i + 1;
	return NULL;
}

int note_parse(struct str bytes, struct note *out)
{
	const char *end = bytes.data + bytes.len, *s = bytes.len ? signatures_begin(bytes) : NULL;

	out->n = 0;
	if (!s || s == end || end[-1] != '\n' || !text_valid(bytes))
		return -1;
	out->text = (struct str){ bytes.data, (size_t)(s - 1 - bytes.data) };
	while (s < end) {
		const char *newline = memchr(s, '\n', (size_t)(end - s));
		struct str line = { s, (size_t)(newline - s) };

		if (out->n == NOTE_SIGNATURES_MOST ||
		    parse_signature(line, &out->signatures[out->n++]) < 0)
			return -1;
		s = newline + 1;
	}
	return 0;
}

/* What is signed: the text, or of a witness what it says of it. */
static void add_message(struct str text, enum note_algorithm algorithm, uint64_t time, struct buf *out)
{
	if (algorithm == NOTE_COSIGNATURE)
		buf_add_format(out, "cosignature/v1\ntime %llu\n", (unsigned long long)time);
	buf_add_slice(out, text);
}

void note_sign(struct str text, const struct note_signer *s, uint64_t time, struct buf *out)
{
	unsigned char signature[ED25519_SIGNATURE_SIZE];
	struct buf message = BUF_INIT, data = BUF_INIT;

	add_message(text, s->key.algorithm, time, &message);
	ed25519_sign(s->seed, buf_str(&message), signature);
	add_big_endian(&data, s->key.id, ID_SIZE);
	if (s->key.algorithm == NOTE_COSIGNATURE)
		add_big_endian(&data, time, TIME_SIZE);
	buf_add(&data, signature, sizeof(signature));
	buf_add_str(out, dash);
	buf_add_slice(out, s->key.name);
	buf_add_char(out, ' ');
	base64_add(out, data.data, data.len);
	buf_add_char(out, '\n');
	buf_release(&message);
	buf_release(&data);
}

static bool verify_one(struct str text, const struct note_signature *x, const struct note_key *k,
		       uint64_t *time)
{
	size_t before = ID_SIZE + (k->algorithm == NOTE_COSIGNATURE ? TIME_SIZE : 0);
	struct buf data = BUF_INIT, message = BUF_INIT;
	bool holds = false;

	*time = 0;
	if (base64_parse(x->base64, &data) == 0 && data.len == before + ED25519_SIGNATURE_SIZE) {
		for (size_t i = ID_SIZE; i < before; i++)
			*time = *time << 8 | (unsigned char)data.data[i];
		add_message(text, k->algorithm, *time, &message);
		holds = ed25519_verify(k->bytes, buf_str(&message),
				       (const unsigned char *)data.data + before);
	}
	buf_release(&data);
	buf_release(&message);
	return holds;
}

enum note_verdict note_verify(const struct note *n, const struct note_key *k, uint64_t *time)
{
	enum note_verdict verdict = NOTE_UNSIGNED;
	uint64_t when = 0;

	for (size_t i = 0; i < n->n; i++) {
		const struct note_signature *x = &n->signatures[i];

		if (x->id != k->id || x->name.len != k->name.len ||
		    memcmp(x->name.data, k->name.data, k->name.len) != 0)
			continue;
		if (!verify_one(n->text, x, k, &when))
			return NOTE_FORGED;
		verdict = NOTE_SIGNED;
	}
	if (time)
		*time = when;
	return verdict;
}
