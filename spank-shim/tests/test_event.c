/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* peerboot-event as a prolog calls it: the program itself, its exit code and words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "stand_in.h"

static char said[4096];

/* Runs the program with ARGS, keeps what it printed, returns its exit code. */
static int event(const char *args)
{
	const char *program = getenv("PEERBOOT_EVENT");
	char command[1024];
	FILE *pipe;
	size_t n;
	int status;

	assert_non_null(program);
	snprintf(command, sizeof(command), "%s %s 2>&1", program, args);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	n = fread(said, 1, sizeof(said) - 1, pipe);
	said[n] = '\0';
	status = pclose(pipe);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void tells_the_peer_that_a_job_begins(void **state)
{
	struct stand_in peer;
	char args[256];

	(void)state;
	stand_in_start(&peer, "{\"done\":true,\"error\":null,\"epoch\":1,\"images\":[]}\n");
	snprintf(args, sizeof(args), "begin 8812 --strict --socket %s", peer.path);
	assert_int_equal(event(args), 0);
	stand_in_stop(&peer);
	assert_string_equal(said, "");
	assert_string_equal(peer.heard, "{\"protocol\":1,\"op\":\"JOB_BEGIN\",\"job\":\"8812\"}\n");
}

static void tells_the_peer_whose_job_it_is(void **state)
{
	struct stand_in peer;
	char args[256];

	(void)state;
	stand_in_start(&peer, "{\"done\":true}\n");
	snprintf(args, sizeof(args), "begin 8812 --strict --socket %s", peer.path);
	setenv("SLURM_JOB_USER", "ann", 1);
	assert_int_equal(event(args), 0);
	unsetenv("SLURM_JOB_USER");
	stand_in_stop(&peer);
	assert_string_equal(peer.heard, "{\"protocol\":1,\"op\":\"JOB_BEGIN\",\"job\":\"8812\",\"user\":\"ann\"}\n");
}

static void tells_the_peer_that_a_job_has_ended(void **state)
{
	struct stand_in peer;
	char args[256];

	(void)state;
	stand_in_start(&peer, "{\"done\":true}\n");
	snprintf(args, sizeof(args), "end '8812[3].server' --socket %s", peer.path);
	assert_int_equal(event(args), 0);
	stand_in_stop(&peer);
	assert_string_equal(peer.heard, "{\"protocol\":1,\"op\":\"JOB_END\",\"job\":\"8812[3].server\"}\n");
}

static void never_fails_a_prolog(void **state)
{
	(void)state;
	assert_int_equal(event("begin 8812 --socket /nonexistent/peer.sock"), 0);
	assert_string_equal(said, "peerboot-event: /nonexistent/peer.sock: No such file or directory "
				  "(the job goes on; the peer hears of it from the tracker)\n");
	assert_int_equal(event("start 8812"), 0);
	assert_int_equal(event(""), 0);
}

static void fails_with_strict(void **state)
{
	(void)state;
	assert_int_equal(event("begin 8812 --strict --socket /nonexistent/peer.sock"), 1);
	assert_int_equal(event("begin --strict"), 2);
	assert_int_equal(event("begin 1 2 --strict"), 2);
	assert_int_equal(event("begin 1 --strict --nonsense"), 2);
}

static void says_why_the_peer_refused(void **state)
{
	struct stand_in peer;
	char args[256];

	(void)state;
	stand_in_start(&peer, "{\"done\":true,\"error\":\"job 8812: only root may tell of jobs\"}\n");
	snprintf(args, sizeof(args), "begin 8812 --strict --socket %s", peer.path);
	assert_int_equal(event(args), 1);
	stand_in_stop(&peer);
	assert_string_equal(said, "peerboot-event: job 8812: only root may tell of jobs\n");
	stand_in_start(&peer, "who is there?\n");
	snprintf(args, sizeof(args), "begin 8812 --strict --socket %s", peer.path);
	assert_int_equal(event(args), 1);
	stand_in_stop(&peer);
	assert_non_null(strstr(said, "what answers there is no peer; give the peer's socket with --socket"));
}

static void refuses_a_job_that_would_break_the_line(void **state)
{
	(void)state;
	assert_int_equal(event("begin '1\",\"op\":\"JOB_END' --strict"), 2);
	assert_non_null(strstr(said, "JOBID: has a character that no job's id has"));
	assert_int_equal(event("begin '' --strict"), 2);
}

static void stages_an_image_and_links_it(void **state)
{
	struct stand_in peer;
	char answer[256], args[512], dest[128], target[128];
	ssize_t n;

	(void)state;
	stand_in_listen(&peer, 4);
	snprintf(answer, sizeof(answer), "{\"done\":true,\"tree\":\"%s\",\"images\":[]}\n", peer.dir);
	peer.answer = answer;
	assert_int_equal(pthread_create(&peer.thread, NULL, stand_in_run, &peer), 0);
	snprintf(dest, sizeof(dest), "%s/data", peer.dir);
	snprintf(args, sizeof(args), "stage data:v3 %s --wait 5 --socket %s", dest, peer.path);
	assert_int_equal(event(args), 0);
	pthread_join(peer.thread, NULL);
	assert_string_equal(peer.heard, "{\"protocol\":1,\"op\":\"FETCH\",\"image\":\"data:v3\"}\n");
	assert_memory_equal(said, dest, strlen(dest));
	n = readlink(dest, target, sizeof(target));
	assert_int_equal(n, strlen(peer.dir));
	assert_memory_equal(target, peer.dir, strlen(peer.dir));
	unlink(dest);
	stand_in_remove(&peer);
}

static void does_not_wait_for_an_image_without_wait(void **state)
{
	struct stand_in peer;
	char args[256];

	(void)state;
	stand_in_start(&peer, "{\"done\":false,\"images\":[]}\n");
	snprintf(args, sizeof(args), "stage data:v3 --socket %s", peer.path);
	assert_int_equal(event(args), 1);
	stand_in_stop(&peer);
	assert_non_null(strstr(said, "peerboot: image data:v3 on node "));
	assert_non_null(strstr(said, "nothing is here after 0 s; submit the job again, what is here stays, or see 'peerboot status'"));
}

static void stages_nothing_that_is_no_image(void **state)
{
	(void)state;
	assert_int_equal(event("stage 'data' --socket /nonexistent/peer.sock"), 1);
	assert_int_equal(event("stage data:v3 here --socket /nonexistent/peer.sock"), 1);
	assert_non_null(strstr(said, "DEST is no absolute path"));
	assert_int_equal(event("stage"), 2);
	assert_int_equal(event("stage data:v3 /a /b"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_the_peer_that_a_job_begins),
		cmocka_unit_test(tells_the_peer_whose_job_it_is),
		cmocka_unit_test(tells_the_peer_that_a_job_has_ended),
		cmocka_unit_test(never_fails_a_prolog),
		cmocka_unit_test(fails_with_strict),
		cmocka_unit_test(says_why_the_peer_refused),
		cmocka_unit_test(refuses_a_job_that_would_break_the_line),
		cmocka_unit_test(stages_an_image_and_links_it),
		cmocka_unit_test(does_not_wait_for_an_image_without_wait),
		cmocka_unit_test(stages_nothing_that_is_no_image),
	};

	return cmocka_run_group_tests_name("peerboot-event", tests, NULL, NULL);
}
