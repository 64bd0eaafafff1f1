/*
 * Signed notes (C2SP signed-note), with Ed25519 (RFC 8032), and cosignatures
 * of witnesses (C2SP tlog-cosignature, cosignature/v1).
 *
 * A note is a text, an empty line, and one line for each signature:
 *
 *	— example.gov.cn/log Az3grl…
 *
 * Keys are written as those of golang.org/x/mod/sumdb/note: a verifier's
 * NAME+ID+BASE64, a signer's PRIVATE+KEY+NAME+ID+BASE64. They and notes come
 * from anywhere; what is not in its one form is refused. Slices point into
 * what was parsed.
 */
#ifndef LUCE_LOG_NOTE_H
#define LUCE_LOG_NOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum note_algorithm {
	NOTE_ED25519 = 0x01,
	NOTE_COSIGNATURE = 0x04, /* of a witness, with its time */
};

enum { ED25519_SIZE = 32, NOTE_SIGNATURES_MOST = 64, NOTE_SIGNATURE_MOST = 8192 /* bytes */ };

struct note_key { /* who may verify */
	struct str name;
	uint32_t id;
	enum note_algorithm algorithm;
	unsigned char bytes[ED25519_SIZE];
};

struct note_signer { /* who can sign */
	struct note_key key;
	unsigned char seed[ED25519_SIZE];
};

struct note_signature {
	struct str name;
	uint32_t id;
	struct str base64; /* of the id and what is signed */
};

struct note {
	struct str text; /* with its last newline */
	struct note_signature signatures[NOTE_SIGNATURES_MOST];
	size_t n;
};

/* The key of 32 random bytes, which the caller makes. -1: no name that a key may have. */
int note_signer_make(struct str name, enum note_algorithm algorithm,
		     const unsigned char seed[ED25519_SIZE], struct note_signer *out);
/* One line, with or without its newline. -1: no key. */
int note_signer_parse(struct str text, struct note_signer *out);
int note_key_parse(struct str text, struct note_key *out);
/* Without a newline. */
void note_signer_render(const struct note_signer *s, struct buf *out);
void note_key_render(const struct note_key *k, struct buf *out);

/* -1: no signed note. A text alone is none. */
int note_parse(struct str bytes, struct note *out);
/*
 * Appends to out, which holds a note or a text with an empty line after it,
 * a signature of the text. time, seconds since 1970 UTC, is for cosignatures.
 */
void note_sign(struct str text, const struct note_signer *s, uint64_t time, struct buf *out);

enum note_verdict {
	NOTE_UNSIGNED, /* not by this key */
	NOTE_FORGED, /* in this key's name and with its id, but not by it */
	NOTE_SIGNED,
};

/* time, which may be NULL, gets that of a cosignature, 0 for others. */
enum note_verdict note_verify(const struct note *n, const struct note_key *k, uint64_t *time);

#endif
