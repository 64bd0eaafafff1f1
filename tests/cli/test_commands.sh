# What every command promises: exit codes, product on stdout, talk on stderr, JSON answers.

. "$(dirname "$0")/lib.sh"

register=$cli/../fixtures/register

_portal() {
	cp -r "$register" portal
	cd portal
}

help_names_every_command_and_each_explains_itself() {
	expect 0 luce help
	grep -q '^  check ' "$out"
	for command in $(awk '/^  / { print $1 }' "$out"); do
		expect 0 luce help "$command"
		grep -q "^luce \[-C DIR\] $command" "$out"
		expect 0 luce "$command" --help
	done
	expect 0 luce
	expect 0 luce --help
	expect 0 luce --version
}

help_speaks_chinese_where_the_terminal_does() {
	expect 0 env LANG=zh_CN.UTF-8 LC_ALL= luce help
	grep -q '绿册' "$out"
	expect 0 env LUCE_LANG=zh luce help list
	grep -q '名单成员' "$out"
}

the_man_page_has_every_command_and_option() {
	expect 0 luce help
	cp "$out" commands
	expect 0 luce help --man
	cp "$out" page
	[ "$(sed -n 1p page | cut -d' ' -f1-3)" = '.TH LUCE 1' ]
	for command in $(awk '/^  / { print $1 }' commands); do
		grep -qx "\.SS $command" page
		expect 0 luce help "$command"
		for option in $(awk '/^    --/ { print $1 }' "$out"); do
			grep -qF -- "\\fB\\-\\-$(sed 's/^--//; s/-/\\-/g' <<<"$option")\\fR" page
		done
	done
	luce check --rules | awk '/^  / { print $1 }' >rules
	[ "$(wc -l <rules)" -gt 200 ]
	for rule in $(sed 's/-/\\-/g' rules); do
		grep -qF -- "\\fB$rule\\fR (" page
	done
	expect 0 env LUCE_LANG=zh luce help --man
	grep -qx '.SH 名称' "$out"
}

bash_completes_commands_options_and_choices() {
	local COMP_WORDS COMP_CWORD COMPREPLY
	_complete() { # WORD...: what the last may become
		COMP_WORDS=(luce "$@") COMP_CWORD=$# COMPREPLY=()
		_luce
		echo "${COMPREPLY[*]}"
	}
	expect 0 luce help --completion
	. "$out"
	[ "$(_complete wit)" = witness ]
	[ "$(_complete -C folder chec)" = check ]
	[ "$(_complete list --as)" = --as-of ]
	[ "$(_complete diff a..b --format h)" = html ]
	[ "$(_complete check --severity '')" = 'note warning error' ]
	[ "$(_complete list --at '')" = '' ]
}

text_is_chinese_where_the_terminal_is_and_json_is_the_same() {
	_portal
	local list=$(cd content/notices && grep -ho '"list": "[^"]*"' -r . | head -n 1 | cut -d'"' -f4) entity
	entity=$(luce list "$list" --all | head -n 1 | cut -d' ' -f1)
	expect 0 env LUCE_LANG=zh luce show "$entity"
	grep -q '^编号 ' "$out"
	grep -q '^  状态 ' "$out"
	grep -qE '^  [0-9-]{10}  (列入|拟列入|列为培育对象|推荐上报) ' "$out"
	expect 0 env LUCE_LANG=zh luce list "$list"
	grep -q ' 在列 ' "$out"
	for command in "show $entity" "show $list" "list $list"; do
		# shellcheck disable=SC2086 # words
		LUCE_LANG=zh luce $command --format json >zh
		# shellcheck disable=SC2086
		LUCE_LANG=en luce $command --format json | cmp - zh
	done
}

what_is_wrong_with_a_command_line_is_said_in_chinese_too() {
	expect 2 env LUCE_LANG=zh luce list 440400/factory --format xml
	same "$err" - <<-'E'
		luce list: --format 应为 text|json|csv 之一，不能是“xml”
		用法见：luce help list
	E
	expect 2 luce list 440400/factory --format xml
	same "$err" - <<-'E'
		luce list: --format is one of text|json|csv, not 'xml'
		see: luce help list
	E
	expect 2 env LUCE_LANG=zh luce nonsense
	same "$err" - <<-'E'
		luce: 没有命令“nonsense”
		用法见：luce help
	E
	expect 2 luce check --only reference,nonsense,date-invalid
	same "$err" - <<-'E'
		luce check: there is no rule 'nonsense'; luce check --rules lists them
		see: luce help check
	E
}

wrong_usage_is_2_and_says_so_on_stderr() {
	local arguments
	while read -r arguments; do
		# shellcheck disable=SC2086 # words
		expect 2 luce $arguments
		[ ! -s "$out" ]
		grep -q '^luce' "$err"
	done <<'END'
nonsense
-C
list
list a b
list 440400/factory --as-of
list 440400/factory --as-of 2025-02-30
list 440400/factory --nonsense
list 440400/factory --all=yes
list 440400/factory --format xml
check extra
period 440400
import sheet.csv
build --as-of 2020-01-01
build --at HEAD
help nonsense
schema nonsense
END
}

what_is_not_there_is_2_where_named_and_3_where_opened() {
	_portal
	expect 2 luce list 440400/nothing
	expect 2 luce show 999999-0001
	expect 3 luce -C /nonexistent list 440400/factory
	expect 3 luce list 440400/factory --at HEAD
	expect 3 luce import nothing.csv --list 440400/factory --action enter --notice 440400/2025/x
}

a_full_disk_on_stdout_is_3() {
	_portal
	[ -w /dev/full ] || skip 'there is no /dev/full'
	for command in 'help' 'list 440300/factory' 'show 440300/factory' 'check --format json' 'schema notice'; do
		# shellcheck disable=SC2086 # words
		if luce $command >/dev/full 2>"$err"; then
			echo "luce $command did not notice"
			return 1
		elif [ $? != 3 ]; then
			echo "luce $command: exit is not 3"
			return 1
		fi
	done
}

check_answers_in_json() {
	_portal
	expect 0 luce check --only key-unknown --format json
	same "$out" - <<'END'
{
  "errors": 0,
  "warnings": 0,
  "findings": []
}
END
	sed -i 's/"name": "\([^"]*\)"/"name": "\1", "nam": 1/' content/site.json
	expect 1 luce check --format json
	grep -q '"rule": "key-unknown", "severity": "error", "file": "content/site.json", "line": ' "$out"
	expect 1 luce check
	grep -q '^content/site.json:[0-9]*:[0-9]*: error: .*\[key-unknown\]$' "$out"
	expect 1 env LUCE_LANG=zh luce check
	grep -q '错误：\|错误: ' "$out"
	expect 1 luce list 440300/factory
	[ ! -s "$out" ]
}

a_draft_is_checked_before_it_is_published() {
	_portal
	printf '企业名称\n深圳示例精密制造有限公司\n' >sheet.csv
	expect 0 luce import sheet.csv --list 440300/factory --action enter --notice 440300/2026/draft
	grep -q '"draft": true' content/notices/440300/2026/draft.md
	expect 1 luce check # it is a member already
	grep -q '^content/notices/440300/2026/draft.json:[0-9]*:[0-9]*: error: ' "$out"
	expect 0 luce list 440300/factory --as-of 2026-01-01
}

list_answers_for_a_day_and_for_a_revision() {
	_portal
	expect 0 luce list 440300/factory --as-of 2026-01-01
	cp "$out" whole
	expect 0 luce -C . list 440300/factory --as-of 2024-07-18
	[ ! -s "$out" ] # known, and empty on that day
	commit one 2026-12-31T12:00:00+08:00
	rm -r content/notices/440300
	expect 0 luce list 440300/factory --as-of 2026-01-01 --at HEAD
	same "$out" whole
	expect 0 luce list 440300/factory --as-of 2026-01-01 --format json --at HEAD
	grep -q "\"at\": \"$(git rev-parse HEAD)\"" "$out"
	expect 3 luce list 440300/factory --at nothing
	# What was published after the commit was not known at it.
	git commit -q --amend --no-edit --date 2026-01-01T12:00:00+08:00
	GIT_COMMITTER_DATE=2026-01-01T12:00:00+08:00 git commit -q --amend --no-edit
	expect 0 luce list 440300/factory --as-of 2026-01-01 --at HEAD
	! cmp -s "$out" whole || return 1
}

a_portal_may_be_a_folder_of_its_repository() {
	mkdir -p repository/deep
	cp -r "$register" repository/deep/portal
	cd repository
	commit one 2026-12-31T12:00:00+08:00
	expect 0 luce -C deep/portal list 440300/factory --as-of 2026-01-01
	cp "$out" whole
	expect 0 luce -C deep/portal list 440300/factory --as-of 2026-01-01 --at HEAD
	same "$out" whole
}

show_tells_of_an_entity_a_notice_and_a_list() {
	_portal
	for what in 440300-0001 440300/factory "$(cd content/notices && find 440300 -name '*.md' | sort | head -n 1 | sed 's/\.md$//')"; do
		expect 0 luce show "$what"
		[ -s "$out" ]
		expect 0 luce show "$what" --format json
		[ "$(head -c 1 "$out")" = '{' ]
	done
}

schemas_are_listed_written_and_current() {
	expect 0 luce schema
	[ "$(wc -l <"$out")" = 21 ]
	mkdir -p portal/content
	expect 0 luce -C portal schema --write
	for kind in $(awk '{ print $1 }' "$out" | head -n 0) site region notice annexes rules entity; do
		luce schema "$kind" | same portal/content/.schema/"$kind".json -
	done
	diff -r portal/content/.schema "$cli/../../content/.schema"
}

period_counts_by_the_official_calendar() {
	mkdir -p content
	cp -r "$cli/../../content/." content
	expect 0 luce period 440300 2024-09-29
	grep -q '2024-09-29 to 2024-10-10' "$out" # over the holiday, with its make-up Sunday
	expect 0 luce period 440300 2026-02-12
	grep -q '2026-02-12 to 2026-02-25' "$out"
	expect 0 luce period 330000 2025-03-03
	grep -q '2025-03-03 to 2025-03-17' "$out" # 15 days, both ends counted
	expect 0 luce period 440400 2025-05-26 --until 2025-05-30
	grep -q 'fixes no length' "$out"
	grep -q '5 working days, 5 days' "$out"
	expect 1 luce period 440300 2026-12-30 # the calendar of 2027 is not there
	grep -q 'calendar' "$err"
}

an_import_that_fails_writes_nothing() {
	_portal
	cp -r content before
	printf '企业名称,地区\n示例新厂,某地\n' >sheet.csv
	expect 1 luce import sheet.csv --list 440300/factory --action enter --notice 440300/2026/new
	grep -q '^sheet.csv:2:6: error: .*\[import-place\]$' "$err"
	diff -r before content
	expect 0 luce import sheet.csv --list 440300/factory --action enter --notice 440300/2026/new \
		--map 地区=none --dry-run
	diff -r before content
	expect 0 luce import sheet.csv --list 440300/factory --action enter --notice 440300/2026/new --map 地区=none
	grep -q '"draft": true' content/notices/440300/2026/new.md
	luce check >checked || true # its other notices were not written for the rules
	! grep '^content/notices/440300/2026/new.*: error: ' checked || return 1
}

run_tests
