// Kinds of pages, and what must be on some of each: address, then texts ('!' before one that must not be there).
// The tier is that of its government-site tags: of the site alone, of a column (unless said), of an article.

// How many of the ten tags a page of a tier has, and the one that may be absent: many originals bear no time.
export const tiers = { site: { tags: 3 }, column: { tags: 7 }, article: { tags: 10, may: 'PubDate' } };

export const kinds = [
	{ name: 'home', tier: 'site', pattern: /^index\.html$/, pages: [
		['index.html', 'id="open"', 'id="removals"', 'id="totals"', '<svg role="img"', '<link rel="alternate" type="application/atom+xml"',
			'<a href="report/index.html">举报须知</a>', '<dt>数据截至</dt>'],
	] },
	{ name: 'missing', tier: 'site', pattern: /^404\.html$/, pages: [
		['404.html', '没有这个网页', '!<link rel="canonical"'],
	] },
	{ name: 'about', tier: 'site', pattern: /^about\/index\.html$/, pages: [
		['about/index.html', '以文告为准', '网站主办单位的联系方式未公布', '!我为政府网站找错', '!网站纠错'],
	] },
	{ name: 'audit', pattern: /^audit\/index\.html$/, pages: [
		['audit/index.html', 'sha256sum -c manifest', 'id="waivers"', 'id="withheld"', '培育对象联络员信息表',
			'《中华人民共和国个人信息保护法》第二十五条', 'notice/330400/2024/cultivation.html'],
	] },
	{ name: 'checks', pattern: /^checks\/index\.html$/, pages: [
		['checks/index.html', 'id="publicity"', '../rules/index.html#publicity', '随日期', 'period-short'],
	] },
	{ name: 'data', pattern: /^data\/index\.html$/, pages: [
		['data/index.html', '../datapackage.json', '../calendar.ics', 'factory/list.csv">CSV', 'factory/changes.jsonl'],
	] },
	{ name: 'map', tier: 'site', pattern: /^map\/index\.html$/, pages: [
		['map/index.html', '../guangdong/zhuhai/factory/index.html', '../removals/index.html'],
	] },
	{ name: 'moved', tier: 'site', pattern: /^(zhejiang\/jiaxing\/green-factory\/index|notice\/620000\/2025\/list-draft)\.html$/, pages: [
		['zhejiang/jiaxing/green-factory/index.html', '网页已移到新的网址', 'href="../factory/index.html"'],
		['notice/620000/2025/list-draft.html', '本网址已终止', '误发'],
	] },
	{ name: 'rules', pattern: /^rules\/\d{6}(-[a-z]+)?-\d{4}-[a-z0-9-]+\.html$/, pages: [
		['rules/440400-2024-387.html', '《珠海市绿色工厂梯度培育管理实施细则》说明', '以原文为准', '3月15日前', '（第十八条）',
			'未作规定', '由市主管部门建库，有效期3年', '2030年1月9日', '政策解读'],
		['rules/440300-2024-9.html', '5个工作日', '按评审结果排序管理', '查实后要求整改、移出、处理第三方评价机构'],
		['rules/440000-2024-4.html', '未核实', '至迟于', 'rel="external noreferrer">'],
		['rules/620000-2024-142.html', '取消资格，随年度名单进行，并公告', '文义不明', '最高100万元', '90天'],
		['rules/440200-2025-74.html', 'id="reports"', '本方案未作规定', '适用<a href="440000-2024-4.html">'],
	] },
	{ name: 'comparison', pattern: /^rules\/index\.html$/, pages: [
		['rules/index.html', '各地规定对照', '<th scope="col">珠海市</th>', '<th scope="row">公示期</th>', '5个工作日', '未核实'],
	] },
	{ name: 'reports', pattern: /^report\/index\.html$/, pages: [
		['report/index.html', '珠海市工业和信息化局', '未公布', '未作规定'],
	] },
	{ name: 'report', pattern: /^report\/(?!index)[a-z0-9-]+\.html$/, pages: [
		['report/440400-gxj.html', '受理：珠海市工业和信息化局', '第二十五条', '<li>实名</li>', '<li>佐证材料</li>', '<li>联系方式</li>',
			'举报第三方评价机构，本条没有写明', '要求整改', '《信访工作条例》第三十条', '以现行文本为准', '修改记录',
			'不要用工作单位的网络', '<th scope="row">举报人姓名</th><td></td>', '没有要求提供身份证件号码'],
		['report/440200-gxj.html', '未作规定', '本方案未作规定', '可以参看的其他规定', '未核实', '工业节能与安全生产科'],
		['report/440300-gxj.html', '第三方评价机构有关信息的真实性', '县（市、区）主管部门'],
		['report/330000-jxt.html', '市主管部门', '330400-jxj.html'],
		['report/620000-gxt.html', '各级工业和信息化主管部门，包括甘肃省工业和信息化厅', '或者按规定取消资格'],
		['report/440402-gxj.html', '举报由<a href="440400-gxj.html">', '!id="form"'],
	] },
	{ name: 'removals', pattern: /^(removals\/index|removals\/uncoded|removals\/ground\/[a-z0-9-]+|.*\/removals\/index)\.html$/, pages: [
		['removals/index.html', '移出与取消资格登记', 'id="y2025"', 'class="void"', '已撤销', '<td class="d">取消资格</td>', '<td class="d">移出</td>'],
		['gansu/removals/index.html', '甘肃省名单的移出与取消资格登记', '<td class="d">取消资格</td>'],
		['removals/ground/falsified.html', '材料或数据造假', 'aria-current="page"'],
	] },
	{ name: 'history', pattern: /\/history\.html$/, pages: [
		['zhejiang/jiaxing/factory/history.html', 'id="v2025-06-17"', '＋5 列入', '－1 离开', '（移出）', 'href="as-of/2025-06-17.html"',
			'<a href="as-of/2025-12-31.html">2025年末</a>', '!2026年末'],
		['gansu/factory/history.html', '（取消资格）'],
	] },
	{ name: 'list on a day', pattern: /\/as-of\/\d{4}-\d{2}-\d{2}\.html$/, pages: [
		['zhejiang/jiaxing/factory/as-of/2025-06-17.html', '当日终了时名单上有<strong>10</strong>个单位', '＋5 列入', 'notice/330400/2025/list.html',
			'以<a href="2024-12-31.html">2024年末名单</a>为基础', 'href="2025-06-17.csv"', '!id="members"'],
		['zhejiang/jiaxing/factory/as-of/2025-12-31.html', '年末在册单位', '<caption', '<th scope="row"><a href="../../../../entity/', 'href="2025-12-31.csv"', '!id="base"'],
		['gansu/factory/as-of/2025-03-14.html', '名单在这一天没有变动'],
	] },
	{ name: 'assessors', pattern: /^assessor\/index\.html$/, pages: [
		['assessor/index.html', '浙江示例绿色评价中心', '至少', '评价结果不予采信，期限未满'],
	] },
	{ name: 'assessor', pattern: /^assessor\/(?!index)[a-z0-9-]+\.html$/, pages: [
		['assessor/gansu-shili-longshang.html', '2028年10月20日', '期限未满', '故意隐瞒评价对象问题'],
		['assessor/zhejiang-shili-lvse.html', '至少', '评价工作情况', '本站收录的文告中没有。', '!法定代表人相同'],
	] },
	{ name: 'entities', pattern: /^entities\/index\.html$/, pages: [
		['entities/index.html', '按所在地', '按首次列入的年份', 'href="2025.html"', 'zhuhai/entities/index.html'],
	] },
	{ name: 'entities of a year', pattern: /^entities\/\d{4}\.html$/, pages: [
		['entities/2025.html', '2025年首次列入的企业和园区', '<th scope="row"><a href="../entity/'],
	] },
	{ name: 'entities of a region', pattern: /\/entities\/index\.html$/, pages: [
		['zhejiang/entities/index.html', '浙江省的企业和园区', '../jiaxing/entities/index.html'],
	] },
	{ name: 'notices', pattern: /\/notices\/index\.html$/, pages: [
		['gansu/notices/index.html', '取消资格公告', '甘肃省文告目录'],
	] },
	{ name: 'notice', tier: 'article', pattern: /^notice\//, pages: [
		['notice/620000/2025/list.html', '<meta name="ArticleTitle"', '<meta name="PubDate" content="2025-', 'class="annex"',
			'report/620000-gxt.html'],
		['notice/330400/2024/cultivation.html', '依法不再公开', '《中华人民共和国个人信息保护法》第二十五条', '嘉兴市经济和信息化局（示例）',
			'!href="cultivation/contacts.csv"'],
		// One of each type, with its metadata block.
		...[['000000/2025/call', '申报通知', '年度', '<strong>转录</strong>'], ['440306/2024/cultivation', '培育对象', 'class="annex"'],
			['440306/2024/recommend', '推荐名单', 'class="annex"'], ['000000/2025/proposal-2024', '公示', 'id="objection"', '已结束', '共15日，其中工作日10日', '本站没有收录受理机关公布的联系方式'],
			['440300/2026/removal', '移出公告', 'class="annex"'], ['440300/2026/change', '变更公告', 'class="annex"'], ['440300/2025/review', '复核结果', 'class="annex"'],
			['440300/2025/finding', '举报核查结果', 'class="annex"'], ['620000/2025/sanction', '第三方机构通报', 'assessor/gansu-shili-longshang.html'],
			['330000/2024/assessment', '第三方机构评价情况', 'class="annex"'],
			['440300/2025/correction', '更正', '<dt>更正或撤销</dt>'], ['440300/2025/restoration', '其他文告', '<dt>更正或撤销</dt>']].map(([id, type, ...said]) =>
			[`notice/${id}.html`, `<div><dt>类型</dt><dd>${type}</dd></div>`, '<dt>标题</dt>', '<dt>发布机关</dt>', '<dt>发文字号</dt>', '<dt>成文日期</dt>', '<dt>发布时间</dt>', '<dt>地区</dt>', ...said]),
		// What the portal wrote itself was published by no authority.
		['notice/440300/2024/green-rules.html', '<div><dt>类型</dt><dd>政策解读</dd></div>', '<strong>本站编写</strong>', '<dt>制定机关</dt>', '<dt>发文字号</dt>',
			'rules/440300-2024-9.html', '!<dt>发布机关</dt>', '!<dt>发布时间</dt>'],
		['notice/620000/2025/list.html', '自<time datetime="2025-11-10">2025年11月10日</time>起撤销：'],
		['notice/440300/2025/list.html', '更正为：', '本文告公布后有更正或撤销'],
	] },
	{ name: 'entity', tier: 'site', pattern: /^entity\//, pages: [
		['entity/620000/0/0010.html', '取消资格：<a href=', '../../../report/620000-gxt.html', '发生重大生产安全事故'],
		['entity/440300/0/0010.html', '自始无效：<time datetime="2025-04-10">', '2025年4月11日</time>公布', '2024年7月22日</time>由本站转录'],
		['entity/330400/0/0006.html', '移出：<a href=', 'report/330400-jxj.html'],
	] },
	{ name: 'list', pattern: /^(?!(about|audit|data|map|rules|report|removals|assessor|entities)\/).+\/[a-z-]*(factory|park|supply-chain|enterprise)\/index\.html$/, pages: [
		['guangdong/zhuhai/factory/index.html', 'href="history.html"', 'list.csv', '<svg role="img"', '分年统计',
			'report/440400-gxj.html', 'rules/440400-2024-387.html', '按引用列入'],
		['gansu/factory/index.html', '已取消资格或列入依据已终止'],
	] },
	{ name: 'region', pattern: /^(?!(about|audit|data|map|rules|report|removals|assessor|entities)\/).+\/index\.html$/, pages: [
		['guangdong/zhuhai/index.html', '<svg role="img"', 'removals/index.html', 'report/440400-gxj.html', 'rules/440400-2024-387.html',
			'calendar.ics', '未公布联系方式'],
		['guangdong/shaoguan/index.html', 'report/440200-gxj.html'],
	] },
];
