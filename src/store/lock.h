/*
 * One writer at a time: a lock file that names its holder.
 *
 * The file is what people see; what excludes is flock(2) on it, which the
 * kernel gives back when its holder dies, however it dies. So a file that
 * nobody holds is left from a killed process and is taken over, whatever it
 * says. (A process id in it proves nothing: it may be another machine's, or
 * may since have been given to another process.) Where the file system knows
 * no flock, the file's presence excludes, and a dead holder's file has to be
 * removed by hand, as the finding says.
 */
#ifndef LUCE_STORE_LOCK_H
#define LUCE_STORE_LOCK_H

#include "base/buf.h"

#define LOCK_NAME "lock"

/*
 * Takes the lock file in the folder dir. The descriptor, to be released; -1
 * with errno, which is EWOULDBLOCK where another holds it: then holder gets
 * its name ("pid host program").
 */
int lock_take(int dir, struct buf *holder);
void lock_release(int dir, int fd);

#endif
