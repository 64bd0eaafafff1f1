/*
 * The pages of the fictional portal, built once for a test program, and what
 * must stand on them.
 */
#ifndef LUCE_TESTS_DEMO_PAGES_H
#define LUCE_TESTS_DEMO_PAGES_H

#include "demo_portal.h"

struct demo_pages {
	struct demo demo;
	char *dir; /* built into it */
};

/* For cmocka_run_group_tests; *state is a struct demo_pages. */
int demo_pages_build(void **state);
int demo_pages_release(void **state);

/* The caller frees it. */
char *demo_page(void **state, const char *address);
size_t count_of(const char *text, const char *what);

struct expected {
	const char *label, *text;
	bool absent;
};

/* Every text stands on the page, or does not. */
void check_page(void **state, const char *address, const struct expected *rows, size_t n);

#define CHECK_PAGE(address, ...)                                                                   \
	do {                                                                                       \
		static const struct expected rows_[] = { __VA_ARGS__ };                            \
		check_page(state, (address), rows_, ARRAY_LEN(rows_));                             \
	} while (0)

#endif
