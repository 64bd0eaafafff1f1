#include "demo_history.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "content/tables.h"
#include "format/json_out.h"
#include "rules/rules.h"

enum { OFFICE_A, OFFICE_B, OFFICES };
enum { MORNING = 9 * 60 + 30, EVENING = 17 * 60 }; /* minutes of a day */
enum { BRANCH_DAYS = 90 };

static const char *const offices[OFFICES] = {
	"甲办公室（示例） <jia@example.org>",
	"乙办公室（示例） <yi@example.org>",
};

struct step { /* what becomes a commit, or nothing where a notice before it took it along */
	minute_t time;
	const struct notice *notice; /* NULL: the file below */
	const char *path;
	size_t items; /* of withheld.json or redirects.json: how many of them, by day */
};

struct file { /* in the repository */
	const char *path;
	size_t mark; /* of its blob */
	bool on_main, on_side;
};

struct history {
	const struct content *c;
	struct source *portal;
	struct buf *out;
	struct arena arena;
	struct step *steps;
	size_t n_steps, steps_cap;
	struct file *files; /* all that was ever written, in that order */
	size_t n_files, files_cap;
	struct map file_by_path; /* index + 1 */
	size_t *paths; /* of the commit being made: indices of files */
	size_t n_paths, paths_cap;
	size_t marks;
	size_t main_tip, side_tip, side_base; /* commits; side_tip 0: no branch */
	minute_t side_from, last; /* when the branch began; the last commit */
	bool *placed; /* by index of the notice */
};

/* ---- files of the commit at hand ---- */

static size_t put_blob(struct history *h, struct str bytes)
{
	buf_add_format(h->out, "blob\nmark :%zu\ndata %zu\n", ++h->marks, bytes.len);
	buf_add_slice(h->out, bytes);
	buf_add_char(h->out, '\n');
	return h->marks;
}

static bool present(const struct file *f, bool side)
{
	return side ? f->on_side : f->on_main;
}

static struct file *file_get(struct history *h, const char *path)
{
	size_t i = (size_t)(uintptr_t)map_get(&h->file_by_path, path);

	if (i)
		return &h->files[i - 1];
	ARRAY_GROW(h->files, h->n_files, h->files_cap);
	h->files[h->n_files] = (struct file){ .path = path };
	map_add(&h->file_by_path, path, (void *)(uintptr_t)++h->n_files);
	return &h->files[h->n_files - 1];
}

static void put_bytes(struct history *h, const char *path, struct str bytes, bool side)
{
	struct file *f = file_get(h, path);

	f->mark = put_blob(h, bytes);
	if (side)
		f->on_side = true;
	else
		f->on_main = true;
	ARRAY_GROW(h->paths, h->n_paths, h->paths_cap);
	h->paths[h->n_paths++] = (size_t)(f - h->files);
}

/* As it stands in the demonstration, unless the branch has it already. */
static void put_file(struct history *h, const char *path, bool side)
{
	struct buf bytes = BUF_INIT;

	if (!path || present(file_get(h, path), side))
		return;
	if (source_read(h->portal, path, &bytes, NULL) == 0)
		put_bytes(h, path, buf_str(&bytes), side);
	buf_release(&bytes);
}

static void put_folder(struct history *h, const char *folder)
{
	struct source_file *files;
	size_t n;

	source_list(h->portal, folder, &h->arena, &files, &n, NULL);
	for (size_t i = 0; i < n; i++)
		put_file(h, files[i].path, false);
}

/* ---- commits ---- */

static void put_person(struct history *h, const char *role, int office, minute_t time)
{
	buf_add_format(h->out, "%s %s %lld +0800\n", role, offices[office],
		       (long long)time * 60 - 8 * 3600);
}

static void put_text(struct history *h, const char *text)
{
	buf_add_format(h->out, "data %zu\n%s\n", strlen(text), text);
}

static void put_paths(struct history *h)
{
	for (size_t i = 0; i < h->n_paths; i++)
		buf_add_format(h->out, "M 100644 :%zu %s\n", h->files[h->paths[i]].mark,
			       h->files[h->paths[i]].path);
	buf_add_char(h->out, '\n');
	h->n_paths = 0;
}

static void commit(struct history *h, int office, minute_t time, const char *message, bool side)
{
	size_t *tip = side ? &h->side_tip : &h->main_tip;

	if (!h->n_paths)
		return;
	buf_add_format(h->out, "commit refs/heads/%s\nmark :%zu\n", side ? "yi" : "main", ++h->marks);
	put_person(h, "author", office, time);
	put_person(h, "committer", office, time);
	put_text(h, message);
	if (*tip)
		buf_add_format(h->out, "from :%zu\n", *tip);
	put_paths(h);
	*tip = h->marks;
	h->last = time;
}

/* The branch's files come to main by the merge, those that main has not. */
static void merge(struct history *h, minute_t time)
{
	buf_add_format(h->out, "commit refs/heads/main\nmark :%zu\n", ++h->marks);
	put_person(h, "author", OFFICE_A, time);
	put_person(h, "committer", OFFICE_A, time);
	put_text(h, "合并乙办公室的文告（示例）");
	buf_add_format(h->out, "from :%zu\nmerge :%zu\n", h->main_tip, h->side_tip);
	for (size_t i = 0; i < h->n_files; i++)
		if (h->files[i].on_side && !h->files[i].on_main) {
			ARRAY_GROW(h->paths, h->n_paths, h->paths_cap);
			h->paths[h->n_paths++] = i;
		}
	put_paths(h);
	h->main_tip = h->marks;
	h->last = time;
}

/* Both have everything afterwards, and there is no branch. */
static void branch_close(struct history *h, minute_t time)
{
	if (!h->side_tip)
		return;
	if (h->main_tip != h->side_base)
		merge(h, h->last + 5 < time ? h->last + 5 : time);
	else
		h->main_tip = h->side_tip;
	buf_add_format(h->out, "reset refs/heads/main\nfrom :%zu\n\n", h->main_tip);
	for (size_t i = 0; i < h->n_files; i++)
		h->files[i].on_main = h->files[i].on_main || h->files[i].on_side;
	h->side_tip = 0;
}

static void branch_open(struct history *h, minute_t time)
{
	if (h->side_tip)
		return;
	h->side_tip = h->side_base = h->main_tip;
	h->side_from = time;
	for (size_t i = 0; i < h->n_files; i++)
		h->files[i].on_side = h->files[i].on_main;
}

static void release(struct history *h, int year)
{
	minute_t time = date_end(date_make(year, 12, 31)) + 1 - 24 * 60 + EVENING;

	branch_close(h, time);
	buf_add_format(h->out, "tag release-%d\nfrom :%zu\n", year, h->main_tip);
	put_person(h, "tagger", OFFICE_A, time);
	put_text(h, "年末版本（示例）\n");
}

/* ---- notices, and what they need ---- */

static bool notice_is_of_b(const struct notice *n)
{
	return strncmp(n->region, "33", 2) == 0 || strncmp(n->region, "62", 2) == 0;
}

static void put_entity(struct history *h, const char *id, bool side)
{
	const struct entity *e = id ? content_entity(h->c, id) : NULL;

	if (!e || present(file_get(h, e->path), side))
		return;
	put_file(h, e->path, side);
	for (size_t i = 0; i < e->in_park.n; i++)
		put_entity(h, e->in_park.items[i].id, side);
	for (size_t i = 0; i < e->parent.n; i++)
		put_entity(h, e->parent.items[i].id, side);
}

static void put_assessor(struct history *h, const char *id, bool side)
{
	const struct assessor *a = id ? content_assessor(h->c, id) : NULL;

	if (a)
		put_file(h, a->path, side);
}

static void put_rows(struct history *h, const struct annex *a, bool side)
{
	for (size_t i = 0; i < a->rows.n; i++) {
		const struct row_more *more = a->rows.items[i].more;

		put_entity(h, a->rows.items[i].id, side);
		put_assessor(h, a->rows.items[i].id, side);
		if (!more)
			continue;
		put_entity(h, more->to, side);
		put_entity(h, more->with, side);
		put_assessor(h, more->assessor, side);
	}
}

static void put_notice(struct history *h, const struct notice *n, bool side)
{
	const char *folder = arena_strndup(&h->arena, n->path, strlen(n->path) - strlen(".md"));

	put_file(h, n->path, side);
	put_file(h, n->annex_path, side);
	for (size_t i = 0; i < n->attachments.n; i++)
		put_file(h, arena_printf(&h->arena, "%s/%s", folder, n->attachments.items[i].file),
			 side);
	for (size_t i = 0; i < n->annexes.n; i++)
		put_rows(h, &n->annexes.items[i], side);
	for (size_t i = 0; i < h->c->rules.n; i++) /* those that it puts in force */
		if (h->c->rules.items[i].by && strcmp(h->c->rules.items[i].by, n->id) == 0)
			put_file(h, h->c->rules.items[i].path, side);
}

static void place_notice(struct history *h, const struct notice *n, minute_t time);

static void place_id(struct history *h, const char *id, minute_t time)
{
	const struct notice *n = id ? content_notice(h->c, id) : NULL;

	if (n)
		place_notice(h, n, time);
}

static void place_rules(struct history *h, const char *id, minute_t time)
{
	const struct rules *r = content_rules(h->c, id);

	if (r)
		place_id(h, r->by, time);
}

/* What the notice refers to comes first. */
static void place_needed(struct history *h, const struct notice *n, minute_t time)
{
	place_id(h, n->follows, time);
	for (size_t i = 0; i < n->basis.n; i++)
		place_rules(h, n->basis.items[i], time);
	for (size_t i = 0; i < h->c->rules.n; i++) {
		const struct rules *r = &h->c->rules.items[i];

		for (size_t k = 0; r->by && strcmp(r->by, n->id) == 0 && k < r->rests_on.n; k++)
			place_rules(h, r->rests_on.items[k], time);
	}
	for (size_t i = 0; i < n->annexes.n; i++)
		for (size_t k = 0; k < n->annexes.items[i].rows.n; k++) {
			const struct row_more *more = n->annexes.items[i].rows.items[k].more;

			if (more && more->target)
				place_id(h, more->target->notice, time);
		}
}

/* Whether a row corrects a printed name or place of n: luce refuses such a misprint until then. */
static bool row_corrects(const struct row_more *more, const struct notice *n)
{
	if (!more || !more->target || !more->column || strcmp(more->target->notice, n->id) != 0)
		return false;
	for (size_t i = 0; i < n->annexes.n; i++)
		for (size_t k = 0; k < n->annexes.items[i].columns.n; k++) {
			const struct column *c = &n->annexes.items[i].columns.items[k];

			if ((c->role == ROLE_NAME || c->role == ROLE_PLACE) &&
			    strcmp(c->label, more->column) == 0)
				return true;
		}
	return false;
}

static bool corrects(const struct notice *by, const struct notice *n)
{
	for (size_t i = 0; by->type == NOTICE_CORRECTION && i < by->annexes.n; i++)
		for (size_t k = 0; k < by->annexes.items[i].rows.n; k++)
			if (row_corrects(by->annexes.items[i].rows.items[k].more, n))
				return true;
	return false;
}

static bool waits_for_correction(const struct history *h, const struct notice *n)
{
	for (size_t i = 0; i < h->c->notices.n; i++)
		if (corrects(&h->c->notices.items[i], n))
			return true;
	return false;
}

/* Those that could not be committed before. */
static void put_corrected(struct history *h, const struct notice *by, bool side)
{
	for (size_t i = 0; i < h->c->notices.n; i++)
		if (!h->placed[i] && corrects(by, &h->c->notices.items[i])) {
			h->placed[i] = true;
			put_notice(h, &h->c->notices.items[i], side);
		}
}

/* What they refer to. */
static void place_corrected(struct history *h, const struct notice *by, minute_t time)
{
	for (size_t i = 0; i < h->c->notices.n; i++)
		if (!h->placed[i] && corrects(by, &h->c->notices.items[i]))
			place_needed(h, &h->c->notices.items[i], time);
}

static void place_notice(struct history *h, const struct notice *n, minute_t time)
{
	bool side = notice_is_of_b(n);

	if (h->placed[n - h->c->notices.items] || waits_for_correction(h, n))
		return;
	h->placed[n - h->c->notices.items] = true;
	place_corrected(h, n, time);
	place_needed(h, n, time);
	if (strcmp(n->region, "000000") == 0 ||
	    (h->side_tip && time > h->side_from + BRANCH_DAYS * 24 * 60))
		branch_close(h, time);
	if (side)
		branch_open(h, time);
	put_corrected(h, n, side);
	put_notice(h, n, side);
	commit(h, side ? OFFICE_B : OFFICE_A, time,
	       arena_printf(&h->arena, "%s %s\n\n%s\n", n->draft ? "起草" : "发布", n->id, n->title),
	       side);
}

/* ---- the steps ---- */

static void add_step(struct history *h, struct step s)
{
	ARRAY_GROW(h->steps, h->n_steps, h->steps_cap);
	h->steps[h->n_steps++] = s;
}

static minute_t morning(date_t day)
{
	return date_end(day) + 1 - 24 * 60 + MORNING;
}

static void add_notices(struct history *h)
{
	for (size_t i = 0; i < h->c->notices.n; i++) {
		const struct notice *n = &h->c->notices.items[i];
		minute_t time = n->published;

		if (n->draft)
			time = DATE_MAX - 1;
		else if (time == DATE_NONE)
			time = morning(n->transcribed && n->type != NOTICE_CALL ? n->transcribed->on
										: n->signed_on);
		add_step(h, (struct step){ .time = time, .notice = n });
	}
}

static int by_date(const void *a, const void *b)
{
	const date_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* A step for each day on which the list of things in a file became longer. */
static void add_growing(struct history *h, const char *path, date_t *days, size_t n)
{
	if (n)
		qsort(days, n, sizeof(*days), by_date);
	for (size_t i = 0; i < n; i++)
		if (i + 1 == n || days[i + 1] != days[i])
			add_step(h, (struct step){
					    .time = morning(days[i]), .path = path, .items = i + 1 });
}

static void add_lists(struct history *h)
{
	const struct content *c = h->c;
	date_t *days = arena_calloc(&h->arena, c->withheld.n + c->redirects.n, sizeof(*days));

	for (size_t i = 0; i < c->withheld.n; i++)
		days[i] = c->withheld.items[i].on;
	add_growing(h, "content/withheld.json", days, c->withheld.n);
	for (size_t i = 0; i < c->redirects.n; i++)
		days[i] = c->redirects.items[i].on;
	add_growing(h, "content/redirects.json", days, c->redirects.n);
}

static int by_time(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	if (!x->notice != !y->notice)
		return x->notice ? 1 : -1;
	return x->notice ? strcmp(x->notice->id, y->notice->id) : strcmp(x->path, y->path);
}

/* The earliest published time of all; the portal was set up some days before. */
static minute_t first_time(const struct history *h)
{
	return h->steps[0].time - 10 * 24 * 60;
}

/* ---- other files ---- */

static bool is_dated_file(const struct history *h, const char *path)
{
	for (size_t i = 0; i < h->n_steps; i++)
		if (h->steps[i].path && strcmp(h->steps[i].path, path) == 0)
			return true;
	return false;
}

/* Who no notice names. */
static void put_unnamed(struct history *h, const char *folder)
{
	struct source_file *files;
	size_t n;

	source_list(h->portal, folder, &h->arena, &files, &n, NULL);
	for (size_t i = 0; i < n; i++)
		if (!is_dated_file(h, files[i].path))
			put_file(h, files[i].path, false);
}

static void set_up(struct history *h, minute_t time)
{
	put_file(h, "content/site.json", false);
	put_file(h, "content/categories.json", false);
	put_folder(h, "content/regions");
	put_unnamed(h, "content/calendar");
	put_folder(h, "templates");
	commit(h, OFFICE_A, time, "网站、地区、历年日历与模板（示例）\n", false);
}

/* The n first of the file's things, by day, in the file's order. */
static void put_growing(struct history *h, const struct step *s)
{
	const struct content *c = h->c;
	bool withheld = strstr(s->path, "withheld") != NULL;
	const struct record *r = withheld ? &withheld_record : &redirects_record;
	struct withheld *gone = arena_calloc(&h->arena, c->withheld.n, sizeof(*gone));
	struct redirect *moved = arena_calloc(&h->arena, c->redirects.n, sizeof(*moved));
	struct array_file file = { { withheld ? (void *)gone : moved, 0 } };
	struct buf text = BUF_INIT;
	struct json_out j = { .out = &text };

	for (size_t i = 0; withheld && i < c->withheld.n; i++)
		if (morning(c->withheld.items[i].on) <= s->time)
			gone[file.items.n++] = c->withheld.items[i];
	for (size_t i = 0; !withheld && i < c->redirects.n; i++)
		if (morning(c->redirects.items[i].on) <= s->time)
			moved[file.items.n++] = c->redirects.items[i];
	if (s->items == (withheld ? c->withheld.n : c->redirects.n)) {
		file_get(h, s->path)->on_main = false; /* as it stands in the demonstration */
		put_file(h, s->path, false);
	} else {
		record_encode(&j, r, &file);
		buf_add_char(&text, '\n');
		put_bytes(h, s->path, buf_str(&text), false);
	}
	buf_release(&text);
}

static void place_step(struct history *h, const struct step *s)
{
	minute_t time = s->time < DATE_MAX - 1 ? s->time : h->last + 60;

	if (s->notice) {
		place_notice(h, s->notice, time);
		return;
	}
	branch_close(h, time);
	if (s->items)
		put_growing(h, s);
	else
		put_file(h, s->path, false);
	commit(h, OFFICE_A, time,
	       arena_printf(&h->arena, "%s\n",
			    s->items ? "登记不再公开的内容或变更的网址（示例）"
				     : "下一年放假安排（示例）"),
	       false);
}

static void add_calendars(struct history *h, minute_t first)
{
	for (size_t i = 0; i < h->c->calendars.n; i++) {
		const struct calendar *y = &h->c->calendars.items[i];

		if (y->source && y->source->issued != DATE_NONE && morning(y->source->issued) > first)
			add_step(h, (struct step){ .time = morning(y->source->issued),
						   .path = y->path });
	}
}

static int year_of(minute_t t)
{
	return date_civil(minute_date(t)).year;
}

static void history_free(struct history *h)
{
	free(h->steps);
	free(h->files);
	free(h->paths);
	map_release(&h->file_by_path);
	arena_release(&h->arena);
}

void demo_history_stream(const struct content *c, struct source *portal, struct buf *out)
{
	struct history h = { .c = c, .portal = portal, .out = out };
	minute_t first;
	int year;

	h.placed = arena_calloc(&h.arena, c->notices.n, sizeof(*h.placed));
	add_notices(&h);
	qsort(h.steps, h.n_steps, sizeof(*h.steps), by_time);
	first = first_time(&h);
	add_lists(&h);
	add_calendars(&h, first);
	qsort(h.steps, h.n_steps, sizeof(*h.steps), by_time);
	set_up(&h, first);
	year = year_of(first);
	for (size_t i = 0; i < h.n_steps; i++) {
		for (; h.steps[i].time < DATE_MAX - 1 && year < year_of(h.steps[i].time); year++)
			release(&h, year);
		place_step(&h, &h.steps[i]);
	}
	branch_close(&h, h.last + 5);
	put_unnamed(&h, "content");
	commit(&h, OFFICE_A, h.last + 60, "其余单位与机构的档案（示例）\n", false);
	release(&h, year);
	buf_add_str(out,
		    "reset refs/heads/yi\nfrom 0000000000000000000000000000000000000000\n\ndone\n");
	history_free(&h);
}
