# Publishing, verifying, releases and the public log, from end to end.

. "$(dirname "$0")/lib.sh"

day=2026-03-10

# A notice of a day of 2025, "ID TEXT".
_notice() {
	mkdir -p content/notices/990100/2025
	cat >"content/notices/990100/2025/$1.md" <<-END
		{ "type": "other", "title": "示例", "issuers": ["990100-gxj"], "signed": "2025-08-11", "published": "2025-08-11 09:00" }

		$2
	END
}

# The portal of the golden cases with its templates, committed, in the folder portal, which becomes
# the current one.
_portal() {
	mkdir portal
	cp -r "$cli/../fixtures/base/." portal
	cp -r "$cli/../../templates" portal
	cd portal
	printf 'site/\nkept\n' >.gitignore
	_notice one 一。
	commit one
}

_publish() {
	expect 0 luce publish --as-of $day -o site "$@"
}

# Whether verify, run with these arguments, ends in a status and says (or not) a rule.
_verify() { # STATUS RULE|!RULE ARGUMENTS...
	local status=$1 rule=$2
	shift 2
	expect "$status" luce verify "$@"
	case $rule in
	!*) ! grep -q "\[${rule#!}\]" "$out" ;;
	*) grep -q "\[$rule\]" "$out" ;;
	esac || { cat "$out" "$err"; return 1; }
}

what_is_published_verifies_elsewhere_byte_for_byte() {
	_portal
	_publish
	git clone -q . ../elsewhere
	git clone -q -b pages . ../checkout
	cd ../elsewhere
	expect 0 luce verify ../checkout
	grep -q "^\.\./checkout is what the commit $(git rev-parse HEAD) makes as of $day, byte for byte$" "$out"
	grep -q "^root hash $(sha256sum ../checkout/manifest | cut -d' ' -f1)$" "$out"
	expect 0 luce verify origin/pages
	expect 0 luce verify --format json origin/pages
	grep -q '"result": "same"' "$out"
	(cd ../checkout && sha256sum --quiet -c manifest)
}

one_changed_byte_is_named_with_its_place() {
	_portal
	_publish
	git clone -q -b pages . ../checkout
	page=notice/990100/2025/one.html
	line=$(grep -n '一。' ../checkout/$page | head -n 1 | cut -d: -f1)
	sed -i 's/一。/二。/' ../checkout/$page
	expect 1 luce verify ../checkout
	grep -q "^$page:$line:[0-9]*: error: .*\[site-differs\]$" "$out"
	[ "$(grep -c 'error:' "$out")" = 1 ]
	expect 1 luce verify --format json ../checkout
	grep -q '"result": "differs"' "$out"
	# Also where the manifest was made to agree with it.
	(cd ../checkout && sed -i "s|^.*  $page\$|$(sha256sum $page)|" manifest)
	expect 1 luce verify ../checkout
	grep -q "^$page:$line:" "$out"
	grep -q '^manifest:[0-9]*:[0-9]*: error: .*\[site-differs\]$' "$out"
}

another_day_is_explained_and_a_forged_one_found() {
	_portal
	_publish
	git clone -q -b pages . ../checkout
	_verify 0 verify-as-of ../checkout
	sed -i 's/^# as-of: .*/# as-of: 2026-03-11/' ../checkout/manifest
	_verify 1 site-differs ../checkout
	grep -q '^index.html:' "$out" # which says its day
}

publishing_twice_is_nothing_new() {
	_portal
	_publish
	grep -q '^pages: commit ' "$out"
	before=$(git rev-parse pages)
	_publish
	grep -q '^pages: nothing new$' "$out"
	[ "$(git rev-parse pages)" = "$before" ]
}

a_dry_run_leaves_everything_as_it_was() {
	_portal
	find . -type f | sort >../before
	_publish --dry-run
	grep -q '^pages: would be published$' "$out"
	find . -type f | sort | same ../before -
	[ ! -e site ]
}

the_work_tree_and_the_index_stay_as_they_are() {
	_portal
	echo x >staged
	git add staged
	echo y >untracked
	git status --porcelain >../before
	_publish
	git status --porcelain | same ../before -
}

the_message_says_what_was_published() {
	_portal
	_publish
	git log -1 --format=%B pages >../message
	for line in "Source-Commit: $(git rev-parse HEAD)" "As-Of: $day" \
		"Root-Hash: $(git show pages:manifest | sha256sum | cut -d' ' -f1)" 'Log: 4 '; do
		git interpret-trailers --parse ../message | grep -q "^$line"
	done
	git interpret-trailers --parse ../message | grep -q '^Built-With: luce '
}

a_portal_may_be_a_folder_of_its_repository() {
	_portal
	cd ..
	mkdir repository
	mv portal repository/
	cd repository
	rm -rf portal/.git
	echo other >other
	commit one
	echo changed >other # is none of the portal's business
	expect 0 luce -C portal publish --as-of $day -o portal/site
	git ls-tree --name-only pages | grep -qx index.html
	expect 0 luce -C portal verify pages
	grep -q 'byte for byte' "$out"
	echo ' ' >>portal/content/site.json
	expect 1 luce -C portal publish --as-of $day -o portal/site
	grep -q '^portal/content/site.json: error: .*\[publish-dirty\]$' "$err"
}

odd_repositories_have_clear_answers() {
	_portal
	rm -rf .git
	expect 3 luce publish --as-of $day -o site
	grep -q '\[git-none\]' "$err"
	git init -q -b main
	expect 3 luce publish --as-of $day -o site
	grep -q '\[git-unborn\]' "$err"
	commit one
	git clone -q --bare . ../bare.git
	git checkout -q --detach
	_publish
	expect 0 luce verify pages
	cd ../bare.git
	expect 0 luce publish --as-of $day -o ../site
	expect 0 luce verify pages
	grep -q 'byte for byte' "$out"
	expect 0 luce release --as-of $day v1
	expect 3 luce verify nothing
	grep -q '\[git-revision\]' "$out"
}

a_failed_check_publishes_nothing() {
	_portal
	sed -i 's/"990100-gxj"/"990100-nobody"/' content/notices/990100/2025/one.md
	git commit -qam two
	expect 1 luce publish --as-of $day -o site
	! git rev-parse -q --verify pages || return 1
	expect 1 luce release v1
	[ -z "$(git tag)" ]
}

a_branch_is_pushed_and_never_by_force() {
	_portal
	git clone -q --bare . ../remote.git
	git remote add office ../remote.git
	_publish --push office
	[ "$(git -C ../remote.git rev-parse pages)" = "$(git rev-parse pages)" ]
	git -C ../remote.git update-ref refs/heads/pages "$(git -C ../remote.git commit-tree -m other 'HEAD^{tree}')"
	_notice two 二。
	commit two
	expect 3 luce publish --as-of $day -o site --push office
	grep -q '\[git-command\]' "$err"
}

# ---- releases

a_release_names_counts_root_and_the_one_before() {
	_portal
	expect 0 luce release --as-of $day v1
	expect 0 git cat-file tag v1
	grep -q "^Root-Hash: [0-9a-f]\{64\}$" "$out"
	grep -q '^Previous-Release: none$' "$out"
	_notice two 二。
	commit two
	expect 0 luce release --as-of $day v2 --format json
	grep -q '"previous": "v1"' "$out"
	git cat-file tag v2 | grep -q "^Previous-Release: v1 $(git rev-parse v1)$"
	_publish
	git cat-file tag v2 | grep "^Root-Hash: $(git show pages:manifest | sha256sum | cut -d' ' -f1)$"
	expect 0 luce release --as-of $day v3 --dry-run
	! git rev-parse -q --verify v3 || return 1
}

a_release_is_signed_where_git_has_a_key() {
	_portal
	ssh-keygen -q -t ed25519 -N '' -f ../key
	git config gpg.format ssh
	git config user.signingKey "$PWD/../key.pub"
	expect 0 luce release --as-of $day v1
	echo "tester@example.org $(cat ../key.pub)" >../signers
	git -c gpg.ssh.allowedSignersFile="$PWD/../signers" verify-tag v1
	_publish # which reads the release's trailers beside the signature
}

# ---- the log

_key() { # NAME FILE: the public one in FILE.pub
	luce publish --new-key "$1" --key "$2" >"$2.pub"
}

a_publication_extends_the_log() {
	_portal
	_publish
	git show pages:log/tile/entries/000.p/4 >../first
	_notice three 三。
	_notice two 二。
	commit two
	_publish
	grep -q '^log of 6 entries, 2 new, not signed$' "$out"
	git show pages:log/tile/entries/000.p/6 >../second
	head -c "$(stat -c %s ../first)" ../second | cmp - ../first
	tail -c +"$(($(stat -c %s ../first) + 1))" ../second | grep -a '^id ' >../ids
	same ../ids - <<-'END'
		id 990100/2025/three
		id 990100/2025/two
	END
	git show pages:log/tile/entries/000.p/4 | cmp - ../first # which a kept checkpoint may need
	expect 0 luce verify pages
}

# The ids and leaf hashes that a page of the log says.
_leaves() { # ADDRESS
	git show "pages:$1" | sed -nE 's|^<tr id="n([0-9]{4})-([^"]+)"><td class="n">([0-9]+)</td>.*<code class="hash">([0-9a-f]{64})</code>.*|\3 990100/\1/\2 \4|p' | sort -n
}

people_can_read_the_log_and_find_each_notice_in_it() {
	_portal
	_publish
	! git show pages:notice/990100/2025/one.html | grep -q 'href="[^"]*log/' || return 1 # it is not said that there is one
	git show pages:audit/index.html | grep -qF '本站没有公布公开日志'
	sed -i 's|"status"|"log": "example.org/log", "status"|' content/site.json
	commit log
	expect 0 luce release --as-of $day v1
	_publish
	git show pages:notice/990100/2025/one.html | grep -qF '<a href="../../../log/990100.html#n2025-one">'
	git show pages:audit/index.html | grep -qF '<code class="hash">example.org/log</code>'
	git show pages:log/tile/entries/000.p/4 | grep -a '^id ' | cut -d' ' -f2 >../ids
	cut -d' ' -f2 <<<"$(_leaves log/990100.html)" | same - ../ids
	git show pages:log/tile/0/000.p/4 | od -An -v -w32 -tx1 | tr -d ' ' >../hashes
	cut -d' ' -f3 <<<"$(_leaves log/990100.html)" | same - ../hashes
	git show pages:log/index.html >../page
	grep -qF '<a href="990100.html">' ../page
	grep -qF '<th scope="row">v1</th>' ../page
	git show pages:log/checkpoint | head -n 3 | tail -n 1 >../root
	grep -qFf ../root ../page
	_verify 0 '!log-file' pages
	! git show pages:manifest | grep -q '  log/' || return 1
}

what_is_no_page_of_the_log_is_still_refused_below_it() {
	_portal
	_publish
	git worktree add -q ../checkout pages
	mkdir ../checkout/log/tile/0/x
	cp ../checkout/log/index.html ../checkout/log/tile/0/x
	_verify 1 log-file ../checkout
}

an_entry_can_be_made_by_hand() {
	_portal
	_publish
	{
		printf 'luce notice 1\nid 990100/2025/one\ntype other\npublished 2025-08-11 09:00\n'
		sha256sum content/notices/990100/2025/one.md
	} >../entry
	git show pages:log/tile/entries/000.p/4 | tail -c "$(stat -c %s ../entry)" | cmp - ../entry
	{ printf '\000'; cat ../entry; } | sha256sum | cut -d' ' -f1 >../leaf
	git show pages:log/tile/0/000.p/4 | tail -c 32 | od -An -tx1 | tr -d ' \n' | cmp - <(tr -d '\n' <../leaf)
}

openssl_verifies_the_checkpoint() {
	_portal
	_key example.org/log ../key
	_publish --key ../key
	[ "$(stat -c %a ../key)" = 600 ]
	git show pages:log/checkpoint >../checkpoint
	head -n 3 ../checkpoint >../text
	sed -n '5s/^— example.org.log //p' ../checkpoint | base64 -d | tail -c 64 >../signature
	{
		printf '\060\052\060\005\006\003\053\145\160\003\041\000'
		cut -d+ -f3- ../key.pub | base64 -d | tail -c 32
	} >../der
	openssl pkeyutl -verify -pubin -keyform DER -inkey ../der -rawin -in ../text -sigfile ../signature
	git show pages:log/key | same ../key.pub -
	_verify 0 '!log-unsigned' --key ../key.pub pages
}

the_tools_of_go_read_the_log() {
	_portal
	_key example.org/log ../key
	_publish --key ../key
	git show pages:log/checkpoint >../old
	for i in $(seq 300); do _notice "n$i" "$i"; done
	commit two
	_publish --key ../key
	git archive pages log | tar -x -C ..
	export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$T/cache GOFLAGS=
	expect 0 go run "$cli/../tools/tlog.go" ../log ../key.pub ../old
	[ "$(cat "$out")" = '304 entries' ]
	printf x | dd of=../log/tile/1/000.p/1 conv=notrunc status=none
	expect 1 go run "$cli/../tools/tlog.go" ../log ../key.pub
}

# The branch made anew without its last notice, its log signed with the same key.
_drop_the_tail() {
	_portal
	_key example.org/log ../key
	_publish --key ../key
	luce witness pages --keep ../checkpoint >/dev/null 2>&1
	_notice two 二。
	commit two
	_publish --key ../key
	expect 0 luce witness pages --keep ../checkpoint
	grep -q 'log of 5 entries, which extends the 4 that were kept' "$out"
	git reset -q --hard HEAD~1
	git update-ref -d refs/heads/pages
	rm -r site
	_publish --key ../key
}

a_dropped_tail_is_caught_by_a_kept_checkpoint() {
	_drop_the_tail
	_verify 1 log-cut --key ../key.pub --checkpoint ../checkpoint pages
	expect 1 luce witness pages --keep ../checkpoint
	grep -q '\[log-cut\]' "$err"
	head -n 2 ../checkpoint | grep -qx 5 # what was kept stays
}

without_a_kept_checkpoint_the_verdict_says_that_it_cannot_know() {
	_drop_the_tail
	_verify 0 log-unwitnessed --key ../key.pub pages
}

a_log_made_anew_is_caught_by_what_the_branch_kept() {
	_portal
	_publish
	first=$(git rev-parse pages)
	sed -i 's/一。/二。/' content/notices/990100/2025/one.md
	git commit -qam two
	git update-ref -d refs/heads/pages
	_publish # a log of its own
	git update-ref refs/heads/pages "$(git log -1 --format=%B pages | git commit-tree 'pages^{tree}' -p "$first")"
	_verify 1 log-rewritten pages
}

a_witness_countersigns() {
	_portal
	_key example.org/log ../key
	expect 0 luce witness --new-key witness.example.org --key ../witness
	cp "$out" ../witness.pub
	_publish --key ../key
	expect 0 luce witness pages --keep ../kept --key ../witness --log-key ../key.pub
	[ "$(grep -c '^— ' ../kept)" = 2 ]
	expect 0 luce verify pages --checkpoint ../kept
	# A log's key is no witness's, nor the reverse.
	expect 1 luce witness pages --keep ../kept --key ../key
	expect 1 luce publish --as-of $day -o site --key ../witness
	# What the log's key did not sign is not kept.
	_key example.org/log ../other
	expect 1 luce witness pages --keep ../kept2 --log-key ../other.pub
	[ ! -e ../kept2 ]
}

# ---- by its address

# _serve FOLDER: serves it on 127.0.0.1; its address in $url. /to/ID leads to another host.
_serve() {
	cat >../server.mjs <<-'END'
		import http from 'node:http'
		import fs from 'node:fs'
		const root = process.argv[2]
		const server = http.createServer((q, a) => {
			const path = decodeURIComponent(q.url.split('?')[0])
			const away = path.match(/^\/away\/(.*)/), near = path.match(/^\/near(\/.*)/)
			if (away) return a.writeHead(302, { location: 'http://localhost:1/' + away[1] }).end()
			if (near) return a.writeHead(301, { location: near[1] }).end()
			if (path === '/loop/manifest') return a.writeHead(301, { location: path }).end()
			if (path === '/large/manifest') {
				a.writeHead(200)
				const more = () => { while (a.write(Buffer.alloc(1 << 20))); }
				a.on('drain', more)
				return more()
			}
			if (path === '/broken/manifest') return a.writeHead(500).end()
			fs.readFile(root + path, (e, b) => e ? a.writeHead(404).end('none') : a.end(b))
		})
		server.listen(0, '127.0.0.1', () => console.log(server.address().port))
	END
	node ../server.mjs "$1" >../port &
	server=$!
	trap 'kill $server' EXIT
	for _ in $(seq 100); do
		[ -s ../port ] && break
		sleep 0.1
	done
	url=http://127.0.0.1:$(cat ../port)
}

a_site_is_verified_by_its_address() {
	_portal
	_publish
	git clone -q -b pages . ../checkout
	_serve "$PWD/../checkout"
	expect 0 luce verify "$url"
	grep -q 'byte for byte' "$out"
	grep -q '^log of 4 entries$' "$out"
	expect 0 luce verify "$url/near/" # a redirect on the same host
	expect 0 luce witness "$url" --keep ../kept
	echo x >>../checkout/404.html
	rm ../checkout/robots.txt
	_verify 1 site-differs "$url/"
	grep -q '^robots.txt: error: .*\[site-lacks\]$' "$out"
}

a_server_that_leads_away_or_sends_without_end_is_left() {
	_portal
	_publish
	_serve "$PWD/site"
	_verify 3 url-redirect "$url/away"
	_verify 3 url "$url/loop"
	_verify 3 url "$url/broken"
	_verify 3 url-size "$url/large"
	_verify 1 site-no-manifest "$url/nothing"
	printf '%064d  ../escape\n' 0 >>site/manifest
	_verify 3 manifest "$url"
	[ ! -e ../escape ]
}

run_tests
