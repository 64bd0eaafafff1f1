/* release/signers: whose a key is, as a file of allowed signers has it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "release/signers.h"

/* Two keys in base 64, and what `ssh-keygen -l` says of them. */
#define KEY_A "AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g"
#define KEY_B "AAAAC3NzaC1lZDI1NTE5AAAAICAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB"
#define PRINT_A "SHA256:mKqU+0K8OhKmA8bBQi9Rz0Q5l7/g160hIP+rJYSTNj4"
#define PRINT_B "SHA256:4y+KUxx+DLaitQJrLhVGbh6a18qIjaS0bHnpKiFqYRI"

static void a_key_is_found_with_its_owner(void **state)
{
	static const struct {
		const char *label, *file, *print, *committer, *who;
		bool named;
	} rows[] = {
		{ "plain", "a@x ssh-ed25519 " KEY_A "\n", PRINT_A, "A <a@x>", "a@x", true },
		{ "no newline at the end", "a@x ssh-ed25519 " KEY_A, PRINT_A, "A <a@x>", "a@x", true },
		{ "with a comment", "a@x ssh-ed25519 " KEY_A " of a\n", PRINT_A, "A <a@x>", "a@x",
		  true },
		{ "another key", "a@x ssh-ed25519 " KEY_A "\n", PRINT_B, "A <a@x>", NULL, false },
		{ "the second line",
		  "# keys\n\na@x ssh-ed25519 " KEY_A "\nb@x ssh-ed25519 " KEY_B "\n", PRINT_B,
		  "B <b@x>", "b@x", true },
		{ "options",
		  "a@x namespaces=\"git,file\",valid-before=\"20250101\" ssh-ed25519 " KEY_A "\n",
		  PRINT_A, "A <a@x>", "a@x", true },
		{ "a space within quotes", "a@x valid-before=\"2025 ssh-x\" ssh-ed25519 " KEY_A "\n",
		  PRINT_A, "A <a@x>", "a@x", true },
		{ "another committer", "a@x ssh-ed25519 " KEY_A "\n", PRINT_A, "B <b@x>", "a@x",
		  false },
		{ "a part of the address", "a@x ssh-ed25519 " KEY_A "\n", PRINT_A, "B <aa@x>",
		  "a@x", false },
		{ "a pattern", "c@y,*@x ssh-ed25519 " KEY_A "\n", PRINT_A, "B <b@x>", "c@y,*@x",
		  true },
		{ "a pattern that is not it", "c@y,*@x ssh-ed25519 " KEY_A "\n", PRINT_A, "B <b@y>",
		  "c@y,*@x", false },
		{ "in quotes", "\"a@x\" ssh-ed25519 " KEY_A "\n", PRINT_A, "A <a@x>", "\"a@x\"",
		  true },
		{ "two lines of one key", "a@x ssh-ed25519 " KEY_A "\nb@x ssh-ed25519 " KEY_A "\n",
		  PRINT_A, "B <b@x>", "a@x", true },
		{ "in a comment", "# a@x ssh-ed25519 " KEY_A "\n", PRINT_A, "A <a@x>", NULL, false },
		{ "cut off", "a@x ssh-ed25519", PRINT_A, "A <a@x>", NULL, false },
		{ "a quote that does not end", "a@x \"ssh-ed25519 " KEY_A "\n", PRINT_A, "A <a@x>",
		  NULL, false },
		{ "a quote alone", "\" ssh-ed25519 " KEY_A, PRINT_A, "A <a@x>", NULL, false },
		{ "nothing", "", PRINT_A, "A <a@x>", NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena a = ARENA_INIT;
		struct signer got =
			signers_find(str_from(rows[i].file), rows[i].print, rows[i].committer, &a);

		if ((got.who != NULL) != (rows[i].who != NULL) ||
		    (got.who && strcmp(got.who, rows[i].who) != 0) || got.named != rows[i].named)
			fail_msg("%s: got %s, %d; expected %s, %d", rows[i].label,
				 got.who ? got.who : "nobody", got.named,
				 rows[i].who ? rows[i].who : "nobody", rows[i].named);
		arena_release(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_found_with_its_owner),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
