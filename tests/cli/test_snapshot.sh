# What luce answers is the same, byte for byte, with a snapshot, without one, and with a stale one.

. "$(dirname "$0")/lib.sh"

repository=$cli/../..

_demonstration() {
	cp -r "$repository/content" "$repository/templates" .
}

# _answers FOLDER: what the commands say, and the site.
_answers() {
	mkdir "$1"
	luce check --format json >"$1/check" 2>"$1/check.err" || echo $? >"$1/check.status"
	luce list 440000/factory --all --as-of 2026-03-01 >"$1/list" 2>"$1/list.err" || echo $? >"$1/list.status"
	luce show 440400/2025/list --as-of 2026-03-01 >"$1/show" 2>"$1/show.err" || echo $? >"$1/show.status"
	luce build -o "$1/site" --as-of 2026-03-01 2>"$1/build.err" || echo $? >"$1/build.status"
	rm -rf "$1/site/.luce"
	sed -i "s|^$1/||" "$1/build.err"
}

# _alike: the answers as they come, again, and without what is kept.
_alike() {
	_answers first
	[ -s .luce/content ]
	_answers again
	diff -r first again
	rm -r .luce
	_answers without
	diff -r first without
	rm -r first again without
}

a_sound_portal_answers_the_same() {
	_demonstration
	_alike
}

an_edited_portal_answers_the_same() {
	_demonstration
	expect 0 luce check
	sed -i 's/有限公司/股份有限公司/' content/entities/440400/440400-0001.json
	_alike
	rm content/entities/440400/440400-0001.json
	_alike
}

a_broken_portal_answers_the_same() {
	_demonstration
	expect 0 luce check
	echo '{' >content/regions/440400.json
	_alike
	grep -q . content/regions/440400.json
	expect 1 luce check
}

another_build_of_the_program_takes_none_of_it() {
	_demonstration
	expect 0 luce check
	cp .luce/content before
	cp "$(readlink -f "$(command -v luce)")" luce
	expect 0 ./luce check
	! cmp -s before .luce/content || return 1
}

no_snapshot_of_a_revision() {
	_demonstration
	commit one
	expect 0 luce check --at HEAD
	[ ! -e .luce ]
}

run_tests
