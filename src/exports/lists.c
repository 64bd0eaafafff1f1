#include "exports/lists.h"

#include "pages/address.h"
#include "pages/made_from.h"

size_t list_file_count(const struct exports *x)
{
	return x->ctx->outline->lists.n;
}

void list_file_address(const struct exports *x, size_t i, const char *file, struct buf *out)
{
	const struct roster *l = x->ctx->outline->lists.items[i].roster;

	address_list_file(out, l->region, l->category, file);
}

void list_file_made_from(const struct exports *x, const struct made_from *m, size_t i,
			 struct digester *d)
{
	digest_list(d, m, &x->ctx->outline->lists.items[i]);
}
