#!/bin/bash
# luce audit: forged histories are caught, with the commit and the path; honest ones raise no alarm.

. "$(dirname "$0")/lib.sh"

notices=content/notices/990100/2025
rules=content/rules/990100-2024-1.json

# _at DAY: all as it is, committed at noon of that day; the day is the subject.
_at() {
	git add -A
	GIT_AUTHOR_DATE="$1 12:00 +0800" GIT_COMMITTER_DATE="$1 12:00 +0800" \
		git commit -q --allow-empty -m "$1"
}

# _merge DAY ARGUMENT...
_merge() {
	local day=$1
	shift
	GIT_AUTHOR_DATE="$day 12:00 +0800" GIT_COMMITTER_DATE="$day 12:00 +0800" git merge -q -m "$day" "$@"
}

# _honest: the fixture, each notice committed on the day it says.
_honest() {
	cp -r "$cli/../fixtures/base" portal
	mkdir aside
	mv portal/$notices/* aside
	cd portal
	git init -q -b main
	_at 2024-05-20
	cp ../aside/factory-proposal.* $notices
	_at 2025-07-25
	cp -r ../aside/factory-list* $notices
	_at 2025-08-11
}

_change() { # FILE SED: which must change it
	cp "$1" ../before
	sed -i "$2" "$1"
	! cmp -s "$1" ../before || return 1
}

_other() { # NAME DAY: another notice, published that day
	printf '{ "type": "other", "title": "%s", "issuers": ["990100-gxj"], "signed": "%s", "published": "%s 09:00" }\n\n正文。\n' \
		"$1" "$2" "$2" >$notices/$1.md
}

_draft() { # NAME
	_other "$1" 2025-09-01
	_change $notices/$1.md 's/"type"/"draft": true, "type"/'
}

# _caught RULE SUBJECT PATH [ARGUMENT...]: as an error, unless RULE is "RULE:SEVERITY".
_caught() {
	local rule=${1%:*} severity=error id path=null
	[ "$rule" = "$1" ] || severity=${1#*:}
	id=$(git log --format=%H --grep="^$2\$" -1)
	[ -z "$3" ] || path="\"$3\""
	luce audit --format json "${@:4}" >../audit 2>../said || [ $? = 1 ]
	grep -qF "{ \"rule\": \"$rule\", \"severity\": \"$severity\", \"commit\": \"$id\", \"path\": $path," ../audit || {
		echo "no $rule, $severity, at $id ($2), $3"
		cat ../audit ../said
		return 1
	}
}

_clean() { # ARGUMENT...: no error, and no warning
	expect 0 luce audit "$@"
	! grep -E ': (error|warning): ' "$out" || { cat "$out"; return 1; }
}

_only() { # RULE: a warning of that rule and nothing worse
	expect 0 luce audit
	grep -q ": warning: .*\[$1\]" "$out"
	! grep -E ': (error|warning): ' "$out" | grep -v "\[$1\]" || return 1
}

# ---- attacks

a_cell_edited() {
	_honest
	_change $notices/factory-list.json 's/西区/东区/'
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list.json
	grep -q 'annex 1 row 2' ../audit
}

two_rows_swapped() {
	_honest
	awk '/0001/ { held = $0; next } /0002/ { print $0 ","; sub(/,$/, "", held); print held; next } 1' \
		$notices/factory-list.json >../new
	cp ../new $notices/factory-list.json
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list.json
}

a_row_added() {
	_honest
	_change $notices/factory-list.json 's/\(.*\)0002\(.*\)西区"\] }/&,\n\10003\2西区"] }/'
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list.json
	grep -q 'annex 1 rows' ../audit
}

a_row_removed() {
	_honest
	_change $notices/factory-list.json '/0002/d; s/东区"\] },/东区"] }/'
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list.json
}

a_title_changed() {
	_honest
	_change $notices/factory-list.md 's/关于公布名单/关于公布部分名单/'
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list.md
	grep -q ': title;' ../audit
}

the_body_changed() {
	_honest
	echo 另有说明。 >>$notices/factory-list.md
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list.md
	grep -q ': body;' ../audit
}

an_edit_taken_back_the_next_day() {
	_honest
	_change $notices/factory-list.json 's/西区/东区/'
	_at 2025-09-01
	git checkout -q HEAD~1 $notices
	_at 2025-09-02
	_caught history-edited 2025-09-01 $notices/factory-list.json
	_caught history-edited 2025-09-02 $notices/factory-list.json
}

an_edit_among_many_other_files() {
	_honest
	for i in 1 2 3 4 5 6 7 8 9; do _other "news-$i" 2025-09-01; done
	_change $notices/factory-list.json 's/西区/东区/'
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list.json
}

a_notice_deleted() {
	_honest
	git rm -rq $notices/factory-list*
	_at 2025-09-01
	_caught history-deleted 2025-09-01 $notices/factory-list.md
}

only_its_annexes_deleted() {
	_honest
	git rm -q $notices/factory-list.json
	_at 2025-09-01
	_caught history-deleted 2025-09-01 $notices/factory-list.json
}

a_notice_given_another_address() {
	_honest
	git mv $notices/factory-list.md $notices/list.md
	git mv $notices/factory-list.json $notices/list.json
	git mv $notices/factory-list $notices/list
	_at 2025-09-01
	_caught history-deleted 2025-09-01 $notices/factory-list.md
}

a_notice_deleted_and_brought_back_otherwise() {
	_honest
	git rm -rq $notices/factory-proposal*
	_at 2025-09-01
	git checkout -q HEAD~1 $notices
	_change $notices/factory-proposal.md 's/关于拟入选/关于/'
	_at 2025-09-02
	_caught history-deleted 2025-09-01 $notices/factory-proposal.md
	_caught history-restored:warning 2025-09-02 $notices/factory-proposal.md
}

a_notice_made_a_draft_again() {
	_honest
	_change $notices/factory-list.md 's/"type"/"draft": true, "type"/'
	_at 2025-09-01
	_caught history-unpublished 2025-09-01 $notices/factory-list.md
}

a_notice_broken_and_mended_with_another_text() {
	_honest
	_change $notices/factory-list.md '1s/{/[/'
	_at 2025-09-01
	git checkout -q HEAD~1 $notices
	_change $notices/factory-list.md 's/关于公布/关于再次公布/'
	_at 2025-09-02
	_caught history-unpublished 2025-09-01 $notices/factory-list.md
	_caught history-restored:warning 2025-09-02 $notices/factory-list.md
}

a_date_written_back() {
	_honest
	_other late 2025-08-20
	_at 2025-09-01
	_caught history-backdated 2025-09-01 $notices/late.md
}

a_time_of_publication_changed_so_as_to_look_timely() {
	_honest
	_other late 2025-08-20
	_at 2025-09-01
	_change $notices/late.md 's/"published": "2025-08-20/"published": "2025-09-01/'
	_at 2025-09-02
	_caught history-backdated 2025-09-01 $notices/late.md
	_caught history-edited 2025-09-02 $notices/late.md
}

a_notice_called_a_copy_afterwards() {
	_honest
	_other late 2025-08-20
	_at 2025-09-01
	_change $notices/late.md 's/"type"/"transcribed": { "source": "甲市", "on": "2025-09-01" }, "type"/'
	_at 2025-09-02
	_caught history-backdated 2025-09-01 $notices/late.md
	_caught history-edited 2025-09-02 $notices/late.md
}

a_commit_dated_before_what_it_rests_on() {
	_honest
	_other early 2025-08-01
	_at 2025-08-01
	_caught history-clock 2025-08-01 ""
}

the_last_commit_amended() {
	local kept
	_honest
	kept=$(git rev-parse HEAD)
	_change $notices/factory-list.json 's/西区/东区/'
	git add -A
	GIT_COMMITTER_DATE="2025-08-11 12:00 +0800" git commit -q --amend -m amended
	_caught history-kept amended "" --kept "$kept"
	# who kept nothing cannot know, and is told so
	expect 0 luce audit
	grep -q 'cannot be known' "$out"
}

an_older_commit_rewritten() {
	local kept
	_honest
	kept=$(git rev-parse HEAD~1)
	git filter-branch -f --tree-filter "rm -rf $notices/factory-proposal*" -- HEAD >/dev/null 2>&1
	_caught history-kept 2025-08-11 "" --kept "$kept"
}

the_newest_commits_dropped() {
	local kept
	_honest
	kept=$(git rev-parse --short=12 HEAD)
	git reset -q --hard HEAD~1
	_caught history-kept 2025-07-25 "" --kept "$kept"
}

a_branch_of_another_history() {
	local kept
	_honest
	kept=$(git rev-parse HEAD)
	git checkout -q --orphan other
	_at 2025-08-12
	_caught history-kept 2025-08-12 "" --kept "$kept"
}

a_merge_that_drops_one_side() {
	_honest
	git checkout -q -b office
	_other removal 2025-09-01
	_at 2025-09-01
	git checkout -q main
	_other news 2025-09-02
	_at 2025-09-02
	_merge 2025-09-03 -s ours office
	_caught history-hidden 2025-09-03 $notices/removal.md
}

a_merge_that_drops_one_of_three() {
	_honest
	for i in 1 2; do
		git checkout -q -b "office-$i" main
		_other "news-$i" "2025-09-0$i"
		_at "2025-09-0$i"
	done
	git checkout -q main
	_other news 2025-09-03
	_at 2025-09-03
	_merge 2025-09-04 -s ours office-1 office-2
	_caught history-hidden 2025-09-04 $notices/news-1.md
	_caught history-hidden 2025-09-04 $notices/news-2.md
}

a_merge_that_changes_what_neither_side_did() {
	_honest
	git checkout -q -b office
	_other news 2025-09-01
	_at 2025-09-01
	git checkout -q main
	_at 2025-09-02
	git merge -q --no-ff --no-commit office >/dev/null
	_change $notices/factory-list.json 's/西区/东区/'
	_at 2025-09-03
	_caught history-edited 2025-09-03 $notices/factory-list.json
}

a_conflict_resolved_for_one_side() {
	_honest
	git checkout -q -b office
	_other news 2025-09-01
	_at 2025-09-01
	git checkout -q main
	_other news 2025-09-02
	_at 2025-09-02
	_merge 2025-09-03 -X ours office >/dev/null
	_caught history-hidden 2025-09-03 $notices/news.md
}

an_edit_on_a_branch_that_is_merged_soundly() {
	_honest
	git checkout -q -b office
	_change $notices/factory-list.json 's/西区/东区/'
	_at 2025-09-01
	git checkout -q main
	_other news 2025-09-02
	_at 2025-09-02
	_merge 2025-09-03 office
	_caught history-edited 2025-09-01 $notices/factory-list.json
}

an_attachment_replaced() {
	_honest
	echo other >$notices/factory-list/list.txt
	_change $notices/factory-list.md "s/\"sha256\": \"[0-9a-f]*\"/\"sha256\": \"$(sha256sum <$notices/factory-list/list.txt | cut -c-64)\"/"
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list/list.txt
	_caught history-edited 2025-09-01 $notices/factory-list.md
}

an_attachment_gone_without_a_record() {
	_honest
	git rm -q $notices/factory-list/list.txt
	_at 2025-09-01
	_caught history-deleted 2025-09-01 $notices/factory-list/list.txt
}

_withheld() { # OBJECT
	printf '{ "withheld": [ { "object": "%s", "path": "%s", "what": "个人信息", "basis": "示例法第一条", "on": "2025-09-01", "by": "甲市示例局" } ] }\n' \
		"$1" "$notices/factory-list/list.txt" >content/withheld.json
}

a_record_of_another_object() {
	_honest
	_withheld "$(git rev-parse HEAD:$notices/factory-list.md)"
	git rm -q $notices/factory-list/list.txt
	_at 2025-09-01
	_caught history-deleted 2025-09-01 $notices/factory-list/list.txt
}

a_withheld_file_replaced_by_another() {
	_honest
	_withheld "$(git rev-parse HEAD:$notices/factory-list/list.txt)"
	echo other >$notices/factory-list/list.txt
	_at 2025-09-01
	_caught history-edited 2025-09-01 $notices/factory-list/list.txt
}

rules_changed_after_they_were_applied() {
	_honest
	_change $rules 's/"effective": "[0-9-]*"/"effective": "2023-01-01"/'
	_at 2025-09-01
	_caught history-rules 2025-09-01 $rules
}

rules_removed() {
	_honest
	git rm -q $rules
	_at 2025-09-01
	_caught history-rules 2025-09-01 $rules
}

an_entity_removed() {
	_honest
	git rm -q content/entities/990100/990100-0001.json
	_at 2025-09-01
	_caught history-entity 2025-09-01 content/entities/990100/990100-0001.json
}

an_id_given_to_another_company() {
	_honest
	git rm -q content/entities/990100/990100-0001.json
	_at 2025-09-01
	git checkout -q HEAD~1 content/entities
	_change content/entities/990100/990100-0001.json 's/机械/电子/'
	_at 2025-09-02
	_caught history-entity 2025-09-01 content/entities/990100/990100-0001.json
}

another_history_shown_by_git() {
	_honest
	git replace HEAD~1 "$(git commit-tree -m other HEAD~2^{tree})"
	expect 0 luce audit
	grep -q '\[history-replaced\]' "$out"
}

a_clone_cut_short() {
	_honest
	git clone -q --depth 1 "file://$PWD" ../clone
	cd ../clone
	_caught history-cut:warning 2025-08-11 ""
}

the_text_first_published_lost_from_the_repository() {
	local o
	_honest
	o=$(git rev-parse HEAD:$notices/factory-list.md)
	echo 另有说明。 >>$notices/factory-list.md
	_at 2025-09-01
	rm -f ".git/objects/${o:0:2}/${o:2}"
	_caught history-missing 2025-08-11 $notices/factory-list.md
	_caught history-edited 2025-09-01 $notices/factory-list.md
}

# What the law takes away is recorded; what is put in its place is looked at.
words_changed_under_a_record_of_withholding() {
	_honest
	printf '{ "withheld": [ { "object": "%s", "path": "%s", "what": "个人信息", "basis": "示例法第一条", "on": "2025-09-01", "by": "甲市示例局" } ] }\n' \
		"$(git rev-parse HEAD:$notices/factory-list.json)" $notices/factory-list.json >content/withheld.json
	_change $notices/factory-list.json 's/西区/东区/'
	_at 2025-09-01
	_caught history-redacted:warning 2025-09-01 $notices/factory-list.json
	grep -q 'annex 1 row 2' ../audit
}

a_removal_dated_back_as_a_copy() {
	_honest
	sed 's/"type": "list"/"type": "removal", "transcribed": { "source": "甲市", "on": "2025-09-01" }/; s/2025-08-11/2025-08-12/g' \
		$notices/factory-list.md >$notices/old.md
	cp -r $notices/factory-list $notices/old
	sed 's/"action": "enter"/"action": "remove"/' $notices/factory-list.json >$notices/old.json
	_at 2025-09-01
	_caught history-own-copy:warning 2025-09-01 $notices/old.md
}

a_span_so_long_that_no_date_is_late() {
	_honest
	_change content/site.json '1s/{/{ "commit_days": 366,/'
	_other late 2025-08-12
	_at 2025-12-01
	luce audit --format json >../audit 2>../said || [ $? = 1 ]
	grep -qF '"rule": "history-span", "severity": "warning"' ../audit
}

a_region_moved_to_another_province() {
	_honest
	_change content/regions/990100.json '1,/"level"/s/"level": "[a-z]*"/"level": "district"/'
	_at 2025-09-01
	_caught history-region 2025-09-01 content/regions/990100.json
}

a_region_removed() {
	_honest
	git rm -q content/regions/990100.json
	_at 2025-09-01
	_caught history-region 2025-09-01 content/regions/990100.json
}

# ---- honest histories

a_region_whose_contact_is_new() {
	_honest
	_change content/regions/990100.json '1s/{/{ "note": "示例",/'
	_at 2025-09-01
	_clean
}

an_old_list_copied_when_the_portal_begins() {
	_honest
	sed 's/"type": "list"/"type": "list", "transcribed": { "source": "甲市", "on": "2025-09-01" }/; s/2025-08-11/2024-01-11/g' \
		$notices/factory-list.md >$notices/old.md
	cp -r $notices/factory-list $notices/old
	cp $notices/factory-list.json $notices/old.json
	_at 2025-09-01
	luce audit >../audit 2>../said || [ $? = 1 ]
	! grep history- ../audit || return 1
}

what_was_published_in_time_stands() {
	_honest
	_clean
	_clean HEAD
	_clean --kept "$(git rev-parse HEAD)"
	_clean --kept "$(git rev-parse HEAD~2)" --kept "$(git rev-parse --short HEAD~1)"
	_clean HEAD~1
}

a_notice_committed_three_days_late() {
	_honest
	_other late 2025-08-29
	_at 2025-09-01
	_clean
}

a_longer_span_set_by_the_portal() {
	_honest
	_change content/site.json '1s/{/{ "commit_days": 12,/'
	_other late 2025-08-20
	_at 2025-09-01
	_clean
}

a_notice_committed_before_its_hour() {
	_honest
	_other soon 2025-09-10
	_at 2025-09-01
	_clean
}

a_copy_of_something_old() {
	_honest
	_other old 2019-01-01
	_change $notices/old.md 's/"type"/"transcribed": { "source": "甲市", "on": "2025-09-01" }, "type"/'
	_at 2025-09-01
	_clean
}

a_copy_made_anew_is_a_warning() {
	_honest
	_other old 2019-01-01
	_change $notices/old.md 's/"type"/"transcribed": { "source": "甲市", "on": "2025-09-01" }, "type"/'
	_at 2025-09-01
	_change $notices/old.md 's/2025-09-01/2025-09-05/; s/正文/全文/'
	_at 2025-09-05
	_only history-copied
}

a_late_notice_with_its_reason() {
	_honest
	_other late 2025-08-20
	_change $notices/late.md 's/"type"/"waive": [ { "rule": "history-backdated", "reason": "停电", "document": "示例1号" } ], "type"/'
	_at 2025-09-01
	expect 0 luce audit
	grep -q 'waived: .*停电' "$out"
}

a_draft_changed_many_times() {
	_honest
	for day in 01 02 03; do
		_draft next
		echo "$day" >>$notices/next.md
		cp $notices/factory-list.json $notices/next.json
		_at "2025-09-$day"
	done
	_other next 2025-09-04
	rm $notices/next.json
	_at 2025-09-04
	_clean
}

a_draft_given_up() {
	_honest
	_draft next
	_at 2025-09-01
	git rm -q $notices/next.md
	_at 2025-09-02
	_clean
}

a_draft_given_another_address() {
	_honest
	_draft next
	_at 2025-09-01
	git mv $notices/next.md $notices/later.md
	_at 2025-09-02
	_clean
}

a_correction_by_a_notice_of_its_own() {
	_honest
	_other correction 2025-09-01
	_change $notices/correction.md 's/"other"/"correction"/'
	cat >$notices/correction.json <<'END'
{
  "annexes": [
    {
      "no": 1,
      "title": "更正",
      "action": "correct",
      "columns": [ { "label": "名称", "role": "name" } ],
      "rows": [
        { "cells": ["甲市示例材料有限公司"], "target": { "notice": "990100/2025/factory-list", "annex": 1, "id": "990100-0002" }, "column": "地区", "old": "西区", "new": "东区" }
      ]
    }
  ]
}
END
	_at 2025-09-01
	_clean
}

a_file_withheld_by_law() {
	_honest
	_withheld "$(git rev-parse HEAD:$notices/factory-list/list.txt)"
	git rm -q $notices/factory-list/list.txt
	_at 2025-09-01
	_clean
	grep -q '\[history-withheld\]' "$out"
}

a_file_withheld_and_its_object_gone_from_git() {
	local o
	_honest
	o=$(git rev-parse HEAD:$notices/factory-list/list.txt)
	_withheld "$o"
	git rm -q $notices/factory-list/list.txt
	_at 2025-09-01
	rm -f ".git/objects/${o:0:2}/${o:2}"
	_clean
}

two_offices_merged() {
	_honest
	git checkout -q -b office
	_other ours 2025-09-01
	_at 2025-09-01
	git checkout -q main
	_other theirs 2025-09-02
	_at 2025-09-02
	_merge 2025-09-03 office
	_clean
}

two_offices_that_merge_each_other_again_and_again() {
	_honest
	git checkout -q -b office
	for day in 01 03 05; do
		_other "ours-$day" "2025-09-$day"
		_at "2025-09-$day"
		git checkout -q main
		_other "theirs-$day" "2025-09-0$((10#$day + 1))"
		_at "2025-09-0$((10#$day + 1))"
		_merge "2025-09-0$((10#$day + 1))" office
		git checkout -q office
		_merge "2025-09-0$((10#$day + 1))" main
	done
	_clean
}

three_offices_merged_at_once() {
	_honest
	for i in 1 2 3; do
		git checkout -q -b "office-$i" main
		_other "news-$i" "2025-09-0$i"
		_at "2025-09-0$i"
	done
	git checkout -q main
	_other news 2025-09-04
	_at 2025-09-04
	_merge 2025-09-05 office-1 office-2 office-3 >/dev/null
	_clean
}

a_notice_picked_onto_both_branches() {
	_honest
	git checkout -q -b office
	_other news 2025-09-01
	_at 2025-09-01
	git checkout -q main
	_other news 2025-09-01
	_at 2025-09-02
	_merge 2025-09-03 office
	_clean
}

a_branch_that_waited_long_before_it_was_merged() {
	_honest
	git checkout -q -b office
	_other ours 2025-09-01
	_at 2025-09-01
	git checkout -q main
	_at 2025-10-01
	_merge 2025-12-01 office
	_clean
}

clocks_that_differ_by_half_an_hour() {
	_honest
	_other news 2025-08-11
	git add -A
	GIT_COMMITTER_DATE="2025-08-11 11:30 +0800" git commit -q -m news
	_clean
}

commits_that_touch_no_content() {
	_honest
	mkdir templates
	echo x >templates/x
	_at 2025-09-01
	_at 2025-09-02
	_clean
}

rules_learnt_better_are_a_warning() {
	_honest
	_change $rules '1s/{/{ "note": "据公报补充",/'
	_at 2025-09-01
	_only history-rules
}

rules_changed_before_any_notice_rested_on_them() {
	_honest
	sed 's/990100-2024-1/990100-2026-1/; /"by"/d' $rules >content/rules/990100-2026-1.json
	_at 2025-09-01
	_change content/rules/990100-2026-1.json 's/"effective": "[0-9-]*"/"effective": "2026-01-01"/'
	_at 2025-09-02
	_clean
}

an_entity_that_no_notice_ever_named_is_a_warning() {
	_honest
	sed 's/990100-0001/990100-0009/; s/机械/机床/' content/entities/990100/990100-0001.json \
		>content/entities/990100/990100-0009.json
	_at 2025-09-01
	git rm -q content/entities/990100/990100-0009.json
	_at 2025-09-02
	_only history-entity
}

a_contact_kept_up_to_date() {
	_honest
	_change content/site.json '1s/{/{ "description": "示例",/'
	_at 2025-09-01
	_clean
}

a_portal_beside_other_files() {
	mkdir outer
	cd outer
	_honest
	rm -rf .git
	cd ..
	git init -q -b main
	mkdir -p notices content/notices
	echo x >content/notices/x.md
	git add portal/content/entities portal/content/re* portal/content/ru* portal/content/*.json
	mkdir held
	mv portal/$notices/* held
	_at 2025-07-25
	mv held/* portal/$notices
	_at 2025-08-11
	echo y >content/notices/x.md
	_at 2025-08-12
	cd portal
	expect 1 luce audit # the older ones are committed late here
	! grep -v backdated "$out" | grep ': error: ' || return 1
}

a_bare_repository_and_a_detached_head() {
	_honest
	git checkout -q --detach
	_clean
	git clone -q --bare . ../bare.git
	cd ../bare.git
	_clean main
}

a_branch_of_any_name_and_tags_make_no_difference() {
	_honest
	luce audit --format json >../one
	git tag v1 HEAD~1
	git checkout -q -b other
	luce audit --format json >../two
	same ../one ../two
}

# ---- what there is to say where there is no history

no_history_is_said() {
	cp -r "$cli/../fixtures/base" portal
	cd portal
	expect 3 luce audit
	grep -q git-none "$err"
	git init -q .
	expect 3 luce audit
	grep -q git-unborn "$err"
	expect 3 luce audit nothing
	expect 2 luce audit --format csv
	rm -rf .git
	git init -q --object-format=sha256 .
	git add -A
	git commit -qm 1
	expect 3 luce audit
	grep -q git-sha256 "$err"
}

a_symlink_or_a_submodule_in_content_is_said() {
	_honest
	ln -s factory-list.md $notices/link.md
	_at 2025-09-01
	expect 1 luce audit
	grep -q 'link.md.*\[file-special\]' "$err"
	git rm -q $notices/link.md
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),content/notices/990100/2025/sub"
	GIT_COMMITTER_DATE="2025-09-02 12:00 +0800" git commit -qm 2025-09-02
	expect 1 luce audit
	grep -q 'sub.*\[file-special\]' "$err"
}

a_damaged_repository_is_said() {
	local o
	_honest
	o=$(git rev-parse HEAD~1^{tree})
	chmod u+w ".git/objects/${o:0:2}/${o:2}"
	truncate -s -3 ".git/objects/${o:0:2}/${o:2}"
	expect 3 luce audit
	grep -q git-corrupt "$err"
}

run_tests
