#include "commands/single_page.h"

#include "base/buf.h"

struct template *single_page_template(struct source *portal, const char *path,
				      const struct shape *shape, struct findings *f)
{
	struct template_set set = { MAP_INIT };
	struct template_text text = { .place = source_place(portal, path) };
	struct buf bytes = BUF_INIT;
	struct template *t = NULL;

	if (source_read(portal, path, &bytes, f) == 0) {
		text.text = buf_str(&bytes);
		map_add(&set.texts, "page", &text);
		t = template_compile(&set, "page", shape, f);
	}
	map_release(&set.texts);
	buf_release(&bytes);
	return t;
}
