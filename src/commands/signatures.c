#include "commands/signatures.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/thread.h"
#include "commands/file.h"
#include "commands/process.h"
#include "commands/site.h"
#include "release/publish.h"
#include "release/signers.h"

enum { ENVIRONMENT_MOST = 16 };

struct reading {
	const struct signatures_options *o;
	struct signatures *s;
	const char *environment[ENVIRONMENT_MOST];
	char *folder; /* temporary */
	struct buf keys; /* to judge by */
	struct findings *f;
};

/* ---- the tools ---- */

static void set_environment(struct reading *x)
{
	static const char *const fixed[] = { "LC_ALL=C",
					     "TZ=CST-8", /* Asia/Shanghai, without its table */
					     "HOME=/dev/null",
					     "GNUPGHOME=/dev/null",
					     "GIT_CONFIG_GLOBAL=/dev/null",
					     "GIT_CONFIG_SYSTEM=/dev/null",
					     "GIT_CONFIG_NOSYSTEM=1",
					     "GIT_NO_REPLACE_OBJECTS=1",
					     "GIT_TERMINAL_PROMPT=0" };
	const char *path = getenv("PATH");
	size_t n = 0;

	for (; n < ARRAY_LEN(fixed); n++)
		x->environment[n] = fixed[n];
	x->environment[n++] = arena_printf(&x->s->arena, "PATH=%s", path ? path : "/usr/bin:/bin");
	x->environment[n++] = arena_printf(&x->s->arena, "TMPDIR=%s", x->folder);
	x->environment[n] = NULL;
}

static bool runs(const struct reading *x, const char *const *arguments)
{
	struct buf said = BUF_INIT;
	struct process p = { arguments, x->environment, &(struct buf)BUF_INIT, &said, true };
	bool does = process_run(&p) != PROCESS_NONE && !(said.len && strstr(said.data, "usage:"));

	buf_release(&said);
	return does;
}

/* The one that cannot be used; NULL: both can. */
static const char *missing_tool(const struct reading *x)
{
	static const char *const git[] = { "git", "--version", NULL };
	static const char *const ssh[] = { "ssh-keygen", "-Y", "find-principals", "-f",
					   "/dev/null",	 "-s", "/dev/null",	  NULL };

	return !runs(x, git) ? "git" : !runs(x, ssh) ? "ssh-keygen" : NULL;
}

/* ---- commits ---- */

struct batch {
	struct reading *reading;
	const char *keys_file;
	struct str keys;
	const size_t *commits; /* places in the history */
	size_t n;
	struct audit_signature *out; /* by place in the history */
	struct arena *arenas; /* one a worker */
};

static void judge(struct batch *b, struct arena *a, const struct commit *c,
		  const char *const *fields, struct audit_signature *g)
{
	struct signer owner;

	g->key = arena_strdup(a, fields[2]);
	owner = signers_find(b->keys, g->key, c->committer, a);
	g->signer = owner.who;
	switch (*fields[1]) {
	case 'G':
		g->state = SIGNATURE_GOOD;
		g->other = !owner.named;
		break;
	case 'U':
		g->state = owner.who ? SIGNATURE_EXPIRED : SIGNATURE_UNKNOWN;
		break;
	case 'B':
		g->state = SIGNATURE_BAD;
		break;
	default: /* a git that knows no such signatures */
		break;
	}
}

/* "id NUL verdict NUL key NUL newline" of each, in the order asked; less where git gave up. */
static void take_verdicts(struct batch *b, struct arena *a, size_t first, size_t last, struct str said)
{
	const struct history *h = b->reading->o->history;

	for (size_t i = first; i < last && said.len; i++) {
		const struct commit *c = &h->commits.items[b->commits[i]];
		const char *fields[3];

		for (size_t k = 0; k < ARRAY_LEN(fields); k++) {
			const char *end = memchr(said.data, '\0', said.len);

			if (!end)
				return;
			fields[k] = said.data;
			said.len -= (size_t)(end + 1 - said.data);
			said.data = end + 1;
		}
		if (strcmp(fields[0], c->id) != 0 || !said.len)
			return;
		judge(b, a, c, fields, &b->out[b->commits[i]]);
		said = (struct str){ said.data + 1, said.len - 1 };
	}
}

static void work(void *ctx, unsigned worker, size_t part)
{
	struct batch *b = ctx;
	size_t parts = SIGNATURE_WORKERS, first = b->n * part / parts,
	       last = b->n * (part + 1) / parts;
	const struct history *h = b->reading->o->history;
	struct arena *a = &b->arenas[worker];
	const char *allowed = arena_printf(a, "gpg.ssh.allowedSignersFile=%s", b->keys_file);
	const char *arguments[] = { "git",
				    "-C",
				    b->reading->o->folder,
				    "-c",
				    allowed,
				    "-c",
				    "gpg.ssh.program=ssh-keygen",
				    "-c",
				    "gpg.ssh.revocationFile=/dev/null",
				    "log",
				    "--no-walk=unsorted",
				    "--stdin",
				    "--no-patch",
				    "--no-show-signature",
				    "--format=tformat:%H%x00%G?%x00%GK%x00",
				    NULL };
	struct buf ids = BUF_INIT, said = BUF_INIT;

	for (size_t i = first; i < last; i++)
		buf_add_format(&ids, "%s\n", h->commits.items[b->commits[i]].id);
	if (first < last && process_run(&(struct process){ arguments, b->reading->environment, &ids,
							   &said, false }) != PROCESS_NONE)
		take_verdicts(b, a, first, last, buf_str(&said));
	buf_release(&ids);
	buf_release(&said);
}

static const char *write_keys(struct reading *x, const char *name, struct str keys)
{
	const char *path = arena_printf(&x->s->arena, "%s/%s", x->folder, name);

	if (file_replace(path, keys) == 0)
		return path;
	finding_add(x->f, F_FILE_NOT_WRITTEN, (struct place){ .path = path }, strerror(errno));
	return NULL;
}

static int judge_all(struct reading *x, const size_t *commits, size_t n, struct str keys,
		     struct audit_signature *out)
{
	struct batch b = { x, NULL, keys, commits, n, out, x->s->workers };

	b.keys_file = write_keys(x, "signers", keys);
	if (!b.keys_file)
		return -1;
	parallel_for(SIGNATURE_WORKERS, SIGNATURE_WORKERS, work, &b);
	return 0;
}

/* Which kind each bears; those that ssh-keygen judges are put into `ssh`. */
static int read_kinds(struct reading *x, struct audit_signature *out, size_t *ssh, size_t *n)
{
	const struct history *h = x->o->history;

	*n = 0;
	for (size_t i = 0; i < h->commits.n; i++) {
		int kind = git_signed(x->o->repo, h->commits.items[i].id, x->f);

		if (kind < 0)
			return -1;
		out[i].state = kind == GIT_UNSIGNED	? SIGNATURE_NONE
			       : kind == GIT_SIGNED_SSH ? SIGNATURE_UNVERIFIED
							: SIGNATURE_KIND;
		if (kind == GIT_SIGNED_SSH)
			ssh[(*n)++] = i;
	}
	return 0;
}

/* ---- commits that changed the keys ---- */

/* What the file was before the commit; NULL: it was not there. */
static const struct blob *keys_before(const struct commit *c)
{
	for (size_t i = 0; i < c->changes.n; i++)
		if (strcmp(c->changes.items[i].path, SIGNERS_FILE) == 0 && !c->changes.items[i].side)
			return blob_none(&c->changes.items[i].before) ? NULL
								      : &c->changes.items[i].before;
	return NULL;
}

static int judge_change(struct reading *x, size_t i, const struct blob *before,
			struct audit_signature *out)
{
	struct buf keys = BUF_INIT;
	char hex[BLOB_HEX_SIZE];
	int rc = git_blob_read(x->o->repo, blob_hex(before, hex), &keys, x->f);

	if (rc == 0)
		rc = judge_all(x, &i, 1, buf_str(&keys), out);
	buf_release(&keys);
	return rc;
}

static int judge_changes(struct reading *x, const size_t *ssh, size_t n, struct audit_signature *out)
{
	for (size_t k = 0; k < n; k++)
		out[ssh[k]].state = SIGNATURE_UNVERIFIED;
	for (size_t k = 0; k < n && !x->s->facts.tool; k++) {
		const struct blob *before = keys_before(&x->o->history->commits.items[ssh[k]]);

		if (before && judge_change(x, ssh[k], before, out) < 0)
			return -1;
	}
	return 0;
}

/* ---- merges ---- */

static int content_id(struct reading *x, const struct commit *c, char out[GIT_HEX_SIZE])
{
	const char *prefix = git_repo_prefix(x->o->repo);
	const char *path = *prefix ? arena_printf(&x->s->arena, "%s/content", prefix) : "content";

	*out = '\0';
	return git_path_id(x->o->repo, c->id, path, out, x->f) < 0 ? -1 : 0;
}

/* Whether a merge's content is not that of each of its parents. */
static int read_merge(struct reading *x, const struct commit *c, bool *brings)
{
	char merged[GIT_HEX_SIZE], side[GIT_HEX_SIZE];

	if (c->parents.n < 2)
		return 0;
	if (content_id(x, c, merged) < 0)
		return -1;
	for (size_t i = 0; i < c->parents.n; i++) {
		if (content_id(x, c->parents.items[i], side) < 0)
			return -1;
		*brings = *brings || strcmp(side, merged) != 0;
	}
	return 0;
}

/* ---- releases ---- */

/* What `git verify-tag` says: 'Good "git" signature for WHO with TYPE key SHA256:…', or without WHO. */
static void judge_tag(struct reading *x, const struct release *r, struct audit_signature *g)
{
	const char *allowed =
		arena_printf(&x->s->arena, "gpg.ssh.allowedSignersFile=%s/signers", x->folder);
	const char *arguments[] = { "git",
				    "-C",
				    x->o->folder,
				    "-c",
				    allowed,
				    "-c",
				    "gpg.ssh.program=ssh-keygen",
				    "-c",
				    "gpg.ssh.revocationFile=/dev/null",
				    "verify-tag",
				    "--raw",
				    r->tag,
				    NULL };
	struct buf said = BUF_INIT;
	int status = process_run(
		&(struct process){ arguments, x->environment, &(struct buf)BUF_INIT, &said, true });
	const char *key = said.len ? strstr(said.data, " key SHA256:") : NULL;
	struct signer owner;

	g->state = status == PROCESS_NONE ? SIGNATURE_UNVERIFIED : SIGNATURE_BAD;
	if (key && strncmp(said.data, "Good \"git\" signature ", 21) == 0) {
		key += strlen(" key ");
		g->key = arena_strndup(&x->s->arena, key, strcspn(key, "\n"));
		owner = signers_find(buf_str(&x->keys), g->key, "", &x->s->arena);
		g->signer = owner.who;
		g->state = status == 0 ? SIGNATURE_GOOD
			   : owner.who ? SIGNATURE_EXPIRED
				       : SIGNATURE_UNKNOWN;
	}
	buf_release(&said);
}

static const struct commit *commit_of(const struct history *h, const char *id)
{
	for (size_t i = 0; i < h->commits.n; i++)
		if (strcmp(h->commits.items[i].id, id) == 0)
			return &h->commits.items[i];
	return NULL;
}

static int read_tags(struct reading *x, struct audit_tag **out, size_t *n)
{
	struct release *v;

	if (releases_list(x->o->repo, &x->s->arena, &v, n, x->f) < 0)
		return -1;
	*out = arena_calloc(&x->s->arena, *n, sizeof(**out));
	for (size_t i = 0; i < *n; i++) {
		struct audit_tag *t = &(*out)[i];
		int kind = git_signed(x->o->repo, v[i].tag, x->f);

		if (kind < 0)
			return -1;
		*t = (struct audit_tag){ .name = v[i].name };
		t->commit = commit_of(x->o->history, v[i].commit);
		t->signature.state = kind == GIT_UNSIGNED     ? SIGNATURE_NONE
				     : kind != GIT_SIGNED_SSH ? SIGNATURE_KIND
				     : x->s->facts.tool	      ? SIGNATURE_UNVERIFIED
							      : SIGNATURE_BAD;
		if (t->signature.state == SIGNATURE_BAD)
			judge_tag(x, &v[i], &t->signature);
	}
	return 0;
}

/* ---- all of it ---- */

static bool ever_kept(const struct history *h)
{
	for (size_t i = 0; i < h->commits.n; i++)
		for (size_t k = 0; k < h->commits.items[i].changes.n; k++)
			if (strcmp(h->commits.items[i].changes.items[k].path, SIGNERS_FILE) == 0)
				return true;
	return false;
}

/* The keys to judge by: the auditor's, or the portal's; none left is none. */
static int read_keys(struct reading *x)
{
	const char *path = x->o->signers;

	if (path) {
		x->s->kept = true;
		if (file_read(path, &x->keys) == 0)
			return 0;
		finding_add(x->f, F_FILE_UNREADABLE, (struct place){ .path = path }, strerror(errno));
		return -1;
	}
	x->s->kept = ever_kept(x->o->history);
	if (source_has(x->o->source, SIGNERS_FILE))
		return source_read(x->o->source, SIGNERS_FILE, &x->keys, x->f);
	return 0;
}

static int judge_history(struct reading *x)
{
	const struct history *h = x->o->history;
	struct arena *a = &x->s->arena;
	struct audit_signature *commits = arena_calloc(a, h->commits.n, sizeof(*commits));
	struct audit_signature *changes = arena_calloc(a, h->commits.n, sizeof(*changes));
	bool *brings = arena_calloc(a, h->commits.n, sizeof(*brings));
	size_t *ssh = arena_calloc(a, h->commits.n, sizeof(*ssh)), n;
	struct audit_tag *tags = NULL;

	if (read_kinds(x, commits, ssh, &n) < 0)
		return -1;
	if (x->s->kept) {
		x->s->facts = (struct audit_signatures){ commits, brings, changes, NULL, 0, NULL };
		x->s->facts.tool = missing_tool(x);
		if (judge_changes(x, ssh, n, changes) < 0 ||
		    (!x->s->facts.tool && judge_all(x, ssh, n, buf_str(&x->keys), commits) < 0) ||
		    read_tags(x, &tags, &x->s->facts.n_tags) < 0)
			return -1;
		x->s->facts.tags = tags;
	}
	for (size_t i = 0; i < h->commits.n; i++) {
		x->s->counts[commits[i].state]++;
		if (x->s->kept && read_merge(x, &h->commits.items[i], &brings[i]) < 0)
			return -1;
	}
	return 0;
}

int signatures_read(struct signatures *s, const struct signatures_options *o, struct findings *f)
{
	struct reading x = { .o = o, .s = s, .f = f };
	int rc = -1;

	*s = (struct signatures){ .kept = false };
	x.folder = temporary_folder(f);
	if (x.folder && read_keys(&x) == 0) {
		set_environment(&x);
		rc = judge_history(&x);
	}
	temporary_remove(x.folder);
	buf_release(&x.keys);
	return rc;
}

void signatures_release(struct signatures *s)
{
	for (size_t i = 0; i < SIGNATURE_WORKERS; i++)
		arena_release(&s->workers[i]);
	arena_release(&s->arena);
}
