# Input that means harm, or looks like it: a clear finding each, never a crash, never a file that
# was not asked for. What has a finding of its own has its cases in tests/golden/findings.

. "$(dirname "$0")/lib.sh"

export LUCE_LANG=en

# The base portal becomes the current folder; its sheet names one company that is on record.
_portal() {
	cp -r "$cli/../fixtures/base" "$T/portal"
	cd "$T/portal"
	printf '企业名称\n甲市示例电子有限公司\n' >sheet.csv
}

_import() { # STATUS [OPTION...]
	local status=$1
	shift
	expect "$status" timeout 60 luce import sheet.csv --list 990100/factory --action enter \
		--notice 990100/2026/list "$@"
}

_check() { # STATUS
	expect "$1" timeout 60 luce check
}

# _says RULE [COUNT]: so many findings of the rule were printed; without a number, some.
_says() {
	local n
	n=$(cat "$out" "$err" | grep -c "\[$1\]\$") || true
	[ "$n" -gt 0 ] && [ "$n" = "${2:-$n}" ] && return
	echo "$n findings $1, expected ${2:-some}"
	cat "$out" "$err" | head -n 20
	return 1
}

# _unchanged COMMAND...: the portal's content is the same afterwards.
_unchanged() {
	cp -r content "$T/before"
	"$@"
	diff -r "$T/before" content
	rm -r "$T/before"
}

_notice() { # NAME: with the text of standard input
	mkdir -p content/notices/990100/2026
	{
		printf '{ "type": "other", "title": "示例", "issuers": ["990100-gxj"], %s }\n\n' \
			'"signed": "2026-01-10", "published": "2026-01-10 09:00"'
		cat
	} >"content/notices/990100/2026/$1.md"
}

# ---- names that lead elsewhere

notice_ids_cannot_lead_out_of_their_folder() {
	local id
	_portal
	for id in 990100/2025/../../x ../../x /etc/passwd 990100/2025/ 990100//x '' 990100/2025/.git \
		990100/2025/a/b 990100/2025/a.md $'990100/2025/a\n' 990100\\2025\\x; do
		_unchanged _import 2 --notice "$id"
		grep -q 'is no notice' "$err"
		expect 2 luce show "$id"
	done
}

ids_that_are_too_long_for_a_file_are_a_finding_and_leave_nothing_behind() {
	local n
	_portal
	for n in 251 252 300 100000; do
		_unchanged _import 3 --notice "990100/2026/$(printf "%0*d" "$n" 0)"
		_says file-not-written 1
	done
	_import 0 --notice "990100/2026/$(printf "%0*d" 250 0)"
	_check 0
}

lists_that_do_not_exist_are_findings() {
	local list
	_portal
	for list in '' / 990100/ /factory 990100/../factory 990100/none 110000/factory; do
		_unchanged _import 1 --list "$list"
		_says reference 1
		expect 2 luce list "$list"
	done
}

nothing_is_written_through_a_link() {
	_portal
	mkdir "$T/elsewhere"
	echo mine >"$T/mine"
	ln -s "$T/elsewhere" .luce
	_unchanged _import 3
	rm .luce && mkdir .luce && ln -s "$T/mine" .luce/lock
	_unchanged _import 3
	rm .luce/lock && ln -s "$T/elsewhere" .luce/stage
	_unchanged _import 3
	rm .luce/stage && ln -s "$T/mine" .luce/journal
	_unchanged _import 3
	rm .luce/journal && ln -s "$T/elsewhere" content/notices/990100/2026
	_import 1
	_says file-special 1
	[ -z "$(ls -A "$T/elsewhere")" ]
	[ "$(cat "$T/mine")" = mine ]
}

a_journal_that_leads_elsewhere_is_refused() {
	local path
	_portal
	mkdir -p .luce/stage
	for path in ../out .git/config .luce/lock /tmp/out a//b %2e%2e/out %00 content/../../out ''; do
		echo mine >.luce/stage/1
		printf 'luce journal 1\nput 1 5 %s\n' "$path" >journal
		{
			cat journal
			printf 'end %s\n' "$(sha256sum <journal | cut -c1-64)"
		} >.luce/journal
		_unchanged _import 3
		_says transaction-damaged 1
		[ ! -e ../out ] && [ ! -e .git ]
	done
}

folders_and_pipes_in_place_of_files_do_not_block() {
	_portal
	mkdir .luce && mkfifo .luce/lock
	_unchanged _import 3
	rm -f .luce/lock
	mkfifo .luce/journal
	_unchanged _import 3
	rm -r .luce content/site.json && mkdir content/site.json
	_check 1
	_says portal-file 1
	rmdir content/site.json && mkfifo content/site.json
	_check 1
	_says file-special 1
}

links_in_a_circle_are_findings() {
	_portal
	for i in 0 1 2; do
		ln -s loop$(((i + 1) % 3)) content/loop$i
	done
	_check 1
	_says file-special 3
}

# ---- bytes

marks_and_line_ends_of_other_systems_are_read() {
	_portal
	printf '\357\273\277{ "name": "示例网站" }\r\n' >content/site.json
	_notice crlf <<<'现予公布。'
	sed -i $'1s/^/\357\273\277/; s/$/\r/' content/notices/990100/2026/crlf.md
	_check 0
	printf '\357\273\277企业名称\r\n甲市示例电子有限公司\r\n' >sheet.csv
	_import 0
	_check 0
}

sheets_that_are_no_sheets_are_findings() {
	_portal
	printf '企业名称\n甲\0乙\n' >sheet.csv
	_unchanged _import 1
	_says text-control 1
	printf '\377\376\001\117' >sheet.csv # UTF-16
	_unchanged _import 1
	_says csv-encoding 1
	printf 'PK\003\004\024' >sheet.csv # a spreadsheet
	_unchanged _import 1
	_says text-control 1
	openssl enc -aes-128-ctr -K 00 -iv 00 -in /dev/zero 2>/dev/null | head -c 1000000 >sheet.csv
	_unchanged _import 1
	_says csv-encoding 1
}

what_nobody_sees_does_not_come_in_by_a_sheet() {
	local cell
	_portal
	for cell in $'甲\xe2\x80\x8b公司' $'甲\xe2\x80\xae公司' $'\xe2\x80\x8b' $'甲\xc2\x85公司'; do # bytes: bash reads this before the locale is set
		printf '企业名称\n%s\n' "$cell" >sheet.csv
		_unchanged _import 1
	done
	printf '企业名称,备\u200b注\n甲公司,x\n' >sheet.csv
	_unchanged _import 1
	_says text-hidden-character 1
	printf '企业名称\n甲公司\n' >sheet.csv
	_unchanged _import 1 --title $'名单\e[31m'
	_says text-hidden-character 1
	_unchanged _import 1 --title $'\377'
	_says utf8-invalid 1
	_unchanged _import 1 --title ''
	_says text-empty 1
}

line_ends_in_a_cell_only_fit_it_into_its_column() {
	_portal
	printf '"企业\n名称","第三方\r\n评价机构"\n"甲市\n示例仪表有限公司","TUV\nNord"\n' >sheet.csv
	_import 0
	grep -q '"name": "甲市示例仪表有限公司"' content/entities/990100/990100-0005.json
	grep -q '"cells": \["甲市示例仪表有限公司", "TUV Nord"\]' content/notices/990100/2026/list.json
	grep -q '"label": "第三方评价机构"' content/notices/990100/2026/list.json
	_check 0
}

cells_that_a_spreadsheet_would_run_are_kept_from_it() {
	_portal
	printf '企业名称\n=cmd|calc\n@x\n-1+1\n' >sheet.csv
	_import 0 --set signed=2026-01-10 --set transcribed.source=示例
	expect 0 luce list 990100/factory --as-of 2026-02-01 --format csv
	if cut -d, -f2 "$out" | grep -q '^"\{0,1\}[=@+-]'; then
		cat "$out"
		return 1
	fi
}

actions_that_a_sheet_cannot_say_are_refused() {
	local action
	_portal
	for action in alter succeed same revoke correct bar report_up assess; do
		_unchanged _import 2 --action "$action"
	done
}

what_cannot_be_set_is_a_finding() {
	local set
	_portal
	for set in a.b.c=1 =1 transcribed=x transcribed.source.x=1 year=99999999999999999999 year=x \
		signed=2026-02-30 issuers= type=proposals counts=1 $'title=\377'; do
		_unchanged _import 1 --set "$set"
	done
}

two_imports_at_once_do_not_share_an_id() {
	_portal
	mkfifo slow.csv
	luce import slow.csv --list 990100/factory --action enter --notice 990100/2026/slow 2>slow &
	exec 3>slow.csv # goes on when the other end is open: then it has begun
	_import 3
	_says file-locked 1
	printf '企业名称\n甲公司\n' >&3
	exec 3>&-
	wait $!
	printf '企业名称\n乙公司\n' >sheet.csv
	_import 0
	_check 0
	grep -q 甲公司 content/entities/990100/990100-0005.json
	grep -q 乙公司 content/entities/990100/990100-0006.json
}

# ---- too much of it

many_faults_in_one_file_are_found_in_no_time() {
	_portal
	awk 'BEGIN {
		print "{ \"annexes\": [ { \"no\": 1, \"title\": \"示例\", \"action\": \"enter\", \"list\": \"990100/factory\","
		print "\"columns\": [ { \"label\": \"名称\" }, { \"label\": \"地区\" } ], \"rows\": ["
		for (i = 0; i < 30000; i++)
			print (i ? "," : "") "{ \"id\": \"990100-0001\", \"cells\": [\"示例\"] }"
		print "] } ] }"
	}' >content/notices/990100/2025/factory-list.json
	_check 1
	_says cells 30000
	grep -q 'factory-list.json:30002:' "$out"
	awk 'BEGIN { printf "{ \"name\": \"示例\""; for (i = 0; i < 30000; i++) printf ", \"k%d\": 1", i; print " }" }' \
		>content/site.json
	_check 1
	_says key-unknown 30000
}

long_words_are_cut_in_what_is_said() {
	_portal
	{ printf '{ "name": "示例", "'; head -c 3000000 /dev/zero | tr '\0' k; echo '": 1 }'; } >content/site.json
	_check 1
	_says key-unknown 1
	[ "$(wc -c <"$out")" -lt 5000 ]
}

long_chains_and_circles_end() {
	_portal
	for i in $(seq 0 999); do
		_notice "n$i" </dev/null
	done
	(cd content/notices/990100/2026 && for i in $(seq 0 999); do
		sed -i "s|09:00\"|09:00\", \"follows\": \"990100/2026/n$(((i + 1) % 1000))\"|" "n$i.md"
	done)
	_check 1
	_says reference-self 1000
	sed -i 's/, "follows": "[^"]*"//' content/notices/990100/2026/n999.md
	_check 0
	for i in $(seq 0 999); do
		printf '{ "code": "80%04d", "level": "district", "name": "示例", "slug": "s%d", "parent": "80%04d" }\n' \
			"$i" "$i" $(((i + 1) % 1000)) >"content/regions/80$(printf %04d "$i").json"
	done
	_check 1
	_says reference-self 1000
}

texts_that_are_slow_to_read_are_not() {
	local piece
	_portal
	for piece in '[' '![' '*a_' '<!--' '{{' '`' '> ' '[a](<b'; do
		yes "$piece" | tr -d '\n' | head -c 131072 | _notice long
		timeout 60 luce check >"$out" 2>"$err" || [ $? = 1 ]
	done
}

run_tests
