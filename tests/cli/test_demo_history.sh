# The demonstration's history, as `make demo-history` writes it: every commit is sound, and a question
# asked at a revision is answered by what was known then.

. "$(dirname "$0")/lib.sh"

top=$(cd "$cli/../.." && pwd)

_history() {
	HISTORY=$(dirname "$(readlink "$root/bin/luce")")/history-stream "$top/tests/demo/write-history" "$T/history"
	cd "$T/history"
}

it_is_written_anew_each_time_and_the_same() {
	_history
	git rev-parse main release-2024 release-2025 release-2026 >first
	cp first "$T/first"
	[ -z "$(git status --porcelain --untracked-files=no)" ]
	cd "$T"
	_history
	git rev-parse main release-2024 release-2025 release-2026 >first
	same first "$T/first"
	mkdir "$T/other"
	touch "$T/other/mine"
	! "$top/tests/demo/write-history" "$T/other" 2>"$err" || return 1 # nobody's folder is taken away
	[ -e "$T/other/mine" ]
}

# All merges, the releases, and of the others every sixth.
its_commits_are_sound() {
	local commit n=0
	_history
	for commit in $({ git rev-list --merges main; git rev-list main | awk 'NR % 6 == 1'; git rev-list --no-walk --tags; } | sort -u); do
		luce check --at "$commit" >"$out" 2>"$err" || { git log -1 --oneline "$commit"; cat "$out" "$err"; return 1; }
		n=$((n + 1))
	done
	[ "$n" -gt 35 ]
}

a_removal_published_late_was_not_known_before() {
	local commit
	_history
	commit=$(git log --format=%H --grep '^发布 440300/2025/forms-removal')
	# effective 2025-04-10, published the day after
	luce list 440300/factory --as-of 2025-04-10 --at "$commit~" | grep -q '^440300-0005 '
	! luce list 440300/factory --as-of 2025-04-10 --at "$commit" | grep -q '^440300-0005 ' || return 1
	luce list 440300/factory --as-of 2025-04-09 --at "$commit" | grep -q '^440300-0005 '
}

diff_tells_what_a_year_brought() {
	_history
	expect 0 luce diff release-2024..release-2025 440300/factory --as-of 2025-12-31 --format csv
	cp "$out" revisions
	expect 0 luce diff --from 2024-12-31 --to 2025-12-31 440300/factory --at release-2025 --format csv
	same revisions "$out" # nothing that was effective in 2024 became known only in 2025
	expect 0 luce diff release-2024..release-2025 440300/factory --as-of 2025-12-31
	! grep -q 'no notice explains' "$out" || return 1
	grep -q '^440300/2025/falsified-removal .* added$' "$out"
}

run_tests
