/*
 * Runs commands and prints what each took.
 *
 *	measure ROUNDS [-b BEFORE] COMMAND ...
 *
 * Commands are lines of shell. They run in turn, A B A B …, so that what disturbs the machine
 * disturbs all of them; -b gives a line that runs before the command that follows, unmeasured.
 * One line is printed for each command, the medians of all rounds:
 *
 *	WALL CPU PEAK RATIO	seconds; user and system; KiB; its wall time by that of the first command
 *
 * With BENCH_BY=cpu the ratio is of CPU times.
 *
 * A command that measures only a part of its work prints "measured WALL CPU" itself. What else
 * commands print is shown where one fails, and that is the end, with exit status 1.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WALL, CPU, PEAK, RATIO, FIGURES };

struct command {
	const char *before, *line;
	double *figures[FIGURES]; /* by round */
};

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(3);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int run(const char *line, FILE *said, struct rusage *usage)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		die("fork");
	if (child == 0) {
		dup2(fileno(said), STDOUT_FILENO);
		dup2(fileno(said), STDERR_FILENO);
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	if (wait4(child, &status, 0, usage) < 0)
		die("wait4");
	return status;
}

static void show_failure(const char *line, FILE *said)
{
	int c;

	fprintf(stderr, "measure: this failed: %s\n", line);
	while ((c = getc(said)) != EOF)
		putc(c, stderr);
	exit(1);
}

/* Runs the line once; what it took, or what it says that it measured. */
static void run_measured(const char *line, double figures[FIGURES])
{
	FILE *said = tmpfile();
	char text[256];
	struct rusage usage;
	double start = now();
	int status;

	if (!said)
		die("tmpfile");
	status = run(line, said, &usage);
	figures[WALL] = now() - start;
	figures[CPU] = seconds(usage.ru_utime) + seconds(usage.ru_stime);
	figures[PEAK] = (double)usage.ru_maxrss;
	rewind(said);
	if (status)
		show_failure(line, said);
	while (fgets(text, sizeof(text), said))
		sscanf(text, "measured %lf %lf", &figures[WALL], &figures[CPU]);
	fclose(said);
}

static void run_round(struct command *commands, int n, int round, int by)
{
	double unmeasured[FIGURES], figures[FIGURES];

	for (int i = 0; i < n; i++) {
		if (commands[i].before)
			run_measured(commands[i].before, unmeasured);
		run_measured(commands[i].line, figures);
		figures[RATIO] = i ? figures[by] / commands[0].figures[by][round] : 1;
		for (int k = 0; k < FIGURES; k++)
			commands[i].figures[k][round] = figures[k];
	}
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), by_value);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

int main(int argc, char **argv)
{
	int rounds = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0, n = 0;
	struct command *commands = calloc((size_t)argc, sizeof(*commands));
	const char *by = getenv("BENCH_BY");

	if (!commands)
		die("memory");
	for (int i = 2; i < argc; i++) {
		if (strcmp(argv[i], "-b") == 0 && i + 2 < argc) {
			commands[n].before = argv[i + 1];
			i += 2;
		}
		commands[n++].line = argv[i];
	}
	if (rounds < 1 || !n) {
		fputs("usage: measure ROUNDS [-b BEFORE] COMMAND ...\n", stderr);
		return 2;
	}
	for (int i = 0; i < n; i++)
		for (int k = 0; k < FIGURES; k++)
			if (!(commands[i].figures[k] = calloc((size_t)rounds, sizeof(double))))
				die("memory");
	for (int r = 0; r < rounds; r++)
		run_round(commands, n, r, by && strcmp(by, "cpu") == 0 ? CPU : WALL);
	for (int i = 0; i < n; i++)
		printf("%.4f %.4f %.0f %.4f\n", median(commands[i].figures[WALL], rounds),
		       median(commands[i].figures[CPU], rounds),
		       median(commands[i].figures[PEAK], rounds),
		       median(commands[i].figures[RATIO], rounds));
	return 0;
}
