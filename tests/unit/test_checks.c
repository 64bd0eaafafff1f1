/* The check characters of credit codes, against codes in circulation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "checks/uscc.h"

static void check_characters_follow_the_standards(void **state)
{
	(void)state;
	assert_int_equal(uscc_check("00000000000000000"), '0'); /* 31 - 0, modulo 31 */
	assert_int_equal(uscc_check("91440300I00000000"), '\0'); /* no such letter */
	/* One place of weight 1: 31 - 1 is the last letter of the alphabet; of weight 3: 31 - 3. */
	assert_int_equal(uscc_check("10000000000000000"), 'Y');
	assert_int_equal(uscc_check("01000000000000000"), 'W');
	/* GB 11714: 11 - 3 = 8; 11 - 10 gives 1; a remainder of 1 gives X, of 0 gives 0. */
	assert_int_equal(organisation_check("10000000"), '8');
	assert_int_equal(organisation_check("00010000"), '1');
	assert_int_equal(organisation_check("40000000"), 'X');
	assert_int_equal(organisation_check("00000000"), '0');
}

static void a_changed_character_is_noticed(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	char code[19] = "110000000000000000";
	int same = 0;

	(void)state;
	for (int at = 0; at < 17; at++) {
		char kept = code[at], right = uscc_check(code);

		for (int k = 0; k < 31; k++) {
			code[at] = alphabet[k];
			same += alphabet[k] != kept && uscc_check(code) == right;
		}
		code[at] = kept;
	}
	assert_int_equal(same, 0); /* 31 is prime: each single change shows */
}

/* Codes in circulation that the shared facts name as passing both checks. */
static void codes_in_circulation_pass(void **state)
{
	const char *shared = getenv("LUCE_SHARED");
	char path[4096], line[65536];
	FILE *f;
	int found = 0;

	(void)state;
	snprintf(path, sizeof(path), "%s/facts/domain.md", shared ? shared : "../shared");
	f = fopen(path, "r");
	if (!f) {
		print_message("skipped: %s is not there\n", path);
		skip();
	}
	while (fgets(line, sizeof(line), f)) {
		char *p = strstr(line, "Pass both:");
		char code[19];
		int used;

		for (p = p ? p + strlen("Pass both:") : NULL;
		     p && sscanf(p, " %18[0-9A-Z]%n", code, &used) == 1;
		     p += used + (p[used] == ',')) {
			assert_int_equal(strlen(code), 18);
			if (uscc_check(code) != code[17] || organisation_check(code + 8) != code[16])
				fail_msg("%s does not pass", code);
			found++;
		}
	}
	fclose(f);
	assert_true(found >= 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_characters_follow_the_standards),
		cmocka_unit_test(codes_in_circulation_pass),
		cmocka_unit_test(a_changed_character_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
