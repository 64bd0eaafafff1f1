#define _GNU_SOURCE /* openat, O_NOFOLLOW */
#include "release/fetch.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/place.h"
#include "log/log.h"
#include "site/manifest.h"
#include "store/folders.h"
#include "store/io.h"
#include "store/root.h"

enum {
	REDIRECTS_MOST = 5,
	CONNECT_SECONDS = 20,
	SLOW_BYTES = 100, /* a second, for SLOW_SECONDS: given up */
	SLOW_SECONDS = 30,
};

struct fetching {
	const struct fetch *o;
	CURL *curl;
	struct root root;
	uint64_t most, left; /* bytes of one file; of all to come */
	struct buf bytes; /* of the file at hand */
	bool too_large;
	struct findings *f;
};

bool is_url(const char *text)
{
	return strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0;
}

static size_t receive(char *data, size_t size, size_t n, void *ctx)
{
	struct fetching *x = ctx;

	if (x->bytes.len + size * n > x->most || x->bytes.len + size * n > x->left) {
		x->too_large = true;
		return 0;
	}
	buf_add(&x->bytes, data, size * n);
	return size * n;
}

static int report(struct fetching *x, enum finding_id id, const char *a, const char *b)
{
	finding_add(x->f, id, (struct place){ 0 }, a, b);
	return -1;
}

static int report_size(struct fetching *x, const char *url)
{
	struct buf most = BUF_INIT;

	buf_add_format(&most, "%llu", (unsigned long long)(x->most < x->left ? x->most : x->left));
	report(x, F_URL_SIZE, url, most.data);
	buf_release(&most);
	return -1;
}

/* Whether the two addresses are of one scheme, host and port. */
static bool same_site(const char *a, const char *b)
{
	static const CURLUPart parts[] = { CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT };
	CURLU *x = curl_url(), *y = curl_url();
	bool same = x && y && curl_url_set(x, CURLUPART_URL, a, 0) == CURLUE_OK &&
		    curl_url_set(y, CURLUPART_URL, b, 0) == CURLUE_OK;

	for (size_t i = 0; same && i < ARRAY_LEN(parts); i++) {
		char *p = NULL, *q = NULL;

		same = curl_url_get(x, parts[i], &p, CURLU_DEFAULT_PORT) == CURLUE_OK &&
		       curl_url_get(y, parts[i], &q, CURLU_DEFAULT_PORT) == CURLUE_OK &&
		       strcmp(p, q) == 0;
		curl_free(p);
		curl_free(q);
	}
	curl_url_cleanup(x);
	curl_url_cleanup(y);
	return same;
}

static int get_once(struct fetching *x, const char *url, long *status)
{
	CURLcode rc;

	buf_clear(&x->bytes);
	curl_easy_setopt(x->curl, CURLOPT_URL, url);
	rc = curl_easy_perform(x->curl);
	if (x->too_large)
		return report_size(x, url);
	if (rc != CURLE_OK)
		return report(x, F_URL, url, curl_easy_strerror(rc));
	curl_easy_getinfo(x->curl, CURLINFO_RESPONSE_CODE, status);
	return 0;
}

/* 1: x->bytes has the file; 0: the server has none; -1 with a finding. */
static int get(struct fetching *x, const char *url)
{
	struct arena a = ARENA_INIT;
	const char *at = url;
	long status = 0;
	int rc = -1, redirects = 0;

	for (;;) {
		char *next = NULL;

		if (get_once(x, at, &status) < 0)
			break;
		curl_easy_getinfo(x->curl, CURLINFO_REDIRECT_URL, &next);
		if (!next || status < 300 || status > 399) {
			if (status == 200)
				rc = 1;
			else if (status == 404 || status == 410)
				rc = 0;
			else
				report(x, F_URL, at, arena_printf(&a, "HTTP %ld", status));
			break;
		}
		if (!same_site(url, next)) {
			report(x, F_URL_REDIRECT, at, next);
			break;
		}
		if (++redirects > REDIRECTS_MOST) {
			report(x, F_URL, url, "too many redirects");
			break;
		}
		at = arena_strdup(&a, next);
	}
	arena_release(&a);
	return rc;
}

static int write_file(struct fetching *x, const char *path)
{
	struct folders w = { .root = x->root.fd, .make = true };
	int dir = folders_enter(&w, path), rc = -1;
	int fd = dir < 0 ? -1
			 : openat(dir, path_name(path),
				  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);

	if (fd >= 0) {
		rc = write_all(fd, buf_str(&x->bytes));
		if (rc < 0)
			close_quietly(fd);
		else
			rc = close(fd);
	}
	if (rc < 0)
		finding_add(x->f, F_FILE_NOT_WRITTEN, (struct place){ .path = path },
			    strerror(errno));
	folders_release(&w);
	return rc;
}

/* Fetches one file of the site into the folder. */
static int fetch_file(struct fetching *x, const char *path)
{
	struct buf url = BUF_INIT;
	size_t len = strlen(x->o->url);
	int rc;

	if (!path_valid(path))
		return report(x, F_PATH_REFUSED, path, NULL);
	buf_add(&url, x->o->url, len);
	if (x->o->url[len - 1] != '/')
		buf_add_char(&url, '/');
	escape_url_path(&url, str_from(path));
	rc = get(x, url.data);
	if (rc == 1) {
		x->left -= x->bytes.len;
		rc = write_file(x, path);
	} else {
		buf_clear(&x->bytes); /* what a server says of a file that it has not */
	}
	buf_release(&url);
	return rc;
}

static int fetch_named(struct fetching *x)
{
	struct arena a = ARENA_INIT;
	struct manifest m;
	int rc = fetch_file(x, MANIFEST_NAME);

	if (rc == 0 && x->bytes.len)
		rc = manifest_parse(buf_str(&x->bytes), &a, &m, x->f);
	else
		m.n = 0;
	for (size_t i = 0; rc == 0 && i < m.n && !x->o->log_only; i++)
		rc = fetch_file(x, m.files[i].path);
	arena_release(&a);
	return rc;
}

static int fetch_log(struct fetching *x)
{
	struct checkpoint c;
	struct buf path = BUF_INIT;
	int rc = fetch_file(x, LOG_FOLDER LOG_CHECKPOINT);
	uint64_t size = 0;

	if (rc == 0 && x->bytes.len && checkpoint_parse(buf_str(&x->bytes), &c) == 0 &&
	    c.size <= LOG_MOST)
		size = c.size;
	for (struct tile t = TILE_FIRST; rc == 0 && tile_next(size, &t);) {
		buf_clear(&path);
		buf_add_str(&path, LOG_FOLDER);
		tile_path(t, &path);
		rc = fetch_file(x, path.data);
	}
	buf_release(&path);
	return rc;
}

static void set_options(struct fetching *x)
{
	CURL *curl = x->curl;

	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L); /* see get */
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, x->o->seconds ? x->o->seconds : 300L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "luce");
}

int fetch_site(const struct fetch *o, struct findings *f)
{
	struct fetching x = {
		.o = o,
		.most = o->file_most ? o->file_most : (uint64_t)64 << 20,
		.left = o->all_most ? o->all_most : (uint64_t)8 << 30,
		.f = f,
	};
	int rc;

	if (root_open(&x.root, o->folder) < 0) {
		finding_add(f, F_FILE_NOT_WRITTEN, (struct place){ .path = o->folder },
			    strerror(errno));
		return -1;
	}
	curl_global_init(CURL_GLOBAL_DEFAULT);
	x.curl = curl_easy_init();
	if (!x.curl)
		out_of_memory();
	set_options(&x);
	rc = fetch_named(&x);
	if (rc == 0)
		rc = fetch_log(&x);
	curl_easy_cleanup(x.curl);
	curl_global_cleanup();
	buf_release(&x.bytes);
	root_close(&x.root);
	return rc;
}
