#include "release/trailers.h"

#include "release/site_root.h"

const char *site_root(struct str manifest, char out[HASH_HEX_SIZE])
{
	unsigned char hash[HASH_SIZE];

	hash_bytes(manifest, hash);
	return hash_hex(hash, out);
}

void trailers_render(const struct manifest *m, const char *root, struct buf *out)
{
	char day[DATE_SIZE];

	buf_add_format(out, TRAILER_SOURCE ": %s\n", m->commit ? m->commit : "none");
	buf_add_format(out, TRAILER_AS_OF ": %s\n", date_format(m->as_of, day));
	buf_add_format(out, TRAILER_VERSIONS ": %s\n", m->version);
	buf_add_format(out, TRAILER_ROOT ": %s\n", root);
}
