/* log: the tree of RFC 6962 and its proofs, tiles, entries, and the files of a log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "log/entry.h"
#include "log/log.h"

/* ---- helpers ---- */

static void assert_hash(const char *label, const struct merkle_hash *got, const char *expected)
{
	char hex[HASH_HEX_SIZE];

	if (strcmp(hash_hex(got->bytes, hex), expected) != 0)
		fail_msg("%s: got %s, expected %s", label, hex, expected);
}

/* The eight leaves of Certificate Transparency's own tests. */
static void known_leaves(struct merkle_hash out[8])
{
	static const struct str entries[8] = {
		{ "", 0 },
		{ "\0", 1 },
		{ "\x10", 1 },
		{ "\x20\x21", 2 },
		{ "\x30\x31", 2 },
		{ "\x40\x41\x42\x43", 4 },
		{ "\x50\x51\x52\x53\x54\x55\x56\x57", 8 },
		{ "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
	};

	for (size_t i = 0; i < 8; i++)
		out[i] = merkle_leaf(entries[i]);
}

static struct merkle_hash *numbered_leaves(size_t n)
{
	struct merkle_hash *leaves = xcalloc(n + 1, sizeof(*leaves));
	char text[32];

	for (size_t i = 0; i < n; i++)
		leaves[i] = merkle_leaf(
			(struct str){ text, (size_t)snprintf(text, sizeof(text), "entry %zu", i) });
	return leaves;
}

/* The root made another way: level by level, an odd one passed up as it is. */
static struct merkle_hash root_by_levels(const struct merkle_hash *leaves, size_t n)
{
	struct merkle_hash *level = xcalloc(n + 1, sizeof(*level)), root;

	memcpy(level, leaves, n * sizeof(*level));
	for (; n > 1; n = (n + 1) / 2)
		for (size_t i = 0; i < n; i += 2)
			level[i / 2] = i + 1 < n ? merkle_node(&level[i], &level[i + 1]) : level[i];
	root = level[0];
	free(level);
	return root;
}

/* ---- the tree ---- */

#define H1 "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
#define H2 "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
#define H12 "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
#define H34 "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
#define H14 "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
#define H5 "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
#define H56 "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
#define H78 "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
#define H58 "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"

static void the_known_trees_have_their_published_roots(void **state)
{
	static const char *const roots[] = {
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		H1,
		H12,
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		H14,
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	};
	struct merkle_hash leaves[8];

	(void)state;
	known_leaves(leaves);
	for (size_t n = 0; n <= 8; n++) {
		struct merkle_hash root = merkle_root(leaves, n);
		char label[32];

		snprintf(label, sizeof(label), "%zu leaves", n);
		assert_hash(label, &root, roots[n]);
	}
}

static const struct known_proof {
	uint64_t first, n; /* the leaf's index, or the size of the old tree */
	size_t len;
	const char *hashes[3];
} inclusions[] = {
	{ 0, 1, 0, { NULL } },		 { 0, 8, 3, { H2, H34, H58 } }, { 5, 8, 3, { H5, H78, H14 } },
	{ 2, 3, 1, { H12, NULL, NULL } }, { 1, 5, 3, { H1, H34, H5 } },
}, consistencies[] = {
	{ 1, 1, 0, { NULL } },
	{ 1, 8, 3, { H2, H34, H58 } },
	{ 6, 8, 3, { H56, H78, H14 } },
	{ 2, 5, 2, { H34, H5, NULL } },
};

static void assert_proof(const struct merkle_proof *got, const struct known_proof *expected)
{
	char label[64];

	assert_int_equal(got->n, expected->len);
	for (size_t i = 0; i < got->n; i++) {
		snprintf(label, sizeof(label), "%llu of %llu, hash %zu",
			 (unsigned long long)expected->first, (unsigned long long)expected->n, i);
		assert_hash(label, &got->items[i], expected->hashes[i]);
	}
}

static void the_known_trees_have_their_published_proofs(void **state)
{
	struct merkle_hash leaves[8];
	struct merkle_proof p;

	(void)state;
	known_leaves(leaves);
	for (size_t i = 0; i < ARRAY_LEN(inclusions); i++) {
		const struct known_proof *k = &inclusions[i];
		struct merkle_hash root = merkle_root(leaves, k->n);

		merkle_inclusion(leaves, k->n, k->first, &p);
		assert_proof(&p, k);
		assert_true(merkle_inclusion_holds(&p, &leaves[k->first], k->first, k->n, &root));
	}
	for (size_t i = 0; i < ARRAY_LEN(consistencies); i++) {
		const struct known_proof *k = &consistencies[i];
		struct merkle_hash root = merkle_root(leaves, k->n);
		struct merkle_hash old = merkle_root(leaves, k->first);

		merkle_consistency(leaves, k->n, k->first, &p);
		assert_proof(&p, k);
		assert_true(merkle_consistency_holds(&p, k->first, &old, k->n, &root));
	}
}

static void roots_are_those_made_level_by_level(void **state)
{
	struct merkle_hash *leaves = numbered_leaves(600);

	(void)state;
	for (size_t n = 1; n <= 600; n++) {
		struct merkle_hash got = merkle_root(leaves, n), expected = root_by_levels(leaves, n);

		assert_true(merkle_equal(&got, &expected));
	}
	free(leaves);
}

enum { SIZES = 70 };

static void every_leaf_is_proved_in_its_tree_and_no_other(void **state)
{
	struct merkle_hash *leaves = numbered_leaves(SIZES);

	(void)state;
	for (uint64_t n = 1; n <= SIZES; n++) {
		struct merkle_hash root = merkle_root(leaves, n);

		for (uint64_t i = 0; i < n; i++) {
			struct merkle_proof p;

			merkle_inclusion(leaves, n, i, &p);
			assert_true(merkle_inclusion_holds(&p, &leaves[i], i, n, &root));
			for (uint64_t other = 0; other < n + 2; other++)
				if (other != i && other < SIZES)
					assert_false(merkle_inclusion_holds(&p, &leaves[other], i,
									    n, &root));
			assert_false(merkle_inclusion_holds(&p, &leaves[i], n, n, &root));
		}
	}
	free(leaves);
}

static void every_earlier_tree_is_proved_and_no_other(void **state)
{
	struct merkle_hash *leaves = numbered_leaves(SIZES);
	struct merkle_hash wrong = merkle_leaf(STR_LIT("another"));

	(void)state;
	for (uint64_t n = 0; n <= SIZES; n++) {
		struct merkle_hash root = merkle_root(leaves, n);

		for (uint64_t old = 0; old <= n; old++) {
			struct merkle_hash was = merkle_root(leaves, old);
			struct merkle_proof p;

			merkle_consistency(leaves, n, old, &p);
			assert_true(merkle_consistency_holds(&p, old, &was, n, &root));
			assert_false(merkle_consistency_holds(&p, old, &wrong, n, &root));
			if (old)
				assert_false(merkle_consistency_holds(&p, old, &was, n, &wrong));
			assert_false(merkle_consistency_holds(&p, n + 1, &was, n, &root));
		}
	}
	free(leaves);
}

static void a_proof_that_is_changed_anywhere_fails(void **state)
{
	struct merkle_hash *leaves = numbered_leaves(SIZES);

	(void)state;
	for (uint64_t n = 2; n <= SIZES; n += 7) {
		struct merkle_hash root = merkle_root(leaves, n),
				   old = merkle_root(leaves, n / 2 + 1);

		for (size_t at = 0; at < 8; at++) {
			struct merkle_proof in, con;
			uint64_t m = n / 2 + 1;

			merkle_inclusion(leaves, n, n / 3, &in);
			merkle_consistency(leaves, n, m, &con);
			if (at < in.n) {
				in.items[at].bytes[at] ^= 1;
				assert_false(merkle_inclusion_holds(&in, &leaves[n / 3], n / 3, n,
								    &root));
				in.items[at].bytes[at] ^= 1;
			}
			if (at < con.n) {
				con.items[at].bytes[31 - at] ^= 0x80;
				assert_false(merkle_consistency_holds(&con, m, &old, n, &root));
				con.items[at].bytes[31 - at] ^= 0x80;
			}
			in.n++; /* one hash too many */
			in.items[in.n - 1] = root;
			assert_false(merkle_inclusion_holds(&in, &leaves[n / 3], n / 3, n, &root));
			in.n -= 2; /* one too few */
			assert_false(merkle_inclusion_holds(&in, &leaves[n / 3], n / 3, n, &root));
			con.items[con.n++] = root;
			assert_false(merkle_consistency_holds(&con, m, &old, n, &root));
		}
	}
	free(leaves);
}

static void proofs_of_any_numbers_end(void **state)
{
	static const uint64_t numbers[] = { 0, 1, 2, 1ULL << 32, UINT64_MAX - 1, UINT64_MAX };
	struct merkle_hash h = merkle_leaf(STR_LIT("x"));
	struct merkle_proof p = { .n = PROOF_MOST };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		for (size_t k = 0; k < ARRAY_LEN(numbers); k++) {
			assert_false(merkle_inclusion_holds(&p, &h, numbers[i], numbers[k], &h));
			assert_false(merkle_consistency_holds(&p, numbers[i], &h, numbers[k], &h));
		}
}

/* ---- tiles ---- */

static void paths_are_those_of_the_specification(void **state)
{
	static const struct {
		struct tile tile;
		const char *path;
	} rows[] = {
		{ { 0, 1234067, 256 }, "tile/0/x001/x234/067" },
		{ { 0, 0, 1 }, "tile/0/000.p/1" },
		{ { 1, 999, 255 }, "tile/1/999.p/255" },
		{ { 2, 1000, 256 }, "tile/2/x001/000" },
		{ { TILE_ENTRIES, 5, 3 }, "tile/entries/005.p/3" },
		{ { TILE_ENTRIES, 1000000, 256 }, "tile/entries/x001/x000/000" },
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct tile t;

		buf_clear(&b);
		tile_path(rows[i].tile, &b);
		assert_string_equal(b.data, rows[i].path);
		assert_int_equal(tile_parse(rows[i].path, &t), 0);
		assert_int_equal(t.level, rows[i].tile.level);
		assert_int_equal(t.index, rows[i].tile.index);
		assert_int_equal(t.width, rows[i].tile.width);
	}
	buf_release(&b);
}

static void a_path_of_another_form_is_none(void **state)
{
	static const char *const rows[] = {
		"",
		"tile",
		"tile/",
		"tile/0",
		"tile/0/",
		"tile/0/0",
		"tile/0/00",
		"tile/0/0000",
		"tile/00/000",
		"tile/8/000",
		"tile/-1/000",
		"tile/64/000",
		"tile/0/x000/001",
		"tile/0/x001",
		"tile/0/x1/000",
		"tile/0/001/000",
		"tile/0/000.p",
		"tile/0/000.p/",
		"tile/0/000.p/0",
		"tile/0/000.p/01",
		"tile/0/000.p/256",
		"tile/0/000.p/1/",
		"tile/0/000/",
		"tile/data/000",
		"tile/entries",
		"tile/entries/0",
		"entries/000",
		"tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999",
	};
	struct tile t;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (tile_parse(rows[i], &t) == 0)
			fail_msg("'%s' was read", rows[i]);
}

/* How many tiles of each level, full and not, as "entries 1+0 0:1+1". */
static void tell_tiles(uint64_t n, struct buf *out)
{
	struct {
		size_t full;
		unsigned partial;
	} levels[TILE_LEVELS + 1] = { 0 };

	for (struct tile t = TILE_FIRST; tile_next(n, &t);) {
		assert_true(tile_within(n, t));
		if (t.width == TILE_WIDTH) {
			assert_int_equal(levels[t.level + 1].full, t.index);
			levels[t.level + 1].full++;
		} else {
			assert_int_equal(levels[t.level + 1].partial, 0);
			levels[t.level + 1].partial = t.width;
		}
	}
	buf_add_str(out, "");
	for (size_t i = 0; i <= TILE_LEVELS; i++)
		if (levels[i].full || levels[i].partial)
			buf_add_format(out, "%s%zu+%u", out->len ? " " : "", levels[i].full,
				       levels[i].partial);
}

static void trees_have_the_tiles_that_they_need(void **state)
{
	static const struct {
		uint64_t n;
		const char *tiles; /* of entries, level 0, level 1 …: full ones + width of the last */
	} rows[] = {
		{ 0, "" },
		{ 1, "0+1 0+1" },
		{ 255, "0+255 0+255" },
		{ 256, "1+0 1+0 0+1" },
		{ 257, "1+1 1+1 0+1" },
		{ 511, "1+255 1+255 0+1" },
		{ 512, "2+0 2+0 0+2" },
		{ 65535, "255+255 255+255 0+255" },
		{ 65536, "256+0 256+0 1+0 0+1" },
		{ 65537, "256+1 256+1 1+0 0+1" },
		{ 70000, "273+112 273+112 1+17 0+1" }, /* the specification's example */
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		buf_clear(&b);
		tell_tiles(rows[i].n, &b);
		assert_string_equal(b.data, rows[i].tiles);
	}
	buf_release(&b);
}

static void tiles_hold_the_roots_of_what_is_below(void **state)
{
	static const size_t sizes[] = { 1, 255, 256, 257, 65536, 65537 };
	struct merkle_hash *leaves = numbered_leaves(65537);
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		for (struct tile t = TILE_FIRST; tile_next(sizes[i], &t);) {
			struct merkle_hash expected;
			size_t each = t.level == 2 ? 65536 : t.level == 1 ? 256 : 1;
			size_t last = t.width - 1;

			if (t.level == TILE_ENTRIES)
				continue;
			buf_clear(&b);
			tile_render(leaves, t, &b);
			assert_int_equal(b.len, t.width * HASH_SIZE);
			expected = root_by_levels(leaves + (t.index * 256 + last) * each, each);
			assert_memory_equal(b.data + last * HASH_SIZE, expected.bytes, HASH_SIZE);
		}
	}
	buf_release(&b);
	free(leaves);
}

static void a_tile_is_within_a_tree_that_has_all_of_it(void **state)
{
	(void)state;
	assert_true(tile_within(256, (struct tile){ 0, 0, 256 }));
	assert_false(tile_within(255, (struct tile){ 0, 0, 256 }));
	assert_true(tile_within(256, (struct tile){ 0, 0, 7 })); /* as it was once */
	assert_true(tile_within(256, (struct tile){ 1, 0, 1 }));
	assert_false(tile_within(255, (struct tile){ 1, 0, 1 }));
	assert_false(tile_within(70000, (struct tile){ TILE_LEVELS, 0, 1 }));
	assert_false(tile_within(70000, (struct tile){ 0, UINT64_MAX / 256, 256 }));
	assert_false(tile_within(0, (struct tile){ TILE_ENTRIES, 0, 1 }));
}

/* ---- entries and their files ---- */

static struct entry sample(void)
{
	struct entry e = {
		.id = "440400/2025/factory-list",
		.type = "list",
		.published = minute_parse("2025-07-25 09:00"),
		.path = "content/notices/440400/2025/factory-list.md",
		.annex_path = "content/notices/440400/2025/factory-list.json",
	};

	hash_bytes(STR_LIT("text"), e.hash);
	hash_bytes(STR_LIT("annexes"), e.annex_hash);
	return e;
}

static void an_entry_is_written_as_its_header_says(void **state)
{
	struct entry e = sample();
	struct buf b = BUF_INIT;

	(void)state;
	entry_render(&e, &b);
	assert_string_equal(b.data, "luce notice 1\n"
				    "id 440400/2025/factory-list\n"
				    "type list\n"
				    "published 2025-07-25 09:00\n"
				    "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"
				    "  content/notices/440400/2025/factory-list.md\n"
				    "7c8cf825c806a146086f212da4fd0a8202179e9262554321fffcf16ec7038b0a"
				    "  content/notices/440400/2025/factory-list.json\n");
	buf_release(&b);
}

static void an_entry_is_read_as_it_was_written(void **state)
{
	struct buf b = BUF_INIT, again = BUF_INIT;
	struct arena a = ARENA_INIT;

	(void)state;
	for (int annexes = 0; annexes < 2; annexes++) {
		struct entry e = sample(), got;

		buf_clear(&b);
		buf_clear(&again);
		if (!annexes) {
			e.annex_path = NULL;
			e.published = DATE_NONE;
		}
		entry_render(&e, &b);
		assert_int_equal(entry_parse(buf_str(&b), &a, &got), 0);
		entry_render(&got, &again);
		assert_string_equal(again.data, b.data);
		for (size_t len = 0; len < b.len; len++) { /* cut off anywhere */
			if (annexes && len == b.len - strlen(e.annex_path) - 67)
				continue; /* before the annexes: an entry without any */
			assert_int_equal(entry_parse((struct str){ b.data, len }, &a, &got), -1);
		}
		buf_add_char(&b, '\n');
		assert_int_equal(entry_parse(buf_str(&b), &a, &got), -1);
	}
	buf_release(&b);
	buf_release(&again);
	arena_release(&a);
}

static void log_fill(struct log *l, size_t n)
{
	char text[32];

	for (size_t i = 0; i < n; i++)
		log_add(l,
			(struct str){ text, (size_t)snprintf(text, sizeof(text), "entry %zu", i) });
}

static void a_log_is_read_from_its_bundles(void **state)
{
	struct log whole = LOG_INIT, read = LOG_INIT;
	struct merkle_hash a, b;
	struct buf bundle = BUF_INIT;

	(void)state;
	log_fill(&whole, 600);
	log_add(&whole, STR_LIT("")); /* an empty one is one */
	for (struct tile t = TILE_FIRST; tile_next(601, &t) && t.level == TILE_ENTRIES;) {
		buf_clear(&bundle);
		log_tile(&whole, t, &bundle);
		assert_int_equal(log_add_bundle(&read, buf_str(&bundle), t.width), 0);
	}
	assert_int_equal(read.n, 601);
	a = log_root(&whole, 601);
	b = log_root(&read, 601);
	assert_true(merkle_equal(&a, &b));
	log_release(&read);
	for (size_t len = 0; len < bundle.len; len++) { /* cut off, or with a byte too many */
		assert_int_equal(log_add_bundle(&read, (struct str){ bundle.data, len }, 89), -1);
		log_release(&read);
	}
	assert_int_equal(log_add_bundle(&read, buf_str(&bundle), 88), -1);
	assert_int_equal(log_add_bundle(&read, buf_str(&bundle), 90), -1);
	log_release(&read);
	log_release(&whole);
	buf_release(&bundle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_known_trees_have_their_published_roots),
		cmocka_unit_test(the_known_trees_have_their_published_proofs),
		cmocka_unit_test(roots_are_those_made_level_by_level),
		cmocka_unit_test(every_leaf_is_proved_in_its_tree_and_no_other),
		cmocka_unit_test(every_earlier_tree_is_proved_and_no_other),
		cmocka_unit_test(a_proof_that_is_changed_anywhere_fails),
		cmocka_unit_test(proofs_of_any_numbers_end),
		cmocka_unit_test(paths_are_those_of_the_specification),
		cmocka_unit_test(a_path_of_another_form_is_none),
		cmocka_unit_test(trees_have_the_tiles_that_they_need),
		cmocka_unit_test(tiles_hold_the_roots_of_what_is_below),
		cmocka_unit_test(a_tile_is_within_a_tree_that_has_all_of_it),
		cmocka_unit_test(an_entry_is_written_as_its_header_says),
		cmocka_unit_test(an_entry_is_read_as_it_was_written),
		cmocka_unit_test(a_log_is_read_from_its_bundles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
