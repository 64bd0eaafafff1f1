#include "history/order.h"

#include <stdlib.h>
#include <string.h>

/* ---- the order ---- */

struct node {
	const struct git_commit *in;
	size_t place; /* in the order; SIZE_MAX: not yet */
	size_t waits; /* for so many parents */
	size_t *children;
	size_t n_children, children_cap;
};

struct heap { /* of nodes that wait for nothing, the earliest on top */
	struct node **items;
	size_t n;
};

static bool earlier(const struct node *a, const struct node *b)
{
	if (a->in->commit_time != b->in->commit_time)
		return a->in->commit_time < b->in->commit_time;
	return memcmp(a->in->id.bytes, b->in->id.bytes, GIT_ID_SIZE) < 0;
}

static void heap_push(struct heap *h, struct node *node)
{
	size_t i = h->n++;

	for (; i && earlier(node, h->items[(i - 1) / 2]); i = (i - 1) / 2)
		h->items[i] = h->items[(i - 1) / 2];
	h->items[i] = node;
}

static struct node *heap_pop(struct heap *h)
{
	struct node *top = h->items[0], *last = h->items[--h->n];
	size_t i = 0, child;

	for (; (child = 2 * i + 1) < h->n; i = child) {
		if (child + 1 < h->n && earlier(h->items[child + 1], h->items[child]))
			child++;
		if (!earlier(h->items[child], last))
			break;
		h->items[i] = h->items[child];
	}
	h->items[i] = last;
	return top;
}

static int by_id(const void *a, const void *b)
{
	return memcmp(((const struct node *)a)->in->id.bytes,
		      ((const struct node *)b)->in->id.bytes, GIT_ID_SIZE);
}

static struct node *node_find(struct node *nodes, size_t n, const struct git_id *id)
{
	struct git_commit key = { .id = *id };
	struct node wanted = { .in = &key };

	return bsearch(&wanted, nodes, n, sizeof(*nodes), by_id);
}

static int link_parents(struct node *nodes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct git_commit *c = nodes[i].in;

		for (unsigned k = 0; !c->cut && k < c->n_parents; k++) {
			struct node *p = node_find(nodes, n, &c->parents[k]);

			if (!p)
				return -1;
			ARRAY_GROW(p->children, p->n_children, p->children_cap);
			p->children[p->n_children++] = i;
			nodes[i].waits++;
		}
	}
	return 0;
}

static void place_commit(struct history *h, struct node *nodes, size_t n, struct node *node)
{
	const struct git_commit *in = node->in;
	struct commit *c = &h->commits.items[h->commits.n];
	size_t n_parents = in->cut ? 0 : in->n_parents;
	const struct commit **parents = arena_calloc(&h->arena, n_parents, sizeof(*parents));
	char hex[GIT_HEX_SIZE];

	node->place = h->commits.n++;
	c->id = arena_strdup(&h->arena, git_id_hex(&in->id, hex));
	c->author_time = in->author_time;
	c->time = in->commit_time;
	c->author = in->author;
	c->committer = in->committer;
	c->subject = in->subject;
	c->cut = in->cut;
	for (size_t k = 0; k < n_parents; k++)
		parents[k] = &h->commits.items[node_find(nodes, n, &in->parents[k])->place];
	c->parents.items = parents;
	c->parents.n = n_parents;
}

int commits_order(struct history *h, const struct git_commit *in, size_t n, size_t *from)
{
	struct node *nodes = xcalloc(n, sizeof(*nodes));
	struct heap ready = { xcalloc(n, sizeof(struct node *)), 0 };
	int rc;

	for (size_t i = 0; i < n; i++)
		nodes[i] = (struct node){ .in = &in[i], .place = SIZE_MAX };
	if (n)
		qsort(nodes, n, sizeof(*nodes), by_id);
	rc = link_parents(nodes, n);
	h->commits.items = arena_calloc(&h->arena, n, sizeof(*h->commits.items));
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (!nodes[i].waits)
			heap_push(&ready, &nodes[i]);
	while (ready.n) {
		struct node *node = heap_pop(&ready);

		place_commit(h, nodes, n, node);
		from[node->place] = (size_t)(node->in - in);
		for (size_t k = 0; k < node->n_children; k++)
			if (!--nodes[node->children[k]].waits)
				heap_push(&ready, &nodes[node->children[k]]);
	}
	for (size_t i = 0; i < n; i++)
		free(nodes[i].children);
	free(nodes);
	free(ready.items);
	return rc;
}

/* ---- what two commits share ---- */

enum { MARK_A = 1, MARK_B = 2, MARK_BOTH = 3, MARK_BELOW = 4 /* an ancestor of a base */ };

static bool live(unsigned char mark)
{
	return mark && !(mark & MARK_BELOW);
}

/* Downwards through the order: a commit is met after all that rest on it. */
void merge_bases(const struct history *h, const struct commit *a, const struct commit *b,
		 unsigned char *marks, struct bases *out)
{
	const struct commit *all = h->commits.items;
	size_t n_live = a == b ? 1 : 2, i = (size_t)((a > b ? a : b) - all) + 1;

	out->n = 0;
	marks[a - all] |= MARK_A;
	marks[b - all] |= MARK_B;
	for (; n_live; i--) {
		const struct commit *c = &all[i - 1];
		unsigned char mark = marks[i - 1];

		marks[i - 1] = 0;
		n_live -= live(mark);
		if (mark == MARK_BOTH && out->n < BASES_MOST) {
			out->items[out->n++] = c;
			mark |= MARK_BELOW;
		}
		for (size_t k = 0; mark && k < c->parents.n; k++) {
			unsigned char *p = &marks[c->parents.items[k] - all], old = *p;

			*p |= mark;
			n_live += (size_t)live(*p) - (size_t)live(old);
		}
	}
	memset(marks, 0, i); /* those below bases */
}
