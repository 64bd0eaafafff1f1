/*
 * What must not be published of people: 个人信息保护法 25, 政府信息公开条例
 * 15; and 信访工作条例 30, under which nobody learns who reports whom.
 */
#include <string.h>

#include "base/mem.h"
#include "checks/families.h"
#include "checks/input.h"
#include "checks/personal.h"
#include "content/record_texts.h"
#include "content/tables.h"

#define CITE_PERSONAL "《中华人民共和国个人信息保护法》第二十五条"
#define CITE_REPORTS "《信访工作条例》第三十条"

/* ---- personal data in texts ---- */

struct scan { /* of one file */
	const struct check_input *in;
	const char *path;
	const struct text_at *at; /* of the text at hand; NULL: see line */
	unsigned line;
};

static void found(const struct scan *s, enum personal_kind kind, struct str what)
{
	static const enum finding_id ids[] = {
		[PERSONAL_MOBILE] = F_PRIVACY_MOBILE, [PERSONAL_IDENTITY] = F_PRIVACY_IDENTITY, [PERSONAL_MAILBOX] = F_PRIVACY_MAILBOX
	};
	struct findings *f = s->in->findings;
	struct place place = { .path = s->path };
	struct buf masked = BUF_INIT;

	if (s->at)
		place.pointer = text_pointer(&f->arena, s->at);
	else
		place.line = s->line, place.col = 1;
	personal_mask(what, &masked);
	finding_add(f, ids[kind], place, masked.data);
	findings_cite(f, CITE_PERSONAL);
	buf_release(&masked);
}

static void scan_text(const struct scan *s, const char *text, size_t len)
{
	struct str rest = { text, len }, what;
	enum personal_kind kind;

	while (personal_next(&rest, &kind, &what))
		found(s, kind, what);
}

static void visit(void *ctx, const char *text, const struct text_at *at)
{
	struct scan *s = ctx;

	s->at = at;
	scan_text(s, text, strlen(text));
}

static void scan_record(const struct check_input *in, const char *path, const struct record *r,
			const void *record)
{
	record_texts(r, record, visit, &(struct scan){ .in = in, .path = path });
}

static void scan_body(const struct check_input *in, const struct notice *n)
{
	struct scan s = { .in = in, .path = n->path, .line = n->body_line };

	for (const char *text = n->body; text && *text; s.line++) {
		size_t len = strcspn(text, "\n");

		scan_text(&s, text, len);
		text += len + (text[len] == '\n');
	}
}

static void notice_texts(const struct check_input *in, const struct notice *n)
{
	scan_record(in, n->path, &notice_record, n);
	if (n->annex_path)
		scan_record(in, n->annex_path, &annexes_record, &n->annexes);
	scan_body(in, n);
	for (size_t i = 0; i < n->attachments.n; i++) {
		const struct text_at list = { NULL, "attachments", 0 }, item = { &list, NULL, i },
				     file = { &item, "file", 0 };
		struct scan s = { .in = in, .path = n->path, .at = &file };

		scan_text(&s, n->attachments.items[i].file, strlen(n->attachments.items[i].file));
	}
}

static void entity_texts(const struct check_input *in, const struct entity *e)
{
	scan_record(in, e->path, &entity_record, e);
}

static void other_texts(const struct check_input *in)
{
	const struct content *c = in->content;

	scan_record(in, "content/site.json", &site_record, &c->site);
	for (size_t i = 0; i < c->regions.n; i++)
		scan_record(in, c->regions.items[i].path, &region_record, &c->regions.items[i]);
	for (size_t i = 0; i < c->rules.n; i++)
		scan_record(in, c->rules.items[i].path, &rules_record, &c->rules.items[i]);
	for (size_t i = 0; i < c->assessors.n; i++)
		scan_record(in, c->assessors.items[i].path, &assessor_record, &c->assessors.items[i]);
	scan_record(in, "content/withheld.json", &withheld_record, &c->withheld);
	scan_record(in, "content/redirects.json", &redirects_record, &c->redirects);
}

/* ---- attachments ---- */

/* What a file of that name is likely to hold. The file itself is not read. */
static void attachment_names(const struct check_input *in, const struct notice *n)
{
	static const char *const words[] = { "联系人", "联络员", "通讯录", "联系方式",
					     "身份证", "手机号", "花名册" };

	for (size_t i = 0; i < n->attachments.n; i++) {
		const struct attachment *a = &n->attachments.items[i];

		for (size_t k = 0; k < ARRAY_LEN(words); k++) {
			if (!a->title || !strstr(a->title, words[k]))
				continue;
			finding_add(in->findings, F_PRIVACY_ATTACHMENT,
				    PLACE(in, n, "/attachments/%zu/title", i), words[k]);
			findings_cite(in->findings, CITE_PERSONAL);
			break;
		}
	}
}

/* ---- contacts ---- */

static bool same_day_or_before(date_t a, date_t b)
{
	return a != DATE_NONE && b != DATE_NONE && a <= b;
}

/* Each contact of each authority, with its place. */
static void each_contact(const struct check_input *in,
			 void (*look)(const struct check_input *in, const struct contact *c,
				      const struct region *r, size_t authority, size_t contact))
{
	for (size_t i = 0; i < in->content->regions.n; i++) {
		const struct region *r = &in->content->regions.items[i];

		for (size_t a = 0; a < r->authorities.n; a++)
			for (size_t k = 0; k < r->authorities.items[a].contacts.n; k++)
				look(in, &r->authorities.items[a].contacts.items[k], r, a, k);
	}
}

static void look_verified(const struct check_input *in, const struct contact *c,
			  const struct region *r, size_t authority, size_t contact)
{
	if (c->verified == DATE_NONE)
		finding_add(in->findings, F_CONTACT_UNVERIFIED,
			    PLACE(in, r, "/authorities/%zu/contacts/%zu", authority, contact));
}

static void contacts_verified(const struct check_input *in)
{
	each_contact(in, look_verified);
}

static void look_expired(const struct check_input *in, const struct contact *c,
			 const struct region *r, size_t authority, size_t contact)
{
	if (same_day_or_before(c->expires, in->today - 1))
		finding_add(in->findings, F_CONTACT_EXPIRED,
			    PLACE(in, r, "/authorities/%zu/contacts/%zu/expires", authority, contact),
			    arg_date(in, c->expires));
}

static void contacts_expired(const struct check_input *in)
{
	each_contact(in, look_expired);
}

/* ---- who reports whom ---- */

static bool prefilled(const char *address)
{
	return address && strchr(address, '?');
}

/* mailto:a@b?subject=… in a text: whoever follows it has said what it is about. */
static bool prefilled_link(const char *body)
{
	static const char scheme[] = "mailto:";

	for (const char *s = body; s && (s = strstr(s, scheme)); s += strlen(scheme)) {
		size_t len = strcspn(s, " )>\n\"");

		if (memchr(s, '?', len))
			return true;
	}
	return false;
}

static void notice_prefilled(const struct check_input *in, const struct notice *n)
{
	if (n->contact && prefilled(n->contact->email)) {
		finding_add(in->findings, F_REPORT_PREFILLED, PLACE(in, n, "/contact/email"));
		findings_cite(in->findings, CITE_REPORTS);
	}
	if (prefilled_link(n->body)) {
		finding_add(in->findings, F_REPORT_PREFILLED,
			    ((struct place){ .path = n->path, .line = n->body_line, .col = 1 }));
		findings_cite(in->findings, CITE_REPORTS);
	}
}

static void look_prefilled(const struct check_input *in, const struct contact *c,
			   const struct region *r, size_t authority, size_t contact)
{
	if (!prefilled(c->email))
		return;
	finding_add(in->findings, F_REPORT_PREFILLED,
		    PLACE(in, r, "/authorities/%zu/contacts/%zu/email", authority, contact));
	findings_cite(in->findings, CITE_REPORTS);
}

static void contacts_prefilled(const struct check_input *in)
{
	each_contact(in, look_prefilled);
}

/* ---- results ---- */

/* What a check of a report led to is told of a named company only where the law has it published. */
static void result_basis(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->annexes.n && n->type == NOTICE_FINDING; i++)
		for (size_t k = 0; k < n->annexes.items[i].rows.n; k++) {
			const struct row *row = &n->annexes.items[i].rows.items[k];

			if (!row->more || !row->more->basis)
				finding_add(in->findings, F_RESULT_BASIS,
					    place_in(in->findings, n->annex_path,
						     "/annexes/%zu/rows/%zu", i, k));
		}
}

static void rectify_basis(const struct check_input *in, const struct notice *n)
{
	for (size_t i = 0; i < n->annexes.n && n->type != NOTICE_FINDING; i++)
		for (size_t k = 0; k < n->annexes.items[i].rows.n; k++) {
			const struct annex *a = &n->annexes.items[i];
			const struct row *row = &a->rows.items[k];

			if (row_action(a, row) == ACTION_RECTIFY &&
			    (!row->more || !row->more->basis) && !n->basis.n)
				finding_add(in->findings, F_RECTIFY_BASIS,
					    place_in(in->findings, n->annex_path,
						     "/annexes/%zu/rows/%zu", i, k));
		}
}

static const struct check rows[] = {
	{ F_PRIVACY_MOBILE, .last = F_PRIVACY_MAILBOX,
	  .by = "《中华人民共和国个人信息保护法》第二十五条", .reads = READS_RECORDS,
	  .says = { "公开的文字中没有手机号码、身份证号码和私人邮箱",
		    "no mobile number, identity number or private mailbox in what is published" },
	  .entity = entity_texts, .notice = notice_texts, .all = other_texts },
	{ F_PRIVACY_ATTACHMENT, .by = "《中华人民共和国个人信息保护法》第二十五条",
	  .reads = READS_RECORDS,
	  .says = { "附件不是个人联系方式", "no attachment that holds people's contacts" },
	  .notice = attachment_names },
	{ F_CONTACT_UNVERIFIED, .reads = READS_RECORDS,
	  .says = { "联系方式写明核实日期", "a contact has the day on which it was verified" },
	  .all = contacts_verified },
	{ F_CONTACT_EXPIRED, .reads = READS_RECORDS | READS_TODAY,
	  .says = { "联系方式按期重新核实", "a contact is verified again in time" },
	  .all = contacts_expired },
	{ F_REPORT_PREFILLED, .by = "《信访工作条例》第三十条", .reads = READS_RECORDS,
	  .says = { "邮件地址不预填主题等内容", "no mail address with a subject filled in" },
	  .notice = notice_prefilled, .all = contacts_prefilled },
	{ F_RESULT_BASIS, .reads = READS_RECORDS,
	  .says = { "公开举报核查结果须有法律依据",
		    "the result of a report is published on a legal basis" },
	  .notice = result_basis },
	{ F_RECTIFY_BASIS, .reads = READS_RECORDS,
	  .says = { "公开整改要求写明依据", "an order to rectify is published on a basis" },
	  .notice = rectify_basis },
};

const struct family privacy_family = {
	.name = "privacy",
	.says = { "个人信息和举报人保护", "privacy, and those who report" },
	.found_by = "check",
	.checks = rows,
	.n = ARRAY_LEN(rows),
};
