#define _GNU_SOURCE /* mkdtemp, realpath */
#include "demo_portal.h"

#include "scratch.h"

struct record {
	const char *path, *text;
};

/* ---- the portal, regions, rules ---- */

static const struct record frame[] = {
	{ "content/site.json",
	  "{ 'name': '绿色制造名单（示例网站）', 'description': '演示名单如何公示、公布、变更与移出。',"
	  " 'status': 'demo', 'registrar': '990100', 'organiser': '示例市工业和信息化局' }" },
	{ "content/categories.json",
	  "{ 'categories': ["
	  "{ 'code': 'factory', 'name': '绿色工厂', 'kind': 'enterprise' },"
	  "{ 'code': 'park', 'name': '绿色工业园区', 'kind': 'park' },"
	  "{ 'code': 'water-park', 'name': '工业节水型园区', 'kind': 'park' } ] }" },
	{ "content/calendar/2025.json",
	  "{ 'year': 2025, 'source': { 'title': '节假日安排（示例）' }, 'holidays': ['2025-10-01'], 'workdays': [] }" },
	{ "content/calendar/2026.json",
	  "{ 'year': 2026, 'source': { 'title': '节假日安排（示例）' }, 'holidays': ['2026-01-01'], 'workdays': [] }" },
	{ "content/regions/000000.json",
	  "{ 'code': '000000', 'level': 'nation', 'name': '国家', 'slug': 'nation',"
	  " 'authorities': [{ 'id': '000000-bu', 'name': '国家主管部门（示例）', 'lead': true, 'contacts': [] }] }" },
	{ "content/regions/990000.json",
	  "{ 'code': '990000', 'level': 'province', 'name': '示例省', 'slug': 'shili', 'parent': '000000',"
	  " 'authorities': [{ 'id': '990000-gxt', 'name': '示例省工业和信息化厅', 'lead': true, 'contacts': [] }] }" },
	{ "content/regions/990100.json",
	  "{ 'code': '990100', 'level': 'city', 'name': '示例市', 'aliases': ['示例'], 'slug': 'shili/shilishi',"
	  " 'parent': '990000', 'authorities': ["
	  "{ 'id': '990100-gxj', 'name': '示例市工业和信息化局', 'lead': true, 'contacts': ["
	  "{ 'use': 'objection', 'department': '节能科（示例）', 'phone': '0000-0000000', 'fax': '0000-0000001',"
	  " 'email': 'jienengke@example.gov.cn', 'address': '示例市示例路1号', 'postcode': '000000',"
	  " 'hours': '工作日9:00—17:00', 'source': '示例市2025年公示', 'verified': '2025-06-16' },"
	  "{ 'use': 'discipline', 'phone': '0000-0000002', 'source': '示例市2025年公示' } ] },"
	  "{ 'id': '990100-fgw', 'name': '示例市发展和改革委员会', 'contacts': [] } ] }" },
	{ "content/regions/990102.json",
	  "{ 'code': '990102', 'level': 'district', 'name': '东城区', 'slug': 'shili/shilishi/dongcheng',"
	  " 'parent': '990100', 'authorities': [{ 'id': '990102-gxj', 'name': '东城区工业和信息化局', 'lead': true,"
	  " 'contacts': [] }] }" },
	{ "content/regions/990103.json",
	  "{ 'code': '990103', 'level': 'district', 'name': '西城区', 'slug': 'shili/shilishi/xicheng',"
	  " 'parent': '990100', 'from': '2001-06-01', 'until': '2025-12-31', 'successor': '990102',"
	  " 'by': '990100/2025/districts', 'note': '区划调整示例。' }" },
	{ "content/regions/990200.json",
	  "{ 'code': '990200', 'level': 'city', 'name': '无规市', 'slug': 'shili/wugui', 'parent': '990000' }" },
	{ "content/regions/980000.json",
	  "{ 'code': '980000', 'level': 'province', 'name': '空省', 'slug': 'kong', 'parent': '000000' }" },
	{ "content/rules/990000-2023-2.json",
	  "{ 'region': '990000', 'title': '示例省绿色工厂梯度培育管理细则', 'in_force_by': '2023-05-01',"
	  " 'number': { 'value': '示工信〔2023〕示例2号', 'confidence': 'secondary' }, 'levels': ['province', 'city'],"
	  " 'publicity': { 'value': null, 'status': 'unverified', 'article': '第九条' },"
	  " 'deadlines': ["
	  "{ 'what': 'recommend', 'day': null, 'status': 'unverified', 'article': '第十条' },"
	  "{ 'what': 'change_report', 'who': 'member' } ],"
	  " 'removal': { 'verb': '取消资格', 'status': 'unverified' },"
	  " 'reports': { 'status': 'unverified', 'note': '有没有举报的条款，没有读到。' } }" },
	{ "content/rules/990100-2024-3.json",
	  "{ 'region': '990100', 'by': '990100/2024/green-rules', 'title': '示例市绿色工厂梯度培育管理实施细则',"
	  " 'number': { 'value': '示工信〔2024〕示例3号' }, 'effective': '2024-01-10', 'years': 5,"
	  " 'interpreter': '示例市工业和信息化局', 'note': '虚构的细则。', 'levels': ['city'],"
	  " 'rests_on': ['990000-2023-2'], 'repeals': ['示例市旧办法'],"
	  " 'source': { 'title': '示例市绿色工厂梯度培育管理实施细则', 'url': 'https://www.example.gov.cn/rules' },"
	  " 'lists': [{ 'category': 'factory', 'level': 'city', 'label': '绿色（低碳）工厂', 'ranked': true }],"
	  " 'publicity': { 'value': 5, 'unit': 'working', 'article': '第十五条' },"
	  " 'includes': [{ 'level': 'nation', 'categories': ['factory', 'park'], 'article': '第十七条' }],"
	  " 'deadlines': ["
	  "{ 'what': 'annual_form', 'day': '03-15', 'who': 'member', 'to': 'district', 'article': '第十八条' },"
	  "{ 'what': 'recommend', 'day': '05-20', 'who': 'district', 'to': 'city', 'strength': 'principle' },"
	  "{ 'what': 'change_report', 'day': null, 'status': 'unspecified' } ],"
	  " 'ineligibility': { 'lookback_years': 3, 'items': ["
	  "{ 'code': 'INEL_1', 'text': '连续停产12个月以上', 'article': '第十一条第（一）项' } ] },"
	  " 'removal': { 'verb': '移出', 'grounds': ["
	  "{ 'code': 'NO_DYNAMIC_FORM', 'text': '拒不按时填报动态管理表', 'article': '第二十二条第（二）项' } ] },"
	  " 'review': { 'every_years': 3, 'by': ['district'], 'article': '第二十条' },"
	  " 'rectification': { 'status': 'unspecified' },"
	  " 'assessors': { 'cap': [{ 'max': 15, 'per': 'assessor', 'scope': 'city', 'status': 'ambiguous' }] },"
	  " 'reports': { 'to': ['city', 'province'], 'about': ['member'], 'needs': ['real_name', 'evidence', 'contact'],"
	  " 'outcomes': ['rectify', 'remove'], 'article': '第二十五条' },"
	  " 'rewards': [{ 'level': 'city', 'max_yuan': 55000, 'once': true, 'confidence': 'inferred' }] }" },
};

/* ---- who is listed ---- */

static const struct {
	const char *id, *name, *kind, *place, *more;
} entities[] = {
	{ "000000-0001", "示例精密制造有限公司", "enterprise", "990100", "" },
	{ "000000-0002", "空省示例钢铁有限公司", "enterprise", "980000", "" },
	{ "000000-0003", "示例高新技术产业园区", "park", "990100", "" },
	{ "990100-0002", "示例新材料有限公司", "enterprise", "990102",
	  ", 'industry': '化学原料和化学制品制造业', 'uscc': '91440300708461136T',"
	  " 'in_park': [{ 'id': '000000-0003', 'from': '2024-01-01' }] " },
	{ "990100-0003", "示例电子有限公司", "enterprise", "990102", ", 'industry': '电子'" },
	{ "990100-0004", "示例水泥有限公司", "enterprise", "990100",
	  ", 'parent': [{ 'id': '990100-0003', 'from': '2020-01-01', 'until': '2024-12-31' }]" },
	{ "990100-0005", "示例食品有限公司", "enterprise", "990102", "" },
	{ "990100-0006", "示例纺织有限公司", "enterprise", "990102", "" },
	{ "990100-0007", "示例电子（集团）有限公司", "enterprise", "990102", "" },
	{ "990100-0008", "示例新材料分公司", "enterprise", "990102", "" },
	{ "990100-0010", "示例造纸有限公司", "enterprise", "990102", "" },
	{ "990100-0011", "示例<script>alert(1)</script>&\\u0022有限公司", "enterprise", "990102", "" },
	{ "990100-0012", "示例未来有限公司", "enterprise", "990102", "" },
	{ "990100-0013", "示例草稿有限公司", "enterprise", "990102", "" },
};

static void put_entities(struct source *s)
{
	for (size_t i = 0; i < ARRAY_LEN(entities); i++) {
		struct buf path = BUF_INIT, text = BUF_INIT;
		const char *id = entities[i].id;

		buf_add_format(&path, "content/entities/%.6s/%s.json", id, id);
		buf_add_format(&text, "{ 'id': '%s', 'name': '%s', 'kind': '%s', 'place': '%s'%s }",
			       id, entities[i].name, entities[i].kind, entities[i].place,
			       entities[i].more);
		demo_put(s, path.data, text.data);
		buf_release(&path);
		buf_release(&text);
	}
}

/* ---- notices ---- */

#define NAMED "'columns': [{ 'label': '序号', 'role': 'no' }, { 'label': '名称', 'role': 'name' }]"
#define PLACED                                                                                           \
	"'columns': [{ 'label': '序号', 'role': 'no' }, { 'label': '企业名称', 'role': 'name' }, " \
	"{ 'label': '所在区', 'role': 'place' }, { 'label': '第三方评价机构', 'role': 'assessor' }]"
#define HOSTILE "示例<script>alert(1)</script>&\\u0022有限公司"

static const struct record notices[] = {
	{ "990100/2024/green-rules.md",
	  "{ 'type': 'rules', 'title': '《示例市绿色工厂梯度培育管理实施细则》解读', 'issuers': ['990100-gxj'],"
	  " 'signed': '2024-01-08', 'published': '2024-01-08 09:00', 'basis': ['990100-2024-3'] }\n\n"
	  "# 要点\n\n以原文为准。见[原文](https://www.example.gov.cn/rules)。\n" },

	{ "000000/2024/batch-1.md",
	  "{ 'type': 'list', 'title': '国家绿色制造名单（示例批次）', 'issuers': ['000000-bu'],"
	  " 'number': '部示函〔2024〕示例7号', 'signed': '2024-03-01',"
	  " 'transcribed': { 'source': '国家主管部门（示例）', 'url': 'https://www.example.gov.cn/batch-1',"
	  " 'on': '2024-04-02', 'by': '示例市工业和信息化局' } }\n\n现予公布。\n" },
	{ "000000/2024/batch-1.json",
	  "{ 'annexes': ["
	  "{ 'no': 1, 'title': '绿色工厂名单', 'action': 'enter', 'list': '000000/factory', 'unranked': true, 'columns': ["
	  "{ 'label': '序号', 'role': 'no' }, { 'label': '地区', 'role': 'place' }, { 'label': '工厂名称', 'role': 'name' }],"
	  " 'rows': ["
	  "{ 'id': '000000-0001', 'cells': ['1', '示例省', '示例精密制造有限公司'] },"
	  "{ 'id': '000000-0002', 'cells': ['2', '空省', '空省示例钢铁有限公司'] } ] },"
	  "{ 'no': 2, 'title': '绿色工业园区名单', 'action': 'enter', 'list': '000000/park', " NAMED
	  ", 'rows': ["
	  "{ 'id': '000000-0003', 'cells': ['1', '示例高新技术产业园区'] } ] } ] }" },

	{ "990100/2024/locate.md",
	  "{ 'type': 'change', 'title': '关于国家级绿色工厂所在地的公告', 'issuers': ['990100-gxj'],"
	  " 'signed': '2024-05-06', 'published': '2024-05-06 09:00' }\n\n现予公告。\n" },
	{ "990100/2024/locate.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '所在地', 'action': 'locate', 'columns': ["
	  "{ 'label': '名称', 'role': 'name' }, { 'label': '所在地', 'role': 'place' }], 'rows': ["
	  "{ 'id': '000000-0001', 'cells': ['示例精密制造有限公司', '示例市'] } ] }] }" },

	{ "990100/2025/factory-call.md",
	  "{ 'type': 'call', 'title': '关于开展2025年度绿色工厂申报工作的通知', 'issuers': ['990100-gxj'],"
	  " 'number': '示工信〔2025〕示例1号', 'addressees': ['各区工业和信息化局', '各有关单位'], 'year': 2025,"
	  " 'signed': '2025-02-10', 'published': '2025-02-10 09:30',"
	  " 'deadlines': [{ 'what': 'recommend', 'day': '2025-05-20', 'who': 'district' },"
	  " { 'what': '线下答疑', 'day': '2025-03-20' }] }\n\n请按要求申报。\n\n1. 自愿申报；\n2. 逐级推荐。\n" },

	{ "990100/2025/cultivation.md",
	  "{ 'type': 'cultivation', 'title': '2025年度绿色工厂培育对象名单', 'issuers': ['990100-gxj'],"
	  " 'signed': '2025-03-03', 'published': '2025-03-03 10:00' }\n\n现予公布。\n" },
	{ "990100/2025/cultivation.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '培育对象', 'action': 'take_in', 'list': '990100/factory', " NAMED
	  ", 'rows': [{ 'id': '990100-0006', 'cells': ['1', '示例纺织有限公司'], 'until': '2028-03-02' }] }] }" },

	{ "990100/2025/factory-proposal.md",
	  "{ 'type': 'proposal', 'title': '关于2025年度示例市绿色工厂名单的公示', 'issuers': ['990100-gxj'],"
	  " 'signed': '2025-07-25', 'published': '2025-07-25 09:00', 'follows': '990100/2025/factory-call',"
	  " 'period': { 'start': '2025-07-25', 'end': '2025-07-31' }, 'basis': ['990100-2024-3'],"
	  " 'contact': { 'use': 'objection', 'department': '绿色制造专班（示例）', 'phone': '0000-1111111',"
	  " 'source': '本公示' },"
	  " 'attachments': [{ 'file': '公示 (盖章).pdf', 'title': '公示盖章扫描件',"
	  " 'sha256': '567b806f96d6c75afd5d35a7d08a0793d0684985e8ed09d9636cdde530467f73', 'compared_on': '2025-07-25' }] }\n\n"
	  "根据实施细则，现将拟列入单位予以公示。\n\n{{annex 1}}\n\n个人反映情况的，请署真实姓名。\n" },
	{ "990100/2025/factory-proposal.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '拟列入名单', 'action': 'propose', 'list': '990100/factory', " PLACED
	  ", 'rows': ["
	  "{ 'id': '990100-0002', 'cells': ['1', '示例新材料有限公司', '东城区', '示例评价中心'] },"
	  "{ 'id': '990100-0003', 'cells': ['2', '示例电子有限公司', '东城区', '示例评价中心'] },"
	  "{ 'id': '990100-0004', 'cells': ['3', '示例水泥有限公司', '示例市', '示例评价中心'] },"
	  "{ 'id': '990100-0005', 'cells': ['4', '示例食品有限公司', '东城区', '示例评价中心'] },"
	  "{ 'id': '990100-0010', 'cells': ['5', '示例造纸有限公司', '东城区', '示例评价中心'] },"
	  "{ 'id': '990100-0011', 'cells': ['6', '" HOSTILE "', '东城区', '示例<b>评价'] } ] }] }" },

	{ "990100/2025/factory-list.md",
	  "{ 'type': 'list', 'title': '关于公布2025年度示例市绿色工厂名单的通知',"
	  " 'issuers': ['990100-gxj', '990100-fgw'], 'number': '示工信〔2025〕示例8号', 'year': 2025,"
	  " 'addressees': ['各有关单位'], 'signed': '2025-08-08', 'published': '2025-08-11 16:20',"
	  " 'effective': '2025-08-12', 'follows': '990100/2025/factory-proposal', 'basis': ['990100-2024-3'] }\n\n"
	  "经公示，现将名单予以公布。\n" },
	{ "990100/2025/factory-list.json",
	  "{ 'annexes': ["
	  "{ 'no': 1, 'title': '2025年度示例市绿色工厂名单', 'action': 'enter', 'list': '990100/factory', 'columns': ["
	  "{ 'label': '名次', 'role': 'rank' }, { 'label': '企业名称', 'role': 'name' },"
	  "{ 'label': '所在区', 'role': 'place' }, { 'label': '第三方评价机构', 'role': 'assessor' }], 'rows': ["
	  "{ 'id': '990100-0002', 'cells': ['1', '示例新材料有限公司', '东城区', '示例评介中心'] },"
	  "{ 'id': '990100-0003', 'cells': ['2', '示例电子有限公司', '东城区', '示例评价中心'] },"
	  "{ 'id': '990100-0004', 'cells': ['3', '示例水泥有限公司', '示例市', '示例评价中心'] },"
	  "{ 'id': '990100-0010', 'cells': ['4', '示例造纸有限公司', '东城区', '示例评价中心'] },"
	  "{ 'id': '990100-0011', 'cells': ['5', '" HOSTILE "', '东城区', '示例<b>评价'] } ] },"
	  "{ 'no': 2, 'title': '移出名单', 'action': 'remove', 'list': '990100/factory', " NAMED
	  ", 'rows': [] },"
	  "{ 'no': 3, 'title': '公示后不予列入的单位', 'action': 'drop', 'list': '990100/factory', " NAMED
	  ", 'rows': ["
	  "{ 'id': '990100-0005', 'cells': ['1', '示例食品有限公司'], 'decision': '异议成立' } ] } ] }" },

	{ "990100/2025/factory-removal.md",
	  "{ 'type': 'removal', 'title': '关于移出示例市绿色工厂名单的公告', 'issuers': ['990100-gxj'],"
	  " 'signed': '2025-10-20', 'published': '2025-10-20 09:00' }\n\n现予公告。\n" },
	{ "990100/2025/factory-removal.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '移出名单', 'action': 'remove', 'list': '990100/factory', 'columns': ["
	  "{ 'label': '序号', 'role': 'no' }, { 'label': '名称', 'role': 'name' }, { 'label': '原因', 'role': 'ground' }],"
	  " 'rows': ["
	  "{ 'id': '990100-0004', 'cells': ['1', '示例水泥有限公司', '未按时填报动态管理表'], 'ground': 'NO_DYNAMIC_FORM',"
	  " 'until': '2028-10-19' },"
	  "{ 'id': '990100-0010', 'cells': ['2', '示例造纸有限公司', '连续停产'], 'ground': 'INEL_1' },"
	  "{ 'id': '990100-0011', 'cells': ['3', '" HOSTILE
	  "', '自行申请<退出>'], 'ground': 'VOLUNTARY' } ] }] }" },

	{ "990100/2025/change.md",
	  "{ 'type': 'change', 'title': '关于名单单位变更事项的公告', 'issuers': ['990100-gxj'],"
	  " 'signed': '2025-11-03', 'published': '2025-11-03 09:00' }\n\n现予公告。\n" },
	{ "990100/2025/change.json",
	  "{ 'annexes': ["
	  "{ 'no': 1, 'title': '更名', 'action': 'rename', 'list': '990100/factory', 'columns': ["
	  "{ 'label': '原名称', 'role': 'former' }, { 'label': '现名称', 'role': 'name' }], 'rows': ["
	  "{ 'id': '990100-0002', 'cells': ['示例新材料有限公司', '示例新材料股份有限公司'] } ] },"
	  "{ 'no': 2, 'title': '承继', 'action': 'succeed', 'list': '990100/factory', " NAMED
	  ", 'rows': ["
	  "{ 'id': '990100-0003', 'cells': ['1', '示例电子有限公司'], 'to': '990100-0007' } ] },"
	  "{ 'no': 3, 'title': '行业变更', 'action': 'alter', " NAMED ", 'rows': ["
	  "{ 'id': '990100-0010', 'cells': ['1', '示例造纸有限公司'], 'industry': '造纸和纸制品业' } ] },"
	  "{ 'no': 4, 'title': '同一单位', 'action': 'same', " NAMED ", 'rows': ["
	  "{ 'id': '990100-0002', 'cells': ['1', '示例新材料股份有限公司'], 'with': '990100-0008' } ] },"
	  "{ 'no': 5, 'title': '迁址', 'action': 'locate', 'columns': ["
	  "{ 'label': '名称', 'role': 'name' }, { 'label': '现址', 'role': 'place' }], 'rows': ["
	  "{ 'id': '990100-0007', 'cells': ['示例电子（集团）有限公司', '西城区'], 'from': '990102', 'to': '990103' } ] } ] }" },

	{ "990100/2025/correction.md",
	  "{ 'type': 'correction', 'title': '关于更正和撤销部分内容的公告', 'issuers': ['990100-gxj'],"
	  " 'signed': '2025-12-01', 'published': '2025-12-01 09:00', 'follows': '990100/2025/factory-removal' }\n\n现予公告。\n" },
	{ "990100/2025/correction.json",
	  "{ 'annexes': ["
	  "{ 'no': 1, 'title': '更正', 'action': 'correct', 'columns': [{ 'label': '说明' }], 'rows': ["
	  "{ 'id': '990100-0002', 'cells': ['机构名称有误'], 'target': { 'notice': '990100/2025/factory-list', 'annex': 1,"
	  " 'id': '990100-0002' }, 'column': '第三方评价机构', 'old': '示例评介中心', 'new': '示例评价中心' } ] },"
	  "{ 'no': 2, 'title': '撤销', 'action': 'revoke', 'columns': [{ 'label': '说明' }], 'rows': ["
	  "{ 'id': '990100-0010', 'cells': ['停产情况不实'], 'target': { 'notice': '990100/2025/factory-removal', 'annex': 1,"
	  " 'id': '990100-0010' }, 'decision': '复议决定（示例）' } ] } ] }" },

	{ "990100/2025/districts.md",
	  "{ 'type': 'other', 'title': '关于区划调整后名单管理的公告 & <说明>', 'issuers': ['990100-gxj'],"
	  " 'signed': '2025-12-30', 'published': '2025-12-30 09:00' }\n\n"
	  "原西城区的单位由东城区管理。`<b>` 不是标记，也不是\\<script\\>。\n" },

	{ "990100/2026/review.md",
	  "{ 'type': 'review', 'title': '2026年度复核结果', 'issuers': ['990100-gxj'],"
	  " 'signed': '2026-02-02', 'published': '2026-02-02 09:00' }\n\n现予公布。\n" },
	{ "990100/2026/review.json",
	  "{ 'annexes': ["
	  "{ 'no': 1, 'title': '复核通过', 'action': 'pass', 'list': '990100/factory', " NAMED
	  ", 'rows': ["
	  "{ 'id': '990100-0002', 'cells': ['1', '示例新材料股份有限公司'] } ] },"
	  "{ 'no': 2, 'title': '限期整改', 'action': 'rectify', 'list': '990100/factory', " NAMED
	  ", 'rows': ["
	  "{ 'id': '990100-0010', 'cells': ['1', '示例造纸有限公司'], 'until': '2026-06-30' } ] } ] }" },

	{ "990000/2026/recommend.md",
	  "{ 'type': 'recommend', 'title': '示例省推荐国家绿色工厂名单', 'issuers': ['990000-gxt'],"
	  " 'signed': '2026-02-20', 'published': '2026-02-20 09:00' }\n\n现予公布。\n" },
	{ "990000/2026/recommend.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '推荐名单', 'action': 'recommend', 'list': '000000/factory', " NAMED
	  ", 'rows': [{ 'id': '990100-0002', 'cells': ['1', '示例新材料股份有限公司'] }] }] }" },

	{ "990100/2026/factory-proposal.md",
	  "{ 'type': 'proposal', 'title': '关于2026年度示例市绿色工厂名单（第一批）的公示', 'issuers': ['990100-gxj'],"
	  " 'signed': '2026-03-05', 'published': '2026-03-05 09:00',"
	  " 'period': { 'start': '2026-03-05', 'end': '2026-03-11' } }\n\n现予公示。\n\n{{annex 1}}\n" },
	{ "990100/2026/factory-proposal.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '拟列入名单', 'action': 'propose', 'list': '990100/factory', " NAMED
	  ", 'rows': [{ 'id': '990100-0005', 'cells': ['1', '示例食品有限公司'] }] }] }" },

	{ "990102/2026/park-proposal.md",
	  "{ 'type': 'proposal', 'title': '东城区节水型园区的公示', 'issuers': ['990102-gxj'],"
	  " 'signed': '2026-03-10', 'published': '2026-03-10 09:00',"
	  " 'period': { 'start': '2026-03-16', 'end': '2026-03-20' } }\n\n现予公示。\n" },

	{ "990100/2026/future-list.md",
	  "{ 'type': 'list', 'title': '关于公布2026年度增补名单的通知', 'issuers': ['990100-gxj'],"
	  " 'number': '示工信〔2026〕示例2号', 'signed': '2026-03-06', 'published': '2026-03-06 09:00',"
	  " 'effective': '2026-04-01' }\n\n现予公布。\n" },
	{ "990100/2026/future-list.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '增补名单', 'action': 'enter', 'list': '990100/factory', " NAMED
	  ", 'rows': [{ 'id': '990100-0012', 'cells': ['1', '示例未来有限公司'] }] }] }" },

	{ "990100/2026/draft.md",
	  "{ 'type': 'list', 'title': '草稿：不得出现', 'issuers': ['990100-gxj'], 'draft': true }\n\n草稿。\n" },
	{ "990100/2026/draft.json",
	  "{ 'annexes': [{ 'no': 1, 'title': '草稿', 'action': 'enter', 'list': '990100/factory', " NAMED
	  ", 'rows': [{ 'id': '990100-0013', 'cells': ['1', '示例草稿有限公司'] }] }] }" },
};

/* ---- putting it together ---- */

void demo_put(struct source *s, const char *path, const char *text)
{
	struct buf b = BUF_INIT;

	for (; *text; text++)
		buf_add_char(&b, *text == '\'' ? '"' : *text);
	source_put(s, path, buf_str(&b));
	buf_release(&b);
}

/* From the work tree: tests are run from its top. */
static void put_templates(struct source *s)
{
	struct findings f = FINDINGS_INIT;
	struct source *tree = source_open_tree(".", &f);
	struct source_file *files = NULL;
	struct arena arena = ARENA_INIT;
	struct buf bytes = BUF_INIT;
	size_t n = 0;

	assert_non_null(tree);
	assert_int_equal(source_list(tree, "templates", &arena, &files, &n, &f), 0);
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		buf_clear(&bytes);
		assert_int_equal(source_read(tree, files[i].path, &bytes, &f), 0);
		source_put(s, files[i].path, buf_str(&bytes));
	}
	buf_release(&bytes);
	arena_release(&arena);
	source_free(tree);
	findings_release(&f);
}

static bool replace(struct buf *text, const char *from, const char *to)
{
	struct buf out = BUF_INIT;
	const char *at = text->data, *found;
	bool any = false;

	for (; (found = strstr(at, from)); at = found + strlen(from), any = true) {
		buf_add(&out, at, (size_t)(found - at));
		buf_add_str(&out, to);
	}
	buf_add_str(&out, at);
	buf_release(text);
	*text = out;
	return any;
}

static bool replace_in(struct source *s, const char *path, const char *from, const char *to)
{
	struct findings f = FINDINGS_INIT;
	struct buf text = BUF_INIT;
	bool any;

	assert_int_equal(source_read(s, path, &text, &f), 0);
	any = text.data && replace(&text, from, to);
	if (any)
		source_put(s, path, buf_str(&text));
	buf_release(&text);
	return any;
}

void demo_replace(struct source *s, const char *path, const char *from, const char *to)
{
	struct arena arena = ARENA_INIT;
	struct findings f = FINDINGS_INIT;
	struct source_file *files;
	bool any = false;
	size_t n;

	if (source_has(s, path)) {
		any = replace_in(s, path, from, to);
	} else {
		assert_int_equal(source_list(s, path, &arena, &files, &n, &f), 0);
		for (size_t i = 0; i < n; i++)
			any = replace_in(s, files[i].path, from, to) || any;
	}
	if (!any)
		fail_msg("no %s below %s", from, path);
	arena_release(&arena);
}

void demo_init(struct demo *d)
{
	*d = (struct demo){ .source = source_new_memory() };
	put_templates(d->source);
	for (size_t i = 0; i < ARRAY_LEN(frame); i++)
		demo_put(d->source, frame[i].path, frame[i].text);
	put_entities(d->source);
	for (size_t i = 0; i < ARRAY_LEN(notices); i++) {
		struct buf path = BUF_INIT;

		buf_add_format(&path, "content/notices/%s", notices[i].path);
		demo_put(d->source, path.data, notices[i].text);
		buf_release(&path);
	}
	source_put(d->source, "content/notices/990100/2025/factory-proposal/公示 (盖章).pdf",
		   STR_LIT("%PDF demo\n"));
}

date_t demo_day(void)
{
	return date_make(2026, 3, 10);
}

void demo_open(struct demo *d, date_t as_of)
{
	struct fold_options o = { .as_of = as_of, .seen = date_end(as_of) };

	d->content = content_load(d->source, 2, &d->findings);
	d->registry = registry_fold(d->content, &o, &d->findings);
	if (d->findings.errors)
		findings_print(&d->findings);
	assert_int_equal(d->findings.errors, 0);
}

void demo_release(struct demo *d)
{
	registry_free(d->registry);
	content_free(d->content);
	source_free(d->source);
	findings_release(&d->findings);
	*d = (struct demo){ 0 };
}

int demo_build(const struct demo *d, const char *out, const char *base_url,
	       struct site_counts *counts, struct findings *f)
{
	struct site_options o = {
		.content = d->content,
		.registry = d->registry,
		.history = d->history,
		.source = d->source,
		.out = out,
		.base_url = base_url,
		.commit = "0123456789abcdef0123456789abcdef01234567",
		.version = "0-test",
		.threads = 2,
	};

	return site_build(&o, counts, f);
}
