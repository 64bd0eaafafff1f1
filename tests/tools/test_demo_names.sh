#!/bin/bash
# Nobody in the demonstration is real: no company, person, number to call or code, and no document
# number that an office might use. Regions and rules are not looked at: they carry the texts' own
# numbers, and the one telephone that a text publishes, which its explanation may repeat.

# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/../cli/lib.sh"

content=$(cd "$(dirname "$0")/../../content" && pwd)
published=8881221 # 韶关's, see content/regions/440200.json

_content() { # FILE: with the text of standard input, in the folder content/
	mkdir -p "content/$(dirname "$1")"
	cat >"content/$1"
}

# The lints print what they find.

_records() { # CONTENT: a copy of what is looked at, without addresses of the web and hashes
	local folder
	rm -rf copy
	mkdir copy
	for folder in notices entities assessors; do
		[ ! -e "$1/$folder" ] || cp -r "$1/$folder" copy
	done
	find copy -type f -exec sed -Ei 's,https?://[^ )"<]*,,g; s/"sha256": "[0-9a-f]+"//' {} +
}

# ---- numbers that lead to somebody

_any() { # WHAT PATTERN
	grep -rnoP -e "$2" copy | sed "s|^|$1: |"
}

_people() { # CONTENT
	_records "$1"
	_any mobile '(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)'
	_any identity '(?<![0-9A-Z])(\d{17}[\dXx]|\d{15})(?![0-9A-Z])'
	_any telephone '(?<![\d.-])0\d{2,3}[-－—) ]?\d{7,8}(?!\d)|(?<!\d)[48]00-?\d{3}-?\d{4}(?!\d)'
	_any telephone "(?<![0-9A-Z.〔-])(?!20\d{6}|$published)[2-9]\d{6,7}(?![0-9A-Z])"
	_any mail '[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z]+'
	_any code '(?<![0-9A-Z])[0-9ANY][0-9A-HJ-NPQRTUWXY](?!000000)\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])'
}

# ---- names

# Every string of a JSON array on the line, one each.
_strings() {
	grep -o '"[^"]*"' | tr -d '"'
}

_fictional() { # WHAT: the names of standard input, one a line
	grep -v -e 示例 | sed "s|^|$1: |"
}

# What annexes print in their columns of names, one each. A table's rows stand one a line.
_printed() {
	awk '
		/"columns": \[/ { n = 0 }
		/\{ "label": / {
			role[++n] = match($0, /"role": "[a-z]+"/) ? substr($0, RSTART + 9, RLENGTH - 10) : ""
		}
		/"cells": \[/ {
			if (!sub(/^ *\{ "id": "[^"]*", "cells": \["/, "") || !sub(/"\].*$/, "")) {
				print FILENAME ":" FNR ": not one row on one line"
				next
			}
			if (split($0, cell, /", "/) != n) {
				print FILENAME ":" FNR ": not as many cells as columns"
				next
			}
			for (i = 1; i <= n; i++)
				if (role[i] ~ /^(name|former|assessor)$/)
					print cell[i]
		}' "$@" | grep -v -x -e '' -e 自评价 -e — -e 无
}

_names() { # CONTENT
	_records "$1"
	find copy/entities copy/assessors -name '*.json' -exec grep -hoP '"name": *"\K[^"]*' {} + |
		_fictional 'a record'
	find copy/assessors -name '*.json' -exec grep -hoP '"aliases": *\[\K[^]]*' {} + |
		_strings | _fictional 'an alias'
	find copy/notices -name '*.json' -exec cat {} + >annexes
	_printed annexes | _fictional 'an annex'
}

# ---- notices

# _front KEY FILE: its value, of a notice's front matter; nothing where there is none.
_front() {
	sed -n "/^}/q; s/^  \"$1\": *//p" "$2" | sed 's/^"//; s/",\{0,1\}$//'
}

_one_notice() { # FILE
	local number type
	type=$(_front type "$1") number=$(_front number "$1")
	case $(_front title "$1") in
	*示例*) ;;
	*) [ "$type" = rules ] || echo "$1: the title does not say 示例" ;;
	esac
	case $number in
	'' | *示例*) ;;
	*) [ "$type" = rules ] || [ "$(_front transcribed "$1")" ] || echo "$1: $number" ;;
	esac
}

_notices() { # CONTENT
	_records "$1"
	find copy/notices -name '*.md' | sort | while read -r file; do _one_notice "$file"; done
}

# ---- the demonstration

_clean() { # LINT
	"$1" "$content" >found
	same found /dev/null
}

nobody_can_be_called_or_looked_up() { _clean _people; }

every_company_park_and_assessor_is_marked() { _clean _names; }

every_document_number_is_impossible() { _clean _notices; }

# ---- the lints themselves

_finds() { # LINT PATTERN
	"$1" content >found
	grep -q -e "$2" found || { cat found; echo "expected $2"; return 1; }
}

what_leads_to_somebody_is_found() {
	while read -r word line; do
		_content notices/a/2025/x.md <<<"$line"
		_finds _people "^$word: copy/notices/a/2025/x.md:1:"
	done <<-'E'
		mobile 联系人13912345678。
		mobile 139-1234-5678
		identity 身份证号11010519491231002X
		telephone 电话0756-1234567
		telephone 电话（区号0756）2345678
		telephone 电话23456789，总机
		telephone 4001234567
		mail 邮箱abc@example.org
		code 91440400MA4UJCE07R
	E
}

what_leads_to_nobody_is_left_alone() {
	_content notices/a/2025/x.md <<-'E'
		https://www.gov.cn/content_6929104.htm 工信厅节函〔2025〕390号 电话8881221 2025-01-22
		"sha256": "d134c3d2237a54b019cc999667d39a5379c34df36017bc9c571948dc5f80a42a"
		"uscc": "91000000MA0GN0015T" 440300-0001 20250122
	E
	_people content >found
	same found /dev/null
}

an_unmarked_name_is_found() {
	_content notices/a/2025/x.json <<-'E'
		      "columns": [
		        { "label": "序号", "role": "no" },
		        { "label": "企业名称", "role": "name" },
		        { "label": "第三方评价机构", "role": "assessor" }
		      ],
		        { "id": "a-0001", "cells": ["1", "某某有限公司", "自评价"] }
	E
	_content entities/a/a-0001.json <<<'  "name": "另一有限公司",'
	_content assessors/a.json <<<'  "name": "示例评价中心", "aliases": ["某中心"]'
	_names content >found
	same found - <<-'E'
		a record: 另一有限公司
		an alias: 某中心
		an annex: 某某有限公司
	E
}

a_table_that_cannot_be_read_is_found() {
	mkdir -p content/{entities,assessors}
	_content notices/a/2025/x.json <<-'E'
		      "columns": [
		        { "label": "企业名称", "role": "name" }
		      ],
		        { "id": "a-0001", "cells": ["1", "某某示例有限公司"] },
		        {
		          "id": "a-0002",
		          "cells": ["某某有限公司"]
		        }
	E
	_names content >found
	same found - <<-'E'
		an annex: annexes:4: not as many cells as columns
		an annex: annexes:7: not one row on one line
	E
}

a_number_that_may_be_live_is_found() {
	_content notices/a/2025/x.md <<-'E'
		{
		  "type": "list",
		  "title": "名单（示例）",
		  "number": "珠工信〔2025〕1号",
		  "issuers": ["a"]
		}
	E
	_finds _notices 'x.md: 珠工信〔2025〕1号$'
	sed -i 's/ "list"/ "rules"/; s/（示例）//' content/notices/a/2025/x.md
	_notices content >found
	same found /dev/null
	sed -i 's/ "rules"/ "other"/' content/notices/a/2025/x.md
	_finds _notices 'x.md: the title does not say 示例$'
}

run_tests
