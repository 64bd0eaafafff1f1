#include "content/names.h"

#include "base/mem.h"
#include "content/model.h"

const char *const action_names[] = { "",	"remove", "rename",  "locate",	  "alter",
				     "succeed", "same",	  "enter",   "take_in",	  "recommend",
				     "propose", "drop",	  "pass",    "rectify",	  "clear",
				     "revoke",	"bar",	  "correct", "report_up", "assess",
				     NULL };
const char *const notice_type_names[] = { "",	      "call",	    "cultivation", "recommend",
					  "proposal", "list",	    "removal",	   "change",
					  "review",   "finding",    "sanction",	   "assessment",
					  "rules",    "correction", "other",	   NULL };
const char *const region_level_names[] = { "", "nation", "province", "city", "district", NULL };
const char *const entity_kind_names[] = { "", "enterprise", "park", NULL };
const char *const column_role_names[] = { "",	      "no",	  "name",   "former",	"place",
					  "industry", "assessor", "ground", "category", "rank",
					  "date",     "uscc",	  "note",   NULL };
const char *const contact_use_names[] = { "general", "objection", "report", "discipline", NULL };
const char *const clause_status_names[] = { "stated", "unspecified", "unverified", "ambiguous", NULL };
const char *const confidence_names[] = { "text", "secondary", "inferred", NULL };
const char *const site_status_names[] = { "demo", "official", NULL };

_Static_assert(ARRAY_LEN(action_names) == ACTIONS + 1, "a name for each action");
_Static_assert(ARRAY_LEN(notice_type_names) == NOTICE_TYPES + 1, "a name for each type");
_Static_assert(ARRAY_LEN(column_role_names) == ROLE_NOTE + 2, "a name for each role");
