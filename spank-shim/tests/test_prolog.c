/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* The plugin in a job's prolog and epilog: tells the peer, never fails, never waits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_peer.h"
#include "spank_stub.h"

#define DONE "{\"done\":true,\"error\":null,\"images\":[]}\n"

static struct fake_peer peer;
static char socket_argument[128];

static int start(void **state)
{
	(void)state;
	stub_start(S_CTX_JOB_SCRIPT);
	stub.job = 8812;
	stub.has_job = 1;
	stub.getopt_works = 1;
	setenv("SLURM_JOB_USER", "ann", 1);
	memset(&peer, 0, sizeof(peer));
	return 0;
}

typedef int callback(spank_t, int, char **);

/* Runs CALLBACK while a peer plays SCRIPT. */
static int with_peer(callback *f, const char *const *script)
{
	char *av[] = { socket_argument };
	int rc;

	fake_peer_script(&peer, script);
	fake_peer_start(&peer);
	snprintf(socket_argument, sizeof(socket_argument), "socket=%s", peer.socket.path);
	rc = f(NULL, 1, av);
	fake_peer_stop(&peer);
	return rc;
}

static void tells_the_peer_that_a_job_begins_and_ends(void **state)
{
	const char *const script[] = { DONE, NULL };

	(void)state;
	assert_int_equal(with_peer(slurm_spank_job_prolog, script), 0);
	assert_string_equal(peer.heard[0], "{\"protocol\":1,\"op\":\"JOB_BEGIN\",\"job\":\"8812\",\"user\":\"ann\"}\n");
	memset(&peer, 0, sizeof(peer));
	assert_int_equal(with_peer(slurm_spank_job_epilog, script), 0);
	assert_string_equal(peer.heard[0], "{\"protocol\":1,\"op\":\"JOB_END\",\"job\":\"8812\"}\n");
	assert_string_equal(stub.said, "");
}

static void names_the_jobs_images_and_its_user(void **state)
{
	const char *const script[] = { DONE, NULL };

	(void)state;
	stub.option = "data:v3:/tmp/d,~ann/tools:1,wait=9";
	assert_int_equal(with_peer(slurm_spank_job_prolog, script), 0);
	assert_string_equal(peer.heard[0], "{\"protocol\":1,\"op\":\"JOB_BEGIN\",\"job\":\"8812\",\"user\":\"ann\","
					   "\"images\":[\"data:v3\",\"~ann/tools:1\"],\"waitSeconds\":9}\n");
}

static void names_eight_images_of_the_longest_names(void **state)
{
	static char option[4096];
	const char *const script[] = { DONE, NULL };
	int i;

	(void)state;
	for (i = 0, option[0] = '\0'; i < 8; i++)
		snprintf(option + strlen(option), sizeof(option) - strlen(option), "%s~%032d/%062da:%063d", i ? "," : "", i, i, i);
	stub.option = option;
	assert_int_equal(with_peer(slurm_spank_job_prolog, script), 0);
	assert_non_null(strstr(peer.heard[0], "\"images\":[\"~00000000000000000000000000000000/0"));
}

static void begins_without_images_where_they_are_not_understood(void **state)
{
	const char *const script[] = { DONE, NULL };

	(void)state;
	stub.option = "data\",\"op\":\"JOB_END";
	assert_int_equal(with_peer(slurm_spank_job_prolog, script), 0);
	assert_string_equal(peer.heard[0], "{\"protocol\":1,\"op\":\"JOB_BEGIN\",\"job\":\"8812\",\"user\":\"ann\"}\n");
}

static void begins_without_images_where_the_user_has_no_name(void **state)
{
	const char *const script[] = { DONE, NULL };

	(void)state;
	stub.option = "data:v3";
	setenv("SLURM_JOB_USER", "a\"b", 1);
	assert_int_equal(with_peer(slurm_spank_job_prolog, script), 0);
	assert_string_equal(peer.heard[0], "{\"protocol\":1,\"op\":\"JOB_BEGIN\",\"job\":\"8812\"}\n");
	unsetenv("SLURM_JOB_USER");
	memset(&peer, 0, sizeof(peer));
	assert_int_equal(with_peer(slurm_spank_job_prolog, script), 0);
	assert_string_equal(peer.heard[0], "{\"protocol\":1,\"op\":\"JOB_BEGIN\",\"job\":\"8812\"}\n");
}

/* What a peer may do instead of answering, and what slurmd's log says of it. */
static void never_fails(void **state)
{
	static const char *const hangs_up[] = { NULL }, *const silent[] = { "~hold", NULL },
				 *const half[] = { "{\"done\":", "~hold", NULL }, *const garbage[] = { "\xff\xfe no\n", NULL },
				 *const refuses[] = { "{\"done\":true,\"error\":\"job 8812: user x may not tell of jobs\"}\n", NULL };
	static const struct {
		const char *const *script;
		const char *words;
	} cases[] = {
		{ hangs_up, "job=8812 /tmp/" },
		{ silent, "Connection timed out (the job goes on; the peer hears of it from the tracker)" },
		{ half, "Connection timed out (the job goes on" },
		{ garbage, "what answers there is no peer" },
		{ refuses, "job 8812: user x may not tell of jobs" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		start(state);
		assert_int_equal(with_peer(slurm_spank_job_prolog, cases[i].script), 0);
		assert_non_null(strstr(stub.said, cases[i].words));
	}
}

static void never_fails_where_no_peer_is(void **state)
{
	char *av[] = { "socket=/nonexistent/peer.sock", "nonsense" };

	(void)state;
	assert_int_equal(slurm_spank_job_prolog(NULL, 2, av), 0);
	assert_string_equal(stub.said, "peerboot: job=8812 /nonexistent/peer.sock: No such file or directory (the job goes on; "
				       "the peer hears of it from the tracker)\n");
	assert_int_equal(slurm_spank_job_epilog(NULL, 2, av), 0);
	assert_non_null(strstr(stub.said, "goes on; the peer hears of it from the tracker)\npeerboot: job=8812 /nonexistent"));
}

static void never_fails_where_slurm_tells_no_job(void **state)
{
	(void)state;
	stub.has_job = 0;
	assert_int_equal(slurm_spank_job_prolog(NULL, 0, NULL), 0);
	assert_int_equal(slurm_spank_job_epilog(NULL, 0, NULL), 0);
	assert_non_null(strstr(stub.said, "the job's id is not known here"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(tells_the_peer_that_a_job_begins_and_ends, start),
		cmocka_unit_test_setup(names_the_jobs_images_and_its_user, start),
		cmocka_unit_test_setup(names_eight_images_of_the_longest_names, start),
		cmocka_unit_test_setup(begins_without_images_where_they_are_not_understood, start),
		cmocka_unit_test_setup(begins_without_images_where_the_user_has_no_name, start),
		cmocka_unit_test_setup(never_fails, start),
		cmocka_unit_test_setup(never_fails_where_no_peer_is, start),
		cmocka_unit_test_setup(never_fails_where_slurm_tells_no_job, start),
	};

	return cmocka_run_group_tests_name("prolog", tests, NULL, NULL);
}
