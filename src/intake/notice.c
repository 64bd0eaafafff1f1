/* The notice that an import makes where there is none. */
#include "intake/intake.h"

#include <string.h>

static int type_of(int action)
{
	switch ((enum action)action) {
	case ACTION_ENTER:
		return NOTICE_LIST;
	case ACTION_PROPOSE:
	case ACTION_DROP:
		return NOTICE_PROPOSAL;
	case ACTION_TAKE_IN:
		return NOTICE_CULTIVATION;
	case ACTION_RECOMMEND:
		return NOTICE_RECOMMEND;
	case ACTION_REMOVE:
		return NOTICE_REMOVAL;
	case ACTION_RENAME:
	case ACTION_LOCATE:
	case ACTION_ALTER:
	case ACTION_SUCCEED:
	case ACTION_SAME:
		return NOTICE_CHANGE;
	case ACTION_PASS:
	case ACTION_RECTIFY:
	case ACTION_CLEAR:
		return NOTICE_REVIEW;
	case ACTION_BAR:
	case ACTION_REPORT_UP:
		return NOTICE_SANCTION;
	case ACTION_ASSESS:
		return NOTICE_ASSESSMENT;
	case ACTION_REVOKE:
	case ACTION_CORRECT:
		return NOTICE_CORRECTION;
	case ACTION_NONE:
	case ACTIONS:
		break;
	}
	return NOTICE_OTHER;
}

/* GB/T 9704-2012 7.3.5.4: Arabic digits without leading zeros. */
static const char *day_words(struct arena *a, date_t d)
{
	struct civil c = date_civil(d);

	return arena_printf(a, "%d年%d月%d日", c.year, c.month, c.day);
}

/* Neutral: whose lists, and of which day where it is known; a 公示 and a 更正 say that they are one. */
static const char *new_title(const char *region, int type, date_t signed_on, struct arena *a)
{
	const char *what = type == NOTICE_PROPOSAL     ? "公示"
			   : type == NOTICE_CORRECTION ? "更正"
						       : "";

	if (signed_on == DATE_NONE)
		return arena_printf(a, "%s绿色制造名单%s", region, what);
	return arena_printf(a, "%s绿色制造名单%s（%s）", region, what, day_words(a, signed_on));
}

void intake_new_notice(const struct content *c, const char *id, int action, date_t signed_on,
		       struct arena *a, struct notice *n)
{
	const struct region *region;

	*n = (struct notice){ .signed_on = signed_on, .published = DATE_NONE, .effective = DATE_NONE };
	n->id = arena_strdup(a, id);
	n->region = arena_strndup(a, id, strcspn(id, "/"));
	n->path = arena_printf(a, "content/notices/%s.md", id);
	n->type = type_of(action);
	n->draft = true;
	n->body = "";
	region = content_region(c, n->region);
	n->title = new_title(region ? region->name : n->region, n->type, signed_on, a);
	for (size_t i = 0; region && i < region->authorities.n; i++)
		if (region->authorities.items[i].lead) {
			n->issuers.items = arena_calloc(a, 1, sizeof(*n->issuers.items));
			n->issuers.items[0] = region->authorities.items[i].id;
			n->issuers.n = 1;
		}
}

void intake_finish_notice(struct notice *n)
{
	if (!*n->body && n->transcribed)
		n->body = "以下名单转录自原发布机关公布的文件，以原文为准。\n";
}
