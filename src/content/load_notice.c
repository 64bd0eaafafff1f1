/* Loading: a notice is a text, its annexes and its attachments. */
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "content/load.h"
#include "content/tables.h"
#include "format/front_matter.h"
#include "format/json.h"
#include "format/text.h"
#include "store/source.h"

static int check_cells(struct worker *w, const struct notice *n)
{
	int status = 0;

	for (size_t i = 0; i < n->annexes.n; i++) {
		const struct annex *a = &n->annexes.items[i];

		for (size_t k = 0; k < a->rows.n; k++) {
			char have[16], want[16];

			if (a->rows.items[k].n_cells == a->columns.n)
				continue;
			snprintf(have, sizeof(have), "%u", a->rows.items[k].n_cells);
			snprintf(want, sizeof(want), "%zu", a->columns.n);
			finding_add(&w->findings, F_CELLS,
				    place_in(&w->findings, n->annex_path,
					     "/annexes/%zu/rows/%zu/cells", i, k),
				    have, want);
			status = -1;
		}
	}
	return status;
}

/* A row that revokes or corrects another is about whom that one is about; every other names its own. */
static int settle_ids(struct worker *w, struct notice *n)
{
	int status = 0;

	for (size_t i = 0; i < n->annexes.n; i++) {
		struct annex *a = &n->annexes.items[i];

		for (size_t k = 0; k < a->rows.n; k++) {
			struct row *r = &a->rows.items[k];

			if (!r->id && r->more && r->more->target)
				r->id = r->more->target->id;
			if (r->id)
				continue;
			finding_add(&w->findings, F_KEY_MISSING,
				    place_in(&w->findings, n->annex_path, "/annexes/%zu/rows/%zu",
					     i, k),
				    "id");
			status = -1;
		}
	}
	return status;
}

static int load_annexes(struct loader *l, struct worker *w, const struct file *text, struct notice *n)
{
	struct file *file = file_beside(l, w, text, ".json");

	if (!file)
		return 0;
	file->notice = text;
	n->annex_path = file->path;
	n->annex_hash = file->entry->hash;
	if (load_array(l, w, file, &annexes_record, &n->annexes) < 0)
		return -1;
	return settle_ids(w, n) < 0 || check_cells(w, n) < 0 ? -1 : 0;
}

/* Each attachment that the notice names is there, with the bytes it names. */
static int check_attachment(struct loader *l, struct worker *w, const struct notice *n, size_t i)
{
	const struct attachment *a = &n->attachments.items[i];
	const char *path =
		arena_printf(w->arena, "%.*s/%s", (int)(strlen(n->path) - 3), n->path, a->file);
	struct file *file = file_find(l, path);
	char hex[HASH_HEX_SIZE];

	if (!file) {
		if (content_withheld(l->c, path))
			return 0; /* gone by law, and recorded: the page says so */
		finding_add(&w->findings, F_FILE_MISSING,
			    place_in(&w->findings, n->path, "/attachments/%zu/file", i), path);
		return -1;
	}
	if (loader_hash(l, w, file) < 0)
		return -1;
	if (strcmp(hash_hex(file->entry->hash, hex), a->sha256) == 0)
		return 0;
	finding_add(&w->findings, F_ATTACHMENT_HASH,
		    place_in(&w->findings, n->path, "/attachments/%zu/sha256", i), a->file, hex);
	return -1;
}

/* The body becomes a C string, which would end unseen at a NUL. */
static int load_body(struct worker *w, struct place place, const struct front_matter *parts,
		     struct notice *n)
{
	n->body = arena_strndup(w->arena, parts->body.data, parts->body.len);
	n->body_line = parts->body_line;
	place.line = parts->body_line;
	return text_check_controls(parts->body, place, &w->findings);
}

/* What was read. *decoded: its front matter was. */
static int decode_notice(struct loader *l, struct worker *w, struct file *file, struct notice *n,
			 bool *decoded)
{
	struct place place = source_place(l->source, file->path);
	size_t found = w->findings.n;
	struct front_matter parts;
	int status;

	*decoded = false;
	if (text_check_utf8(buf_str(&w->bytes), place, &w->findings) < 0 ||
	    front_matter_split(buf_str(&w->bytes), place, &parts, &w->findings) < 0)
		return -1;
	status = load_json(l, w, file->path, &notice_record,
			   json_parse(parts.json, place, &w->findings), n);
	*decoded = status == 0;
	if (load_body(w, place, &parts, n) < 0)
		status = -1;
	file->sound = w->findings.n == found;
	return status;
}

int load_notice(struct loader *l, struct worker *w, struct file *file, struct notice *n)
{
	const char *name = file->path + strlen("content/notices/");
	const char *id = arena_strndup(w->arena, name, strlen(name) - 3);
	bool decoded = true;
	int status;

	if (!form_matches(FORM_NOTICE, id)) {
		finding_add(&w->findings, F_FILE_NAME, source_place(l->source, file->path), id,
			    form_example(FORM_NOTICE));
		return -1;
	}
	status = loader_open(l, w, file, &notice_record, n);
	if (status < 0)
		return -1;
	n->path = file->path;
	n->hash = file->entry->hash;
	n->id = id;
	n->region = arena_strndup(w->arena, id, strcspn(id, "/"));
	if (status == FILE_READ)
		status = decode_notice(l, w, file, n, &decoded);
	if (load_annexes(l, w, file, n) < 0)
		status = -1;
	for (size_t i = 0; decoded && i < n->attachments.n; i++)
		if (check_attachment(l, w, n, i) < 0)
			status = -1;
	return status;
}

/* ---- files that no notice accounts for ---- */

int check_annexes_file(struct loader *l, struct worker *w, const struct file *file)
{
	const char *notice = path_ending(w, file->path, ".md");

	if (file_find(l, notice))
		return 0;
	finding_add(&w->findings, F_FILE_MISSING, source_place(l->source, file->path), notice);
	return -1;
}

void check_attachment_files(struct loader *l, struct worker *w)
{
	for (size_t i = 0; i < l->n_files; i++) {
		const struct file *file = &l->files[i];
		const struct file *notice;
		const struct notice *n;
		const char *slash, *name;
		bool named = false;

		if (file->kind != FILE_ATTACHMENT)
			continue;
		slash = strrchr(file->path, '/');
		notice = file_find(l, arena_printf(w->arena, "%.*s.md", (int)(slash - file->path),
						   file->path));
		if (notice && !notice->ok)
			continue; /* its own findings come first */
		n = notice ? &l->c->notices.items[notice->slot] : NULL;
		name = slash + 1;
		for (size_t k = 0; n && k < n->attachments.n; k++)
			named = named || strcmp(n->attachments.items[k].file, name) == 0;
		if (!named)
			finding_add(&w->findings, F_ATTACHMENT_UNNAMED,
				    source_place(l->source, file->path), name);
	}
}
