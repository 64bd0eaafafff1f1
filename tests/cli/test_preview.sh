# luce preview: the page that is signed before publishing.

. "$(dirname "$0")/lib.sh"

repository=$(realpath "$cli/../..")

# The base portal as of 2025-09-30, committed.
_portal() {
	cp -r "$repository/tests/fixtures/base/content" content
	cp -r "$repository/templates" templates
	commit first
}

_preview() {
	luce preview --as-of 2025-09-30 "$@"
}

# One company is removed, one renamed, by a notice.
_notice() {
	cat >content/notices/990100/2025/change.md <<'END'
{ "type": "removal", "title": "移出公告", "issuers": ["990100-gxj"], "signed": "2025-09-10", "published": "2025-09-10 09:00",
  "counts": { "remove": { "factory": 1 } } }
END
	cat >content/notices/990100/2025/change.json <<'END'
{ "annexes": [ { "no": 1, "title": "示例", "action": "remove", "list": "990100/factory",
  "columns": [ { "label": "名称", "role": "name" } ],
  "rows": [ { "id": "990100-0001", "cells": ["甲市示例机械有限公司"] } ] },
  { "no": 2, "title": "示例", "action": "rename",
  "columns": [ { "label": "原名称", "role": "former" }, { "label": "现名称", "role": "name" } ],
  "rows": [ { "id": "990100-0002", "cells": ["甲市示例材料有限公司", "甲市示例新材料有限公司"] } ] } ] }
END
}

nothing_changed() {
	_portal
	expect 0 _preview
	grep -q '名单没有变化' "$out"
	grep -q '文告没有变化' "$out"
	grep -q '<h3>改变 0 个</h3>' "$out"
	grep -q '没有新的问题' "$out"
}

lists_before_and_after_stand_side_by_side_with_the_notice() {
	_portal
	mkdir tmp
	export TMPDIR=$PWD/tmp
	_notice
	expect 0 _preview
	grep -q '甲市 绿色工厂 .*：2 家 → 1 家' "$out"
	grep -q '<tr><td>移出</td><td>甲市示例机械有限公司</td><td>—</td><td>移出公告</td></tr>' "$out"
	grep -q '<tr><td>更名</td><td>甲市示例材料有限公司</td><td>甲市示例新材料有限公司</td><td>移出公告</td></tr>' "$out"
	grep -q '新增：移出公告 .*2025-09-10 生效' "$out"
	grep -q '<li>notice/990100/2025/change.html</li>' "$out"
	[ -z "$(ls "$TMPDIR")" ]
	commit second
	expect 0 _preview
	grep -q '名单没有变化' "$out"
	expect 0 _preview --since HEAD~
	grep -q '2 家 → 1 家' "$out"
}

a_list_that_changes_without_a_notice_says_so() {
	_portal
	sed -i '/990100-0002/d; s/\("990100-0001".*\),$/\1/' content/notices/990100/2025/factory-{list,proposal}.json
	sed -i 's/"factory": 2/"factory": 1/' content/notices/990100/2025/factory-{list,proposal}.md
	expect 0 _preview
	grep -q '改动：关于公布名单的通知' "$out"
}

an_error_stands_on_the_page_and_nothing_is_built() {
	_portal
	_notice
	sed -i 's/"signed": "2025-09-10"/"signed": "2025-09-11"/' content/notices/990100/2025/change.md
	expect 1 _preview
	grep -q '有错误未改正，不能发布' "$out"
	grep -q '<td>错误</td><td>成文日期 2025-09-11 晚于发布日期 2025-09-10' "$out"
	[ "$(grep -c '<h3>新增' "$out")" = 0 ]
}

a_state_before_that_no_longer_builds_is_no_error_of_this_one() {
	_portal
	rm templates/pages/about.html
	commit second
	cp "$repository/templates/pages/about.html" templates/pages/
	expect 0 _preview
	grep -q '此前的内容现已不能生成网页，不能比较：门户缺少模板 templates/pages/about.html' "$out"
	grep -q '检查结果：0 个错误' "$out"
	[ "$(grep -c '有错误未改正' "$out")" = 0 ]
}

a_waiver_stands_with_its_reason() {
	_portal
	sed -i 's/"counts": { "enter": { "factory": 2 } }/"counts": { "enter": { "factory": 3 } }, "waive": [ { "rule": "count", "reason": "原文如此", "document": "示例会议纪要" } ]/' \
		content/notices/990100/2025/factory-list.md
	expect 0 _preview
	grep -q '1 项已豁免' "$out"
	grep -q '豁免理由：原文如此（示例会议纪要）' "$out"
}

what_cannot_be_read_is_no_page() {
	_portal
	echo '{' >content/site.json
	expect 1 _preview
	[ ! -s "$out" ]
	expect 2 luce preview --as-of yesterday
	expect 3 luce preview --since nothing
}

run_tests
