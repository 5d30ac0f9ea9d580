/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* A step's slurmstepd and its tasks, in a directory with an image's tree in it. Included by one test, after cmocka.h. */
#ifndef PEERBOOT_STEP_FIXTURE_H
#define PEERBOOT_STEP_FIXTURE_H

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "fake_peer.h"
#include "spank_stub.h"

static struct fake_peer peer;
static char dir[64], here[128], done[512], socket_argument[128], told[4096];
static char *arguments[4];
static int argument_count, stderr_was, stderr_file;

static inline int start(void **state)
{
	(void)state;
	memset(&peer, 0, sizeof(peer));
	strcpy(dir, "/tmp/peerboot-test-XXXXXX");
	if (!mkdtemp(dir) || !getcwd(here, sizeof(here)) || chdir(dir) < 0 || mkdir("tree", 0755) < 0)
		return -1;
	close(open("tree/file", O_WRONLY | O_CREAT, 0444));
	snprintf(done, sizeof(done), "{\"done\":true,\"error\":null,\"tree\":\"%s/tree\",\"images\":[]}\n", dir);
	strcpy(socket_argument, "socket=/nonexistent/peer.sock");
	arguments[0] = socket_argument;
	argument_count = 1;
	return 0;
}

static inline int stop(void **state)
{
	char command[128];

	(void)state;
	slurm_spank_exit(NULL, argument_count, arguments);
	if (peer.thread)
		fake_peer_stop(&peer);
	snprintf(command, sizeof(command), "rm -r %s", dir);
	return chdir(here) < 0 || system(command) != 0;
}

static inline void peer_plays(const char *const *script)
{
	fake_peer_script(&peer, script);
	fake_peer_start(&peer);
	snprintf(socket_argument, sizeof(socket_argument), "socket=%s", peer.socket.path);
}

/* slurmstepd, up to where tasks are forked. */
static inline void step(const char *option)
{
	stub_start(S_CTX_REMOTE);
	assert_int_equal(slurm_spank_init(NULL, argument_count, arguments), 0);
	if (option)
		assert_int_equal(stub_give(option), 0);
	assert_int_equal(slurm_spank_init_post_opt(NULL, argument_count, arguments), 0);
}

/* One task, with what it wrote to stderr in told. */
static inline void task(int number)
{
	char name[] = "/tmp/peerboot-test-XXXXXX";
	ssize_t n;

	stderr_file = mkstemp(name);
	unlink(name);
	stderr_was = dup(STDERR_FILENO);
	dup2(stderr_file, STDERR_FILENO);
	stub.task = number;
	assert_int_equal(slurm_spank_task_init(NULL, argument_count, arguments), 0);
	dup2(stderr_was, STDERR_FILENO);
	n = pread(stderr_file, told, sizeof(told) - 1, 0);
	told[n > 0 ? n : 0] = '\0';
	close(stderr_file);
	close(stderr_was);
}

/* One task in a process of its own; returns its exit code, 77 if it would run. */
static inline int task_code(int number)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		stub.task = number;
		slurm_spank_task_init(NULL, argument_count, arguments);
		_exit(77);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline void assert_env(const char *name, const char *value)
{
	const char *is = stub_env(name);

	if (!value)
		assert_null(is);
	else
		assert_string_equal(is ? is : "(none)", value);
}

#endif
