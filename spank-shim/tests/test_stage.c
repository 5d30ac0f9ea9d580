/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* Waiting for an image, whatever the peer does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_peer.h"
#include "local_socket.h"
#include "stage.h"

#define LINE_30 "{\"done\":false,\"error\":null,\"tree\":null,\"images\":[{\"pieces\":30,\"of\":100}]}\n"
#define LINE_NONE "{\"done\":false,\"error\":null,\"tree\":null,\"images\":[]}\n"
#define LINE_DONE "{\"done\":true,\"error\":null,\"tree\":\"/cache/images/x/tree\",\"images\":[]}\n"

static struct fake_peer peer;
static char told[4096], tree[PATH_MAX], why[2048];
static int beats;

static void tell(const char *line)
{
	strncat(told, line, sizeof(told) - strlen(told) - 1);
	strncat(told, "\n", sizeof(told) - strlen(told) - 1);
}

static void beat(void)
{
	beats++;
}

static int start(void **state)
{
	(void)state;
	memset(&peer, 0, sizeof(peer));
	told[0] = tree[0] = why[0] = '\0';
	beats = 0;
	return 0;
}

/* Asks the peer of SCRIPTS, or one that is not there, and waits up to MS. */
static int stage(long long ms, const char *const *const *scripts, int count)
{
	struct stage s = { .socket = "/nonexistent/peer.sock",
			   .image = "data:v3",
			   .node = "n7",
			   .end = local_now_ms() + ms,
			   .wait = (int)(ms / 1000),
			   .more_time = "give it more time",
			   .socket_place = "where it was set",
			   .tells = 1,
			   .tell = tell,
			   .beat = beat };
	int i, rc;

	if (count > 0) {
		for (i = 0; i < count; i++)
			fake_peer_script(&peer, scripts[i]);
		fake_peer_start(&peer);
		s.socket = peer.socket.path;
	}
	rc = stage_image(&s, tree, why, sizeof(why));
	if (count > 0)
		fake_peer_stop(&peer);
	return rc;
}

static int stage_one(long long ms, const char *const *script)
{
	return stage(ms, &script, 1);
}

static void says_nothing_of_an_image_that_is_here(void **state)
{
	const char *const script[] = { LINE_DONE, NULL };

	(void)state;
	assert_int_equal(stage_one(60000, script), 0);
	assert_string_equal(tree, "/cache/images/x/tree");
	assert_string_equal(told, "");
	assert_string_equal(peer.heard[0], "{\"protocol\":1,\"op\":\"FETCH\",\"image\":\"data:v3\"}\n");
}

static void tells_the_user_how_far_it_is(void **state)
{
	const char *const script[] = { LINE_30, "~50", LINE_30, LINE_DONE, NULL };

	(void)state;
	assert_int_equal(stage_one(60000, script), 0);
	assert_non_null(strstr(told, "image data:v3 on node n7: 30 % is here, waiting up to 60 s\n"
				     "image data:v3 on node n7: complete after "));
	assert_true(beats > 0);
}

static void waits_for_a_slow_line(void **state)
{
	const char *const script[] = { "{\"done\":true,", "~1200", "\"tree\":\"/a\"}\n", NULL };

	(void)state;
	assert_int_equal(stage_one(60000, script), 0);
	assert_string_equal(tree, "/a");
}

static void hands_on_why_the_peer_refuses(void **state)
{
	const char *const script[] = { "{\"done\":true,\"error\":\"image \\\"data:v3\\\": is not published; see 'peerboot images'\"}\n",
				       NULL };

	(void)state;
	assert_int_equal(stage_one(60000, script), -1);
	assert_string_equal(why, "image data:v3 on node n7: is not published; see 'peerboot images'");
}

static void gives_up_when_its_time_is_over(void **state)
{
	const char *const some[] = { LINE_30, "~hold", NULL };

	(void)state;
	assert_int_equal(stage_one(3000, some), -1);
	assert_string_equal(why, "image data:v3 on node n7: 30 % is here after 3 s; give it more time, or see 'peerboot status'");
}

static void gives_up_on_a_peer_that_never_answers(void **state)
{
	const char *const silent[] = { "~hold", NULL };

	(void)state;
	assert_int_equal(stage_one(1500, silent), -1);
	assert_string_equal(why, "image data:v3 on node n7: nothing is here after 1 s; give it more time, or see 'peerboot status'");
}

static void asks_once_without_a_wait(void **state)
{
	const char *const script[] = { LINE_NONE, "~hold", NULL };

	(void)state;
	assert_int_equal(stage_one(0, script), -1);
	assert_non_null(strstr(why, "nothing is here after 0 s"));
	assert_int_equal(peer.callers, 1);
}

static void takes_what_is_here_without_a_wait(void **state)
{
	const char *const script[] = { LINE_DONE, NULL };

	(void)state;
	assert_int_equal(stage_one(0, script), 0);
}

static void gives_up_on_garbage(void **state)
{
	const char *const script[] = { "SSH-2.0-OpenSSH_9.2\n", NULL };

	(void)state;
	assert_int_equal(stage_one(60000, script), -1);
	assert_non_null(strstr(why, "what answers at the peer's socket is no peer; see where it was set"));
}

static void gives_up_on_a_peer_that_gave_up(void **state)
{
	const char *const script[] = { "{\"done\":true,\"error\":null,\"tree\":null}\n", NULL };

	(void)state;
	assert_int_equal(stage_one(60000, script), -1);
	assert_non_null(strstr(why, "the peer gave up and did not say why"));
}

static void asks_again_when_the_peer_is_started_anew(void **state)
{
	const char *const first[] = { LINE_30, NULL }, *const second[] = { NULL }, *const third[] = { LINE_DONE, NULL };
	const char *const *scripts[] = { first, second, third };

	(void)state;
	assert_int_equal(stage(60000, scripts, 3), 0);
	assert_int_equal(peer.callers, 3);
	assert_string_equal(tree, "/cache/images/x/tree");
}

static void gives_up_when_no_peer_is_there(void **state)
{
	(void)state;
	assert_int_equal(stage(60000, NULL, 0), -1);
	assert_string_equal(why, "image data:v3 on node n7: no peer answers at /nonexistent/peer.sock (No such file or directory); "
				 "have it started there, as with systemctl start peerboot-peer");
	assert_true(beats > 0);
}

/* A line of sources as long as a cluster is cut, and what stands in front of them is read. */
static void reads_a_line_that_is_longer_than_it_keeps(void **state)
{
	static char line[200000];
	const char *const script[] = { line, LINE_DONE, NULL };
	size_t n = (size_t)snprintf(line, sizeof(line),
				    "{\"done\":false,\"images\":[{\"pieces\":30,\"of\":100,\"bytesBySource\":{\"n0\":0");

	(void)state;
	while (n < sizeof(line) - 64)
		n += (size_t)snprintf(line + n, sizeof(line) - n, ",\"n%zu\":7", n);
	strcpy(line + n, "}}]}\n");
	assert_int_equal(stage_one(60000, script), 0);
	assert_non_null(strstr(told, "30 % is here"));
}

static void hints_and_does_not_wait(void **state)
{
	const char *const script[] = { LINE_NONE, "~hold", NULL };

	(void)state;
	fake_peer_script(&peer, script);
	fake_peer_start(&peer);
	stage_hint(peer.socket.path, "tools:1");
	fake_peer_stop(&peer);
	assert_string_equal(peer.heard[0], "{\"protocol\":1,\"op\":\"FETCH\",\"image\":\"tools:1\"}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(says_nothing_of_an_image_that_is_here, start),
		cmocka_unit_test_setup(tells_the_user_how_far_it_is, start),
		cmocka_unit_test_setup(waits_for_a_slow_line, start),
		cmocka_unit_test_setup(hands_on_why_the_peer_refuses, start),
		cmocka_unit_test_setup(gives_up_when_its_time_is_over, start),
		cmocka_unit_test_setup(gives_up_on_a_peer_that_never_answers, start),
		cmocka_unit_test_setup(asks_once_without_a_wait, start),
		cmocka_unit_test_setup(takes_what_is_here_without_a_wait, start),
		cmocka_unit_test_setup(gives_up_on_garbage, start),
		cmocka_unit_test_setup(gives_up_on_a_peer_that_gave_up, start),
		cmocka_unit_test_setup(asks_again_when_the_peer_is_started_anew, start),
		cmocka_unit_test_setup(gives_up_when_no_peer_is_there, start),
		cmocka_unit_test_setup(reads_a_line_that_is_longer_than_it_keeps, start),
		cmocka_unit_test_setup(hints_and_does_not_wait, start),
	};

	return cmocka_run_group_tests_name("stage", tests, NULL, NULL);
}
