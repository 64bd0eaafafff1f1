#include "template/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/mem.h"
#include "template/program.h"

enum { ROOM_ON_STACK = 128 }; /* values; enough for the frames of a usual page */

struct run {
	const struct value *frames[FRAMES_MOST]; /* by depth */
	size_t index[FRAMES_MOST]; /* of the item in frames[depth], where that is a list's */
	struct value *room; /* for the frames of lists */
};

static const struct value *value_of(const struct run *run, const struct op *op)
{
	return &run->frames[op->depth][op->slot];
}

/* Starts a pass over the list; false if it is empty. */
static bool list_first(struct run *run, const struct op *op)
{
	const struct value *v = value_of(run, op);
	struct value *frame = run->room + op->room;

	if (!v->list.next)
		return false;
	memset(frame, 0, op->slots * sizeof(*frame));
	run->frames[op->inner] = frame;
	run->index[op->inner] = 0;
	return v->list.next(v->list.ctx, 0, frame);
}

static bool list_next(struct run *run, const struct op *op)
{
	const struct value *v = value_of(run, op);

	return v->list.next(v->list.ctx, ++run->index[op->inner], run->room + op->room);
}

static bool holds(struct run *run, const struct op *op)
{
	switch (op->code) {
	case OP_IF_TEXT:
		return value_of(run, op)->text.len != 0;
	case OP_NO_TEXT:
		return value_of(run, op)->text.len == 0;
	case OP_IF_FLAG:
		return value_of(run, op)->flag;
	case OP_NO_FLAG:
		return !value_of(run, op)->flag;
	case OP_IF_GROUP:
		run->frames[op->inner] = value_of(run, op)->group;
		return run->frames[op->inner];
	case OP_NO_GROUP:
		return !value_of(run, op)->group;
	case OP_IF_LIST:
		return list_first(run, op);
	case OP_NO_LIST:
		return !list_first(run, op);
	case OP_NEXT:
		return !list_next(run, op);
	default:
		return true;
	}
}

static void run_ops(const struct template *t, struct run *run, struct buf *out)
{
	const struct op *op = t->ops, *end = t->ops + t->n;

	while (op < end) {
		switch (op->code) {
		case OP_WRITE:
			buf_add(out, t->text.data + op->at, op->len);
			op++;
			break;
		case OP_TEXT:
			if (value_of(run, op)->text.len)
				escape_html(out, value_of(run, op)->text);
			op++;
			break;
		case OP_HTML:
			buf_add_slice(out, value_of(run, op)->text);
			op++;
			break;
		default:
			op = holds(run, op) ? op + 1 : t->ops + op->at;
		}
	}
}

void template_render(const struct template *t, const struct value *frame, struct buf *out)
{
	struct value room[ROOM_ON_STACK];
	struct run run;

	if (!t->n)
		return;
	run.frames[0] = frame;
	run.room = t->room > ROOM_ON_STACK ? xcalloc(t->room, sizeof(*run.room)) : room;
	buf_reserve(out, t->text.len);
	run_ops(t, &run, out);
	if (run.room != room)
		free(run.room);
}
