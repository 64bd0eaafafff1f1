# Repositories of every odd kind, before every command that reads one: each has a clear answer, a
# proper exit status, and nothing crashes. A row of a table is a kind; its columns are the commands.

. "$(dirname "$0")/lib.sh"

# LeakSanitizer: libgit2 1.5 loses a reference whose object is not there. Leaks are looked for where
# repositories are sound.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0

list=990100/2025/factory-list
text=content/notices/$list.md

# The columns: a command's name here, and its words.
_commands() {
	cat <<-END
		check	check
		check-at	check --at HEAD
		list	list 990100/factory
		list-at	list 990100/factory --at HEAD
		show	show 990100-0001
		show-at	show $list --at HEAD
		log	log 990100/factory
		diff	diff HEAD~1..HEAD
		days	diff --from 2025-01-01 --to 2025-12-31
		audit	audit
		build	build --as-of 2025-09-01 -o ../out
		build-at	build --as-of 2025-09-01 --at HEAD -o ../out-at
		preview	preview --as-of 2025-09-01 --since HEAD~1
		verify	verify pages
		publish	publish --as-of 2025-09-01 --dry-run
		release	release --as-of 2025-09-01 --dry-run v9
		witness	witness pages --keep ../kept
	END
}

# _portal: three commits on main, and the site of the last on pages; the folder portal, the current one.
_portal() {
	cp -r "$cli/../fixtures/base" portal
	cp -r "$cli/../../templates" portal
	cd portal
	mv content/notices/990100/2025 ..
	commit none '2024-05-20 12:00 +0800'
	mkdir content/notices/990100/2025
	mv ../2025/factory-proposal* content/notices/990100/2025
	commit one '2025-07-25 12:00 +0800'
	mv ../2025/* content/notices/990100/2025
	commit two '2025-08-11 12:00 +0800'
	luce publish --as-of 2025-09-01 -o ../site >../said 2>&1
}

# _row: what each command ends in, "name=status:rule,rule" where it is not 0; the rules are those of errors.
_row() {
	local name words status rules
	while read -r name words; do
		status=0
		# shellcheck disable=SC2086 # the words are words
		luce $words >../out.txt 2>../err.txt </dev/null || status=$?
		rules=$(cat ../out.txt ../err.txt | sed -n 's/.*: error: .*\[\([a-z0-9-]*\)\]$/\1/p; s/^error: .*\[\([a-z0-9-]*\)\]$/\1/p' | sort -u | paste -sd,)
		[ "$status" = 0 ] && [ -z "$rules" ] || echo "$name $status ${rules:--}" >>../got
		if [ "$status" -gt 3 ]; then
			echo "crashed: luce $words" >>../got
			head -n 20 ../err.txt
		elif [ "$status" != 0 ] && ! [ -s ../err.txt ] && [ -z "$rules" ]; then
			echo "silent: luce $words" >>../got
		fi
	done < <(_commands)
	touch ../got
}


# _are: the row is that of standard input.
_are() {
	_row
	same ../got -
}

a_sound_one() {
	_portal
	_are </dev/null
}

no_repository_at_all() {
	_portal
	rm -rf .git
	_are <<-END
		check-at 3 git-none
		list-at 3 git-none
		show-at 3 git-none
		diff 3 git-none
		audit 3 git-none
		build-at 3 git-none
		preview 3 git-none
		verify 3 file-unreadable
		publish 3 git-none
		release 3 git-none
		witness 3 file-unreadable
	END
}

an_unborn_branch() {
	_portal
	rm -rf .git
	git init -q -b main
	_are <<-END
		check-at 3 git-unborn
		list-at 3 git-unborn
		show-at 3 git-unborn
		diff 3 git-unborn
		audit 3 git-unborn
		build-at 3 git-unborn
		preview 3 git-unborn
		verify 3 git-revision
		publish 3 git-unborn
		release 3 git-unborn
		witness 3 git-revision
	END
}

an_empty_bare_one() {
	git init -q --bare empty.git
	cd empty.git
	_are <<-END
		check 1 portal-file
		check-at 3 git-unborn
		list 1 portal-file
		list-at 3 git-unborn
		show 1 portal-file
		show-at 3 git-unborn
		log 1 portal-file
		diff 3 git-unborn
		days 1 portal-file
		audit 3 git-unborn
		build 1 portal-file
		build-at 3 git-unborn
		preview 3 git-unborn
		verify 3 git-revision
		publish 3 git-unborn
		release 3 git-unborn
		witness 3 git-revision
	END
}

a_bare_one() {
	_portal
	git clone -q --bare . ../bare.git
	cd ../bare.git
	_are <<-END
		check 1 portal-file
		list 1 portal-file
		show 1 portal-file
		log 1 portal-file
		days 1 portal-file
		build 1 portal-file
		preview 1 portal-file
	END
}

a_detached_head() {
	_portal
	git checkout -q --detach
	_are </dev/null
}

a_shallow_one() {
	_portal
	git clone -q --depth 1 --no-single-branch "file://$PWD" ../clone
	cd ../clone
	git branch -q pages origin/pages
	_are <<-END
		diff 3 git-shallow
		preview 3 git-shallow
		verify 3 verify-shallow
	END
}

a_work_tree_beside_the_first() {
	_portal
	git worktree add -q ../beside -b beside
	cd ../beside
	_are </dev/null
}

objects_borrowed_from_another() {
	_portal
	git clone -q --shared . ../borrower
	cd ../borrower
	git branch -q pages origin/pages
	_are </dev/null
}

the_lender_is_gone() {
	_portal
	git clone -q --shared . ../borrower
	mv .git ../lender
	cd ../borrower
	_are <<-END
		check-at 3 git-corrupt
		list-at 3 git-corrupt
		show-at 3 git-corrupt
		log 3 git-corrupt
		diff 3 git-corrupt
		audit 3 git-corrupt
		build 3 git-corrupt
		build-at 3 git-corrupt
		preview 3 git-corrupt
		verify 3 git-revision
		publish 3 git-corrupt
		release 3 git-corrupt
		witness 3 git-revision
	END
}

packed_and_without_loose_refs() {
	_portal
	git gc -q
	git pack-refs --all
	_are </dev/null
}

a_folder_of_a_repository_beside_other_files() {
	_portal
	cd ..
	mkdir outer
	git -C portal fast-export main >stream
	git init -q -b main outer
	sed 's#^\(M [0-9]* [^ ]* \)\(content\|templates\)/#\1portal/\2/#' stream | git -C outer fast-import --quiet
	cd outer
	git reset -q --hard
	mkdir -p content
	echo other >content/other.md
	git add content
	GIT_COMMITTER_DATE='2025-08-12 12:00 +0800' git commit -qm other
	cd portal
	luce publish --as-of 2025-09-01 -o ../../site >../../said 2>&1
	_are </dev/null
}

ids_of_sha256() {
	_portal
	rm -rf .git
	git init -q -b main --object-format=sha256
	git add -A
	git commit -qm one
	git commit -q --allow-empty -m two
	_are <<-END
		check-at 3 git-sha256
		list-at 3 git-sha256
		show-at 3 git-sha256
		diff 3 git-sha256
		audit 3 git-sha256
		build-at 3 git-sha256
		preview 3 git-sha256
		verify 3 file-unreadable,git-sha256
		publish 3 git-sha256
		release 3 git-sha256
		witness 3 file-unreadable,git-sha256
	END
}

a_pack_cut_short() {
	local pack
	_portal
	git gc -q
	pack=$(echo .git/objects/pack/*.pack)
	chmod u+w "$pack"
	truncate -s "$(($(stat -c %s "$pack") / 2))" "$pack"
	_are <<-END
		check-at 3 git-corrupt
		list-at 3 git-corrupt
		show-at 3 git-corrupt
		log 3 git-corrupt
		diff 3 git-corrupt
		audit 3 git-corrupt
		build 3 git-corrupt
		build-at 3 git-corrupt
		preview 3 git-corrupt
		verify 3 git-corrupt
		publish 3 git-corrupt
		release 3 git-corrupt
		witness 3 git-corrupt
	END
}

a_tree_that_is_missing() {
	local o
	_portal
	o=$(git rev-parse HEAD:content/notices)
	rm -f ".git/objects/${o:0:2}/${o:2}"
	_are <<-END
		check-at 3 git-corrupt
		list-at 3 git-corrupt
		show-at 3 git-corrupt
		log 3 git-corrupt
		diff 3 git-corrupt
		audit 3 git-corrupt
		build 3 git-corrupt
		build-at 3 git-corrupt
		verify 3 git-corrupt
		publish 3 git
		release 3 git
	END
}

a_blob_that_is_missing() {
	local o
	_portal
	o=$(git rev-parse "HEAD:$text")
	rm -f ".git/objects/${o:0:2}/${o:2}"
	_are <<-END
		check-at 1 git-corrupt
		list-at 1 git-corrupt
		show-at 1 git-corrupt
		diff 1 git-corrupt
		audit 1 git-corrupt,history-missing
		build-at 1 git-corrupt
		verify 1 git-corrupt
		publish 1 git-corrupt
		release 1 git-corrupt
	END
}

a_first_commit_that_is_missing() {
	local o
	_portal
	o=$(git rev-parse HEAD~1)
	rm -f ".git/objects/${o:0:2}/${o:2}"
	_are <<-END
		log 3 git-corrupt
		diff 3 git-corrupt
		audit 3 git-corrupt
		build 3 git-corrupt
		build-at 3 git-corrupt
		preview 3 git-corrupt
		verify 3 git-corrupt
		publish 3 git-corrupt
		release 3 git-corrupt
	END
}

a_head_that_names_nothing() {
	_portal
	echo 'ref: refs/heads/../../x' >.git/HEAD
	_are <<-END
		check-at 3 git-revision
		list-at 3 git-revision
		show-at 3 git-revision
		log 3 git-revision
		diff 3 git-revision
		audit 3 git-revision
		build 3 git-revision
		build-at 3 git-revision
		preview 3 git-revision
		publish 3 git-revision
		release 3 git-revision
	END
}

a_branch_with_no_object() {
	_portal
	printf '%040d\n' 1 >.git/refs/heads/main
	_are <<-END
		check-at 3 git-corrupt
		list-at 3 git-corrupt
		show-at 3 git-corrupt
		log 3 git-corrupt
		diff 3 git-corrupt
		audit 3 git-corrupt
		build 3 git-corrupt
		build-at 3 git-corrupt
		preview 3 git-corrupt
		publish 3 git-corrupt
		release 3 git-corrupt
	END
}

a_settings_file_that_is_damaged() {
	_portal
	echo '[core' >.git/config
	_are <<-END
		check-at 3 git
		list-at 3 git
		show-at 3 git
		log 3 git
		diff 3 git
		audit 3 git
		build 3 git
		build-at 3 git
		preview 3 git
		verify 3 file-unreadable,git
		publish 3 git
		release 3 git
		witness 3 file-unreadable,git
	END
}

a_symlink_in_content() {
	_portal
	ln -s factory-list.md content/notices/990100/2025/link.md
	commit three '2025-08-12 12:00 +0800'
	_are <<-END
		check 1 file-special
		check-at 1 file-special
		list 1 file-special
		list-at 1 file-special
		show 1 file-special
		show-at 1 file-special
		log 1 file-special
		diff 1 file-special
		days 1 file-special
		audit 1 file-special
		build 1 file-special
		build-at 1 file-special
		preview 1 file-special
		publish 1 file-special
		release 1 file-special
	END
}

a_symlink_in_the_place_of_content() {
	_portal
	git mv content elsewhere
	ln -s elsewhere content
	commit three '2025-08-12 12:00 +0800'
	_are <<-END
		check 1 file-special
		check-at 1 file-special
		list 1 file-special
		list-at 1 file-special
		show 1 file-special
		show-at 1 file-special
		log 1 file-special
		diff 1 file-special
		days 1 file-special
		audit 1 file-special,history-deleted,history-region
		build 1 file-special
		build-at 1 file-special
		preview 1 file-special
		publish 1 file-special
		release 1 file-special
	END
}

a_submodule_in_content() {
	_portal
	git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),content/notices/990100/2025/sub"
	GIT_COMMITTER_DATE='2025-08-12 12:00 +0800' git commit -qm three
	mkdir content/notices/990100/2025/sub
	_are <<-END
		check-at 1 file-special
		list-at 1 file-special
		show-at 1 file-special
		diff 1 file-special
		audit 1 file-special
		build-at 1 file-special
		publish 1 file-special
		release 1 file-special
	END
}

a_commit_without_content() {
	_portal
	git rm -rq content
	GIT_COMMITTER_DATE='2025-08-12 12:00 +0800' git commit -qm three
	_are <<-END
		check 1 portal-file
		check-at 1 portal-file
		list 1 portal-file
		list-at 1 portal-file
		show 1 portal-file
		show-at 1 portal-file
		log 1 portal-file
		diff 1 portal-file
		days 1 portal-file
		audit 1 history-deleted,history-region,portal-file
		build 1 portal-file
		build-at 1 portal-file
		preview 1 portal-file
		publish 1 portal-file
		release 1 portal-file
	END
}

run_tests
