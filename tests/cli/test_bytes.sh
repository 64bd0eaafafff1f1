#!/bin/bash
# The same content gives the same bytes, wherever, whenever and however it is built; and the next
# day rewrites only what that day changes. On the demonstration.

. "$(dirname "$0")/lib.sh"

DAY=2026-09-14

# The demonstration as a portal in the folder DIR.
_demonstration() { # DIR
	mkdir -p "$1"
	cp -r "$cli/../../content" "$cli/../../templates" "$1/"
}

_build() { # DIR OUT [OPTION...]
	local dir=$1 to=$2
	shift 2
	luce -C "$dir" build --as-of "$DAY" -o "$to" "$@" 2>>"$err"
}

# The files of two sites are the same, and have the same bytes; but for those named.
_alike() { # A B [-x NAME...]
	local a=$1 b=$2
	shift 2
	diff -rq -x .luce "$@" "$a" "$b"
}

# What differs between two sites: addresses, sorted.
_changed() { # A B
	diff <(cd "$1" && _sums) <(cd "$2" && _sums) | sed -n 's/^[<>] [0-9a-f]*  //p' | LC_ALL=C sort -u
}

_sums() {
	find . -type f ! -path './.luce/*' -printf '%P\n' | LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum
}

the_folder_its_name_and_the_environment_count_for_nothing() {
	_demonstration portal
	_build portal "$T/site"
	_demonstration 'elsewhere/a portal, 门户'
	_build 'elsewhere/a portal, 门户' "$T/a site, 网站"
	_alike site 'a site, 网站'
	(export TZ=America/St_Johns LC_ALL=C LANG=tr_TR.UTF-8 LANGUAGE=tr HOME=/nonexistent && umask 077 &&
		_build portal "$T/other")
	_alike site other
	(cd portal && luce build --as-of "$DAY" -o ../relative 2>>"$err")
	_alike site relative
}

the_number_of_processors_counts_for_nothing() {
	_demonstration portal
	_build portal "$T/site"
	taskset -c "$(taskset -pc $$ | sed 's/.*: \([0-9]*\).*/\1/')" \
		luce -C portal build --as-of "$DAY" -o "$T/one" 2>>"$err"
	_alike site one
}

the_order_in_which_files_were_made_counts_for_nothing() {
	_demonstration portal
	_build portal "$T/site"
	mkdir reversed
	(cd portal && find content templates -type f | LC_ALL=C sort -r | tar cf - -T -) | tar xf - -C reversed
	touch -d 2001-01-01 reversed/content/site.json
	_build reversed "$T/other"
	_alike site other
}

what_luce_keeps_beside_the_content_counts_for_nothing() {
	_demonstration portal
	_build portal "$T/site"
	_build portal "$T/again"
	_alike site again
	rm -rf portal/.luce
	_build portal "$T/fresh"
	_alike site fresh
	rm -rf site/.luce portal/.luce
	cp -r site before
	_build portal "$T/site"
	_alike site before
}

# The commit is recorded in the manifest, on the home page and on the audit page; what is known of
# notices by git is the same, since it is the same commit.
a_commit_is_built_as_the_files_that_are_checked_out() {
	_demonstration portal
	(cd portal && commit one)
	_build portal "$T/site"
	_build portal "$T/at" --at HEAD
	_alike site at -x manifest -x index.html
	same <(_changed site at) - <<-'END'
		audit/index.html
		index.html
		manifest
	END
	# Nor do refs, tags and the time of the build count.
	(cd portal && git tag v1 && git branch other && git gc -q)
	_build portal "$T/again" --at HEAD
	_alike at again
	git clone -q --no-local portal clone
	_build clone "$T/cloned" --at HEAD
	_alike at cloned
}

the_next_day_rewrites_what_that_day_changes() {
	_demonstration portal
	_build portal "$T/first"
	DAY=2026-09-15 _build portal "$T/second"
	same <(_changed first second) - <<-'END'
		audit/index.html
		index.html
		manifest
	END
	# The year ends, and nothing with it.
	DAY=2025-12-31 _build portal "$T/old"
	DAY=2026-01-01 _build portal "$T/new"
	same <(_changed old new) - <<-'END'
		audit/index.html
		index.html
		manifest
	END
	# Two proposals are no longer open to objections.
	DAY=2026-11-24 _build portal "$T/open"
	DAY=2026-11-25 _build portal "$T/closed"
	same <(_changed open closed) - <<-'END'
		audit/index.html
		index.html
		manifest
		notice/440000/2026/proposal.html
		notice/440300/2026/proposal.html
	END
}

# The same in one folder: what need not change is not touched.
the_next_day_touches_nothing_else() {
	_demonstration portal
	_build portal "$T/site"
	find site -type f ! -path '*/.luce/*' -exec touch -d 2001-01-01 {} +
	DAY=2026-09-15 _build portal "$T/site"
	same <(cd site && find . -type f ! -path './.luce/*' -newermt 2002-01-01 -printf '%P\n' | LC_ALL=C sort) - <<-'END'
		audit/index.html
		index.html
		manifest
	END
}

run_tests
