# luce diff: what changed on the lists, from one revision or day to another. What it prints is in
# tests/golden/diff/; here is how it is asked, and that what it says leads from one list to the other.

. "$(dirname "$0")/lib.sh"

register=$cli/../fixtures/register

_repository() {
	cp -r "$register" portal
	cd portal
	commit first 2025-07-01T12:00:00+08:00
	git tag then
	git commit -q --allow-empty -m second # the same files, seen later
}

wrong_usage_is_2_and_says_so_on_stderr() {
	local arguments
	_repository
	while read -r arguments; do
		# shellcheck disable=SC2086 # words
		expect 2 luce diff $arguments
		[ ! -s "$out" ]
		grep -q '^luce diff: ' "$err"
	done <<'END'

HEAD
HEAD~...HEAD
HEAD~..HEAD 440300/nothing
HEAD~..HEAD 440300/factory more
HEAD~..HEAD --to 2025-01-01
HEAD~..HEAD --at HEAD
HEAD~..HEAD --as-of 2025-02-30
HEAD~..HEAD --format xml
--from 2025-01-01 440300/factory more
--from 2025-01-01 --as-of 2025-01-01
--from 2025-02-30
--from 2025-01-01 --to yesterday
--from 2025-01-02 --to 2025-01-01
--to 2025-01-01
END
	expect 3 luce diff HEAD..nothing
	expect 3 luce -C /nonexistent diff --from 2025-01-01
}

an_empty_side_is_the_last_commit_or_the_work_tree() {
	_repository
	expect 0 luce diff then.. 440300/factory --as-of 2026-01-01 --format json
	grep -q "\"from\": { \"as_of\": \"2026-01-01\", \"at\": \"$(git rev-parse then)\" }" "$out"
	grep -q '"to": { "as_of": "2026-01-01", "at": null }' "$out"
	expect 0 luce diff ..then 440300/factory --as-of 2026-01-01 --format json
	grep -q "\"from\": { \"as_of\": \"2026-01-01\", \"at\": \"$(git rev-parse HEAD)\" }" "$out"
}

the_same_on_both_sides_is_nothing() {
	_repository
	for arguments in HEAD..HEAD then..then '--from 2025-08-01 --to 2025-08-01'; do
		# shellcheck disable=SC2086 # words
		expect 0 luce diff $arguments
		[ ! -s "$out" ]
	done
}

# Applies +++ and --- of a diff of one list, and takes the new half of every changed cell.
_patched() { # LIST DIFF
	awk -F '\t' '
		function cells(line,  n, c, i, quoted, out) { # CSV to tabs: no text here has one
			n = length(line); out = ""; quoted = 0
			for (i = 1; i <= n; i++) {
				c = substr(line, i, 1)
				if (c == "\"") quoted = !quoted
				else if (c == "," && !quoted) out = out "\t"
				else out = out c
			}
			return out
		}
		{ $0 = cells($0) }
		NR == FNR { if (FNR > 1) now[$1] = $0; next }
		FNR == 1 { next }
		$1 == "---" { delete now[$2]; next }
		{
			line = ""
			for (i = 2; i <= NF; i++) {
				at = $1 == "+++" ? 0 : index($i, $1)
				line = line (i > 2 ? "\t" : "") (at ? substr($i, at + length($1)) : $i)
			}
			at = $1 == "+++" ? 0 : index($2, $1)
			if ($1 != "+++") delete now[at ? substr($2, 1, at - 1) : $2]
			split(line, part, "\t")
			now[part[1]] = line
		}
		END { for (id in now) print now[id] }' "$1" "$2" | LC_ALL=C sort
}

_tabs() { # LIST
	awk 'NR > 1 {
		n = length($0); out = ""; quoted = 0
		for (i = 1; i <= n; i++) {
			c = substr($0, i, 1)
			if (c == "\"") quoted = !quoted
			else if (c == "," && !quoted) out = out "\t"
			else out = out c
		}
		print out }' "$1" | LC_ALL=C sort
}

the_csv_leads_from_each_day_to_the_next_on_every_list() {
	local list day before=2024-06-30
	_repository
	for day in 2024-12-31 2025-03-05 2025-09-09 2025-09-10 2026-06-30 2027-12-31; do
		for list in 000000/factory 440300/factory 440200/factory 330400/park; do
			luce list $list --as-of $before --format csv >then.csv
			luce list $list --as-of $day --format csv >now.csv
			luce diff --from $before --to $day $list --format csv >diff.csv
			_patched then.csv diff.csv >got
			_tabs now.csv >want
			same got want
		done
		before=$day
	done
}

a_company_whose_record_was_joined_to_another_keeps_its_place() {
	_repository
	expect 0 luce diff --from 2025-09-09 --to 2025-09-10 000000/factory --format json
	grep -q '"entered": \[\]' "$out"
	grep -q '"removed": \[\]' "$out"
	grep -q '{ "what": "record", "from": "000000-0002", "to": "440300-0010" }' "$out"
}

a_list_that_one_side_does_not_know_has_everybody_entered() {
	_repository
	git checkout -q --orphan other
	git rm -rq --cached .
	rm -r content/notices/440300 content/rules/440300*
	git add -A
	git commit -qm unrelated
	expect 0 luce diff HEAD..main 440300/factory --as-of 2026-01-01
	grep -q '^    + 440300-0001 ' "$out"
	grep -q '^    + 440300/2025/factory-list .* added ' "$out"
}

colour_is_for_terminals_only() {
	_repository
	command -v script >/dev/null || skip 'there is no script'
	expect 0 luce diff --from 2025-07-31 --to 2025-08-01
	! grep -q "$(printf '\033')" "$out" || return 1
	TERM=xterm script -qec 'luce diff --from 2025-07-31 --to 2025-08-01' /dev/null </dev/null >"$out"
	grep -q "$(printf '\033\[31m')- " "$out"
	TERM=xterm NO_COLOR=1 script -qec 'luce diff --from 2025-07-31 --to 2025-08-01' /dev/null </dev/null >"$out"
	! grep -q "$(printf '\033')" "$out" || return 1
	TERM=dumb script -qec 'luce diff --from 2025-07-31 --to 2025-08-01' /dev/null </dev/null >"$out"
	! grep -q "$(printf '\033')" "$out" || return 1
}

a_page_by_itself_needs_the_template() {
	_repository
	expect 1 luce diff --from 2025-07-31 --to 2025-08-01 --format html
	grep -q 'templates/diff.html' "$err"
	cp -r "$cli/../../templates" .
	expect 0 luce diff --from 2025-07-31 --to 2025-08-01 --format html
	grep -q '<li class="gone"><span class="sign">−</span> 440300-0003 ' "$out"
	sed -i 's/{{title}}/{{titel}}/' templates/diff.html
	expect 1 luce diff --from 2025-07-31 --to 2025-08-01 --format html
	grep -q '^templates/diff.html:8:' "$err"
}

a_full_disk_on_stdout_is_3() {
	_repository
	[ -w /dev/full ] || skip 'there is no /dev/full'
	status=0
	luce diff --from 2025-01-01 --to 2025-08-01 >/dev/full 2>"$err" || status=$?
	[ "$status" = 3 ]
}

run_tests
