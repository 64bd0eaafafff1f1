#include "pages/parts.h"

#include <string.h>

#include "pages/words.h"
#include "rules/rules.h"

/* Whether the chain of parents from r reaches `within`. */
static bool lies_below(const struct region_outline *r, const struct region *within)
{
	for (; r; r = r->parent)
		if (r->region == within)
			return true;
	return false;
}

const char *place_name(const struct page *p, const char *code, const struct region *within)
{
	const struct region_outline *r = outline_region(p->ctx->outline, code);
	const struct region *stop = lies_below(r, within) ? within : NULL;
	const char *name = "";

	if (!r)
		return or_empty(code);
	if (stop && r->region == stop)
		return r->region->name;
	for (; r && r->region != stop; r = r->parent)
		if (r->parent || !*name) /* the nation is named only alone */
			name = page_printf(p, "%s%s", r->region->name, name);
	return name;
}

const char *issuer_names(const struct page *p, const struct notice *n, const char *separator)
{
	const char *names = "";

	for (size_t i = 0; i < n->issuers.n; i++) {
		const struct authority *a = content_authority(p->ctx->content, n->issuers.items[i]);

		names = page_printf(p, "%s%s%s", names, i ? separator : "",
				    a ? a->name : n->issuers.items[i]);
	}
	return names;
}

static const struct rule_ground *ground_of(const struct rules *r, const char *code)
{
	const struct rule_removal *removal = r->terms.removal;
	const struct rule_ineligibility *ineligibility = r->terms.ineligibility;

	for (size_t i = 0; removal && i < removal->grounds.n; i++)
		if (strcmp(removal->grounds.items[i].code, code) == 0)
			return &removal->grounds.items[i];
	for (size_t i = 0; ineligibility && i < ineligibility->items.n; i++)
		if (strcmp(ineligibility->items.items[i].code, code) == 0)
			return &ineligibility->items.items[i];
	return NULL;
}

struct ground removal_ground(const struct page *p, const struct event *removal)
{
	const struct content *c = p->ctx->content;
	const struct list_outline *l = outline_list(p->ctx->outline, removal->list);
	const struct row *row = removal->row;
	const struct rules *rules = NULL;
	const struct rule_ground *found = NULL;
	struct ground g = { NULL, row->more ? row->more->article : NULL, NULL };

	if (row->ground && l)
		rules = rules_in_force(c, l->roster->region->code, removal->day);
	if (rules)
		found = ground_of(rules, row->ground);
	if (rules && !found && rules->terms.removal && rules->terms.removal->clause.same_as) {
		rules = content_rules(c, rules->terms.removal->clause.same_as);
		found = rules ? ground_of(rules, row->ground) : NULL;
	}
	if (!found || !found->text) {
		g.text = event_cell(removal, ROLE_GROUND);
		return g;
	}
	g.text = found->text;
	if (!g.article)
		g.article = found->clause.article;
	g.rules = rules->title;
	return g;
}

static const char *region_verb(const struct page *p, const char *region, date_t day)
{
	const struct rules *r = rules_in_force(p->ctx->content, region, day);

	return r && r->terms.removal && r->terms.removal->verb ? r->terms.removal->verb : "移出";
}

const char *removal_verb(const struct page *p, const char *list, date_t day)
{
	const struct list_outline *l = outline_list(p->ctx->outline, list);

	return l ? region_verb(p, l->roster->region->code, day) : "移出";
}

const char *notice_type(const struct page *p, const struct notice *n)
{
	date_t day = notice_effective(n);

	if (n->type != NOTICE_REMOVAL || day == DATE_NONE)
		return word_notice_type(n->type);
	return page_printf(p, "%s公告", region_verb(p, n->region, day));
}

void fill_regions_below(const struct page *p, struct value *v, const struct region_outline *r)
{
	struct value *links = page_frames(p, r->children.n, LINK_SLOTS);

	for (size_t i = 0; i < r->children.n; i++) {
		const struct region *below = r->children.items[i]->region;

		value_text(&links[i * LINK_SLOTS + LINK_HREF], link_region(p, below));
		value_text(&links[i * LINK_SLOTS + LINK_TEXT], below->name);
	}
	fill_list(p, v, links, r->children.n, LINK_SLOTS);
}

bool notice_explains(const struct notice *n)
{
	return n->transcribed && n->type == NOTICE_RULES;
}

const struct shape notice_item_shape = {
	.name = "notice item",
	.n = ITEM_SLOTS,
	.slots = {
		[ITEM_HREF] = { "href", SLOT_TEXT, NULL },
		[ITEM_TITLE] = { "title", SLOT_TEXT, NULL },
		[ITEM_TYPE] = { "type", SLOT_TEXT, NULL },
		[ITEM_DATE] = { "date", SLOT_GROUP, &date_shape },
		[ITEM_NUMBER] = { "number", SLOT_TEXT, NULL },
		[ITEM_REGION] = { "region", SLOT_TEXT, NULL },
		[ITEM_ORIGIN] = { "origin", SLOT_TEXT, NULL }, /* empty: published here by its issuers */
	},
};

void fill_notice_item(const struct page *p, struct value frame[ITEM_SLOTS], const struct notice *n)
{
	const struct region *r = content_region(p->ctx->content, n->region);

	value_text(&frame[ITEM_HREF], link_notice(p, n->id));
	value_text(&frame[ITEM_TITLE], n->title);
	value_text(&frame[ITEM_TYPE], notice_type(p, n));
	fill_date(p, &frame[ITEM_DATE], minute_date(notice_published(n)));
	value_text(&frame[ITEM_NUMBER], n->number);
	value_text(&frame[ITEM_REGION], r ? r->name : NULL);
	value_text(&frame[ITEM_ORIGIN], notice_explains(n) ? "本站编写"
					: n->transcribed   ? "转录"
							   : NULL);
}

void fill_notice_items(const struct page *p, struct value *v, const struct notice *const *notices,
		       size_t n)
{
	struct value *items = page_frames(p, n, ITEM_SLOTS);

	for (size_t i = 0; i < n; i++)
		fill_notice_item(p, items + i * ITEM_SLOTS, notices[i]);
	fill_list(p, v, items, n, ITEM_SLOTS);
}

const struct shape contact_shape = {
	.name = "contact",
	.n = CONTACT_SLOTS,
	.slots = {
		[CONTACT_OF] = { "of", SLOT_TEXT, NULL },
		[CONTACT_FOR] = { "for", SLOT_TEXT, NULL },
		[CONTACT_DEPARTMENT] = { "department", SLOT_TEXT, NULL },
		[CONTACT_PHONE] = { "phone", SLOT_TEXT, NULL },
		[CONTACT_FAX] = { "fax", SLOT_TEXT, NULL },
		[CONTACT_EMAIL] = { "email", SLOT_TEXT, NULL },
		[CONTACT_ADDRESS] = { "address", SLOT_TEXT, NULL },
		[CONTACT_POSTCODE] = { "postcode", SLOT_TEXT, NULL },
		[CONTACT_HOURS] = { "hours", SLOT_TEXT, NULL },
		[CONTACT_SOURCE] = { "source", SLOT_TEXT, NULL },
		[CONTACT_VERIFIED] = { "verified", SLOT_GROUP, &date_shape },
	},
};

void fill_contact(const struct page *p, struct value frame[CONTACT_SLOTS], const struct contact *c,
		  const char *of)
{
	value_text(&frame[CONTACT_OF], of);
	value_text(&frame[CONTACT_FOR], word_contact(c->use));
	value_text(&frame[CONTACT_DEPARTMENT], c->department);
	value_text(&frame[CONTACT_PHONE], c->phone);
	value_text(&frame[CONTACT_FAX], c->fax);
	value_text(&frame[CONTACT_EMAIL], c->email);
	value_text(&frame[CONTACT_ADDRESS], c->address);
	value_text(&frame[CONTACT_POSTCODE], c->postcode);
	value_text(&frame[CONTACT_HOURS], c->hours);
	value_text(&frame[CONTACT_SOURCE], c->source);
	fill_date(p, &frame[CONTACT_VERIFIED], c->verified);
}

const char *deadline_within(const struct page *p, const struct rule_deadline *d)
{
	return page_printf(p, "%s后%d%s内", word_event(d->what), d->within,
			   d->unit == DAYS_WORKING ? "个工作日" : "日");
}
