#!/bin/bash
# A build that fails or is killed leaves the old site whole; or, where it had begun to put the new
# one into its place, the next run finishes that. Who reads meanwhile finds each page as it was or
# as it will be, and none missing.

. "$(dirname "$0")/lib.sh"

RANDOM=20260310 # the same instants every time, as far as time is the same

# Two portals, a and b, that differ on every page, and in pages that only one has; and the sites of
# both, a.site and b.site. The site of a is the old one, in the folder site.
_two_portals() {
	mkdir a
	cp -r "$cli/../fixtures/base/content" "$cli/../../templates" a/
	cp -r a b
	sed -i 's/示例网站/另一示例网站/' b/content/site.json
	cat >b/content/notices/990100/2025/more.md <<-'END'
		{ "type": "other", "title": "再示例", "issuers": ["990100-gxj"], "signed": "2025-08-11", "published": "2025-08-11 09:00" }

		示例。
	END
	_build a a.site
	_build b b.site
	rm -rf a.site/.luce b.site/.luce
	! cmp -s a.site/404.html b.site/404.html || return 1
	cp -r a.site site
	for of in a b; do
		grep -v '^#' $of.site/manifest >$of.sums
		sha256sum $of.site/manifest | sed 's/ .*/  manifest/' >>$of.sums
		# What goes from b to a is gone on purpose: its address ends.
		sed 's/^[0-9a-f]*  //' $of.sums | LC_ALL=C sort >$of.paths
	done
	LC_ALL=C comm -12 a.paths b.paths >both.paths
}

_build() { # PORTAL SITE
	luce -C "$1" build --as-of 2026-03-10 -o "$T/$2" 2>"$T/said"
}

# The site is wholly that of the portal, and nothing is left of any transaction.
_is_site_of() { # PORTAL [SITE]
	diff -rq -x .luce "$1.site" "${2:-site}" &&
		[ -z "$(find "${2:-site}/.luce" -type f ! -name built ! -name .gitignore 2>/dev/null)" ]
}

# Each page is one of a's or b's, whole, and none is lost that both have.
_every_page_is_whole() {
	(cd site && tr '\n' '\0' <../both.paths | xargs -0 sha256sum) | awk '
		FILENAME != "-" { known[$0] = 1; next }
		!($0 in known) { print "neither old nor new: " $0; wrong = 1 }
		{ n++ }
		END { exit wrong || n < 10 }' a.sums b.sums -
}

# What a killed build has left: the old site whole, parts of both and a journal, or the new one.
_is_whole_or_journaled() { # OLD NEW
	[ -e site/.luce/journal ] || diff -rq -x .luce "$2.site" site >/dev/null ||
		diff -rq -x .luce "$1.site" site
}

# Removing an address needs a word in redirects.json, so that builds go from a to b only; and back
# by copying.
_restore() {
	rm -rf site
	cp -r a.site site
}

what_is_wrong_with_a_page_leaves_the_old_site() {
	_two_portals
	echo '{{nothing}}' >>b/templates/pages/missing.html
	expect 1 luce -C b build --as-of 2026-03-10 -o "$T/site"
	_is_site_of a
	cp a/templates/pages/missing.html b/templates/pages/missing.html
	sed -i 's|<main |<main onclick="x()" |' b/templates/layout.html
	expect 1 luce -C b build --as-of 2026-03-10 -o "$T/site"
	grep -q page-policy "$err"
	_is_site_of a
	cp a/templates/layout.html b/templates/layout.html
	echo '[x](none.html)' >>b/content/notices/990100/2025/more.md
	expect 1 luce -C b build --as-of 2026-03-10 -o "$T/site"
	grep -q link-broken "$err"
	_is_site_of a
}

# As somebody else than root, to whom permissions mean nothing.
_unprivileged() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}

without_permission_the_old_site_stays() {
	local folder
	command -v setpriv >/dev/null || skip 'setpriv is not here'
	_two_portals
	cp -L "$LUCE" "$T/luce"
	chmod a+rx "$root" "$T"
	for folder in site site/report site/entity/990100/0; do
		_restore
		[ "$(id -u)" != 0 ] || chown -R 65534:65534 site
		chmod a-w $folder
		expect 3 _unprivileged "$T/luce" -C "$T/b" build --as-of 2026-03-10 -o "$T/site"
		grep -q file-not-written "$err" && grep -q 'ermission\|没有权限' "$err"
		chmod u+w $folder
		_is_site_of a
	done
	_unprivileged "$T/luce" -C "$T/b" build --as-of 2026-03-10 -o "$T/site" 2>"$err"
	_is_site_of b
}

# Of a size at which not even the old site fits, to one at which both fit.
a_full_disk_leaves_the_old_site() {
	local old size failed=0 done=0
	_two_portals
	mkdir full
	trap 'umount "$T/full" 2>/dev/null || :' EXIT
	mount -t tmpfs none full 2>/dev/null || skip 'only root may mount'
	umount full
	old=$(du -s --block-size=4096 a.site | cut -f 1)
	for step in $(seq 1 50); do
		size=$(((old + 2 + old * step / 60) * 4))
		mount -t tmpfs -o size=${size}k none full
		cp -r a.site full/site
		if _build b full/site; then
			_is_site_of b full/site
			done=$((done + 1))
		else
			grep -q file-not-written said
			_is_site_of a full/site
			failed=$((failed + 1))
		fi
		umount full
	done
	echo "# $failed did not fit, $done did"
	[ $failed -gt 10 ] && [ $done -gt 0 ]
}

# The same without root: no file may be longer than so many bytes.
a_file_that_cannot_be_written_whole_leaves_the_old_site() {
	local most failed=0
	_two_portals
	trap '' XFSZ
	for most in $(seq 1 200); do
		if (ulimit -f $most && _build b site); then
			_is_site_of b
			break
		fi
		# It may be said to the file said, or not: that has a limit too.
		_is_site_of a
		failed=$((failed + 1))
	done
	[ $failed -gt 3 ] && [ "$most" -lt 200 ]
}

# At renames and removals of a build: then the next run finishes, or begins anew. (At each system
# call of a transaction: tests/unit/test_transaction_kill.c.)
killed_at_a_rename_it_is_finished_by_the_next_run() {
	local call n killed journal finished=0
	command -v strace >/dev/null || skip 'strace is not here'
	_two_portals
	strace -qq -o /dev/null -e trace=none true 2>/dev/null || skip 'no process may be traced here'
	for call in renameat,renameat2,rename unlinkat; do
		n=1 killed=1
		while [ $killed = 1 ]; do
			_restore
			killed=0
			(strace -f -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n \
				luce -C b build --as-of 2026-03-10 -o "$T/site" || exit) 2>/dev/null || killed=1
			_every_page_is_whole
			[ $killed = 0 ] || _is_whole_or_journaled a b
			journal=0
			[ ! -e site/.luce/journal ] || journal=1
			finished=$((finished + journal))
			_build b site
			[ "$(grep -c transaction-finished said)" = $journal ]
			_is_site_of b
			n=$((n + 3))
		done
	done
	echo "# $finished were finished by the next run"
	[ $finished -gt 5 ]
}

# A process that reads all pages again and again, and says what it finds amiss in the file amiss.
_reader() {
	local reads=0
	while [ ! -e stop ]; do
		_every_page_is_whole >>amiss 2>&1 || echo wrong >>amiss
		reads=$((reads + 1))
		sleep 0.05
	done
	echo "# $reads readings meanwhile"
}

killed_at_300_instants_while_somebody_reads() {
	local i delay began took reader journaled=0 new=0
	_two_portals
	# Back and forth between two sites of the same addresses.
	rm b/content/notices/990100/2025/more.md
	rm -rf b.site
	_build b b.site
	rm -rf b.site/.luce
	{ grep -v '^#' b.site/manifest; sha256sum b.site/manifest | sed 's/ .*/  manifest/'; } >b.sums
	began=$(date +%s%N)
	for i in 1 2 3; do
		_build b site
		_build a site
	done
	took=$((($(date +%s%N) - began) / 6000)) # microseconds of one build, more or less
	: >amiss
	_reader >readings &
	reader=$!
	local old=a next=b
	for i in $(seq 300); do
		delay=$((took * (RANDOM % 1000) / 800))
		(timeout -s KILL "$((delay / 1000000)).$(printf %06d $((delay % 1000000)))" \
			luce -C $next build --as-of 2026-03-10 -o "$T/site" || :) 2>/dev/null
		if [ -e site/.luce/journal ]; then
			journaled=$((journaled + 1))
			_build $next site
			_is_site_of $next
		elif ! cmp -s site/manifest $next.site/manifest; then
			diff -rq -x .luce $old.site site
			continue
		else
			new=$((new + 1))
			diff -rq -x .luce $next.site site
		fi
		set -- $old
		old=$next next=$1
	done
	_build $next site
	_is_site_of $next
	touch stop
	wait $reader
	cat readings
	echo "# $journaled of 300 left a journal, $new had been done"
	[ ! -s amiss ] || { head amiss; return 1; }
	[ $new -lt 300 ]
}

of_two_builds_at_once_one_waits_for_nobody_and_the_site_is_whole() {
	local i one two
	_two_portals
	rm b/content/notices/990100/2025/more.md
	rm -rf b.site
	_build b b.site
	rm -rf b.site/.luce
	for i in $(seq 10); do
		one=0 two=0
		luce -C a build --as-of 2026-03-10 -o "$T/site" 2>one &
		luce -C b build --as-of 2026-03-10 -o "$T/site" 2>two || two=$?
		wait $! || one=$?
		[ $one = 0 ] || grep -q file-locked one
		[ $two = 0 ] || grep -q file-locked two
		[ $one = 0 ] || [ $two = 0 ]
		_is_site_of a >/dev/null || _is_site_of b
	done
}

a_lock_of_the_living_is_respected_and_one_of_the_dead_is_not() {
	_two_portals
	mkdir -p site/.luce
	echo '1 elsewhere luce' >site/.luce/lock
	flock site/.luce/lock sleep 30 &
	for _ in $(seq 100); do
		flock -n site/.luce/lock true || break
		sleep 0.1
	done
	expect 3 luce -C b build --as-of 2026-03-10 -o "$T/site"
	grep -q 'file-locked' "$err" && grep -q '1 elsewhere luce' "$err"
	diff -rq -x .luce a.site site
	kill -9 "$(pgrep -P $!)" # what it runs holds the lock too
	wait $! 2>/dev/null || :
	_build b site
	_is_site_of b
}

run_tests
