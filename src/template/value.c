#include "template/template.h"

void value_text(struct value *v, const char *s)
{
	v->text = str_from(s);
}

void value_slice(struct value *v, struct str s)
{
	v->text = s;
}

void value_flag(struct value *v, bool flag)
{
	v->flag = flag;
}

void value_list(struct value *v, list_next_fn *next, void *ctx)
{
	v->list.next = next;
	v->list.ctx = ctx;
}

void value_group(struct value *v, const struct value *frame)
{
	v->group = frame;
}
