# luce audit, what was published: a site's branch, its log and the releases, beside the history.

. "$(dirname "$0")/lib.sh"

notices=content/notices/990100/2025

# _at DAY: all as it is, committed at noon of that day; the day is the subject.
_at() {
	git add -A
	GIT_AUTHOR_DATE="$1 12:00 +0800" GIT_COMMITTER_DATE="$1 12:00 +0800" \
		git commit -q --allow-empty -m "$1"
}

_other() { # NAME DAY: another notice, published that day
	printf '{ "type": "other", "title": "%s", "issuers": ["990100-gxj"], "signed": "%s", "published": "%s 09:00" }\n\n正文。\n' \
		"$1" "$2" "$2" >$notices/$1.md
}

_publish() { # DAY
	expect 0 luce publish --as-of "$1" -o ../site
}

# Each notice committed on the day it says, published twice, with a release each time.
_portal() {
	cp -r "$cli/../fixtures/base" portal
	cp -r "$cli/../../templates" portal
	mkdir aside
	mv portal/$notices/* aside
	cd portal
	git init -q -b main
	_at 2024-05-20
	cp ../aside/factory-proposal.* $notices
	_at 2025-07-25
	cp -r ../aside/factory-list* $notices
	_at 2025-08-11
	_publish 2025-08-11
	luce release --as-of 2025-08-11 v1 >../v1
	_other news 2025-09-01
	_at 2025-09-01
	_publish 2025-09-01
	luce release --as-of 2025-09-01 v2 >../v2
}

# _caught RULE COMMIT|"" PATH|"" [ARGUMENT...]
_caught() {
	local id=null path=null severity=error
	[ "${1%:*}" = "$1" ] || severity=${1#*:}
	[ -z "$2" ] || id="\"$(git rev-parse "$2^{commit}")\""
	[ -z "$3" ] || path="\"$3\""
	luce audit --format json "${@:4}" >../audit 2>../said || [ $? = 1 ]
	grep -qF "{ \"rule\": \"${1%:*}\", \"severity\": \"$severity\", \"commit\": $id, \"path\": $path," ../audit || {
		echo "no $1 at $id, $path"
		cat ../audit ../said
		return 1
	}
}

_clean() { # ARGUMENT...
	expect 0 luce audit "$@"
	! grep -E ': (error|warning): ' "$out" || { cat "$out"; return 1; }
}

# _repaint COMMAND...: a commit on pages made by hand, of the tip's files after the command ran in them.
_repaint() {
	git worktree add -q ../hand pages
	(cd ../hand && "$@" && git add -A && git commit -q --allow-empty -m "${message:-hand}")
	git worktree remove --force ../hand
}

# ---- honest ones

what_was_published_in_order_stands() {
	_portal
	_clean
	grep -q '^2 publications, log of 4 entries; ' "$out"
	grep -q 'whether the log was cut or rewritten cannot be known' "$out"
	_clean HEAD~1 # before the second
	luce witness pages --keep ../kept >../said 2>&1
	_clean --checkpoint ../kept --kept "$(git rev-parse v1)" --kept "$(git rev-parse v2^{commit})"
	! grep -q 'cannot be known' "$out" || return 1
	git clone -q . ../clone
	cd ../clone
	_clean # its branch is origin's here
	grep -q '^2 publications' "$out"
}

a_site_published_again_without_news_and_one_later() {
	_portal
	_publish 2025-09-01
	_publish 2025-09-02
	_other more 2025-09-03
	_at 2025-09-03
	_clean # committed, and not published yet
	_publish 2025-09-03
	_clean
	grep -q '^5 publications' "$out" # of which one tells of the second release
}

a_notice_for_a_later_hour_and_a_late_one() {
	_portal
	_other late 2025-08-31
	_other soon 2025-12-01
	_at 2025-09-02
	_publish 2025-09-02
	_clean
}

a_branch_of_another_name() {
	_portal
	git branch -m pages site
	_clean
	grep -q 'no published branch is here' "$out"
	_clean --branch site
	grep -q '^2 publications' "$out"
	expect 3 luce audit --branch nothing
	grep -q '\[git-revision\]' "$err"
}

a_portal_in_a_folder_of_its_repository() {
	_portal
	cd ..
	mkdir repository
	mv portal repository/
	cd repository
	rm -rf portal/.git
	echo other >other
	git init -q -b main
	_at 2025-08-11
	expect 0 luce -C portal publish --as-of 2025-09-01 -o ../site2
	expect 1 luce -C portal audit # the older notices are late here
	grep -q '^1 publications' "$out"
	! grep ': error: ' "$out" | grep -v backdated || return 1
}

# ---- attacks

a_page_edited_in_the_branch() {
	_portal
	_repaint sed -i 's/西区/东区/' shili/jia/factory/index.html
	_caught site-changed pages shili/jia/factory/index.html
	_caught publish-foreign pages ''
	# In the words of a publication, and put right by the next:
	git update-ref refs/heads/pages "$(git commit-tree -p pages~1 -m "$(git log -1 --format=%B pages~1)" 'pages^{tree}')"
	_publish 2025-09-02 # which puts it right, and covers nothing up
	_caught site-changed pages~1 shili/jia/factory/index.html
}

a_page_added_in_the_branch() {
	_portal
	_repaint sh -c 'echo hello >notice/secret.html'
	_caught publish-foreign pages notice/secret.html
}

a_page_added_beside_the_log() {
	_portal
	_repaint sh -c 'echo hello >log/evil.html'
	_caught log-file pages log/evil.html
	expect 1 luce verify pages
	grep -q '^log/evil.html.*\[log-file\]' "$out"
}

a_page_taken_from_the_branch() {
	_portal
	_repaint git rm -q notice/990100/2025/news.html
	_caught site-lacks pages notice/990100/2025/news.html
}

a_page_edited_with_its_manifest() {
	_portal
	export message
	message=$(git log -1 --format=%B pages)
	_repaint sh -c 'page=shili/jia/factory/index.html; sed -i "s/西区/东区/" $page
		sed -i "s|^.*  $page\$|$(sha256sum $page)|" manifest'
	_caught verify-trailer pages ''
	# And with the message: what its commit makes is what the branch's own word does not tell.
	message=${message//$(git show pages~1:manifest | sha256sum | cut -d' ' -f1)/$(git show pages:manifest | sha256sum | cut -d' ' -f1)}
	git update-ref refs/heads/pages "$(git commit-tree -p pages~1 -m "$message" 'pages^{tree}')"
	_clean
	grep -q 'luce verify tells' "$out"
	expect 1 luce verify pages
	grep -q '^shili/jia/factory/index.html:.*\[site-differs\]' "$out"
}

published_from_a_commit_that_nobody_has_seen() {
	_portal
	git checkout -q -b secret
	_other secret 2025-09-02
	_at 2025-09-02
	_publish 2025-09-02
	git checkout -q main
	_at 2025-09-03
	_caught publish-source pages ''
}

a_history_rewritten_after_it_was_published() {
	_portal
	git tag -d v1 v2 >../said
	git reset -q --hard HEAD~1
	_other news 2025-09-01
	echo 另有说明。 >>$notices/news.md
	_at 2025-09-01
	_caught publish-source pages ''
}

the_branch_made_anew_with_a_shorter_log() {
	_portal
	luce witness pages --keep ../kept >../said 2>&1
	git tag -d v2 >../said
	git reset -q --hard HEAD~1
	git update-ref -d refs/heads/pages
	rm -r ../site
	_publish 2025-08-11
	_clean # without what was kept
	grep -q 'whether the log was cut or rewritten cannot be known' "$out"
	_caught log-cut '' ../kept --checkpoint ../kept
}

a_notice_taken_out_of_the_log_of_the_branch() {
	_portal
	git checkout -q --orphan other pages~1 2>../said
	git checkout -q -f main
	git update-ref refs/heads/pages "$(git commit-tree -p pages -m "$(git log -1 --format=%B pages~1)" 'pages~1^{tree}')"
	_caught log-cut pages "$(git rev-parse pages~1):log/checkpoint"
}

a_release_moved() {
	_portal
	git tag -f -a -F - v1 HEAD <../v1 >../said
	_caught release-moved v2 refs/tags/v2
	_caught release-commit v1 refs/tags/v1
}

a_release_deleted() {
	_portal
	git tag -d v1 >../said
	_caught release-gone v2 refs/tags/v2
}

the_last_release_deleted() {
	local kept
	_portal
	kept=$(git rev-parse v2)
	git tag -d v2 >../said
	_clean # without what was kept
	_caught history-kept HEAD '' --kept "$kept"
}

a_release_of_a_history_that_is_gone() {
	_portal
	git update-ref -d refs/heads/pages
	git reset -q --hard HEAD~1
	_at 2025-09-05
	_caught release-ancestor v2 refs/tags/v2
}

run_tests
