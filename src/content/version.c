#include "content/version.h"

#include "format/front_matter.h"
#include "format/json.h"
#include "format/text.h"

static const char *string_of(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value ? value : "";
}

int notice_says(struct str text, struct notice_says *out)
{
	struct findings ignored = FINDINGS_INIT;
	struct front_matter parts;
	struct place nowhere = { 0 };
	json_t *json = NULL, *copy;

	if (text_check_utf8(text, nowhere, &ignored) == 0 &&
	    front_matter_split(text, nowhere, &parts, &ignored) == 0)
		json = json_parse(parts.json, nowhere, &ignored);
	findings_release(&ignored);
	if (!json_is_object(json)) {
		json_decref(json);
		return -1;
	}
	copy = json_object_get(json, "transcribed");
	out->draft = json_is_true(json_object_get(json, "draft"));
	out->transcribed = json_is_object(copy);
	out->copied = date_parse(string_of(copy, "on"));
	out->published = minute_parse(string_of(json, "published"));
	json_decref(json);
	return 0;
}
