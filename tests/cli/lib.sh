# The harness of the command-line tests. A test file, tests/cli/test_*.sh, looks like this:
#
#	. "$(dirname "$0")/lib.sh"
#
#	a_list_names_its_members() {
#		portal small
#		expect 0 luce list 440400/factory
#		same "$out" - <<<'…'
#	}
#
#	run_tests
#
# Every function in it is a test, in the order they stand there; a helper's name begins with _.
# Each runs in an empty folder of its own, $T, under `set -eu`: the first command that fails ends
# it. `luce` is the program under test. Neither the machine's git settings nor its language count.

set -u
cli=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LUCE=$(realpath -m "${LUCE:-$cli/../../build/luce}")
# LeakSanitizer: libgit2 1.5 loses a regular expression's match data where nothing matches.
export LSAN_OPTIONS=print_suppressions=0:suppressions=$cli/lsan.supp

# expect STATUS COMMAND...: runs it, keeps what it prints in the files $out and $err.
expect() {
	local want=$1 got=0
	shift
	"$@" >"$out" 2>"$err" </dev/null || got=$?
	[ "$got" = "$want" ] && return
	echo "$*: exit $got, expected $want"
	cat "$out" "$err"
	return 1
}

# same GOT EXPECTED: two files, or - for standard input, are alike; else their difference.
same() {
	diff -u --label got --label expected "$1" "$2"
}

# portal NAME: a copy of tests/cli/portals/NAME, which becomes the current folder.
portal() {
	cp -r "$cli/portals/$1" "$T/$1"
	cd "$T/$1"
}

# commit MESSAGE [DATE]: all of the current folder as it is, at a time that is always the same.
commit() {
	[ -e .git ] || git init -q -b main
	git add -A
	GIT_AUTHOR_DATE=${2:-2026-01-01T12:00:00+08:00} GIT_COMMITTER_DATE=${2:-2026-01-01T12:00:00+08:00} \
		git commit -q -m "$1"
}

skip() { # REASON
	echo "$*"
	exit 77
}

# ---- running them; the results are TAP

# begin N: a folder that goes away at the end, and an environment that is the same everywhere.
begin() {
	root=$(mktemp -d) || exit
	trap 'rm -rf "$root"' EXIT
	mkdir "$root/bin" "$root/home"
	ln -s "$(realpath -m "$LUCE")" "$root/bin/luce"
	export PATH=$root/bin:$PATH HOME=$root/home LC_ALL=C.UTF-8 GIT_CONFIG_NOSYSTEM=1
	export GIT_AUTHOR_NAME=tester GIT_AUTHOR_EMAIL=tester@example.org
	export GIT_COMMITTER_NAME=tester GIT_COMMITTER_EMAIL=tester@example.org
	n=0
	echo "1..$1"
}

# test_one NAME COMMAND...: runs it as a test.
test_one() {
	local name=$1 status
	shift
	n=$((n + 1))
	T=$root/$n out=$root/$n.out err=$root/$n.err
	mkdir "$T"
	(set -e; cd "$T"; "$@")
	status=$?
	case $status in
	0) echo "ok $n - $name" ;;
	77) echo "not ok $n # SKIP $name" ;;
	*) echo "not ok $n - $name (exit $status)" ;;
	esac
}

run_tests() {
	local tests name
	tests=$(sed -n 's/^\([a-z][a-z0-9_]*\)() {.*/\1/p' "$0")
	begin "$(wc -w <<<"$tests")"
	for name in $tests; do
		test_one "$name" "$name"
	done
}
