/* Which program this is, to the byte. */
#ifndef LUCE_COMMANDS_PROGRAM_H
#define LUCE_COMMANDS_PROGRAM_H

#include "base/buf.h"

/*
 * Appends the build ids of the program and of every library it runs with, in
 * hexadecimal: what one of them would make otherwise than another never goes
 * under the same name. Nothing where one of them has none.
 */
void program_id(struct buf *out);

#endif
