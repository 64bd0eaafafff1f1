# A rule change is data: other rules for a city from a day on, and a province that nobody here has
# thought of, without a change to the program.

. "$(dirname "$0")/lib.sh"

repository=$(realpath "$cli/../..")

_demonstration() {
	cp -r "$repository/content" content
}

# notice NAME FRONT-MATTER: with the rows of standard input as its only annex, if there are any.
_notice() {
	mkdir -p "content/notices/$(dirname "$1")"
	echo "$2" >"content/notices/$1.md"
	cat >rows
	[ ! -s rows ] || cp rows "content/notices/$1.json"
}

# annex ACTION LIST ID NAME [MORE]
_annex() {
	cat <<END
{ "annexes": [ { "no": 1, "title": "示例", "action": "$1", "list": "$2",
  "columns": [ { "label": "名称", "role": "name" } ],
  "rows": [ { "id": "$3", "cells": ["$4"]${5:+, $5} } ] } ] }
END
}

# The rules of what is wrong in the notices of a folder, with the text that each cites.
_found() { # FOLDER RULES
	luce check --only "$2" | sed -n "s|^content/notices/$1/\([^:.]*\)[^:]*:[0-9:]* \([a-z]*\): .*(《\([^》]*\)》\([^)]*\)) \[\([a-z-]*\)\]$|\1 \2 \5 \3 \4|p"
}

_company() { # ID NAME PLACE
	mkdir -p "content/entities/${1%-*}"
	echo "{ \"id\": \"$1\", \"name\": \"$2\", \"kind\": \"enterprise\", \"place\": \"$3\" }" \
		>"content/entities/${1%-*}/$1.json"
}

# A second text for 珠海 from 2027: five workdays of 公示, no supply chains, candidates for one
# year, two years of bar, and no bar after a voluntary exit.
_zhuhai_2027() {
	_demonstration
	sed -i 's|"years": 5,|"years": 5, "ended": "2026-12-31",|' content/rules/440400-2024-387.json
	cat >content/rules/440400-2027-1.json <<'END'
{
  "region": "440400", "by": "440400/2026/green-rules-2027", "title": "珠海市新细则（示例）", "effective": "2027-01-01", "years": 5, "levels": ["city"],
  "lists": [ { "category": "factory", "level": "city", "article": "第二条" }, { "category": "park", "level": "city", "article": "第二条" } ],
  "publicity": { "value": 5, "unit": "working", "article": "第六条" },
  "issuers": [ { "stage": "list", "authorities": ["440400-gxj"], "article": "第六条" } ],
  "deadlines": [ { "what": "annual_form", "day": "02-28", "who": "member", "article": "第七条" } ],
  "candidates": { "keepers": ["city"], "valid_years": 1, "article": "第五条" },
  "removal": { "verb": "移出", "when": "rolling", "grounds": [ { "code": "VOLUNTARY", "article": "第八条" }, { "code": "FALSIFIED", "article": "第八条" } ] },
  "bars": [ { "years": 2, "triggers": ["FALSIFIED"], "article": "第九条" } ]
}
END
	cat >content/calendar/2027.json <<'END'
{ "year": 2027, "source": { "title": "示例放假安排" }, "holidays": [], "workdays": [] }
END
	_notice 440400/2026/green-rules-2027 '{ "type": "rules", "title": "政策解读（示例）", "issuers": ["440400-gxj"], "signed": "2026-12-01", "published": "2026-12-01 09:00", "basis": ["440400-2027-1"] }' </dev/null
	_company 440400-9001 珠海示例一号有限公司 440402
	_company 440400-9002 珠海示例二号有限公司 440402
}

# cycle YEAR FIRST LAST LIST: a candidate, its proposal and its list, in one year.
_cycle() {
	_notice "440400/$1/k" "{ \"type\": \"cultivation\", \"title\": \"示例\", \"issuers\": [\"440400-gxj\"], \"signed\": \"$1-02-01\", \"published\": \"$1-02-01 09:00\" }" \
		< <(_annex take_in 440400/supply-chain 440400-9001 珠海示例一号有限公司 "\"until\": \"$(($1 + 2))-06-30\"")
	_notice "440400/$1/p" "{ \"type\": \"proposal\", \"title\": \"示例\", \"issuers\": [\"440400-gxj\"], \"signed\": \"$2\", \"published\": \"$2 08:00\", \"period\": { \"start\": \"$2\", \"end\": \"$3\" } }" \
		< <(_annex propose 440400/supply-chain 440400-9001 珠海示例一号有限公司)
	_notice "440400/$1/l" "{ \"type\": \"list\", \"title\": \"示例\", \"issuers\": [\"440400-gxj\"], \"signed\": \"$4\", \"published\": \"$4 09:00\", \"follows\": \"440400/$1/p\" }" \
		< <(_annex enter 440400/supply-chain 440400-9001 珠海示例一号有限公司)
}

both_texts_of_a_city_check_the_years_that_are_theirs() {
	local rules=period-short,list-category,candidate-until,rules-overlap,list-without-rules,proposal-missing
	_zhuhai_2027
	_cycle 2026 2026-12-01 2026-12-02 2026-12-03
	expect 0 luce check
	_found 440400/2026 $rules | same - /dev/null
	rm -r content/notices/440400/2026/{k,p,l}.*
	_cycle 2027 2027-03-01 2027-03-04 2027-03-08
	expect 1 luce check
	_found 440400/2027 $rules | sort | same - - <<'END'
k error candidate-until 珠海市新细则（示例） 第五条
l error list-category 珠海市新细则（示例） 第二条
p error list-category 珠海市新细则（示例） 第二条
p error period-short 珠海市新细则（示例） 第六条
END
}

_out() { # DAY GROUND
	_notice "440400/${1%%-*}/out" "{ \"type\": \"removal\", \"title\": \"示例\", \"issuers\": [\"440400-gxj\"], \"signed\": \"$1\", \"published\": \"$1 09:00\" }" \
		< <(_annex remove 440400/factory 440400-9002 珠海示例二号有限公司 "\"ground\": \"$2\"")
}

# removal and entry: out in 2026 under the old text, or in 2027 under the new; in again later.
_out_and_in() { # OUT GROUND IN
	_out "$1" "$2"
	_notice "440400/${3%%-*}/in" "{ \"type\": \"list\", \"title\": \"示例\", \"issuers\": [\"440400-gxj\"], \"signed\": \"$3\", \"published\": \"$3 09:00\" }" \
		< <(_annex enter 440400/factory 440400-9002 珠海示例二号有限公司)
}

the_bar_is_that_of_the_text_in_force_when_the_company_comes_back() {
	_zhuhai_2027
	_notice 440400/2025/first '{ "type": "list", "title": "示例", "issuers": ["440400-gxj"], "signed": "2025-02-03", "published": "2025-02-03 09:00" }' \
		< <(_annex enter 440400/factory 440400-9002 珠海示例二号有限公司)
	_out_and_in 2025-03-10 FALSIFIED 2026-12-30 # three years, by the old text
	_found 440400/2026 barred | same - - <<<'in error barred 珠海市绿色工厂梯度培育管理实施细则 第十一条第（三）项'
	rm content/notices/440400/2026/in.*
	_out_and_in 2025-03-10 FALSIFIED 2027-03-09 # two, by the new one
	_found 440400/2027 barred | same - - <<<'in error barred 珠海市新细则（示例） 第九条'
	sed -i 's/2027-03-09/2027-03-10/g' content/notices/440400/2027/in.md
	_found 440400/2027 barred | same - /dev/null
	sed -i 's/2027-03-10/2027-01-04/g' content/notices/440400/2027/in.md
	sed -i 's/FALSIFIED/VOLUNTARY/' content/notices/440400/2025/out.json
	_found 440400/2027 barred | same - /dev/null
}

the_grounds_are_those_of_the_text_in_force_on_the_day_of_the_removal() {
	_zhuhai_2027
	_notice 440400/2025/first '{ "type": "list", "title": "示例", "issuers": ["440400-gxj"], "signed": "2025-02-03", "published": "2025-02-03 09:00" }' \
		< <(_annex enter 440400/factory 440400-9002 珠海示例二号有限公司)
	_out 2026-12-31 VOLUNTARY # no ground of the old text
	_found 440400/2026 ground-unknown | same - - <<<'out error ground-unknown 珠海市绿色工厂梯度培育管理实施细则 第二十二条'
	sed -i 's/VOLUNTARY/NO_DYNAMIC_FORM/' content/notices/440400/2026/out.json
	_found 440400/2026 ground-unknown | same - /dev/null
	rm content/notices/440400/2026/out.*
	_out 2027-01-01 NO_DYNAMIC_FORM # no longer one of the new
	_found 440400/2027 ground-unknown | same - - <<<'out error ground-unknown 珠海市新细则（示例） '
	sed -i 's/NO_DYNAMIC_FORM/VOLUNTARY/' content/notices/440400/2027/out.json
	_found 440400/2027 ground-unknown | same - /dev/null
}

# 山东: a bar of three years in so many words, whichever list it was; 公示 of seven workdays; an
# application within thirty workdays of a new name.
_shandong() {
	_demonstration
	rm -r content/notices content/entities content/rules/* content/redirects.json
	cat >content/regions/370000.json <<'END'
{
  "code": "370000", "level": "province", "name": "山东省", "aliases": ["山东"], "slug": "shandong", "parent": "000000",
  "authorities": [ { "id": "370000-gxt", "name": "山东省示例主管部门", "lead": true, "contacts": [] } ]
}
END
	cat >content/rules/370000-2023-1.json <<'END'
{
  "region": "370000", "title": "山东省示例管理办法", "effective": "2023-09-01", "levels": ["province", "city"],
  "lists": [ { "category": "factory", "level": "province", "article": "第三条" } ],
  "publicity": { "value": 7, "unit": "working", "article": "第十条" },
  "deadlines": [ { "what": "change_report", "within": 30, "unit": "working", "who": "member", "article": "第二十二条" } ],
  "bars": [ { "years": 3, "scope": "all", "article": "第二十条" } ]
}
END
	_company 370000-0001 山东示例有限公司 370000
}

_renamed() { # CHANGED APPLIED
	_notice 370000/2026/r '{ "type": "change", "title": "示例", "issuers": ["370000-gxt"], "signed": "2026-05-06", "published": "2026-05-06 09:00" }' <<END
{ "annexes": [ { "no": 1, "title": "示例", "action": "rename",
  "columns": [ { "label": "原名称", "role": "former" }, { "label": "名称", "role": "name" } ],
  "rows": [ { "id": "370000-0001", "cells": ["山东示例有限公司", "山东示例集团有限公司"], "changed": "$1", "applied": "$2" } ] } ] }
END
}

a_province_that_nobody_thought_of_is_checked_by_its_data() {
	local lead=370000-gxt
	_shandong
	_notice 370000/2024/in "{ \"type\": \"list\", \"title\": \"示例\", \"issuers\": [\"$lead\"], \"signed\": \"2024-01-10\", \"published\": \"2024-01-10 09:00\" }" \
		< <(_annex enter 370000/factory 370000-0001 山东示例有限公司)
	_notice 370000/2024/out "{ \"type\": \"removal\", \"title\": \"示例\", \"issuers\": [\"$lead\"], \"signed\": \"2024-03-01\", \"published\": \"2024-03-01 09:00\" }" \
		< <(_annex remove 370000/factory 370000-0001 山东示例有限公司 '"ground": "FALSIFIED"')
	_notice 370000/2026/p "{ \"type\": \"proposal\", \"title\": \"示例\", \"issuers\": [\"$lead\"], \"signed\": \"2026-06-01\", \"published\": \"2026-06-01 08:00\", \"period\": { \"start\": \"2026-06-01\", \"end\": \"2026-06-08\" } }" \
		< <(_annex propose 370000/factory 370000-0001 山东示例有限公司)
	_found 370000/2026 barred,period-short | sort | same - - <<'END'
p error barred 山东省示例管理办法 第二十条
p error period-short 山东省示例管理办法 第十条
END
	sed -i 's/2026-06-08/2026-06-09/' content/notices/370000/2026/p.md
	_found 370000/2026 period-short | same - /dev/null
	_renamed 2026-03-02 2026-04-15 # 清明, 4 to 6 April, are days off
	_found 370000/2026 change-late | same - - <<<'r error change-late 山东省示例管理办法 第二十二条'
	_renamed 2026-03-02 2026-04-14
	_found 370000/2026 change-late | same - /dev/null
	_found 370000/2024 proposal-missing | same - - <<<'in error proposal-missing 山东省示例管理办法 第十条'
}

the_pages_say_its_deadlines() {
	_shandong
	cp -r "$repository/templates" templates
	expect 0 luce build
	grep -q '名单单位报告变更事项：变更后30个工作日内' site/rules/370000-2023-1.html
	grep -q '<td>变更后30个工作日内</td>' site/shandong/index.html
}

run_tests
