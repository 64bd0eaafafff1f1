#include "format/front_matter.h"

#include "format/json.h"
#include "format/json_token.h"
#include "format/text.h"

/* Goes past blanks and a line end, or the text's end; false, and stays, if anything else stands there. */
static bool rest_of_line_blank(struct str text, size_t *at)
{
	size_t i = *at;

	while (i < text.len && (text.data[i] == ' ' || text.data[i] == '\t'))
		i++;
	if (i < text.len && !text_line_end(text, i))
		return false;
	*at = i + text_line_end(text, i);
	return true;
}

/* The object has no end: the parser knows best where it went wrong. */
static int unclosed(struct str text, struct place file, struct findings *f)
{
	json_t *root = json_parse(text, file, f);

	if (root) { /* then it is not the object's end that is missing */
		json_decref(root);
		finding_add(f, F_FRONT_MATTER_MISSING, text_place(text, 0, file), NULL);
	}
	return -1;
}

int front_matter_split(struct str text, struct place file, struct front_matter *out,
		       struct findings *f)
{
	size_t start = text_bom(text), end;
	struct json_token t = json_token_next(text, start);
	unsigned col;

	*out = (struct front_matter){ 0 };
	if (text_check_utf8(text, file, f))
		return -1;
	if (t.kind != JSON_TOKEN_OPEN || t.start != start || text.data[start] != '{') {
		finding_add(f, F_FRONT_MATTER_MISSING, text_place(text, start, file), NULL);
		return -1;
	}
	if (json_token_value(text, t, &end))
		return unclosed(text, file, f);
	out->json = (struct str){ text.data, end };
	for (int lines = 0; lines < 2; lines++) { /* the object's own and the blank one */
		if (rest_of_line_blank(text, &end))
			continue;
		finding_add(f, F_FRONT_MATTER_BLANK_LINE, text_place(text, end, file), NULL);
		return -1;
	}
	out->body = (struct str){ text.data + end, text.len - end };
	text_position(text, end, &out->body_line, &col);
	if (file.line)
		out->body_line += file.line - 1;
	return 0;
}
