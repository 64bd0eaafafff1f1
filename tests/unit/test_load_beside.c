/*
 * A revision loaded beside another is what it is when loaded alone, and has
 * from the other what both share.
 */
#define _GNU_SOURCE /* mkdtemp, realpath */
#include "scratch.h"

#include "content/content.h"
#include "same_content.h"
#include "store/source.h"

struct two {
	char *dir;
	struct source *was, *is;
	struct content *older, *newer;
};

/* The register's story is committed, and then what a line of shell makes of it. */
static void two_open(struct two *t, const char *change)
{
	char *here = realpath("tests/fixtures/register", NULL);
	struct buf line = BUF_INIT;
	struct findings f = FINDINGS_INIT;

	t->dir = scratch_new();
	buf_add_format(&line,
		       "git init -q -b main && cp -r '%s/content' . && git add . && git commit -qm one && "
		       "%s && git add -A && git commit -qm two --allow-empty",
		       here, change);
	scratch_run(t->dir, line.data);
	t->was = source_open_revision(t->dir, "HEAD~", &f);
	t->is = source_open_revision(t->dir, "HEAD", &f);
	t->older = content_load(t->was, 2, &f);
	assert_no_findings(&f, "the story");
	t->newer = content_load_beside(t->is, t->older, t->was, 2, &f);
	findings_release(&f);
	buf_release(&line);
	free(here);
}

static void two_close(struct two *t)
{
	content_free(t->newer);
	content_free(t->older);
	source_free(t->is);
	source_free(t->was);
	scratch_free(t->dir);
}

static const struct change_row {
	const char *label, *change;
} change_rows[] = {
	{ "nothing", "true" },
	{ "a company is another", "sed -i 's/示例/示例新/' content/entities/440300/440300-0001.json" },
	{ "a company is gone", "rm content/entities/440300/440300-0001.json" },
	{ "a company is new",
	  "sed 's/440300-0001/440300-0099/' content/entities/440300/440300-0001.json >content/entities/440300/440300-0099.json" },
	{ "a notice's text is another", "echo 另 >>content/notices/440300/2025/removal.md" },
	{ "a notice's rows are others",
	  "sed -i '/440300-0007/d' content/notices/440300/2025/removal.json" },
	{ "a notice has no rows any more", "rm content/notices/440300/2025/removal.json" },
	{ "rows have no notice any more", "rm content/notices/440300/2025/removal.md" },
	{ "a notice has another id",
	  "mv content/notices/440300/2025/removal.md content/notices/440300/2025/gone.md && "
	  "mv content/notices/440300/2025/removal.json content/notices/440300/2025/gone.json" },
	{ "a company is broken", "echo '{' >content/entities/440300/440300-0001.json" },
	{ "a notice's bytes are another's",
	  "cp content/notices/440300/2025/removal.json content/notices/440300/2025/change.json" },
	{ "a region is another", "sed -i 's/深圳/鹏城/' content/regions/440300.json" },
	{ "all notices are gone", "rm -r content/notices" },
};

static void it_is_the_same_as_when_loaded_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(change_rows); i++) {
		struct two t;
		struct content *alone;
		struct findings one = FINDINGS_INIT, other = FINDINGS_INIT;

		two_open(&t, change_rows[i].change);
		content_free(t.newer);
		t.newer = content_load_beside(t.is, t.older, t.was, 2, &one);
		alone = content_load(t.is, 1, &other);
		assert_true(same_content(alone, t.newer, change_rows[i].label));
		assert_true(same_findings(&one, &other, change_rows[i].label));
		findings_release(&one);
		findings_release(&other);
		content_free(alone);
		two_close(&t);
	}
}

static void what_both_have_is_loaded_once(void **state)
{
	struct two t;
	const struct notice *was, *is;

	(void)state;
	two_open(&t, "sed -i 's/示例/示例新/' content/entities/440300/440300-0001.json && "
		     "echo 另 >>content/notices/440300/2025/removal.md");
	assert_ptr_equal(content_entity(t.older, "440300-0002")->name,
			 content_entity(t.newer, "440300-0002")->name);
	assert_ptr_not_equal(content_entity(t.older, "440300-0001")->name,
			     content_entity(t.newer, "440300-0001")->name);
	was = content_notice(t.older, "440300/2025/removal");
	is = content_notice(t.newer, "440300/2025/removal");
	assert_ptr_not_equal(was->title, is->title);
	assert_ptr_equal(was->annexes.items, is->annexes.items);
	was = content_notice(t.older, "440300/2025/factory-list");
	is = content_notice(t.newer, "440300/2025/factory-list");
	assert_ptr_equal(was->title, is->title);
	assert_ptr_equal(was->annexes.items, is->annexes.items);
	two_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_the_same_as_when_loaded_alone),
		cmocka_unit_test(what_both_have_is_loaded_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
