#include "store/stamps.h"

#include <stdlib.h>

#include "base/thread.h"
#include "store/kept.h"

enum { PER_CHUNK = 4096 };

struct digesting {
	const struct source_file *files;
	size_t n;
	struct digester **digesters; /* one for each worker */
	struct digest *chunks;
};

static void digest_chunk(void *ctx, unsigned worker, size_t chunk)
{
	const struct digesting *g = ctx;
	struct digester *d = g->digesters[worker];
	size_t end = (chunk + 1) * PER_CHUNK;

	for (size_t i = chunk * PER_CHUNK; i < end && i < g->n; i++) {
		const struct source_stamp *stamp = &g->files[i].stamp;

		digest_text(d, g->files[i].path);
		digest_number(d, stamp->size);
		digest_number(d, stamp->modified);
		digest_number(d, stamp->changed);
		digest_number(d, (int64_t)stamp->inode);
	}
	g->chunks[chunk] = digester_take(d);
}

struct digest stamps_digest(const struct source_file *files, size_t n, unsigned threads)
{
	size_t chunks = (n + PER_CHUNK - 1) / PER_CHUNK;
	struct digesting g = { .files = files, .n = n };
	struct digest all;

	threads = threads ? threads : 1;
	g.chunks = xcalloc(chunks, sizeof(*g.chunks));
	g.digesters = xcalloc(threads, sizeof(*g.digesters));
	for (unsigned i = 0; i < threads; i++)
		g.digesters[i] = digester_new();
	parallel_for(chunks, threads, digest_chunk, &g);
	for (size_t i = 0; i < chunks; i++)
		digest_digest(g.digesters[0], g.chunks[i]);
	all = digester_take(g.digesters[0]);
	for (unsigned i = 0; i < threads; i++)
		digester_free(g.digesters[i]);
	free(g.digesters);
	free(g.chunks);
	return all;
}

bool stamps_settled(const struct source_file *files, size_t n, int64_t clock)
{
	for (size_t i = 0; i < n; i++)
		if (!stamp_settled(&files[i].stamp, clock))
			return false;
	return true;
}
