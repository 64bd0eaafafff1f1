#define _GNU_SOURCE /* pipe2 */
#include "commands/git.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/io.h"

static int spawn(const char *folder, const char *const *arguments, int in, int out, pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	size_t n = 0;
	char **argv;
	int rc;

	while (arguments[n])
		n++;
	argv = xcalloc(n + 4, sizeof(*argv));
	argv[0] = xstrdup("git");
	argv[1] = xstrdup("-C");
	argv[2] = xstrdup(folder);
	for (size_t i = 0; i < n; i++)
		argv[3 + i] = xstrdup(arguments[i]);
	posix_spawn_file_actions_init(&actions);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, out >= 0 ? out : STDERR_FILENO, STDOUT_FILENO);
	rc = posix_spawnp(pid, "git", &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	for (size_t i = 0; argv[i]; i++)
		free(argv[i]);
	free(argv);
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
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The input is a message of some kilobytes: git reads it all before it prints. */
int git_command(const char *folder, const char *const *arguments, const struct buf *input,
		struct buf *output)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, status = -1;
	pid_t pid;

	if ((input && pipe2(in, O_CLOEXEC) < 0) || (output && pipe2(out, O_CLOEXEC) < 0) ||
	    spawn(folder, arguments, in[0], out[1], &pid) != 0)
		pid = -1;
	close_if(in[0]);
	close_if(out[1]);
	sigaction(SIGPIPE, &ignore, &before); /* git may end before it has read all */
	if (pid > 0 && input)
		write_all(in[1], buf_str(input));
	close_if(in[1]);
	if (pid > 0 && output)
		read_all(out[0], output);
	close_if(out[0]);
	sigaction(SIGPIPE, &before, NULL);
	if (pid > 0)
		status = wait_for(pid);
	return status;
}
