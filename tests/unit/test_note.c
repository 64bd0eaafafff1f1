/* log: base 64, keys, signed notes and checkpoints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "log/base64.h"
#include "log/checkpoint.h"
#include "log/ed25519.h"
#include "log/note.h"

/* From the documentation of golang.org/x/mod/sumdb/note. */
#define GO_SIGNER "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
#define GO_KEY "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
#define GO_TEXT                                                                                    \
	"If you think cryptography is the answer to your problem,\n"                               \
	"then you don't know what your problem is.\n"
#define GO_SIGNATURE                                                                                 \
	"— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo" \
	"tpRZb6KE6RyyBwJnAM=\n"

/* ---- base 64 ---- */

static void base_64_is_that_of_the_standard(void **state)
{
	static const char *const rows[][2] = {
		{ "", "" },
		{ "f", "Zg==" },
		{ "fo", "Zm8=" },
		{ "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" },
		{ "foobar", "Zm9vYmFy" },
		{ "\xff\xfe\xfb", "//77" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct buf text = BUF_INIT, bytes = BUF_INIT;

		buf_add_str(&text, "");
		buf_add_str(&bytes, "");
		base64_add(&text, rows[i][0], strlen(rows[i][0]));
		assert_string_equal(text.data, rows[i][1]);
		assert_int_equal(base64_parse(str_from(rows[i][1]), &bytes), 0);
		assert_string_equal(bytes.data, rows[i][0]);
		buf_release(&text);
		buf_release(&bytes);
	}
}

static void base_64_of_another_form_is_none(void **state)
{
	static const char *const rows[] = { "Z",    "Zg",   "Zg=",	"Zh==",	 "Zm9=",
					    "====", "Z===", "Zg==Zg==", "Zm9\n", "Zm 9",
					    "Zm-_", "=Zg=", "Z=g=" };
	struct buf bytes = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (base64_parse(str_from(rows[i]), &bytes) == 0)
			fail_msg("'%s' was read", rows[i]);
		assert_int_equal(bytes.len, 0);
	}
	assert_int_equal(base64_parse((struct str){ "Zg=\0", 4 }, &bytes), -1);
	buf_release(&bytes);
}

/* ---- keys ---- */

static struct note_signer signer_of(const char *line)
{
	struct note_signer s;

	assert_int_equal(note_signer_parse(str_from(line), &s), 0);
	return s;
}

static struct note_key key_of(const char *line)
{
	struct note_key k;

	assert_int_equal(note_key_parse(str_from(line), &k), 0);
	return k;
}

static void keys_are_those_of_go(void **state)
{
	struct note_signer s = signer_of(GO_SIGNER "\n");
	struct note_key k = key_of(GO_KEY);
	struct buf b = BUF_INIT;

	(void)state;
	assert_memory_equal(s.key.bytes, k.bytes, ED25519_SIZE);
	assert_int_equal(s.key.id, 0xc74f20a3);
	note_key_render(&s.key, &b);
	assert_string_equal(b.data, GO_KEY);
	buf_clear(&b);
	note_signer_render(&s, &b);
	assert_string_equal(b.data, GO_SIGNER);
	buf_release(&b);
}

static void keys_of_another_form_are_none(void **state)
{
	static const char *const rows[] = {
		"",
		"+",
		"++",
		"PeterNeumann",
		"PeterNeumann+c74f20a3",
		"PeterNeumann+c74f20a3+",
		"PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
		"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==",
		"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n\n",
		GO_SIGNER,
	};
	struct note_key k;
	struct note_signer s;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (note_key_parse(str_from(rows[i]), &k) == 0)
			fail_msg("'%s' was read", rows[i]);
	assert_int_equal(note_signer_parse(str_from(GO_KEY), &s), -1);
	assert_int_equal(note_signer_parse(STR_LIT("PRIVATE+KEY+"), &s), -1);
	assert_int_equal(note_signer_make(STR_LIT("a+b"), NOTE_ED25519, k.bytes, &s), -1);
	assert_int_equal(note_signer_make(STR_LIT("a\xe3\x80\x80"
						  "b"),
					  NOTE_ED25519, k.bytes, &s),
			 -1);
}

/* RFC 8032, section 7.1, test 2. */
static void ed25519_is_that_of_the_standard(void **state)
{
	static const unsigned char seed[32] = {
		0x4c, 0xcd, 0x08, 0x9b, 0x28, 0xff, 0x96, 0xda, 0x9d, 0xb6, 0xc3,
		0x46, 0xec, 0x11, 0x4e, 0x0f, 0x5b, 0x8a, 0x31, 0x9f, 0x35, 0xab,
		0xa6, 0x24, 0xda, 0x8c, 0xf6, 0xed, 0x4f, 0xb8, 0xa6, 0xfb,
	};
	static const unsigned char first[] = { 0x3d, 0x40, 0x17, 0xc3 }; /* of the public key */
	unsigned char key[32], signature[64];

	(void)state;
	ed25519_public(seed, key);
	assert_memory_equal(key, first, sizeof(first));
	ed25519_sign(seed, STR_LIT("\x72"), signature);
	assert_int_equal(signature[0], 0x92);
	assert_int_equal(signature[63], 0x00);
	assert_true(ed25519_verify(key, STR_LIT("\x72"), signature));
	assert_false(ed25519_verify(key, STR_LIT("\x73"), signature));
	signature[5] ^= 1;
	assert_false(ed25519_verify(key, STR_LIT("\x72"), signature));
}

static void random_seeds_differ(void **state)
{
	unsigned char a[32], b[32];

	(void)state;
	assert_int_equal(ed25519_random(a), 0);
	assert_int_equal(ed25519_random(b), 0);
	assert_memory_not_equal(a, b, 32);
}

/* ---- notes ---- */

static void a_note_is_signed_as_go_signs_it(void **state)
{
	struct note_signer s = signer_of(GO_SIGNER);
	struct note_key k = key_of(GO_KEY);
	struct buf b = BUF_INIT;
	struct note n;

	(void)state;
	buf_add_str(&b, GO_TEXT "\n");
	note_sign(STR_LIT(GO_TEXT), &s, 0, &b);
	assert_string_equal(b.data, GO_TEXT "\n" GO_SIGNATURE);
	assert_int_equal(note_parse(buf_str(&b), &n), 0);
	assert_int_equal(n.n, 1);
	assert_int_equal(note_verify(&n, &k, NULL), NOTE_SIGNED);
	buf_release(&b);
}

static void a_note_that_was_changed_is_forged_and_a_stranger_s_is_unsigned(void **state)
{
	static const unsigned char seed[32] = { 1 };
	struct note_signer other;
	struct note_key k = key_of(GO_KEY);
	struct buf b = BUF_INIT;
	struct note n;

	(void)state;
	buf_add_str(&b, GO_TEXT "\n" GO_SIGNATURE);
	b.data[0] = 'i';
	assert_int_equal(note_parse(buf_str(&b), &n), 0);
	assert_int_equal(note_verify(&n, &k, NULL), NOTE_FORGED);
	b.data[0] = 'I';
	assert_int_equal(note_signer_make(STR_LIT("PeterNeumann"), NOTE_ED25519, seed, &other), 0);
	assert_int_equal(note_verify(&n, &other.key, NULL), NOTE_UNSIGNED); /* its id differs */
	note_sign(n.text, &other, 0, &b);
	assert_int_equal(note_parse(buf_str(&b), &n), 0);
	assert_int_equal(n.n, 2);
	assert_int_equal(note_verify(&n, &k, NULL), NOTE_SIGNED);
	assert_int_equal(note_verify(&n, &other.key, NULL), NOTE_SIGNED);
	buf_release(&b);
}

static void notes_of_another_form_are_none(void **state)
{
	static const char *const rows[] = {
		"",
		"\n",
		"\n\n",
		GO_TEXT,
		GO_TEXT "\n",
		GO_SIGNATURE,
		GO_TEXT GO_SIGNATURE,
		GO_TEXT "\n" GO_SIGNATURE "x",
		GO_TEXT "\n" GO_SIGNATURE "\n",
		GO_TEXT "\n- PeterNeumann x08go/ZJ\n",
		GO_TEXT "\n— PeterNeumann\n",
		GO_TEXT "\n— PeterNeumann \n",
		GO_TEXT "\n— PeterNeumann x08gow==\n" /* an id and nothing signed */,
		GO_TEXT "\n— Peter+Neumann x08go/ZJ\n",
		GO_TEXT "\n—  x08go/ZJ\n",
		GO_TEXT "\n— PeterNeumann x08go/ZJ x\n",
		"tab\t\n\n" GO_SIGNATURE,
		"\xff\n\n" GO_SIGNATURE,
	};
	struct note n;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (note_parse(str_from(rows[i]), &n) == 0)
			fail_msg("row %zu was read: %s", i, rows[i]);
}

static void a_note_has_so_many_signatures_and_no_more(void **state)
{
	struct buf b = BUF_INIT;
	struct note n;

	(void)state;
	buf_add_str(&b, GO_TEXT "\n");
	for (int i = 0; i < NOTE_SIGNATURES_MOST; i++)
		buf_add_str(&b, GO_SIGNATURE);
	assert_int_equal(note_parse(buf_str(&b), &n), 0);
	assert_int_equal(n.n, NOTE_SIGNATURES_MOST);
	buf_add_str(&b, GO_SIGNATURE);
	assert_int_equal(note_parse(buf_str(&b), &n), -1);
	buf_release(&b);
}

static void a_witness_says_when(void **state)
{
	static const unsigned char seed[32] = { 2 };
	struct note_signer witness;
	struct buf b = BUF_INIT;
	struct note n;
	uint64_t time;

	(void)state;
	assert_int_equal(note_signer_make(STR_LIT("witness.example/1"), NOTE_COSIGNATURE, seed,
					  &witness),
			 0);
	buf_add_str(&b, GO_TEXT "\n" GO_SIGNATURE);
	note_sign(STR_LIT(GO_TEXT), &witness, 1679315147, &b);
	assert_int_equal(note_parse(buf_str(&b), &n), 0);
	assert_int_equal(note_verify(&n, &witness.key, &time), NOTE_SIGNED);
	assert_int_equal(time, 1679315147);
	witness.key.algorithm = NOTE_ED25519; /* the same key does not sign the text itself */
	assert_int_equal(note_verify(&n, &witness.key, &time), NOTE_FORGED);
	buf_release(&b);
}

/* ---- checkpoints ---- */

#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
#define SIGNED                                                                                       \
	"\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5" \
	"/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"

static void a_checkpoint_is_read_and_written(void **state)
{
	struct checkpoint c;
	struct buf b = BUF_INIT;

	(void)state;
	assert_int_equal(checkpoint_parse(STR_LIT("example.com/behind-the-sofa\n20852163\n" ROOT
						  "\n" SIGNED),
					  &c),
			 0);
	assert_int_equal(c.size, 20852163);
	assert_int_equal(c.note.n, 1);
	checkpoint_render(&c, &b);
	assert_string_equal(b.data, "example.com/behind-the-sofa\n20852163\n" ROOT "\n");
	buf_add_str(&b, "an extension\n");
	assert_int_equal(checkpoint_parse(buf_str(&b), &c), 0); /* unsigned */
	assert_int_equal(c.note.n, 0);
	assert_int_equal(c.note.text.len, b.len);
	buf_release(&b);
}

static void checkpoints_of_another_form_are_none(void **state)
{
	static const char *const rows[] = {
		"",
		"o",
		"o\n",
		"o\n1\n",
		"o\n1\n" ROOT,
		"\n1\n" ROOT "\n",
		"o\n01\n" ROOT "\n",
		"o\n-1\n" ROOT "\n",
		"o\n1 \n" ROOT "\n",
		"o\n1234567890123456789\n" ROOT "\n",
		"o\n1\nCsUY\n",
		"o\n1\n" ROOT "\n\n",
		"o\n1\n" ROOT "\n\nx\n",
		"o\n1\n" ROOT "\n\n— o x08go/Z\n",
		"o\r\n1\n" ROOT "\n",
		"\xff\n1\n" ROOT "\n",
	};
	struct checkpoint c;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (checkpoint_parse(str_from(rows[i]), &c) == 0)
			fail_msg("row %zu was read: %s", i, rows[i]);
}

/* ---- whatever comes: no crash, and nothing forged passes ---- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static void mutate(struct buf *b, uint32_t *seed)
{
	size_t at;

	if (!b->len)
		return;
	at = next_random(seed) % b->len;
	switch (next_random(seed) % 4) {
	case 0:
		b->data[at] = (char)next_random(seed);
		break;
	case 1:
		b->data[at] ^= (char)(1u << next_random(seed) % 8);
		break;
	case 2: /* a byte goes */
		memmove(b->data + at, b->data + at + 1, b->len - at - 1);
		b->len--;
		break;
	default: /* cut off */
		b->len = at + 1;
	}
}

static void changed_notes_are_refused_and_never_taken_for_signed(void **state)
{
	static const char original[] = GO_TEXT "\n" GO_SIGNATURE;
	struct note_key k = key_of(GO_KEY), key;
	struct note_signer s;
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct buf b = BUF_INIT;
		char *exact;
		struct note n;
		struct checkpoint c;

		buf_add_str(&b, i % 2 ? original : "o.example\n3\n" ROOT "\n" SIGNED);
		for (int times = i % 3; times >= 0; times--)
			mutate(&b, &seed);
		exact = xmalloc(b.len); /* so that a read beyond it is seen */
		memcpy(exact, b.data, b.len);
		if (note_parse((struct str){ exact, b.len }, &n) == 0 &&
		    note_verify(&n, &k, NULL) == NOTE_SIGNED)
			assert_true(n.text.len == strlen(GO_TEXT) &&
				    memcmp(n.text.data, GO_TEXT, n.text.len) == 0);
		checkpoint_parse((struct str){ exact, b.len }, &c);
		note_key_parse((struct str){ exact, b.len }, &key);
		note_signer_parse((struct str){ exact, b.len }, &s);
		free(exact);
		buf_release(&b);
	}
}

static void changed_keys_are_refused(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct buf b = BUF_INIT;
		struct note_key k;
		char *exact;

		buf_add_str(&b, GO_KEY);
		mutate(&b, &seed);
		exact = xmalloc(b.len);
		memcpy(exact, b.data, b.len);
		if (b.len != strlen(GO_KEY) || memcmp(exact, GO_KEY, b.len) != 0)
			assert_int_equal(note_key_parse((struct str){ exact, b.len }, &k), -1);
		free(exact);
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(base_64_is_that_of_the_standard),
		cmocka_unit_test(base_64_of_another_form_is_none),
		cmocka_unit_test(keys_are_those_of_go),
		cmocka_unit_test(keys_of_another_form_are_none),
		cmocka_unit_test(ed25519_is_that_of_the_standard),
		cmocka_unit_test(random_seeds_differ),
		cmocka_unit_test(a_note_is_signed_as_go_signs_it),
		cmocka_unit_test(a_note_that_was_changed_is_forged_and_a_stranger_s_is_unsigned),
		cmocka_unit_test(notes_of_another_form_are_none),
		cmocka_unit_test(a_note_has_so_many_signatures_and_no_more),
		cmocka_unit_test(a_witness_says_when),
		cmocka_unit_test(a_checkpoint_is_read_and_written),
		cmocka_unit_test(checkpoints_of_another_form_are_none),
		cmocka_unit_test(changed_notes_are_refused_and_never_taken_for_signed),
		cmocka_unit_test(changed_keys_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
