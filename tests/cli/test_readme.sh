# The examples of the README are run, in a copy of the repository's content, and print what it says.

. "$(dirname "$0")/lib.sh"

repository=$cli/../..

# Reads a console block: "$ " lines are commands, the lines below them what they print.
_run_block() {
	local line
	while IFS= read -r line; do
		case $line in
		'$ '*)
			printf '%s\n' "$line"
			bash -c "${line#??}" 2>&1 </dev/null || true
			;;
		esac
	done <"$1"
}

the_examples_print_what_it_says() {
	local n
	cp -r "$repository/content" "$repository/templates" .
	awk -v T="$T" '/^```console$/ { n++; inside = 1; next } /^```$/ { inside = 0 } inside { print > (T "/block" n) }' \
		"$repository/README.md"
	[ -e block1 ]
	mkdir build
	HISTORY=$(dirname "$(readlink "$root/bin/luce")")/history-stream "$repository/tests/demo/write-history" build/demo-history
	for ((n = 1; ; n++)); do
		[ -e "block$n" ] || break
		_run_block "block$n" >got
		same got "block$n"
	done
	[ "$n" -gt 8 ]
}

run_tests
