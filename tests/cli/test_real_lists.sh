# The real national lists of batches 1 to 5 and 2021: from the sheets to a portal.

. "$(dirname "$0")/lib.sh"

repository=$cli/../..
shared=${LUCE_SHARED:-$repository/../shared}
lists=$shared/data/national-lists

# batch, day, number, factories, parks
_batches() {
	cat <<'END'
1 2017-08-23 - 201 24
2 2018-02-11 - 208 22
3 2018-10-29 - 391 34
4 2019-09-02 工信厅节函〔2019〕196号 602 39
5 2020-10-16 - 719 53
2021 2022-01-15 工信厅节函〔2022〕7号 662 52
END
}

# A portal with the repository's regions and no notices, and the text that the batches were made
# under, in the current folder.
_empty_portal() {
	[ -d "$lists" ] || skip "the national lists are not at $lists"
	mkdir -p content/rules
	cp "$repository"/tests/fixtures/rules/000000-2016-586.json content/rules
	cp -r "$repository"/content/{site.json,categories.json,calendar,regions} content
	cp -r "$repository/templates" templates
}

_import() { # SHEET LIST BATCH DAY NUMBER
	local number=()
	[ "$5" = - ] || number=(--set "number=$5")
	luce import "$lists/$1" --list "000000/$2" --action enter --notice "000000/${4%%-*}/batch-$3" \
		--where "批次=$3" --set "signed=$4" "${number[@]}" \
		--set 'transcribed.source=工业和信息化部公布的绿色制造名单'
}

_import_all() {
	local batch day number factories parks
	while read -r batch day number factories parks; do
		_import factories.csv factory "$batch" "$day" "$number"
		_import parks.csv park "$batch" "$day" "$number"
	done < <(_batches)
}

# Members of a list by the notice that entered them, as "notice count".
_by_notice() {
	luce list "$1" --format json | grep -o '"entered": {[^}]*}' | grep -o '000000/[0-9]*/batch-[0-9]*' |
		sort | uniq -c | awk '{ print $2, $1 }'
}

# kind of page|address|what must be on it
_pages() {
	cat <<'END'
home|index.html|aria-label="国家绿色工厂名单，2783个">2783</a>
region|nation/index.html|<strong>2783</strong> 个单位在册
region|nation/index.html|<svg role="img"
list|nation/factory/index.html|现有<strong>2783</strong>个单位
list|nation/park/index.html|现有<strong>224</strong>个单位
list|nation/factory/index.html|<tr><th scope="row">2017</th><td class="n">201</td><td class="n">0</td><td class="n">201</td></tr>
list|nation/factory/index.html|据本站收录的文告，没有单位离开过本名单。
history|nation/factory/history.html|名单共有6个版本
history|nation/factory/history.html|＋662 列入
notice|notice/000000/2017/batch-1.html|<strong>转录</strong>
notice|notice/000000/2017/batch-1.html|附件1共201行
notice|notice/000000/2017/batch-1.html|<div><dt>发布时间</dt><dd>原件未载</dd></div>
notice|notice/000000/2019/batch-4.html|工信厅节函〔2019〕196号
notices|nation/notices/index.html|共6份，新的在前
entity|entity/000000/0/0001.html|现列入<strong>1</strong>个名单
entities|entities/index.html|共3007个
entities of a year|entities/2022.html|共714个
entities of a region|guangdong/entities/index.html|广东省的企业和园区
removals|removals/index.html|没有有效的移出
report|report/000000-miit.html|未作规定
reports|report/index.html|工业和信息化部
comparison|rules/index.html|现行规定共1部
assessors|assessor/index.html|没有提到已登记的第三方评价机构
audit|audit/index.html|sha256sum -c manifest
data|data/index.html|../nation/factory/list.xlsx
map|map/index.html|国家绿色工业园区名单
checks|checks/index.html|<code>list-without-rules</code>
about|about/index.html|以文告为准
missing|404.html|没有这个网页
END
}

_pages_say_so() {
	local kind address said
	while IFS='|' read -r kind address said; do
		grep -qF -- "$said" "site/$address" || { echo "$kind: $address lacks $said"; return 1; }
	done < <(_pages)
}

the_national_lists_become_a_portal() {
	_empty_portal
	expect 0 _import_all
	expect 0 luce check
	# a text of their time is in force; that it asks for 公示 is noted, for they are copies
	[ -z "$(grep -e '^content/notices/.*: warning: ' -e list-without-rules "$out")" ]
	[ "$(grep -c ': note: .*\[proposal-missing\]$' "$out")" = 12 ]
	expect 0 luce list 000000/factory --format json
	[ "$(grep -c '"id":' "$out")" = 2783 ]
	expect 0 luce list 000000/park --format csv
	[ "$(tail -n +2 "$out" | wc -l)" = 224 ]
	_by_notice 000000/factory >factories
	_by_notice 000000/park >parks
	_batches | awk '{ split($2, d, "-"); print "000000/" d[1] "/batch-" $1, $4 }' | sort | same factories -
	_batches | awk '{ split($2, d, "-"); print "000000/" d[1] "/batch-" $1, $5 }' | sort | same parks -
	expect 0 luce build
	[ "$(find site -name '*.html' | wc -l)" -gt 3007 ]
	_pages_say_so
}

a_second_run_changes_nothing() {
	_empty_portal
	expect 0 _import_all
	cp -rp content before
	expect 0 _import_all
	diff -r content before
	[ -z "$(find content -newer before/notices/000000/2022/batch-2021.json -name '*.json')" ]
}

the_sheet_may_be_gb18030() {
	_empty_portal
	iconv -f UTF-8 -t GB18030 "$lists/parks.csv" >parks.csv
	lists=.
	expect 0 _import parks.csv park 1 2017-08-23 -
	expect 0 luce list 000000/park --format csv
	[ "$(tail -n +2 "$out" | wc -l)" = 24 ]
}

spellings_of_one_place_are_one_place() {
	_empty_portal
	expect 0 _import_all
	# 内蒙 and 内蒙古; 兵团, 新疆兵团 and 新疆生产建设兵团
	luce list 000000/factory --format json >list
	[ "$(grep -c '"place": "150000"' list)" = 73 ]
	[ "$(grep -c '"place": "000000-xpcc"' list)" = 10 ]
}

a_former_name_in_brackets_is_understood() {
	_empty_portal
	expect 0 _import_all
	expect 0 luce list 000000/factory --format csv
	grep -q ',龙竹科技集团股份有限公司,' "$out"
	grep -q ',广西粤桂广业控股股份有限公司,' "$out"
	grep -q ',宝武集团鄂城钢铁有限公司,' "$out"
	grep -q ',深圳市宝能汽车有限公司,' "$out"
}

white_space_inside_a_name_does_not_make_another_company() {
	_empty_portal
	expect 0 _import_all
	cat >again.csv <<'END'
序号,地区,工厂名称,批次
1,四川,日立电梯（成都）有限公司,x
2,北京,北京ABB电气传动系统有限公司,x
3,广东,广州立白（番禺）有限公司,x
END
	expect 0 luce import again.csv --list 000000/factory --action pass --notice 000000/2024/again
	grep -q '3 rows, 3 matched, 0 new' "$err"
}

run_tests
