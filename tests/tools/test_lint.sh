#!/bin/bash
# The lint scripts find what they are for, and nothing else.

. "$(dirname "$0")/../cli/lib.sh"
tools=$cli/../tools

_source() { # FOLDER/NAME: a source with the text of standard input
	mkdir -p "src/${1%/*}"
	cat >"src/$1"
}

_layers() {
	"$tools/layers" "$tools/layers.table" src/*/*
}

_objects() { # compiles src/
	local file
	for file in src/*/*.c; do
		mkdir -p "obj/$(basename "$(dirname "$file")")"
		${CC:-cc} -O1 -fPIE -c -o "obj/${file:4:-2}.o" "$file"
	done
	"$tools/objects" "$tools/layers.table" obj/*/*.o
}

a_folder_includes_itself_and_what_the_table_allows() {
	_source pages/x.c <<-'E'
		#include "pages/x.h"
		#include <stdio.h>
		#include "register/registry.h"
		/* reached through content and store */
		#include "git/repo.h"
	E
	expect 0 _layers
	same "$out" /dev/null
}

a_lower_folder_may_not_include_a_higher_one() {
	_source register/x.c <<<'#include "pages/page.h"'
	expect 1 _layers
	same "$out" - <<<'src/register/x.c:1: register may not include pages/'
}

a_library_stays_in_its_home() {
	_source git/x.c <<<'#include <git2.h>'
	_source format/markdown.c <<<'#include <cmark.h>'
	expect 0 _layers
	_source store/x.c <<<'#include <git2/oid.h>'
	_source format/x.c <<<'  #  include <cmark.h>'
	expect 1 _layers
	same "$out" - <<-'E'
		src/format/x.c:1: only format/markdown.c may include <cmark.h>
		src/store/x.c:1: only git may include <git2/oid.h>
	E
}

an_include_names_a_folder_that_the_table_knows() {
	_source nowhere/x.c <<<'#include "x.h"'
	expect 1 _layers
	same "$out" - <<-'E'
		src/nowhere/x.c:1: the table does not know the folder nowhere
		src/nowhere/x.c:1: "x.h" does not begin with a folder of src/
	E
}

a_table_in_a_circle_is_refused() {
	printf 'base:\na: b\nb: a\n' >table
	_source a/x.c <<<''
	expect 1 "$tools/layers" table src/a/x.c
	grep -q 'circle: a, b' "$out"
}

constants_are_not_state() {
	_source base/x.c <<-'E'
		static const char *const names[] = { "a", "b" };
		const char *const *names_all(void) { return names; }
		const char *name(int i) { static const int order[] = { 1, 0 }; return names[order[i]]; }
	E
	expect 0 _objects
	same "$out" /dev/null
}

state_at_file_scope_is_found() {
	_source base/x.c <<-'E'
		static int zero;
		int one = 1;
		const char *words[] = { "a" };
		_Thread_local int thread;
		int next(void) { static int count = 5; return count++ + zero++; }
	E
	expect 1 _objects
	sort -o "$out" "$out"
	same "$out" - <<-'E'
		src/base/x.c: count.0 can change (.data)
		src/base/x.c: one can change (.data)
		src/base/x.c: thread can change (.tbss)
		src/base/x.c: words can change (.data.rel.local)
		src/base/x.c: zero can change (.bss)
	E
}

only_commands_prints_and_exits() {
	_source commands/x.c <<-'E'
		#include <stdio.h>
		#include <stdlib.h>
		void x(void) { printf("%s", getenv("X")); exit(1); }
	E
	expect 0 _objects
	mkdir src/pages
	mv src/commands/x.c src/pages
	rm -r obj
	expect 1 _objects
	same "$out" - <<-'E'
		src/pages/x.c: getenv() is for commands only
		src/pages/x.c: printf() is for commands only
		src/pages/x.c: exit() is for commands base/mem.c only
	E
}

banned_calls_are_found_through_the_checking_library_too() {
	_source commands/x.c <<-'E'
		#define _FORTIFY_SOURCE 2
		#include <stdio.h>
		void x(char *s, const char *t);
		char room[8];
		void x(char *s, const char *t) { char b[8]; sprintf(b, "%s", t); sprintf(s, "%s%s", b, t); }
	E
	expect 1 _objects
	grep -q 'x.c: sprintf() is banned' "$out"
}

a_global_has_one_home() {
	_source pages/x.c <<<'static int own(void) { return 1; } int page(void); int page(void) { return own(); }'
	_source site/y.c <<<'static int own(void) { return 2; } const int page = 1; int use(void); int use(void) { return own(); }'
	expect 1 _objects
	same "$out" - <<<'src/site/y.c: page is another in src/pages/x.c'
}

# Under `set -e` a command behind ! ends nothing, unless it is the last of its function.
what_a_test_says_is_not_so_can_fail() {
	! grep -nE '^[[:space:]]*! ' "$cli"/*.sh "$tools"/test_*.sh | grep -v '||' || return 1
}

run_tests
