#!/bin/bash
# The judge is judged: tests/run counts what programs say, and is not taken in by silence.

. "$(dirname "$0")/../cli/lib.sh"

# _last STATUS TAP LINE: one unit test that prints TAP and exits with STATUS gives LINE at the end.
_last() {
	mkdir -p tests/unit build/tests
	cp "$cli/../run" tests
	printf 'all tests:\n' >Makefile
	touch tests/unit/test_it.c
	printf '#!/bin/sh\nprintf "%%b" "%s"\nexit %s\n' "$2" "$1" >build/tests/test_it
	chmod +x build/tests/test_it
	tests/run quick >"$out" 2>"$err" || true
	[ "$(tail -n 1 "$out")" = "$3" ] || { cat "$out"; echo "expected $3"; return 1; }
}

passed_tests_are_counted() {
	_last 0 '1..2\nok 1 - a\nok 2 - b\n' '3 passed, 0 failed, 0 skipped' # the build is one
	tests/run quick >"$out"
}

a_failed_test_fails_the_run_and_shows_its_words() {
	_last 1 '1..2\nok 1 - a\nnot ok 2 - b\n# 1 != 2\n' '2 passed, 1 failed, 0 skipped'
	grep -q '^    # 1 != 2' "$out"
	expect 1 tests/run quick
}

a_skipped_test_gives_its_reason() {
	_last 0 '1..1\nno network here\nnot ok 1 # SKIP a\n' '1 passed, 0 failed, 1 skipped'
	grep -q 'skipped a: no network here' "$out"
}

a_skipped_test_without_a_reason_has_failed() {
	_last 0 '1..1\nnot ok 1 # SKIP a\n' '1 passed, 1 failed, 0 skipped'
}

a_program_that_ends_early_has_failed() {
	_last 0 '1..3\nok 1 - a\n' '2 passed, 1 failed, 0 skipped'
}

a_program_that_dies_after_its_tests_has_failed() {
	_last 9 '1..1\nok 1 - a\n' '2 passed, 1 failed, 0 skipped'
}

a_program_that_says_nothing_has_failed() {
	_last 0 '' '1 passed, 1 failed, 0 skipped'
}

a_program_that_was_not_built_has_failed() {
	_last 0 '1..1\nok 1 - a\n' '2 passed, 0 failed, 0 skipped'
	rm build/tests/test_it
	expect 1 tests/run quick
	grep -q '^1 passed, 1 failed, 0 skipped$' "$out"
}

a_build_that_breaks_fails_the_run() {
	_last 0 '1..1\nok 1 - a\n' '2 passed, 0 failed, 0 skipped'
	printf 'all tests:\n\tfalse\n' >Makefile
	expect 1 tests/run quick
	grep -q '^1 passed, 1 failed, 0 skipped$' "$out"
}

run_tests
