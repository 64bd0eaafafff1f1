# luce check: what is reported, how it is chosen, and the catalogue of rules.

. "$(dirname "$0")/lib.sh"

repository=$(realpath "$cli/../..")

_portal() {
	cp -r "$repository/tests/fixtures/base/content" content
}

# A proposal that ends before it begins, and one more error.
_wrong() {
	_portal
	sed -i 's/"end": "2025-07-31"/"end": "2025-07-24"/; s/"propose": { "factory": 2 }/"propose": { "factory": 3 }/' \
		content/notices/990100/2025/factory-proposal.md
}

the_catalogue_lists_every_rule_once() {
	expect 0 luce check --rules
	sed -n 's/^  \([a-z0-9-]*\) .*/\1/p' "$out" | sort >listed
	sed -n 's/^FINDING([A-Z0-9_]*, "\([a-z0-9-]*\)".*/\1/p' "$repository/src/base/finding.def" | sort | same listed -
	expect 0 luce check --rules --format json
	[ "$(grep -c '"rule":' "$out")" = "$(wc -l <listed)" ]
	LUCE_LANG=zh expect 0 luce check --rules
	grep -q '^  period-short  *错误  *公示不少于规定的天数' "$out"
	expect 2 luce check --rules --format sarif
}

only_the_named_rules_are_reported() {
	_wrong
	expect 1 luce check --only dates-reversed
	[ "$(wc -l <"$out")" = 1 ]
	expect 1 luce check --only count,dates-reversed
	[ "$(wc -l <"$out")" = 2 ]
	expect 1 luce check --only count --only dates-reversed
	[ "$(wc -l <"$out")" = 2 ]
	expect 0 luce check --only follows-later
	[ ! -s "$out" ]
	expect 2 luce check --only no-such-rule
	expect 2 luce check --only count,
}

a_record_that_cannot_be_read_is_reported_whatever_was_asked_for() {
	_portal
	echo '{' >content/site.json
	expect 1 luce check --only follows-later
	grep -q 'json-unclosed' "$out"
	expect 1 luce check --severity error
	grep -q 'json-unclosed' "$out"
}

less_than_the_severity_asked_for_is_left_out() {
	_portal
	expect 0 luce check
	grep -q ': warning: .*\[objection-contact\]' "$out"
	expect 0 luce check --severity warning
	grep -q ': warning: ' "$out"
	expect 0 luce check --severity error
	[ ! -s "$out" ]
	expect 2 luce check --severity grave
}

a_draft_is_checked_before_it_is_public_and_never_stops_a_build() {
	_portal
	cp -r "$repository/templates" templates
	sed -i 's/"years": 5,/"years": 5, "publicity": { "value": 5, "unit": "working", "article": "第三条" },/' content/rules/990100-2024-1.json
	mkdir -p content/notices/990100/2026
	sed 's/"type": "proposal",/"type": "proposal", "draft": true,/; s/2025-07-31/2025-07-30/' \
		content/notices/990100/2025/factory-proposal.md >content/notices/990100/2026/draft.md
	sed '/990100-0001/d; s/990100-0002", "cells": \["甲市示例材料/990100-0004", "cells": ["甲市示例电子/; s/西区/东区/' \
		content/notices/990100/2025/factory-proposal.json >content/notices/990100/2026/draft.json
	sed -i 's/"propose": { "factory": 2 }/"propose": { "factory": 1 }/' content/notices/990100/2026/draft.md
	expect 1 luce check
	grep -q '^content/notices/990100/2026/draft.md:[0-9:]* error: .*第三条) \[period-short\]$' "$out"
	expect 0 luce build
}

run_tests
