/*
 * Doing many like things on several threads.
 *
 * parallel_for calls work(ctx, worker, i) once for each i in [0, n), on up
 * to `threads` workers (numbered from 0, so that each can own an arena),
 * and returns when all are done. Which worker takes which i is chance:
 * results must be written to slot i. threads <= 1 runs in the caller.
 */
#ifndef LUCE_BASE_THREAD_H
#define LUCE_BASE_THREAD_H

#include <stddef.h>

typedef void work_fn(void *ctx, unsigned worker, size_t i);

void parallel_for(size_t n, unsigned threads, work_fn *work, void *ctx);
unsigned thread_count(void); /* processors this process may use, at most 16 */

#endif
