#!/bin/bash
# A build that has nothing to do finds that out without reading the content; and nothing that could
# change a page, and nobody who touched one, gets past it.

. "$(dirname "$0")/lib.sh"

DAY=2026-03-10
NOTICE=content/notices/990100/2025/factory-proposal

# A small portal, committed, in the current folder; its site is built.
_portal() {
	cp -r "$cli/../fixtures/base/content" "$cli/../../templates" .
	printf '.luce\nsite\n' >.gitignore
	commit one
	_build
	_is_clean
}

_build() { # [OPTION...]
	luce build --as-of "$DAY" -o site "$@" 2>"$T/said"
}

# Whether the next build reads the content: then it makes the snapshot anew.
_reads() {
	rm -f .luce/content
	_build "$@"
	[ -e .luce/content ]
}

_reads_nothing() {
	! _reads "$@" && grep -q ' 0 written, ' said || return 1
}

# The site is what a build of all makes; the options are those of the last build.
_is_clean() { # [OPTION...]
	rm -rf "$T/clean"
	luce build --as-of "$DAY" -o "$T/clean" "$@" 2>/dev/null
	diff -rq -x .luce site "$T/clean"
}

# Runs the line, after which a build reads the content and leaves the site as it should be; and the
# one after that has nothing to do.
_is_noticed() { # LINE
	eval "$1"
	_reads || { echo "not noticed: $1"; return 1; }
	_is_clean || { echo "stale after: $1"; return 1; }
	_reads_nothing || { echo "noticed twice: $1"; return 1; }
}

# The same size, and the time of the last writing as it was.
_exchange() { # FILE FROM TO
	cp -p "$1" "$T/was"
	sed "s/$2/$3/" "$T/was" >"$1"
	! cmp -s "$1" "$T/was" || { echo "$1 has no $2"; return 1; }
	[ "$(stat -c %s "$1")" = "$(stat -c %s "$T/was")" ]
	touch -r "$T/was" "$1"
}

what_has_not_changed_is_not_read() {
	_portal
	_sums >before
	cp said first
	_reads_nothing
	_sums >after
	cmp before after
	sed 's/[0-9]* written, [0-9]* unchanged/…/' said >said.counts
	sed 's/[0-9]* written, [0-9]* unchanged/…/' first | same said.counts -
	_is_clean
}

_sums() {
	find site -type f -printf '%p %i %T@ %C@\n' | LC_ALL=C sort
}

_more_notice() {
	cat >content/notices/990100/2025/more.md <<-'END'
		{ "type": "other", "title": "再示例", "issuers": ["990100-gxj"], "signed": "2025-08-11", "published": "2025-08-11 09:00" }

		示例。
	END
}

an_edit_of_the_content_is_noticed_whatever_its_size_and_time() {
	_portal
	_is_noticed "_exchange $NOTICE.md 现予公示 兹予公示"
	grep -rq 兹予公示 site/notice
	_is_noticed "_exchange content/site.json 示例网站 例示网站"
	_is_noticed "_exchange content/entities/990100/990100-0002.json '{ .id.:' '{\"id\" :'"
	_is_noticed "cp content/entities/990100/990100-0002.json x; mv x content/entities/990100/990100-0002.json"
	_is_noticed "_more_notice"
	_is_noticed "rm content/notices/990100/2025/more.md
		printf '{ \"redirects\": [ { \"from\": \"notice/990100/2025/more.html\", \"reason\": \"误发\", \"on\": \"2020-01-01\" } ] }' >content/redirects.json"
}

an_edit_of_the_templates_is_noticed() {
	_portal
	_is_noticed "_exchange templates/pages/missing.html 首页 页首"
	_is_noticed "_exchange templates/assets/$(ls templates/assets | grep css) color colOr"
	_is_noticed "echo >templates/assets/more.txt"
	_is_noticed "rm templates/assets/more.txt"
}

whoever_touches_the_site_is_noticed() {
	_portal
	_is_noticed "_exchange site/404.html html HTML"
	_is_noticed "rm site/404.html"
	_is_noticed "mv site/404.html x; cp site/index.html site/404.html; rm x"
	_is_noticed "_exchange site/manifest base-url Base-url"
	_is_noticed "truncate -s -1 site/manifest; printf '\n' >>site/manifest"
	_is_noticed "rm -r site/notice"
	_is_noticed "mv site x; cp -a x site; rm -r x"
	_is_noticed "printf x | dd of=site/.luce/built conv=notrunc bs=1 seek=3000 2>/dev/null"
	_is_noticed "rm site/.luce/built"
	_is_noticed "rm -r site"
	mv site/404.html . && ln -s ../404.html site/404.html
	expect 3 luce build --as-of "$DAY" -o site
	grep -q 404.html "$err"
}

another_day_address_or_program_is_noticed() {
	_portal
	_reads --base-url https://lsmd.example.gov.cn/
	_is_clean --base-url https://lsmd.example.gov.cn/
	_reads_nothing --base-url https://lsmd.example.gov.cn/
	_reads
	_is_clean
	DAY=2026-03-11
	_reads
	_is_clean
	_reads_nothing
	_reads --verify-incremental
	# Another program has another build id: it stands in the file as its bytes.
	id=$(readelf -n "$LUCE" | sed -n 's/.*Build ID: //p')
	cp "$LUCE" other
	perl -0pi -e 'my $id = pack "H*", "'"$id"'"; my $new = $id; substr($new, 0, 1) ^= "x"; s/\Q$id\E/$new/' other
	! cmp -s other "$LUCE" || return 1
	rm -f .luce/content
	./other build --as-of "$DAY" -o site 2>said
	[ -e .luce/content ]
	_reads
}

what_git_says_is_noticed() {
	_portal
	_is_noticed "git commit -q --allow-empty -m two"
	_is_noticed "git commit -q --amend --allow-empty -m three"
	_is_noticed "_exchange $NOTICE.md 现予公示 兹予公示"
	_is_noticed "git commit -qam four"
	_is_noticed "git checkout -q --orphan five; git commit -qm five"
	_is_noticed "git rev-parse HEAD >.git/shallow"
	_is_noticed "rm .git/shallow"
	_is_noticed "git replace HEAD \$(git rev-parse main)"
	_is_noticed "mv .git x"
	_is_noticed "mv x .git"
	_reads_nothing
	# What the site tells of an earlier text that is gone from git is as if it had never been kept.
	_is_noticed "git checkout -q main"
	_is_noticed "rm .git/objects/\$(git rev-parse main~1:$NOTICE.md | sed 's|..|&/|'); rm -f .luce/history"
}

# A branch leaves no trace of where it was: the history that is read need not be that of before.
a_head_that_goes_back_and_forth_during_a_build_is_noticed() {
	local i flipping
	_portal
	git branch other "$(git commit-tree -p HEAD -m other "HEAD^{tree}")"
	_build
	for i in $(seq 12); do
		rm -f "$T/stop"
		until [ -e "$T/stop" ]; do
			git symbolic-ref HEAD refs/heads/other
			git symbolic-ref HEAD refs/heads/main
		done &
		flipping=$!
		rm -f .luce/content
		_build --base-url "https://lsmd.example.gov.cn/$i/" || :
		touch "$T/stop"
		wait $flipping
		_build --base-url "https://lsmd.example.gov.cn/$i/"
		_is_clean --base-url "https://lsmd.example.gov.cn/$i/" || { echo "stale in round $i"; return 1; }
	done
}

what_a_killed_build_left_is_noticed() {
	local n=1 killed=1 journal journals=0
	command -v strace >/dev/null || skip 'strace is not here'
	strace -qq -o /dev/null -e trace=none true 2>/dev/null || skip 'no process may be traced here'
	_portal
	while [ $killed = 1 ]; do
		killed=0
		(strace -f -qq -o /dev/null -e trace=renameat -e inject=renameat:signal=KILL:when=$n \
			luce build --as-of "$DAY" -o site --base-url https://lsmd.example.gov.cn/ || exit) 2>/dev/null || killed=1
		journal=0
		[ ! -e site/.luce/journal ] || journal=1
		journals=$((journals + journal))
		_build
		[ "$(grep -c transaction-finished said)" = $journal ]
		[ ! -e site/.luce/journal ]
		_is_clean
		n=$((n + n / 4 + 1))
	done
	echo "# $journals journals"
	[ $journals -gt 3 ]
}

# What was written while a build read it, or in the same step of the clock, is built the next time.
an_edit_at_the_same_instant_is_noticed() {
	local i
	_portal
	cp $NOTICE.md text
	for i in $(seq 30); do
		sed "s/现予公示/第$((i + 100))公示/" text >$NOTICE.md
		_build &
		sleep 0.0$((i % 10))
		sed "s/现予公示/第$((i + 200))公示/" text >$NOTICE.md
		wait $! || : # what it read half written is an error
		sed "s/现予公示/第$((i + 300))公示/" text >$NOTICE.md
		_build
		grep -rq "第$((i + 300))公示" site/notice || { cat said; echo "stale in round $i"; return 1; }
	done
	_is_clean
}

run_tests
