#define _GNU_SOURCE /* pipe2 */
#include "commands/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/io.h"

/* posix_spawn takes strings that it might change, and does not. */
static char **copies(const char *const *strings)
{
	size_t n = 0;
	char **out;

	while (strings[n])
		n++;
	out = xcalloc(n + 1, sizeof(*out));
	for (size_t i = 0; i < n; i++)
		out[i] = xstrdup(strings[i]);
	return out;
}

static void copies_free(char **strings)
{
	for (size_t i = 0; strings[i]; i++)
		free(strings[i]);
	free(strings);
}

static int spawn(const struct process *p, int in, int out, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	char **argv = copies(p->arguments), **env = p->environment ? copies(p->environment) : NULL;
	int rc;

	posix_spawn_file_actions_init(&actions);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out >= 0 ? out : STDERR_FILENO, STDOUT_FILENO);
	if (p->talk)
		posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
	rc = posix_spawnp(pid, argv[0], &actions, NULL, argv, env ? env : environ);
	posix_spawn_file_actions_destroy(&actions);
	copies_free(argv);
	if (env)
		copies_free(env);
	return rc;
}

static void read_all(int fd, struct buf *out)
{
	char chunk[4096];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(out, chunk, (size_t)n);
}

static void close_if(int fd)
{
	if (fd >= 0)
		close(fd); /* of pipes: nothing is lost */
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return PROCESS_NONE;
	return WIFEXITED(status) ? WEXITSTATUS(status) : PROCESS_NONE;
}

/* It may end before it has read all: then writing fails, and no signal ends this program. */
static void feed(int fd, const struct buf *input)
{
	const struct timespec at_once = { 0 };
	sigset_t pipe_only, before;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
	if (write_all(fd, buf_str(input)) < 0 && errno == EPIPE)
		sigtimedwait(&pipe_only, NULL, &at_once);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int process_run(const struct process *p)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, status = PROCESS_NONE;
	pid_t pid;

	if ((p->input && pipe2(in, O_CLOEXEC) < 0) || (p->output && pipe2(out, O_CLOEXEC) < 0) ||
	    spawn(p, in[0], out[1], &pid) != 0)
		pid = -1;
	close_if(in[0]);
	close_if(out[1]);
	if (pid > 0 && p->input)
		feed(in[1], p->input);
	close_if(in[1]);
	if (pid > 0 && p->output)
		read_all(out[0], p->output);
	close_if(out[0]);
	if (pid > 0)
		status = wait_for(pid);
	return status;
}
