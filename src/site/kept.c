#include "site/kept.h"

#include <string.h>

/*
 * A head, the files, and their texts, each with a NUL behind it: addresses in
 * order, then anchors in order. Numbers are this machine's: order tells
 * another's. The hash is of all that follows it.
 */
struct head {
	char magic[8];
	unsigned char hash[HASH_SIZE];
	uint32_t order, file_size;
	struct digest program, inputs;
	struct file_mark manifest;
	uint64_t n, pages, n_anchors, text; /* text: its bytes */
};

struct stored_file {
	struct digest made_from;
	unsigned char hash[HASH_SIZE];
	struct file_mark mark;
};

static const char magic[8] = "luce 2\n";

enum { ORDER = 0x01020304, HASHED_FROM = sizeof(magic) + HASH_SIZE };

static void add_text(struct buf *out, const char *text)
{
	buf_add(out, text, strlen(text) + 1);
}

struct digest kept_program(const char *program, const char *version)
{
	struct digester *d = digester_new();
	struct digest both;

	digest_text(d, program);
	digest_text(d, version);
	both = digester_take(d);
	digester_free(d);
	return both;
}

void kept_render(const struct kept *k, struct digest program, struct buf *out)
{
	struct head head = {
		.order = ORDER,
		.file_size = sizeof(struct stored_file),
		.program = program,
		.inputs = k->inputs,
		.manifest = k->manifest,
		.n = k->n,
		.pages = k->pages,
		.n_anchors = k->n_anchors,
	};
	size_t start = out->len, text;

	buf_add(out, &head, sizeof(head));
	for (size_t i = 0; i < k->n; i++) {
		struct stored_file f = { .made_from = k->files[i].made_from,
					 .mark = k->files[i].mark };

		memcpy(f.hash, k->files[i].hash, HASH_SIZE);
		buf_add(out, &f, sizeof(f));
	}
	text = out->len;
	for (size_t i = 0; i < k->n; i++)
		add_text(out, k->files[i].address);
	for (size_t i = 0; i < k->n_anchors; i++)
		add_text(out, k->anchors[i]);
	head.text = out->len - text;
	memcpy(head.magic, magic, sizeof(magic));
	memcpy(out->data + start, &head, sizeof(head));
	hash_bytes((struct str){ out->data + start + HASHED_FROM, out->len - start - HASHED_FROM },
		   head.hash);
	memcpy(out->data + start, &head, sizeof(head));
}

/* The sum of sizes cannot wrap: each number is held against what is left. */
static bool head_fits(const struct head *h, size_t len, struct digest program)
{
	size_t left = len - sizeof(*h);

	if (memcmp(h->magic, magic, sizeof(magic)) != 0 || h->order != ORDER ||
	    h->file_size != sizeof(struct stored_file) || !digest_same(&h->program, &program) ||
	    h->n > left / sizeof(struct stored_file))
		return false;
	left -= h->n * sizeof(struct stored_file);
	return h->text == left && h->pages <= h->n && h->n <= left && h->n_anchors <= left - h->n;
}

static bool hash_fits(const struct head *h, struct str bytes)
{
	unsigned char hash[HASH_SIZE];

	hash_bytes((struct str){ bytes.data + HASHED_FROM, bytes.len - HASHED_FROM }, hash);
	return memcmp(hash, h->hash, HASH_SIZE) == 0;
}

/* NULL where there is no whole text left, or it is not after the last one. */
static const char *next_text(struct str *left, const char *last)
{
	const char *text = left->data, *end = left->len ? memchr(text, '\0', left->len) : NULL;

	if (!end || (last && strcmp(last, text) >= 0))
		return NULL;
	left->len -= (size_t)(end + 1 - text);
	left->data = end + 1;
	return text;
}

static bool parse_files(const char *stored, struct str *text, struct kept *out)
{
	const char *last = NULL;

	for (size_t i = 0; i < out->n; i++) {
		struct stored_file f;

		memcpy(&f, stored + i * sizeof(f), sizeof(f));
		out->files[i] = (struct kept_file){ .address = next_text(text, last),
						    .made_from = f.made_from,
						    .mark = f.mark };
		memcpy(out->files[i].hash, f.hash, HASH_SIZE);
		last = out->files[i].address;
		if (!last)
			return false;
	}
	return true;
}

static bool parse_anchors(struct str *text, struct kept *out)
{
	const char *last = NULL;

	for (size_t i = 0; i < out->n_anchors; i++) {
		last = out->anchors[i] = next_text(text, last);
		if (!last || !strchr(last, '#'))
			return false;
	}
	return text->len == 0;
}

bool kept_made_from(struct str bytes, struct digest inputs)
{
	static const struct digest unknown;
	struct head head;

	if (bytes.len < sizeof(head) || digest_same(&inputs, &unknown))
		return false;
	memcpy(&head, bytes.data, sizeof(head));
	return memcmp(head.magic, magic, sizeof(magic)) == 0 && digest_same(&head.inputs, &inputs);
}

bool kept_parse(struct str bytes, struct digest program, struct arena *a, struct kept *out)
{
	const char *stored = bytes.data + sizeof(struct head);
	struct head head;
	struct str text;

	*out = (struct kept){ 0 };
	if (bytes.len < sizeof(head))
		return false;
	memcpy(&head, bytes.data, sizeof(head));
	if (!head_fits(&head, bytes.len, program) || !hash_fits(&head, bytes))
		return false;
	out->n = head.n;
	out->n_anchors = head.n_anchors;
	out->pages = head.pages;
	out->inputs = head.inputs;
	out->manifest = head.manifest;
	out->files = arena_calloc(a, out->n, sizeof(*out->files));
	out->anchors = arena_calloc(a, out->n_anchors, sizeof(*out->anchors));
	text = (struct str){ stored + out->n * sizeof(struct stored_file), head.text };
	if (parse_files(stored, &text, out) && parse_anchors(&text, out))
		return true;
	*out = (struct kept){ 0 };
	return false;
}

const struct kept_file *kept_next(const struct kept *k, size_t *at, const char *address)
{
	int order = 1;

	while (*at < k->n && (order = strcmp(k->files[*at].address, address)) < 0)
		(*at)++;
	return *at < k->n && order == 0 ? &k->files[*at] : NULL;
}
