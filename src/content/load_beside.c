/*
 * Loading beside another content: two revisions share nearly all of their
 * files, and with the files the records. Only companies and notices are
 * shared; there are few of the others.
 */
#include <string.h>

#include "content/load.h"
#include "store/source.h"

/* The id in "content/entities/440400/440400-0001.json" or "content/notices/440400/2025/list.md". */
static const char *id_of(const struct file *file, struct buf *out)
{
	const char *start = file->kind == FILE_ENTITY ? strrchr(file->path, '/') + 1
						      : file->path + strlen("content/notices/");

	buf_add(out, start, (size_t)(strrchr(start, '.') - start));
	return out->data;
}

static bool take_entity(const struct content *c, const struct file *file, const char *id, void *out)
{
	const struct entity *e = content_entity(c, id);

	if (!e || strcmp(e->path, file->path) != 0)
		return false;
	memcpy(file->entry->hash, e->hash, HASH_SIZE);
	memcpy(out, e, sizeof(*e));
	return true;
}

/* Its annexes are a file of their own. */
static bool take_notice(const struct content *c, const struct file *file, const char *id, void *out)
{
	const struct notice *n = content_notice(c, id);
	struct notice *to = out;

	if (!n)
		return false;
	memcpy(file->entry->hash, n->hash, HASH_SIZE);
	*to = *n;
	to->annex_path = NULL;
	to->annex_hash = NULL;
	to->annexes.items = NULL;
	to->annexes.n = 0;
	return true;
}

static bool take_annexes(const struct content *c, const struct file *file, const char *id, void *out)
{
	const struct notice *n = content_notice(c, id);

	if (!n || !n->annex_hash)
		return false;
	memcpy(file->entry->hash, n->annex_hash, HASH_SIZE);
	memcpy(out, &n->annexes, sizeof(n->annexes)); /* a struct array_file */
	return true;
}

bool beside_record(struct loader *l, struct file *file, void *out)
{
	struct buf id = BUF_INIT;
	bool taken = false;

	if (!l->beside || !source_same(l->source, l->beside_source, file->path))
		return false;
	if (file->kind == FILE_ENTITY)
		taken = take_entity(l->beside, file, id_of(file, &id), out);
	else if (file->kind == FILE_NOTICE)
		taken = take_notice(l->beside, file, id_of(file, &id), out);
	else if (file->kind == FILE_ANNEXES)
		taken = take_annexes(l->beside, file, id_of(file, &id), out);
	buf_release(&id);
	file->read = file->read || taken;
	return taken;
}
