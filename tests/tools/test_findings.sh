#!/bin/bash
# Every finding of src/base/finding.def has a golden case that triggers it, with file, line and
# column, and one that just does not. tests/tools/golden runs the cases; this sees that they are
# there: in tests/golden/findings/RULE.case, for templates in tests/golden/template/RULE/ and
# RULE-not/.

cd "$(dirname "$0")/../.." || exit
golden=tests/golden

# Findings that have no line and column, and why.
placeless() {
	sed 's/#.*//' <<'END'
file-unreadable file-special file-name file-not-folder folder-deep file-unexpected	# the file itself
file-missing portal-file templates-missing attachment-unnamed			# the file itself
file-not-written file-locked path-blocked site-foreign site-later		# what is written to
transaction-finished transaction-stopped transaction-damaged			# what is written to
git git-revision git-none git-unborn git-shallow git-ambiguous git-sha256	# the repository
git-corrupt git-tree-size							# the repository
history-edited history-form history-copied history-deleted history-unpublished	# a commit
signature-none signature-bad signature-unknown signature-expired signature-kind	# a commit
signature-other signature-unverified signers-changed signers-seized		# a commit
history-redacted history-own-copy history-span history-region		# a commit
history-restored history-hidden history-withheld history-missing history-backdated	# a commit
history-clock history-rules history-entity history-kept history-cut history-replaced	# a commit
import-set log-key-name								# the command line
publish-dirty publish-altered							# a file as a whole
publish-checked-out publish-foreign publish-ancestor release-ancestor		# branches and tags
publish-source release-commit release-moved release-gone			# commits and tags
release-exists git-command							# the same
site-no-manifest site-lacks site-surplus site-changed site-unnamed		# a file of a site
verify-commit verify-versions verify-as-of verify-trailer verify-shallow			# a site, a commit
log-none log-checkpoint log-file log-root log-entry log-missing log-gone	# a log's file
log-unsigned log-unchecked log-signature log-origin log-cut log-rewritten	# the same
log-unwitnessed log-key log-key-inside log-key-missing				# the same; a key's
url										# an address
page-address-twice page-gone link-broken link-fragment				# a page that was made
page-meta page-lacks page-once page-policy page-foreign page-report page-sample	# a page that was made
END
}

# Findings that no input leads to, because of what is checked before; unit tests trigger them.
unreachable() {
	sed 's/#.*//' <<'END'
path-refused	# tests/unit/test_source.c, test_transaction.c: file names and ids are checked first
path-twice	# tests/unit/test_transaction.c: ids and addresses are checked first
url-redirect url-size	# tests/cli/test_publish.sh: they need a server
branch-moved file-changed	# tests/unit/test_git_write.c: nobody comes between
page-stale	# tests/unit/test_site_incremental.c: a fault of the program, not of what it is given
delta-mismatch	# a fault of the program, not of what it is given
END
}

# lines FILE: what the cases of a file print, a blank line after each case.
printed() {
	awk '/^== / { if (n++) print ""; out = 0; next } /^[$] / { out = 1; next } /^--- / { out = 0; next } out && NF' "$1"
}

# triggered RULE: some case prints it, with its place.
triggered() {
	local place='[^ :]+:[0-9]+:[0-9]+: '
	! grep -qw -e "$1" <(placeless) || place='([^ :]+(:[0-9]+:[0-9]+)?: )?'
	grep -Eq "^$place(error|warning|note): .* \[$1\]\$" <(printed "$golden/findings/$1.case")
}

# untriggered RULE: some case does not print it.
untriggered() {
	printed "$golden/findings/$1.case" | awk -v rule="[$1]" '
		index($0, rule) { said = 1 }
		$0 == "" { free += !said; said = 0 }
		END { exit !(free + !said) }'
}

check() { # RULE: says what it lacks
	local name=${1#template-}
	if grep -qw -e "$1" <(unreachable); then
		return
	elif [ "$name" != "$1" ]; then
		grep -Eq "^[^ :]+:[0-9]+:[0-9]+: \[$1\] " "$golden/template/$name/findings" &&
			[ -e "$golden/template/$name-not/findings" ] &&
			! grep -q "\[$1\]" "$golden/template/$name-not/findings" || return 1
	elif [ ! -e "$golden/findings/$1.case" ]; then
		echo "there is no $golden/findings/$1.case"
		return 1
	else
		triggered "$1" || { echo "no case prints it with file, line and column"; return 1; }
		untriggered "$1" || { echo "no case leaves it out"; return 1; }
	fi
}

rules=$(sed -n 's/^FINDING([A-Z0-9_]*, "\([a-z0-9-]*\)".*/\1/p' src/base/finding.def)
count=$(grep -c '^FINDING(' src/base/finding.def)
n=0
echo "1..$((count + 2))"
say() { # NAME STATUS
	n=$((n + 1))
	[ "$2" = 0 ] && echo "ok $n - $1" || echo "not ok $n - $1"
}
for rule in $rules; do
	check "$rule"
	say "$rule has a case that triggers it and one that just does not" $?
done

stray=$(find "$golden/findings" -type f -printf '%f\n' | sed 's/\.case$//' | sort | comm -23 - <(sort <<<"$rules"))
[ -z "$stray" ] || echo "no finding is called" $stray
[ -z "$stray" ]
say 'every case is of a finding that there is' $?

stray=$(cat <(placeless) <(unreachable) | xargs -n 1 | sort | comm -23 - <(sort <<<"$rules"))
[ -z "$stray" ] || echo "no finding is called" $stray
[ -z "$stray" ]
say 'every finding without line and column is one that there is' $?
