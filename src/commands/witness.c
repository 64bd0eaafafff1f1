#define _POSIX_C_SOURCE 200809L /* clock_gettime */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "commands/file.h"
#include "commands/keys.h"
#include "commands/report.h"
#include "commands/source_commit.h"
#include "commands/published.h"
#include "format/json_out.h"
#include "release/public_log.h"

enum { WITNESS_KEEP, WITNESS_LOG_KEY, WITNESS_KEY, WITNESS_NEW_KEY, WITNESS_FORMAT };

static const struct option options[] = {
	[WITNESS_KEEP] = { "keep",
			   "FILE",
			   { "留存在这个文件；默认门户文件夹中的 checkpoint",
			     "keep it in this file; checkpoint in the portal's folder unless given" } },
	[WITNESS_LOG_KEY] = { "log-key",
			      "FILE",
			      { "日志的公钥文件：没有其签名的不留存",
				"the log's public key: what it did not sign is not kept" } },
	[WITNESS_KEY] = { "key",
			  "FILE",
			  { "见证人的私钥文件：加上带时间的签名",
			    "the witness's private key: a signature with the time is added" } },
	[WITNESS_NEW_KEY] = { "new-key",
			      "NAME",
			      { "生成一个这样名称的见证密钥，存入 --key 的文件，并印出公钥",
				"make a witness's key of that name in the file of --key and print the public "
				"one" } },
	[WITNESS_FORMAT] = { "format", "text|json", { "回答的格式", "form of the answer" } },
	{ .name = NULL },
};

struct run {
	const struct invocation *in;
	struct git_repo *repo;
	struct published site;
	struct public_log log;
	struct key_file log_key, key;
	struct buf path; /* where it is kept */
	struct buf kept; /* as it was */
	bool had_kept;
	uint64_t kept_size;
	bool environment;
	struct findings findings;
};

static int read_keys(struct run *x)
{
	const char *log_key = option_value(x->in, WITNESS_LOG_KEY);
	const char *key = option_value(x->in, WITNESS_KEY);

	if (log_key && key_file_public(&x->log_key, log_key, &x->findings) < 0)
		return -1;
	if (!key)
		return 0;
	return key_file_private(&x->key, key, NOTE_COSIGNATURE,
				x->repo ? git_repo_top(x->repo) : NULL, &x->findings);
}

static int read_kept(struct run *x)
{
	struct checkpoint c;

	if (option_given(x->in, WITNESS_KEEP))
		buf_add_str(&x->path, option_value(x->in, WITNESS_KEEP));
	else
		buf_add_format(&x->path, "%s/checkpoint", x->in->folder);
	if (file_read(x->path.data, &x->kept) < 0) {
		if (errno == ENOENT)
			return 0;
		finding_add(&x->findings, F_FILE_UNREADABLE, (struct place){ .path = x->path.data },
			    strerror(errno));
		return -1;
	}
	x->had_kept = true;
	if (public_log_kept(&x->log, buf_str(&x->kept), x->path.data, &x->findings) < 0)
		return -1;
	checkpoint_parse(buf_str(&x->kept), &c);
	x->kept_size = c.size;
	return 0;
}

/* The checkpoint as the log serves it, and the witness's line. */
static int keep(struct run *x)
{
	struct buf out = BUF_INIT;
	struct timespec now;
	int rc;

	buf_add_slice(&out, buf_str(&x->log.bytes));
	if (option_given(x->in, WITNESS_KEY)) {
		clock_gettime(CLOCK_REALTIME, &now);
		if (x->log.checkpoint.note.n == 0)
			buf_add_char(&out, '\n');
		note_sign(x->log.checkpoint.note.text, &x->key.signer, (uint64_t)now.tv_sec, &out);
	}
	rc = file_replace(x->path.data, buf_str(&out));
	if (rc < 0) {
		finding_add(&x->findings, F_FILE_NOT_WRITTEN,
			    (struct place){ .path = x->path.data }, strerror(errno));
		x->environment = true;
	}
	buf_release(&out);
	return rc;
}

static int work(struct run *x)
{
	x->repo = git_repo_open(x->in->folder, &x->findings);
	if (read_keys(x) < 0)
		return -1;
	if (published_open(&x->site, x->in, x->repo, true, &x->findings) < 0) {
		x->environment = true;
		return -1;
	}
	if (public_log_read(&x->log, x->site.source, &x->findings) < 0)
		return -1;
	if (!x->log.present) {
		finding_add(&x->findings, F_SITE_LACKS, place_of(LOG_FOLDER LOG_CHECKPOINT), NULL);
		return -1;
	}
	if (public_log_signature(&x->log,
				 option_given(x->in, WITNESS_LOG_KEY) ? &x->log_key.key : NULL,
				 &x->findings) < 0 ||
	    read_kept(x) < 0)
		return -1;
	return keep(x);
}

static void add_text(const struct run *x, struct buf *out)
{
	bool zh = x->in->language == LANG_ZH;

	buf_add_format(out, zh ? "%s：日志 %zu 条" : "%s: log of %zu entries", x->path.data,
		       x->log.log.n);
	if (x->had_kept)
		buf_add_format(out,
			       zh ? "，接续留存的 %llu 条" : ", which extends the %llu that were kept",
			       (unsigned long long)x->kept_size);
	buf_add_char(out, '\n');
}

static void add_json(const struct run *x, struct buf *out)
{
	struct json_out j = { .out = out };
	char hex[HASH_HEX_SIZE];

	json_out_object_begin(&j);
	json_out_key(&j, "file");
	json_out_string(&j, x->path.data);
	json_out_key(&j, "size");
	json_out_int(&j, (int64_t)x->log.log.n);
	json_out_key(&j, "root");
	json_out_string(&j, hash_hex(x->log.checkpoint.root.bytes, hex));
	if (x->had_kept) {
		json_out_key(&j, "kept_size");
		json_out_int(&j, (int64_t)x->kept_size);
	}
	json_out_key(&j, "cosigned");
	json_out_bool(&j, option_given(x->in, WITNESS_KEY));
	json_out_object_end(&j);
	buf_add_char(out, '\n');
}

static int run(const struct invocation *in, bool json)
{
	struct run x = { .in = in };
	struct buf out = BUF_INIT;
	int rc = work(&x), status;

	report_text(&x.findings, NULL, in->language, stderr);
	if (rc == 0) {
		(json ? add_json : add_text)(&x, &out);
		status = print_product(&out);
	} else {
		status = x.environment ? EXIT_ENVIRONMENT : EXIT_FOUND;
	}
	buf_release(&out);
	buf_release(&x.path);
	buf_release(&x.kept);
	key_file_release(&x.key);
	key_file_release(&x.log_key);
	public_log_release(&x.log);
	published_close(&x.site);
	git_repo_free(x.repo);
	findings_release(&x.findings);
	return status;
}

static int witness(const struct invocation *in)
{

	if (!option_given(in, WITNESS_NEW_KEY))
		return run(in, option_choice(in, WITNESS_FORMAT) == FORMAT_JSON);
	if (!option_given(in, WITNESS_KEY))
		return usage_error(in, U_NEW_KEY, NULL);
	return print_new_key(in, option_value(in, WITNESS_NEW_KEY), NOTE_COSIGNATURE,
			     option_value(in, WITNESS_KEY));
}

const struct command witness_command = {
	.name = "witness",
	.operands = "[DIR|BRANCH|URL]",
	.most_operands = 1,
	.says = { "留存日志的检查点（可加签），并核对它接续上次留存的",
		  "keep a log's checkpoint, countersigned if wanted, if it extends the one kept before" },
	.options = options,
	.run = witness,
};
