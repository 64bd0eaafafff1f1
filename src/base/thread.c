#define _GNU_SOURCE /* sched_getaffinity */
#include "base/thread.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { MOST = 16, BATCH = 16 };

struct job {
	atomic_size_t next;
	size_t n;
	work_fn *work;
	void *ctx;
};

struct worker {
	struct job *job;
	unsigned number;
	pthread_t thread;
	bool started;
};

static void *worker_run(void *arg)
{
	struct worker *w = arg;
	struct job *job = w->job;
	size_t batch = job->n / MOST / 4 < BATCH ? 1 : BATCH;

	for (;;) {
		size_t first = atomic_fetch_add(&job->next, batch);

		if (first >= job->n)
			return NULL;
		for (size_t i = first; i < first + batch && i < job->n; i++)
			job->work(job->ctx, w->number, i);
	}
}

void parallel_for(size_t n, unsigned threads, work_fn *work, void *ctx)
{
	struct job job = { 0, n, work, ctx };
	struct worker workers[MOST];

	if (threads > MOST)
		threads = MOST;
	if (threads > n)
		threads = (unsigned)n;
	if (threads < 1) /* the caller itself */
		threads = 1;
	for (unsigned i = 0; i < threads; i++)
		workers[i] = (struct worker){ &job, i, 0, false };
	for (unsigned i = 1; i < threads; i++) /* one that cannot start leaves its share to the others */
		workers[i].started =
			pthread_create(&workers[i].thread, NULL, worker_run, &workers[i]) == 0;
	worker_run(&workers[0]);
	for (unsigned i = 1; i < threads; i++)
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
}

unsigned thread_count(void)
{
	cpu_set_t set;
	int n;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	n = CPU_COUNT(&set);
	return n < 1 ? 1 : n > MOST ? MOST : (unsigned)n;
}
