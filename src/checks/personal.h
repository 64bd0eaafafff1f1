/*
 * Personal data in a text: mobile numbers, numbers of identity cards,
 * private mailboxes.
 *
 * 个人信息保护法 25: not to be published without separate consent;
 * 政府信息公开条例 15. Landlines and mailboxes of an office are no such data.
 */
#ifndef LUCE_CHECKS_PERSONAL_H
#define LUCE_CHECKS_PERSONAL_H

#include <stdbool.h>

#include "base/buf.h"

enum personal_kind {
	PERSONAL_MOBILE, /* 11 digits, 1 and 3 to 9 first; written 3-4-4 too, and in full-width digits */
	PERSONAL_IDENTITY, /* GB 11643: 18 characters, with a day of birth and the right check character */
	PERSONAL_MAILBOX, /* at a provider that serves the public */
	PERSONAL_KINDS
};

/* The next one in *rest, which moves behind it; false: none is left. what is a slice of the text. */
bool personal_next(struct str *rest, enum personal_kind *kind, struct str *what);

/* "13812345678" as "138****78": enough to find it again, too little to use it. Appended. */
void personal_mask(struct str what, struct buf *out);

#endif
