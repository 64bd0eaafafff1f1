#include "commands/terminal.h"

#include <string.h>

#include "base/escape.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/model.h"
#include "content/names.h"
#include "pages/words.h"

const char *term(const char *word, enum language lang)
{
	static const char *const words[][2] = {
		{ "member", "在列" },	     { "barred", "限制期内" }, { "candidate", "培育对象" },
		{ "recommended", "已推荐" }, { "proposed", "拟列入" }, { "rectifying", "整改中" },
		{ "removed", "已移出" },     { "none", "未列入" },     { "signed", "成文" },
		{ "published", "发布" },     { "effective", "生效" },
	};

	if (lang != LANG_ZH)
		return word;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i][0], word) == 0)
			return words[i][1];
	for (int i = 1; action_names[i]; i++)
		if (strcmp(action_names[i], word) == 0)
			return word_action(i);
	return word;
}

const char *term_type(int type, enum language lang)
{
	return lang == LANG_ZH ? word_notice_type(type) : notice_type_names[type];
}

const char *term_kind(int kind, enum language lang)
{
	return lang == LANG_ZH ? word_kind(kind) : entity_kind_names[kind];
}

const char *term_ground(const char *code, enum language lang)
{
	return lang == LANG_ZH && code ? word_ground(code) : code;
}

void add_padded(struct buf *out, const char *s, size_t width)
{
	size_t have = utf8_width(s);

	escape_visible(out, str_from(s));
	while (have++ < width)
		buf_add_char(out, ' ');
}
