# luce audit, who signed: each worth of a signature is a state of its own.

. "$(dirname "$0")/lib.sh"

notices=content/notices/990100/2025

# _key NAME: a key pair in ../NAME and ../NAME.pub.
_key() {
	ssh-keygen -q -t ed25519 -N '' -C "$1" -f "../$1" </dev/null
}

# _line WHO KEY [OPTIONS]: a line of allowed signers.
_line() {
	printf '%s %s%s\n' "$1" "${3:+$3 }" "$(cut -d' ' -f1-2 "../$2.pub")"
}

# _commit DAY KEY|- [MAIL]: all as it is, at noon, signed by the key; the day is the subject.
_commit() {
	local sign=()
	[ "$2" = - ] || sign=(-c gpg.format=ssh -c user.signingKey="$PWD/../$2.pub" -c commit.gpgSign=true)
	git add -A
	GIT_COMMITTER_EMAIL=${3:-clerk@example.org} GIT_AUTHOR_DATE="$1 12:00 +0800" \
		GIT_COMMITTER_DATE="$1 12:00 +0800" git "${sign[@]}" commit -q --allow-empty -m "$1"
}

_other() { # NAME DAY: another notice, published that day
	printf '{ "type": "other", "title": "%s", "issuers": ["990100-gxj"], "signed": "%s", "published": "%s 09:00" }\n\n正文。\n' \
		"$1" "$2" "$2" >$notices/$1.md
}

# _portal: the fixture, unsigned; then the keys of the clerk, signed by it.
_portal() {
	cp -r "$cli/../fixtures/base" portal
	cd portal
	_key clerk
	_key chief
	_key thief
	git init -q -b main
	_commit 2025-08-11 -
	{ _line clerk@example.org clerk; _line '*@office.example' chief; } >content/signers
	_commit 2025-08-12 clerk
}

# _caught RULE DAY [PATH]
_caught() {
	local id path=${3:+\"$3\"}
	id=$(git log --all --format=%H --grep="^$2\$" -1)
	luce audit --format json >../audit 2>../said || [ $? = 1 ]
	grep -F "\"rule\": \"${1%:*}\", \"severity\": \"${1#*:}\", \"commit\": \"$id\", \"path\": ${path:-null}," ../audit >../found || {
		cat ../audit ../said
		return 1
	}
}

_counts() { # WORDS
	luce audit >../text 2>../said || true
	grep -qx "signatures of commits: $1" ../text || { cat ../text ../said; return 1; }
}

commits_signed_by_who_may_are_good() {
	_portal
	_other news 2025-09-01
	_commit 2025-09-01 clerk
	_other more 2025-09-02
	_commit 2025-09-02 chief head@office.example
	expect 1 luce audit # the fixture's notices are committed late
	! grep -E '\[sign(ature|ers)-' "$out" || return 1
	_counts '1 unsigned, 3 good'
}

without_keys_the_verdict_says_that_it_cannot_know() {
	cp -r "$cli/../fixtures/base" portal
	cd portal
	_key clerk
	git init -q -b main
	_commit 2025-08-11 clerk
	luce audit >../text || true
	grep -q '^no keys are kept' ../text
	! grep -q '\[signature' ../text || return 1
	_line clerk@example.org clerk >../signers
	luce audit --signers ../signers >../text || true
	grep -q '^signatures of commits: 1 good$' ../text
	expect 3 luce audit --signers ../nowhere
}

a_commit_without_a_signature() {
	_portal
	_other news 2025-09-01
	_commit 2025-09-01 -
	_caught signature-none:error 2025-09-01
	_counts '2 unsigned, 1 good'
}

a_commit_by_a_stranger() {
	_portal
	_other news 2025-09-01
	_commit 2025-09-01 thief
	_caught signature-unknown:error 2025-09-01
	grep -q "$(ssh-keygen -lf ../thief.pub | cut -d' ' -f2)" ../found
	_counts '1 unsigned, 1 good, 1 by unknown keys'
}

a_commit_changed_after_it_was_signed() {
	_portal
	_other news 2025-09-01
	_commit 2025-09-01 clerk
	git cat-file commit HEAD | sed 's/^author tester/author nobody/' >../forged
	git update-ref HEAD "$(git hash-object -t commit -w ../forged)"
	_caught signature-bad:error 2025-09-01
	_counts '1 unsigned, 1 good, 1 bad'
}

# Both sides of the day on which the key of the chief ends.
a_signer_whose_authority_has_ended() {
	_portal
	{ _line clerk@example.org clerk; _line '*@office.example' chief 'valid-before="20250902"'; } >content/signers
	_commit 2025-08-13 clerk
	_other news 2025-09-01
	_commit 2025-09-01 chief head@office.example
	luce audit >../text || true
	! grep '\[signature-' ../text || return 1
	_other more 2025-09-02
	_commit 2025-09-02 chief head@office.example
	_caught signature-expired:error 2025-09-02
	grep -q 'office.example' ../found
	_counts '1 unsigned, 3 good, 1 by keys not valid at the time'
}

a_signer_before_the_authority_began() {
	_portal
	{ _line clerk@example.org clerk; _line '*@office.example' chief 'valid-after="20250902"'; } >content/signers
	_commit 2025-08-13 clerk
	_commit 2025-09-01 chief head@office.example
	_caught signature-expired:warning 2025-09-01 # nothing was published by it
	_other news 2025-09-01
	_commit 2025-09-03 clerk
	_other more 2025-09-01
	_commit 2025-09-01 chief head@office.example # dated back
	_caught signature-expired:error 2025-09-01
}

a_key_used_in_the_name_of_another() {
	_portal
	_other news 2025-09-01
	_commit 2025-09-01 clerk head@office.example
	_caught signature-other:warning 2025-09-01
}

who_may_sign_is_changed_by_one_who_may() {
	_portal
	_line new@example.org thief >>content/signers
	_commit 2025-09-01 clerk
	_caught signers-changed:note 2025-09-01 content/signers
	_commit 2025-09-02 thief new@example.org
	! luce audit | grep '\[signature-' || return 1
}

who_may_sign_is_changed_by_a_stranger() {
	_portal
	_line thief@example.org thief >content/signers
	_commit 2025-09-01 thief thief@example.org
	_caught signers-seized:error 2025-09-01 content/signers
	_other news 2025-09-02
	_commit 2025-09-02 thief thief@example.org
	_counts '1 unsigned, 2 good, 1 by unknown keys'
	# Who kept the keys is not misled.
	git show HEAD~2:content/signers >../signers
	luce audit --signers ../signers >../text || true
	[ "$(grep -c '\[signature-unknown\]' ../text)" = 2 ]
}

keys_taken_away_and_all_unsigned_since() {
	_portal
	git rm -q content/signers
	_commit 2025-09-01 -
	_other news 2025-09-02
	_commit 2025-09-02 -
	_caught signers-seized:error 2025-09-01 content/signers
	_caught signature-none:error 2025-09-02
}

an_unsigned_merge_that_brings_content() {
	_portal
	git checkout -q -b office HEAD~1 # before there were keys
	_other news 2025-09-01
	_commit 2025-09-01 -
	git checkout -q main
	_other more 2025-09-02
	_commit 2025-09-02 clerk
	GIT_COMMITTER_DATE='2025-09-03 12:00 +0800' git merge -q --no-edit -m 2025-09-03 office
	_caught signature-none:error 2025-09-03
}

commits_of_other_things_need_no_signature() {
	_portal
	echo other >other
	_commit 2025-09-01 -
	git checkout -q -b aside
	echo more >>other
	_commit 2025-09-02 -
	git checkout -q main
	echo beside >beside
	_commit 2025-09-03 -
	GIT_COMMITTER_DATE='2025-09-04 12:00 +0800' git merge -q --no-edit -m 2025-09-04 aside
	! luce audit | grep -E '\[sign(ature|ers)-' || return 1
}

another_kind_of_signature_cannot_be_verified() {
	_portal
	_other news 2025-09-01
	_commit 2025-09-01 -
	git cat-file commit HEAD | sed '0,/^$/s//gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n/' >../forged
	git update-ref HEAD "$(git hash-object -t commit -w ../forged)"
	_caught signature-kind:warning 2025-09-01
	_counts '1 unsigned, 1 good, 1 not of SSH'
}

# A PATH that has all but ssh-keygen.
_without_keygen() {
	mkdir ../bin
	ln -s "$(command -v git)" "$(command -v luce)" ../bin
	PATH=$PWD/../bin luce audit >../text 2>../said || true
}

without_the_tool_nothing_is_said_to_be_good_or_bad() {
	_portal
	_line new@example.org thief >>content/signers
	_commit 2025-09-01 clerk
	_without_keygen
	grep -q 'warning: 2 signatures could not be verified: .* ssh-keygen .*\[signature-unverified\]' ../text
	grep -qx 'signatures of commits: 1 unsigned, 2 not verified' ../text
	! grep -E '\[sign(ature-[^u]|ers-)' ../text || return 1
}

# Settings that would call a stranger good, or run a program of the repository's.
what_the_machine_trusts_does_not_count() {
	_portal
	_line thief@example.org thief >../trusted
	printf '#!/bin/sh\ntouch "%s/../ran"\nexit 0\n' "$PWD" >../evil
	chmod +x ../evil
	git config --global gpg.ssh.allowedSignersFile "$PWD/../trusted"
	git config gpg.ssh.allowedSignersFile "$PWD/../trusted"
	git config gpg.ssh.program "$PWD/../evil"
	git config gpg.program "$PWD/../evil"
	git config log.showSignature true
	_other news 2025-09-01
	git add -A
	GIT_COMMITTER_EMAIL=thief@example.org GIT_COMMITTER_DATE='2025-09-01 12:00 +0800' git \
		-c gpg.ssh.program=ssh-keygen -c gpg.format=ssh -c user.signingKey="$PWD/../thief.pub" \
		commit -q -S -m 2025-09-01
	rm -f ../ran
	luce audit >../text || true
	grep -q 'error: .*\[signature-unknown\]' ../text
	[ ! -e ../ran ]
}

an_object_replaced_is_judged_as_its_id_promises() {
	_portal
	_other news 2025-09-01
	_commit 2025-09-01 thief
	git replace HEAD "$(git commit-tree -m other 'HEAD^{tree}')"
	_counts '1 unsigned, 1 good, 1 by unknown keys'
}

# ---- releases

_release() { # NAME KEY|-
	local sign=-a
	[ "$2" = - ] || sign=-s
	printf 'release %s\n\nRoot-Hash: %064d\nPrevious-Release: none\n' "$1" 0 | GIT_COMMITTER_DATE='2025-08-12 12:00 +0800' \
		git -c gpg.format=ssh -c user.signingKey="$PWD/../${2#-}.pub" tag $sign -F - "$1"
}

releases_are_judged_like_commits() {
	_portal
	_release v1 clerk
	_release v2 thief
	_release v3 -
	git cat-file tag v1 | sed 's/^tag v1/tag v4/; s/^release v1/release v4/' >../forged
	git update-ref refs/tags/v4 "$(git hash-object -t tag -w ../forged)"
	git tag -a -m 'no release' v5
	_caught signature-unknown:error 2025-08-12 refs/tags/v2
	_caught signature-none:error 2025-08-12 refs/tags/v3
	_caught signature-bad:error 2025-08-12 refs/tags/v4
	! grep -E 'refs/tags/v(1|5)' ../audit || return 1
}

run_tests
