#!/bin/bash
# luce log: what took effect when, beside the commits that published it and what was done since.

. "$(dirname "$0")/lib.sh"

notices=content/notices/990100/2025

# The fixture: the proposal and the list each committed on its day, then a title edited.
_portal() {
	cp -r "$cli/../fixtures/base" portal
	cd portal
	mkdir ../aside
	mv $notices/factory-list* ../aside
	commit one 2025-07-25T12:00+0800
	mv ../aside/* $notices
	commit two 2025-08-11T12:00+0800
	sed -i 's/"title": "名单"/"title": "示例名单"/' $notices/factory-list.json
	commit three 2025-09-01T12:00+0800
}

_hidden() { # FILE: commit ids are shown as COMMIT
	sed -E 's/[0-9a-f]{40}|[0-9a-f]{12}/COMMIT/g; s/ +/ /g' "$1"
}

a_list_is_told_by_days_and_by_commits() {
	_portal
	expect 0 luce log 990100/factory --at HEAD
	_hidden "$out" >../got
	same ../got - <<'END'
2025-08-11 +2 990100/2025/factory-list 2025-08-11 12:00 COMMIT
 changed content/notices/990100/2025/factory-list.json: annex 1 title 2025-09-01 12:00 COMMIT
END
}

an_entity_is_told_row_by_row() {
	_portal
	expect 0 luce log 990100-0001 --at HEAD
	_hidden "$out" >../got
	same ../got - <<'END'
2025-07-25 propose 990100/2025/factory-proposal 990100/factory 2025-07-25 12:00 COMMIT
2025-08-11 enter 990100/2025/factory-list 990100/factory 2025-08-11 12:00 COMMIT
 changed content/notices/990100/2025/factory-list.json: annex 1 title 2025-09-01 12:00 COMMIT
END
}

a_notice_is_told_with_its_own_days() {
	_portal
	expect 0 luce log 990100/2025/factory-proposal --at HEAD
	_hidden "$out" >../got
	same ../got - <<'END'
2025-07-25 signed 990100/2025/factory-proposal 2025-07-25 12:00 COMMIT
2025-07-25 published 990100/2025/factory-proposal 2025-07-25 12:00 COMMIT
2025-07-25 effective 990100/2025/factory-proposal 2025-07-25 12:00 COMMIT
END
}

what_is_not_committed_is_said() {
	_portal
	sed 's/公布名单/公布/' $notices/factory-proposal.md >$notices/next.md
	expect 0 luce log 990100/2025/next
	grep -q 'not committed' "$out"
	rm -rf .git
	expect 0 luce log 990100/2025/factory-list
	grep -q 'not committed' "$out"
}

json_names_commits_in_full() {
	_portal
	expect 0 luce log 990100/factory --at HEAD --format json
	grep -qF "\"entered\": 2, \"notice\": \"990100/2025/factory-list\", \"commit\": \"$(git rev-parse HEAD~1)\"" "$out"
	grep -qF "\"kind\": \"changed\", \"parts\": [\"annex 1 title\"], \"commit\": \"$(git rev-parse HEAD)\"" "$out"
	expect 2 luce log nothing --at HEAD
	expect 2 luce log 990100/factory --format csv
}

run_tests
