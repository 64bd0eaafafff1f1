/*
 * The yardsticks: reading and writing files, and nothing else.
 *
 *	bare read DIR [THREADS]		each file below DIR: open, fstat, read, close
 *	bare write SRC DST [THREADS]	the files below SRC, as the same files in a new folder DST
 *
 * Two threads unless said. The writer first reads all into memory, and prints "measured WALL CPU"
 * (seconds) of the writing alone: the folders, then each file by open, write, close.
 */
#define _DEFAULT_SOURCE /* DT_DIR */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MOST = 64 };

struct file {
	char *path; /* from the tree's root */
	char *data; /* kept by the writer */
	size_t size;
};

struct list {
	struct file *items;
	size_t n, cap;
};

struct tree {
	int root;
	struct list folders, files; /* in the order found, a folder before what it holds */
	atomic_size_t next;
	void (*work)(struct tree *t, struct file *f);
};

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "bare: %s: %s\n", what, strerror(errno));
	exit(3);
}

static void *grown(void *p, size_t size)
{
	p = realloc(p, size);
	if (!p)
		die("memory");
	return p;
}

static void list_add(struct list *l, char *path)
{
	if (l->n == l->cap) {
		l->cap = l->cap ? l->cap * 2 : 1024;
		l->items = grown(l->items, l->cap * sizeof(*l->items));
	}
	l->items[l->n++] = (struct file){ path, NULL, 0 };
}

static char *path_join(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = grown(NULL, size);

	snprintf(path, size, "%s%s%s", folder, *folder ? "/" : "", name);
	return path;
}

static void find_files(struct tree *t, const char *folder)
{
	DIR *dir = fdopendir(openat(t->root, *folder ? folder : ".", O_RDONLY | O_DIRECTORY));
	struct dirent *e;

	if (!dir)
		die(folder);
	while ((e = readdir(dir))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		list_add(e->d_type == DT_DIR ? &t->folders : &t->files, path_join(folder, e->d_name));
		if (e->d_type == DT_DIR)
			find_files(t, t->folders.items[t->folders.n - 1].path);
	}
	closedir(dir);
}

static void *worker(void *arg)
{
	struct tree *t = arg;
	size_t i;

	while ((i = atomic_fetch_add(&t->next, 1)) < t->files.n)
		t->work(t, &t->files.items[i]);
	return NULL;
}

static void for_each_file(struct tree *t, void (*work)(struct tree *, struct file *), unsigned threads)
{
	pthread_t others[THREADS_MOST];

	t->work = work;
	atomic_store(&t->next, 0);
	for (unsigned i = 1; i < threads; i++)
		if (pthread_create(&others[i], NULL, worker, t) != 0)
			die("thread");
	worker(t);
	for (unsigned i = 1; i < threads; i++)
		pthread_join(others[i], NULL);
}

/* Reads the file into memory of its own. */
static void file_keep(struct tree *t, struct file *f)
{
	int fd = openat(t->root, f->path, O_RDONLY);
	struct stat st;

	if (fd < 0 || fstat(fd, &st) < 0)
		die(f->path);
	f->size = (size_t)st.st_size;
	f->data = grown(NULL, f->size + 1);
	if (read(fd, f->data, f->size) != st.st_size)
		die(f->path);
	close(fd);
}

static void file_read(struct tree *t, struct file *f)
{
	file_keep(t, f);
	free(f->data);
}

static void file_write(struct tree *t, struct file *f)
{
	int fd = openat(t->root, f->path, O_WRONLY | O_CREAT | O_EXCL, 0666);

	if (fd < 0 || write(fd, f->data, f->size) != (ssize_t)f->size || close(fd) < 0)
		die(f->path);
}

static double now(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void tree_open(struct tree *t, const char *dir)
{
	t->root = open(dir, O_RDONLY | O_DIRECTORY);
	if (t->root < 0)
		die(dir);
}

static void write_all(struct tree *t, const char *dir, unsigned threads)
{
	double wall = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);

	if (mkdir(dir, 0777) < 0)
		die(dir);
	tree_open(t, dir);
	for (size_t i = 0; i < t->folders.n; i++)
		if (mkdirat(t->root, t->folders.items[i].path, 0777) < 0)
			die(t->folders.items[i].path);
	for_each_file(t, file_write, threads);
	printf("measured %.4f %.4f\n", now(CLOCK_MONOTONIC) - wall,
	       now(CLOCK_PROCESS_CPUTIME_ID) - cpu);
}

int main(int argc, char **argv)
{
	int writes = argc > 1 && strcmp(argv[1], "write") == 0;
	int known = writes || (argc > 1 && strcmp(argv[1], "read") == 0), last = 3 + writes;
	unsigned long threads = argc == last + 1 ? strtoul(argv[last], NULL, 10) : 2;
	struct tree t = { .root = -1 };

	if (!known || argc < last || argc > last + 1 || threads < 1 || threads > THREADS_MOST) {
		fputs("usage: bare read DIR [THREADS]\n       bare write SRC DST [THREADS]\n",
		      stderr);
		return 2;
	}
	tree_open(&t, argv[2]);
	find_files(&t, "");
	for_each_file(&t, writes ? file_keep : file_read, (unsigned)threads);
	if (writes)
		write_all(&t, argv[3], (unsigned)threads);
	return 0;
}
