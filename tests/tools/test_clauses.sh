#!/bin/bash
# Every clause of the five regulations is carried by something, or the table says why none is.
#
# tests/demo/clauses-*.md: a row for each clause, | 条 | 款 | 内容 | 承载 | 检查 |. The test reads the
# articles from the texts and fails when one is missing, unknown, out of order, or stands in two
# places; paragraphs are anchored by hand. What carries a clause is a field of the rules, a type
# or an action, each of which must exist; otherwise one of the four reasons. What checks it is some
# rules of the catalogue, or the reason why none can from published records.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

repository=$(cd "$(dirname "$0")/../.." && pwd)
shared=${LUCE_SHARED:-$repository/../shared}

# The first cells of a table's rows, each once where it stands in one place; 首段 has no number.
_articles_of_table() {
	sed -n 's/^| *\([^|]*[^| ]\) *|.*/\1/p' "$1" | grep -v -e '^条$' -e '^-' -e '^首段$' | uniq
}

_articles_of_text() { # TEXT PATTERN: in the order of the text, each once
	grep -oE "$2" "$1" | awk '!seen[$0]++'
}

_compare() { # NAME PATTERN
	local table=$repository/tests/demo/clauses-$1.md text=$shared/regulations/$1.txt
	[ -r "$text" ] || skip "the regulations are not at $shared/regulations"
	_articles_of_table "$table" >table
	_articles_of_text "$text" "$2" | tr -d ' *' | sed 's/、$//' | sed 's/^(\(.*\))$/（\1）/' >text
	same table text
	_carried "$table" "$3"
	_checked "$table"
	_reads_it "$table"
}

# Each row's last cell names rules of the catalogue, or a reason of the closed list.
_checked() { # TABLE
	sed -n 's/^FINDING([A-Z0-9_]*, "\([a-z0-9-]*\)".*/\1/p' "$repository/src/base/finding.def" >rules
	printf '无：%s\n' 目的 定义 内部程序 支持措施 说明 依据不在公布的记录中 >>rules
	awk -F' *[|] *' '/^[|] *[^-条 ]/ { n = split($6, said, "、"); if (!n) print $2, "says nothing"; for (i = 1; i <= n; i++) print said[i] }' \
		"$1" | sort -u >said
	grep -vxFf rules said && return 1
	[ -s said ]
}

# What a rule reads of a text, by `luce check --rules`, is among what carries the clause that it is
# said to check; time to rectify, incidents and what is asked of members stand in several.
_reads_it() { # TABLE
	"$repository/build/luce" check --rules --format json |
		sed -n 's/.*"rule": "\([^"]*\)".*"term": "\([^"]*\)".*/\1 \2/p' >terms
	[ "$(wc -l <terms)" -gt 30 ]
	awk -F' *[|] *' '
		BEGIN {
			also["immediate"] = "removal"; also["rectification"] = "removal|reports"
			also["removal"] = "ineligibility|after_change|reports"; also["includes"] = "removal"
		}
		FNR == NR { split($0, t, " "); term[t[1]] = t[2]; next }
		/^[|] *[^-条 ]/ {
			n = split($6, said, "、")
			for (i = 1; i <= n; i++) {
				of = term[said[i]]
				if (of != "" && $5 !~ of && (also[of] == "" || $5 !~ also[of])) {
					print $2, $3, "is not checked by", said[i] ", which reads", of
					bad = 1
				}
			}
		}
		END { exit bad }' terms "$1"
}

# Each row's last cell names what carries the clause, or a reason of the closed list.
_carried() { # TABLE RULES
	awk -F'|' '/^\| *[^-条 ]/ && $5 !~ /规则|类型|动作|名单|目的|定义|内部程序|支持措施/ { print; bad = 1 } END { exit bad }' "$1"
	grep -oE '规则 `?[a-z_]+' "$1" | grep -oE '[a-z_]+' | sort -u | while read -r field; do
		grep -q "\"$field\"" "$repository/content/rules/$2.json" ||
			{ echo "$2 has no $field"; return 1; }
	done
}

articles='^ ?第[一二三四五六七八九十]+条 '

the_articles_of_gansu() { _compare gansu "$articles" 620000-2024-142; }
the_articles_of_zhuhai() { _compare zhuhai "$articles" 440400-2024-387; }
the_articles_of_shenzhen() { _compare shenzhen "$articles" 440300-2024-9; }
the_items_of_zhejiang() { _compare zhejiang '^(\*\*)?[（(][一二三四五六七八九十]+[）)]' 330000-2024-105; }
the_sections_of_shaoguan() { _compare shaoguan '^[一二三四五]、' 440200-2025-74; }

# 韶关 numbers its items anew in each section: they are compared as pairs, 一 （二）.
the_items_of_shaoguan() {
	local text=$shared/regulations/shaoguan.txt
	[ -r "$text" ] || skip "the regulations are not at $shared/regulations"
	sed 's/(/（/g; s/)/）/g' "$text" |
		awk '/^(一|二|三|四|五)、/ { section = substr($0, 1, index($0, "、") - 1) }
			section && /^（(一|二|三|四|五|六)）/ { print section, substr($0, 1, index($0, "）") + length("）") - 1) }' >text
	awk -F' *[|] *' '$3 ~ /^（(一|二|三|四|五|六)）/ { print $2, substr($3, 1, index($3, "）") + length("）") - 1) }' \
		"$repository/tests/demo/clauses-shaoguan.md" | uniq >table
	[ -s text ]
	same table text
}

run_tests
