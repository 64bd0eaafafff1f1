/*
 * What the state of the register forbids, row by row: the finding with its
 * place and arguments, and beside it the case that just does not have it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "register/registry.h"
#include "store/source.h"

/* ---- a small portal ---- */

#define REGION(code, level, name, alias, above)                                                    \
	{                                                                                          \
		"content/regions/" code ".json",                                                   \
			"{ \"code\": \"" code "\", \"level\": \"" level "\", \"name\": \"" name    \
			"\", \"aliases\": [" alias "], \"slug\": \"r" code "\"" above              \
			", \"authorities\": [ { \"id\": \"" code                                   \
			"-gxj\", \"name\": \"示例局\", \"lead\": true, \"contacts\": [] } ] }"  \
	}
#define ENTITY(id, name, kind, place)                                                              \
	{                                                                                          \
		"content/entities/440400/" id ".json",                                             \
			"{ \"id\": \"" id "\", \"name\": \"" name "\", \"kind\": \"" kind          \
			"\", \"place\": \"" place "\" }"                                           \
	}
#define IN(parent) ", \"parent\": \"" parent "\""

static const char *const files[][2] = {
	{ "content/site.json", "{ \"name\": \"示例\" }" },
	{ "content/categories.json",
	  "{ \"categories\": [ { \"code\": \"factory\", \"name\": \"绿色工厂\", \"kind\": \"enterprise\" }, "
	  "{ \"code\": \"park\", \"name\": \"绿色工业园区\", \"kind\": \"park\" } ] }" },
	REGION("000000", "nation", "全国", "", ""),
	REGION("440000", "province", "广东省", "\"广东\"", IN("000000")),
	REGION("440300", "city", "深圳市", "\"深圳\"", IN("440000")),
	REGION("440305", "district", "南山区", "", IN("440300")),
	REGION("440306", "district", "同名区", "", IN("440300")),
	REGION("440400", "city", "珠海市", "\"珠海\"", IN("440000")),
	REGION("440402", "district", "香洲区", "\"香洲\"", IN("440400")),
	REGION("440403", "district", "斗门区", "", IN("440400")),
	REGION("440404", "district", "同名区", "", IN("440400")),
	ENTITY("440400-0001", "示例甲厂", "enterprise", "440402"),
	ENTITY("440400-0002", "示例乙厂", "enterprise", "440400"),
	ENTITY("440400-0003", "示例丙园", "park", "440400"),
	ENTITY("440400-0004", "示例丁厂", "enterprise", "440000"),
	ENTITY("440400-0005", "示例戊厂（原示例己厂）", "enterprise", "440400"),
};

/* ---- notices, in short ---- */

#define ROW(id, name, former, place, more)                                                         \
	"{ \"id\": \"" id "\", \"cells\": [\"" name "\", \"" former "\", \"" place "\"]" more " }"
#define BARE(id, more) ROW(id, "", "", "", more)
#define ANNEX(no, action, list, rows)                                                                            \
	"{ \"no\": " #no ", \"title\": \"表\", \"action\": \"" action "\"" list                                  \
	", \"columns\": [ { \"label\": \"名称\", \"role\": \"name\" }, "                                       \
	"{ \"label\": \"原名称\", \"role\": \"former\" }, { \"label\": \"地区\", \"role\": \"place\" } ], " \
	"\"rows\": [ " rows " ] }"
#define LIST(id) ", \"list\": \"" id "\""
#define FACTORY LIST("440400/factory")
#define TARGET(notice, annex, id)                                                                  \
	", \"target\": { \"notice\": \"" notice "\", \"annex\": " #annex ", \"id\": \"" id "\" }"

#define ENTERED                                                                                    \
	{                                                                                          \
		"440400/2025/a", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0001", ""))   \
	}
#define PROPOSED                                                                                   \
	{                                                                                          \
		"440400/2025/p", "proposal", "",                                                   \
			ANNEX(1, "propose", FACTORY,                                               \
			      BARE("440400-0001", "") ", " BARE("440400-0002",                     \
								"") ", " BARE("440400-0004", ""))  \
	}
#define FOLLOWS ", \"follows\": \"440400/2025/p\""

enum { NOTICES_MOST = 4 };

struct note { /* signed and published one day after the other, by its region's authority */
	const char *id, *type, *head, *annexes;
};

struct finding_row {
	const char *label;
	struct note notes[NOTICES_MOST];
	const char *finding; /* "rule notice pointer argument …"; "": none */
};

static const struct finding_row rows[] = {
	/* who owns the list */
	{ "the owner enters", { ENTERED }, "" },
	{ "a stranger enters",
	  { { "440300/2025/a", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) } },
	  "list-owner 440300/2025/a /annexes/0/rows/0 440400/factory enter" },
	{ "an issuer besides the region's own enters",
	  { { "440300/2025/a", "list", ", \"issuers\": [\"440300-gxj\", \"440400-gxj\"]",
	      ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) } },
	  "" },
	{ "a province removes from a city's list",
	  { ENTERED,
	    { "440000/2025/b", "removal", "", ANNEX(1, "remove", FACTORY, BARE("440400-0001", "")) } },
	  "list-owner 440000/2025/b /annexes/0/rows/0 440400/factory remove" },
	{ "a district reviews a city's member",
	  { ENTERED,
	    { "440402/2025/b", "review", "", ANNEX(1, "pass", FACTORY, BARE("440400-0001", "")) } },
	  "" },
	{ "a city recommends to the province",
	  { { "440400/2025/a", "recommend", "",
	      ANNEX(1, "recommend", LIST("440000/factory"), BARE("440400-0001", "")) } },
	  "" },
	{ "a city recommends to its neighbour",
	  { { "440400/2025/a", "recommend", "",
	      ANNEX(1, "recommend", LIST("440300/factory"), BARE("440400-0001", "")) } },
	  "list-above 440400/2025/a /annexes/0/rows/0 440300/factory recommend" },
	{ "a city takes in for a district",
	  { { "440400/2025/a", "cultivation", "",
	      ANNEX(1, "take_in", LIST("440402/factory"), BARE("440400-0001", "")) } },
	  "list-above 440400/2025/a /annexes/0/rows/0 440402/factory take_in" },

	/* in and out */
	{ "entered twice",
	  { ENTERED,
	    { "440400/2025/b", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) } },
	  "enter-twice 440400/2025/b /annexes/0/rows/0/id 440400-0001 440400/factory" },
	{ "removed and entered in one notice",
	  { ENTERED,
	    { "440400/2025/b", "list", "",
	      ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) ", " ANNEX(
		      2, "remove", FACTORY, BARE("440400-0001", "")) } },
	  "" },
	{ "a stranger is removed",
	  { ENTERED,
	    { "440400/2025/b", "removal", "", ANNEX(1, "remove", FACTORY, BARE("440400-0002", "")) } },
	  "remove-stranger 440400/2025/b /annexes/0/rows/0/id 440400-0002 440400/factory" },
	{ "entered on the last day of the bar",
	  { ENTERED,
	    { "440400/2025/b", "removal", "",
	      ANNEX(1, "remove", FACTORY, BARE("440400-0001", ", \"until\": \"2025-01-12\"")) },
	    { "440400/2025/c", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) } },
	  "enter-barred 440400/2025/c /annexes/0/rows/0/id 440400-0001 440400/factory 2025-01-12" },
	{ "entered on the day after",
	  { ENTERED,
	    { "440400/2025/b", "removal", "",
	      ANNEX(1, "remove", FACTORY, BARE("440400-0001", ", \"until\": \"2025-01-11\"")) },
	    { "440400/2025/c", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) } },
	  "" },
	{ "a bar that ends before it begins",
	  { ENTERED,
	    { "440400/2025/b", "removal", "",
	      ANNEX(1, "remove", FACTORY, BARE("440400-0001", ", \"until\": \"2025-01-10\"")) } },
	  "until-past 440400/2025/b /annexes/0/rows/0/until 2025-01-10" },

	/* review */
	{ "a stranger passes",
	  { ENTERED,
	    { "440400/2025/b", "review", "", ANNEX(1, "pass", FACTORY, BARE("440400-0002", "")) } },
	  "review-stranger 440400/2025/b /annexes/0/rows/0/id 440400-0002 440400/factory" },
	{ "cleared without an order",
	  { ENTERED,
	    { "440400/2025/b", "review", "", ANNEX(1, "clear", FACTORY, BARE("440400-0001", "")) } },
	  "clear-nothing 440400/2025/b /annexes/0/rows/0/id 440400-0001 440400/factory" },
	{ "ordered and cleared",
	  { ENTERED,
	    { "440400/2025/b", "review", "",
	      ANNEX(1, "rectify", FACTORY, BARE("440400-0001", ", \"until\": \"2025-01-11\"")) },
	    { "440400/2025/c", "review", "", ANNEX(1, "clear", FACTORY, BARE("440400-0001", "")) } },
	  "" },

	/* proposals */
	{ "a member is proposed",
	  { ENTERED,
	    { "440400/2025/b", "proposal", "", ANNEX(1, "propose", FACTORY, BARE("440400-0001", "")) } },
	  "propose-member 440400/2025/b /annexes/0/rows/0/id 440400-0001 440400/factory" },
	{ "who is not proposed is dropped",
	  { PROPOSED,
	    { "440400/2025/l", "list", FOLLOWS, ANNEX(1, "drop", FACTORY, BARE("440400-0005", "")) } },
	  "drop-stranger 440400/2025/l /annexes/0/rows/0/id 440400-0005 440400/factory" },
	{ "one is entered, one dropped, one absent without a word",
	  { PROPOSED,
	    { "440400/2025/l", "list", FOLLOWS,
	      ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) ", " ANNEX(
		      2, "drop", FACTORY, BARE("440400-0002", "")) } },
	  "absence-unexplained 440400/2025/l /follows 1 440400/factory 440400/2025/p" },
	{ "the number of those absent is stated",
	  { PROPOSED,
	    { "440400/2025/l", "list", FOLLOWS ", \"counts\": { \"dropped\": { \"factory\": 1 } }",
	      ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) ", " ANNEX(
		      2, "drop", FACTORY, BARE("440400-0002", "")) } },
	  "" },
	{ "with those that have a drop row",
	  { PROPOSED,
	    { "440400/2025/l", "list", FOLLOWS ", \"counts\": { \"dropped\": { \"factory\": 2 } }",
	      ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) ", " ANNEX(
		      2, "drop", FACTORY, BARE("440400-0002", "")) } },
	  "" },
	{ "a number that does not add up",
	  { PROPOSED,
	    { "440400/2025/l", "list", FOLLOWS ", \"counts\": { \"dropped\": { \"factory\": 3 } }",
	      ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) ", " ANNEX(
		      2, "drop", FACTORY, BARE("440400-0002", "")) } },
	  "absence-unexplained 440400/2025/l /follows 1 440400/factory 440400/2025/p" },
	{ "an empty list leaves out all",
	  { PROPOSED, { "440400/2025/l", "list", FOLLOWS, ANNEX(1, "enter", FACTORY, "") } },
	  "absence-unexplained 440400/2025/l /follows 3 440400/factory 440400/2025/p" },
	{ "a list of another category leaves out nobody",
	  { PROPOSED,
	    { "440400/2025/l", "list", FOLLOWS,
	      ANNEX(1, "enter", LIST("440400/park"), BARE("440400-0003", "")) } },
	  "" },
	{ "an entry that was revoked since is no absence",
	  { { "440400/2025/p", "proposal", "", ANNEX(1, "propose", FACTORY, BARE("440400-0001", "")) },
	    { "440400/2025/l", "list", FOLLOWS, ANNEX(1, "enter", FACTORY, BARE("440400-0001", "")) },
	    { "440400/2025/r", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/l", 1, "440400-0001"))) } },
	  "" },

	/* names */
	{ "the first row agrees with the record",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例甲厂", "", "", "")) } },
	  "" },
	{ "width, spaces and case do not matter",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例 甲厂", "", "", "")) } },
	  "" },
	{ "it does not agree",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例甲", "", "", "")) } },
	  "name-record 440400/2025/a /annexes/0/rows/0/cells/0 示例甲 示例甲厂 440400-0001" },
	{ "a later row does not",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例甲厂", "", "", "")) },
	    { "440400/2025/b", "review", "",
	      ANNEX(1, "pass", FACTORY, ROW("440400-0001", "示例甲", "", "", "")) } },
	  "name-differs 440400/2025/b /annexes/0/rows/0/cells/0 示例甲 示例甲厂 440400-0001" },
	{ "甲（原乙） is 甲",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例甲厂（原示例己厂）", "", "", "")) },
	    { "440400/2025/b", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0005", "示例戊厂", "", "", "")) } },
	  "" },
	{ "乙（原甲） is not 甲",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例己厂(原示例甲厂)", "", "", "")) } },
	  "name-record 440400/2025/a /annexes/0/rows/0/cells/0 示例己厂(原示例甲厂) 示例甲厂 440400-0001" },
	{ "renamed, and removed under the new name in the same notice",
	  { ENTERED,
	    { "440400/2025/b", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例新厂", "示例甲厂", "", "")) ", " ANNEX(
		      2, "remove", FACTORY, ROW("440400-0001", "示例新厂", "", "", "")) } },
	  "" },
	{ "and the old name then is wrong",
	  { ENTERED,
	    { "440400/2025/b", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例新厂", "示例甲厂", "", "")) ", " ANNEX(
		      2, "remove", FACTORY, ROW("440400-0001", "示例甲厂", "", "", "")) } },
	  "name-differs 440400/2025/b /annexes/1/rows/0/cells/0 示例甲厂 示例新厂 440400-0001" },
	{ "renamed from another name",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例新厂", "示例乙厂", "", "")) } },
	  "rename-former 440400/2025/b /annexes/0/rows/0/cells/1 示例乙厂 示例甲厂" },
	{ "renamed to the same name",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例　甲厂", "示例甲厂", "", "")) } },
	  "rename-same 440400/2025/b /annexes/0/rows/0/cells/0 示例　甲厂" },
	{ "another list follows the rename months later",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例新厂", "示例甲厂", "", "")) },
	    { "440000/2025/c", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例新厂", "示例甲厂", "", "")) } },
	  "" },
	{ "back to the old name is a rename of its own",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例新厂", "示例甲厂", "", "")) },
	    { "440400/2025/c", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例甲厂", "示例新厂", "", "")) },
	    { "440400/2025/d", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例甲厂", "", "", "")) } },
	  "" },
	{ "renamed from nothing",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "rename", "", ROW("440400-0001", "示例新厂", "", "", "")) } },
	  "rename-columns 440400/2025/b /annexes/0/rows/0 440400-0001" },

	/* places */
	{ "the place itself, and one around it",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "", "", "香洲", "")) },
	    { "440000/2025/a", "list", "",
	      ANNEX(1, "enter", LIST("440000/factory"), ROW("440400-0001", "", "", "广东", "")) } },
	  "" },
	{ "the place next to it",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "", "", "斗门区", "")) } },
	  "place-differs 440400/2025/a /annexes/0/rows/0/cells/2 斗门区 香洲区" },
	{ "a name of several regions, one of which agrees",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0002", "", "", "同名区", "")) } },
	  "" },
	{ "a name of no region",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "", "", "西洲区", "")) } },
	  "place-unknown 440400/2025/a /annexes/0/rows/0/cells/2 西洲区" },
	{ "a code that does not agree",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, BARE("440400-0001", ", \"place\": \"440305\"")) } },
	  "place-differs 440400/2025/a /annexes/0/rows/0/place 南山区 香洲区" },
	{ "narrowed by its printed place",
	  { { "440400/2025/a", "other", "",
	      ANNEX(1, "locate", "", ROW("440400-0002", "", "", "香洲区", "")) },
	    { "440400/2025/b", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0002", "", "", "香洲区", "")) } },
	  "" },
	{ "narrowed twice to one place",
	  { { "440400/2025/a", "other", "",
	      ANNEX(1, "locate", "", ROW("440400-0002", "", "", "香洲区", "")) },
	    { "440400/2025/b", "other", "",
	      ANNEX(1, "locate", "", BARE("440400-0002", ", \"place\": \"440402\"")) } },
	  "" },
	{ "narrowed out of the place so far",
	  { { "440400/2025/a", "other", "",
	      ANNEX(1, "locate", "", ROW("440400-0002", "", "", "香洲区", "")) },
	    { "440400/2025/b", "other", "",
	      ANNEX(1, "locate", "", ROW("440400-0002", "", "", "斗门区", "")) } },
	  "locate-outside 440400/2025/b /annexes/0/rows/0/cells/2 440403 440402" },
	{ "narrowed by who is not over it",
	  { { "440300/2025/a", "other", "",
	      ANNEX(1, "locate", "", ROW("440400-0004", "", "", "香洲区", "")) } },
	  "locate-issuer 440300/2025/a /annexes/0/rows/0/cells/2 440402" },
	{ "narrowed to one of two of a name, by who is over both",
	  { { "440000/2025/a", "other", "",
	      ANNEX(1, "locate", "", ROW("440400-0004", "", "", "同名区", "")) } },
	  "place-ambiguous 440000/2025/a /annexes/0/rows/0/cells/2 同名区" },
	{ "narrowed to one of two of a name, by who is over one",
	  { { "440300/2025/a", "other", "",
	      ANNEX(1, "locate", "", ROW("440400-0004", "", "", "同名区", "")) } },
	  "" },
	{ "narrowed to nowhere",
	  { { "440400/2025/a", "other", "", ANNEX(1, "locate", "", BARE("440400-0002", "")) } },
	  "locate-no-place 440400/2025/a /annexes/0/rows/0 440400-0002" },
	{ "narrowed to a name of no region",
	  { { "440400/2025/a", "other", "",
	      ANNEX(1, "locate", "", ROW("440400-0002", "", "", "西洲区", "")) } },
	  "place-unknown 440400/2025/a /annexes/0/rows/0/cells/2 西洲区" },
	{ "moved out by the old city",
	  { { "440400/2025/a", "change", "",
	      ANNEX(1, "locate", "",
		    ROW("440400-0001", "", "", "南山区",
			", \"from\": \"440400\", \"to\": \"440305\"")) } },
	  "" },
	{ "moved in by the new city",
	  { { "440300/2025/a", "change", "",
	      ANNEX(1, "locate", "",
		    BARE("440400-0001", ", \"from\": \"440402\", \"to\": \"440300\"")) } },
	  "" },
	{ "moved by who is over neither",
	  { { "440403/2025/a", "change", "",
	      ANNEX(1, "locate", "",
		    BARE("440400-0001", ", \"from\": \"440402\", \"to\": \"440300\"")) } },
	  "locate-issuer 440403/2025/a /annexes/0/rows/0/to 440300" },
	{ "moved from where it is not",
	  { { "440400/2025/a", "change", "",
	      ANNEX(1, "locate", "",
		    BARE("440400-0001", ", \"from\": \"440403\", \"to\": \"440300\"")) } },
	  "move-from 440400/2025/a /annexes/0/rows/0/from 440403 440402" },
	{ "moved to nowhere",
	  { { "440400/2025/a", "change", "",
	      ANNEX(1, "locate", "", BARE("440400-0001", ", \"from\": \"440402\"")) } },
	  "move-ends 440400/2025/a /annexes/0/rows/0 440400-0001" },

	/* kinds */
	{ "a park among parks",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", LIST("440400/park"), BARE("440400-0003", "")) } },
	  "" },
	{ "a park among factories",
	  { { "440400/2025/a", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0003", "")) } },
	  "kind-differs 440400/2025/a /annexes/0/rows/0/id 440400-0003 park factory" },
	{ "a park that was altered",
	  { { "440400/2025/a", "change", "",
	      ANNEX(1, "alter", "",
		    BARE("440400-0003", ", \"kind\": \"enterprise\", \"decision\": \"示例\"")) },
	    { "440400/2025/b", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0003", "")) } },
	  "" },
	{ "altered in nothing",
	  { { "440400/2025/a", "change", "",
	      ANNEX(1, "alter", "", BARE("440400-0003", ", \"decision\": \"示例\"")) } },
	  "alter-nothing 440400/2025/a /annexes/0/rows/0 440400-0003" },

	/* mergers, splits, joined records */
	{ "a split names the old one twice",
	  { ENTERED,
	    { "440400/2025/b", "change", "",
	      ANNEX(1, "succeed", FACTORY,
		    BARE("440400-0001", ", \"to\": \"440400-0002\"") ", " BARE(
			    "440400-0001", ", \"to\": \"440400-0004\"")) } },
	  "" },
	{ "but not in another notice",
	  { ENTERED,
	    { "440400/2025/b", "change", "",
	      ANNEX(1, "succeed", FACTORY, BARE("440400-0001", ", \"to\": \"440400-0002\"")) },
	    { "440400/2025/c", "change", "",
	      ANNEX(1, "succeed", FACTORY, BARE("440400-0001", ", \"to\": \"440400-0004\"")) } },
	  "succeed-stranger 440400/2025/c /annexes/0/rows/0/id 440400-0001 440400/factory" },
	{ "a merger into a member",
	  { ENTERED,
	    { "440400/2025/b", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0002", "")) },
	    { "440400/2025/c", "change", "",
	      ANNEX(1, "succeed", FACTORY, BARE("440400-0001", ", \"to\": \"440400-0002\"")) } },
	  "" },
	{ "a stranger is succeeded",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "succeed", FACTORY, BARE("440400-0001", ", \"to\": \"440400-0002\"")) } },
	  "succeed-stranger 440400/2025/b /annexes/0/rows/0/id 440400-0001 440400/factory" },
	{ "succeeded by itself",
	  { ENTERED,
	    { "440400/2025/b", "change", "",
	      ANNEX(1, "succeed", FACTORY, BARE("440400-0001", ", \"to\": \"440400-0001\"")) } },
	  "succeed-self 440400/2025/b /annexes/0/rows/0/to 440400-0001" },
	{ "joined with itself",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "same", "", BARE("440400-0001", ", \"with\": \"440400-0001\"")) } },
	  "same-self 440400/2025/b /annexes/0/rows/0/with 440400-0001" },
	{ "joined twice",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "same", "", BARE("440400-0001", ", \"with\": \"440400-0002\"")) },
	    { "440400/2025/c", "change", "",
	      ANNEX(1, "same", "", BARE("440400-0004", ", \"with\": \"440400-0002\"")) } },
	  "same-joined 440400/2025/c /annexes/0/rows/0/with 440400-0002 440400-0001" },
	{ "joined to a record that has ended",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "same", "", BARE("440400-0001", ", \"with\": \"440400-0002\"")) },
	    { "440400/2025/c", "change", "",
	      ANNEX(1, "same", "", BARE("440400-0002", ", \"with\": \"440400-0004\"")) } },
	  "same-joined 440400/2025/c /annexes/0/rows/0/id 440400-0002 440400-0001" },
	{ "the other's name agrees in the row that joins them",
	  { { "440400/2025/b", "change", "",
	      ANNEX(1, "same", "",
		    ROW("440400-0001", "示例乙厂", "", "", ", \"with\": \"440400-0002\"")) } },
	  "" },
	{ "what the joined record still does counts for the kept one",
	  { ENTERED,
	    { "440400/2025/b", "change", "",
	      ANNEX(1, "same", "", BARE("440400-0001", ", \"with\": \"440400-0002\"")) },
	    { "440400/2025/c", "list", "", ANNEX(1, "enter", FACTORY, BARE("440400-0002", "")) } },
	  "enter-twice 440400/2025/c /annexes/0/rows/0/id 440400-0001 440400/factory" },

	/* revocations */
	{ "the owner revokes",
	  { ENTERED,
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) } },
	  "" },
	{ "a stranger revokes",
	  { ENTERED,
	    { "440000/2025/b", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) } },
	  "revoke-owner 440000/2025/b /annexes/0/rows/0/target 440400/factory" },
	{ "a city withdraws what it recommended to the province",
	  { { "440400/2025/a", "recommend", "",
	      ANNEX(1, "recommend", LIST("440000/factory"), BARE("440400-0001", "")) },
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) } },
	  "" },
	{ "a row that is not there is revoked",
	  { ENTERED,
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 2, "440400-0001"))) } },
	  "target-unknown 440400/2025/b /annexes/0/rows/0/target 440400/2025/a 2 440400-0001" },
	{ "one of two rows is revoked",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY,
		    BARE("440400-0001", "") ", " BARE("440400-0001", ", \"action\": \"pass\"")) },
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) } },
	  "target-ambiguous 440400/2025/b /annexes/0/rows/0/target 440400/2025/a 1 440400-0001" },
	{ "the action tells them apart",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY,
		    BARE("440400-0001", "") ", " BARE("440400-0001", ", \"action\": \"pass\"")) },
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "",
		    BARE("440400-0001", ", \"target\": { \"notice\": \"440400/2025/a\", \"annex\": 1, "
					"\"id\": \"440400-0001\", \"action\": \"pass\" }")) } },
	  "" },
	{ "a later row is revoked",
	  { { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) },
	    ENTERED },
	  "target-later 440400/2025/b /annexes/0/rows/0/target 440400/2025/a 1 440400-0001" },
	{ "revoked twice",
	  { ENTERED,
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) },
	    { "440400/2025/c", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) } },
	  "revoke-twice 440400/2025/c /annexes/0/rows/0/target 440400/2025/b" },
	{ "revoked from a day, then from the start",
	  { ENTERED,
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "",
		    BARE("440400-0001",
			 ", \"from\": \"2025-03-01\"" TARGET("440400/2025/a", 1, "440400-0001"))) },
	    { "440400/2025/c", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) } },
	  "" },
	{ "a revocation is revoked from a later day",
	  { ENTERED,
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "", BARE("440400-0001", TARGET("440400/2025/a", 1, "440400-0001"))) },
	    { "440400/2025/c", "finding", "",
	      ANNEX(1, "revoke", "",
		    BARE("440400-0001", ", \"from\": \"2025-03-01\"" TARGET("440400/2025/b", 1,
									    "440400-0001"))) } },
	  "revoke-whole 440400/2025/c /annexes/0/rows/0/from revoke" },
	{ "or from the day on which it begins to act",
	  { ENTERED,
	    { "440400/2025/b", "finding", "",
	      ANNEX(1, "revoke", "",
		    BARE("440400-0001",
			 ", \"from\": \"2025-03-01\"" TARGET("440400/2025/a", 1, "440400-0001"))) },
	    { "440400/2025/c", "finding", "",
	      ANNEX(1, "revoke", "",
		    BARE("440400-0001", ", \"from\": \"2025-03-01\"" TARGET("440400/2025/b", 1,
									    "440400-0001"))) } },
	  "" },

	/* corrections */
	{ "a misspelt name is corrected",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例申厂", "", "", "")) },
	    { "440400/2025/b", "correction", "",
	      ANNEX(1, "correct", "",
		    BARE("440400-0001",
			 TARGET("440400/2025/a", 1,
				"440400-0001") ", \"column\": \"名称\", \"old\": \"示例申厂\", \"new\": \"示例甲厂\"")) } },
	  "" },
	{ "and corrected again",
	  { { "440400/2025/a", "list", "",
	      ANNEX(1, "enter", FACTORY, ROW("440400-0001", "示例申厂", "", "", "")) },
	    { "440400/2025/b", "correction", "",
	      ANNEX(1, "correct", "",
		    BARE("440400-0001",
			 TARGET("440400/2025/a", 1,
				"440400-0001") ", \"column\": \"名称\", \"old\": \"示例申厂\", \"new\": \"示例由厂\"")) },
	    { "440400/2025/c", "correction", "",
	      ANNEX(1, "correct", "",
		    BARE("440400-0001",
			 TARGET("440400/2025/a", 1,
				"440400-0001") ", \"column\": \"名称\", \"old\": \"示例由厂\", \"new\": \"示例甲厂\"")) } },
	  "" },
	{ "corrected from what was never printed",
	  { ENTERED,
	    { "440400/2025/b", "correction", "",
	      ANNEX(1, "correct", "",
		    BARE("440400-0001",
			 TARGET("440400/2025/a", 1,
				"440400-0001") ", \"column\": \"地区\", \"old\": \"香洲\", \"new\": \"香洲区\"")) } },
	  "correct-old 440400/2025/b /annexes/0/rows/0/old  香洲" },
	{ "corrected in a column that is not there",
	  { ENTERED,
	    { "440400/2025/b", "correction", "",
	      ANNEX(1, "correct", "",
		    BARE("440400-0001",
			 TARGET("440400/2025/a", 1,
				"440400-0001") ", \"column\": \"名次\", \"old\": \"1\", \"new\": \"2\"")) } },
	  "correct-column 440400/2025/b /annexes/0/rows/0/column 名次" },
	{ "corrected to nothing",
	  { ENTERED,
	    { "440400/2025/b", "correction", "",
	      ANNEX(1, "correct", "",
		    BARE("440400-0001",
			 TARGET("440400/2025/a", 1,
				"440400-0001") ", \"column\": \"名称\", \"old\": \"1\"")) } },
	  "correct-keys 440400/2025/b /annexes/0/rows/0 440400/2025/a" },
	{ "corrected by another authority",
	  { ENTERED,
	    { "440000/2025/b", "correction", "",
	      ANNEX(1, "correct", "",
		    BARE("440400-0001",
			 TARGET("440400/2025/a", 1,
				"440400-0001") ", \"column\": \"地区\", \"old\": \"\", \"new\": \"香洲\"")) } },
	  "correct-issuer 440000/2025/b /annexes/0/rows/0/target 440400/2025/a" },
};

/* ---- each of them ---- */

static void put_note(struct source *s, const struct note *n, size_t day)
{
	struct buf text = BUF_INIT, path = BUF_INIT;

	buf_add_format(&path, "content/notices/%s.md", n->id);
	buf_add_format(&text,
		       "{ \"type\": \"%s\", \"title\": \"示例\", \"signed\": \"2025-01-%02zu\", "
		       "\"published\": \"2025-01-%02zu 09:00\"%s",
		       n->type, 10 + day, 10 + day, n->head);
	if (!strstr(n->head, "\"issuers\""))
		buf_add_format(&text, ", \"issuers\": [\"%.6s-gxj\"]", n->id);
	buf_add_str(&text, " }\n\n正文。\n");
	source_put(s, path.data, buf_str(&text));
	buf_clear(&path);
	buf_clear(&text);
	buf_add_format(&path, "content/notices/%s.json", n->id);
	buf_add_format(&text, "{ \"annexes\": [ %s ] }", n->annexes);
	source_put(s, path.data, buf_str(&text));
	buf_release(&path);
	buf_release(&text);
}

/* "content/notices/440400/2025/a.json" as "440400/2025/a" */
static void tell_findings(const struct findings *f, struct buf *out)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];
		const char *id = x->place.path + strlen("content/notices/");

		buf_add_format(out, "%s%s %.*s %s", i ? "\n" : "", finding_rule(x->id),
			       (int)strcspn(id, "."), id, x->place.pointer);
		for (size_t k = 0; k < FINDING_ARGS && x->args[k]; k++)
			buf_add_format(out, " %s", x->args[k]);
	}
}

/* 1 where it differs, which is told. */
static int check_row(const struct finding_row *row)
{
	static const struct fold_options all = { .as_of = DATE_MAX, .seen = DATE_MAX };
	struct source *s = source_new_memory();
	struct findings f = FINDINGS_INIT;
	struct buf got = BUF_INIT;
	struct content *c;
	int differs;

	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		source_put(s, files[i][0], str_from(files[i][1]));
	for (size_t i = 0; i < NOTICES_MOST && row->notes[i].id; i++)
		put_note(s, &row->notes[i], i);
	c = content_load(s, 1, &f);
	registry_free(registry_fold(c, &all, &f));
	tell_findings(&f, &got);
	differs = strcmp(buf_str(&got).data, row->finding) != 0;
	if (differs)
		print_error("%s:\ngot\n%s\nexpected\n%s\n", row->label, buf_str(&got).data,
			    row->finding);
	registry_free(registry_fold(c, &all, NULL)); /* and without a word */
	buf_release(&got);
	findings_release(&f);
	content_free(c);
	source_free(s);
	return differs;
}

static void what_the_state_forbids_is_a_finding_at_its_place(void **state)
{
	int differ = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		differ += check_row(&rows[i]);
	assert_int_equal(differ, 0);
}

/* Unknown ids and keys that are missing: the loader has a finding for each, the fold none, and no effect. */
static void what_the_loader_has_found_is_not_found_again(void **state)
{
	static const struct note broken[] = {
		{ "440400/2025/a", "list", "",
		  ANNEX(1, "enter", FACTORY,
			BARE("440400-0099", "")) ", " ANNEX(2, "enter", LIST("440499/factory"),
							    BARE("440400-0001", "")) },
		{ "440400/2025/b", "change", "",
		  ANNEX(1, "succeed", LIST("440400/water"), BARE("440400-0001", ", \"to\": \"440400-0002\"")) ", " ANNEX(
			  2, "succeed", FACTORY,
			  BARE("440400-0001",
			       "")) ", " ANNEX(3, "same", "",
					       BARE("440400-0001",
						    ", \"with\": \"440400-0099\"")) ", " ANNEX(4, "locate",
											       "",
											       BARE("440400-0001",
												    ", \"place\": \"440499\"")) ", " ANNEX(5, "locate",
																	   "",
																	   BARE("440400-0002",
																		", \"from\": \"440400\", \"to\": \"440499\"")) },
		{ "440400/2025/c", "finding", "",
		  ANNEX(1, "revoke", "", BARE("440400-0001", "")) ", " ANNEX(
			  2, "revoke", "",
			  BARE("440400-0001", TARGET("440400/2025/z", 1,
						     "440400-0001"))) ", " ANNEX(3, "correct", "",
										 BARE("440400-0001",
										      "")) },
		{ "440400/2025/d", "finding", "",
		  ANNEX(1, "revoke", "",
			BARE("440400-0001",
			     ", \"from\": \"2026-01-01\"" TARGET(
				     "440400/2025/b", 1,
				     "440400-0001")) ", " BARE("440400-0001",
							       ", \"from\": \"2026-01-01\"" TARGET(
								       "440400/2025/b", 2,
								       "440400-0001"))) },
	};
	static const char expected[] =
		"reference 440400/2025/a /annexes/0/rows/0/id 440400-0099 entity\n"
		"reference 440400/2025/a /annexes/1/list 440499 region\n"
		"reference 440400/2025/b /annexes/0/list water category\n"
		"row-key 440400/2025/b /annexes/1/rows/0 succeed to\n"
		"reference 440400/2025/b /annexes/2/rows/0/with 440400-0099 entity\n"
		"reference 440400/2025/b /annexes/3/rows/0/place 440499 region\n"
		"reference 440400/2025/b /annexes/4/rows/0/to 440499 region\n"
		"row-key 440400/2025/c /annexes/0/rows/0 revoke target\n"
		"reference 440400/2025/c /annexes/1/rows/0/target/notice 440400/2025/z notice\n"
		"row-key 440400/2025/c /annexes/2/rows/0 correct target";
	struct fold_options all = { .as_of = DATE_MAX, .seen = DATE_MAX };
	struct source *s = source_new_memory();
	struct findings loaded = FINDINGS_INIT, f = FINDINGS_INIT;
	struct buf said = BUF_INIT;
	struct content *c;
	struct registry *r;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		source_put(s, files[i][0], str_from(files[i][1]));
	for (size_t i = 0; i < ARRAY_LEN(broken); i++)
		put_note(s, &broken[i], i);
	c = content_load(s, 1, &loaded);
	r = registry_fold(c, &all, &f);
	tell_findings(&loaded, &said);
	assert_string_equal(said.data, expected);
	buf_clear(&said);
	tell_findings(&f, &said);
	assert_string_equal(said.data, "");
	assert_int_equal(r->rosters.n, 0);
	assert_int_equal(r->events.n, 12);
	for (size_t i = 0; i + 1 < r->events.n; i++)
		assert_true(r->events.items[i].refused);
	assert_false(r->events.items[r->events.n - 1].refused); /* it revokes what had no effect */
	registry_free(r);
	content_free(c);
	source_free(s);
	findings_release(&loaded);
	findings_release(&f);
	buf_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_state_forbids_is_a_finding_at_its_place),
		cmocka_unit_test(what_the_loader_has_found_is_not_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
