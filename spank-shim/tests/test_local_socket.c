/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "local_socket.h"
#include "stand_in.h"

#define ASK "{\"protocol\":1,\"op\":\"STATUS\"}\n"

static void sends_a_line_and_hears_one(void **state)
{
	struct stand_in peer;
	char reply[64];

	(void)state;
	stand_in_start(&peer, "{\"done\":true}\nmore");
	assert_int_equal(local_socket_ask(peer.path, ASK, reply, sizeof(reply), 5000), 0);
	stand_in_stop(&peer);
	assert_string_equal(reply, "{\"done\":true}");
	assert_string_equal(peer.heard, ASK);
}

static void says_that_no_peer_is_there(void **state)
{
	char reply[64];

	(void)state;
	assert_int_equal(local_socket_ask("/nonexistent/peer.sock", ASK, reply, sizeof(reply), 200), -1);
	assert_int_equal(errno, ENOENT);
}

static void says_that_a_dead_peer_left_its_socket(void **state)
{
	struct stand_in peer;
	char reply[64];

	(void)state;
	stand_in_listen(&peer, 1);
	close(peer.listener);
	assert_int_equal(local_socket_ask(peer.path, ASK, reply, sizeof(reply), 200), -1);
	assert_int_equal(errno, ECONNREFUSED);
	peer.listener = -1;
	stand_in_remove(&peer);
}

static void leaves_a_peer_that_never_answers(void **state)
{
	struct stand_in peer;
	char reply[64];

	(void)state;
	stand_in_start(&peer, "");
	assert_int_equal(local_socket_ask(peer.path, ASK, reply, sizeof(reply), 200), -1);
	assert_int_equal(errno, ETIMEDOUT);
	stand_in_stop(&peer);
}

static void leaves_a_peer_that_stops_in_mid_line(void **state)
{
	struct stand_in peer;
	char reply[64];

	(void)state;
	stand_in_start(&peer, "{\"done\":");
	assert_int_equal(local_socket_ask(peer.path, ASK, reply, sizeof(reply), 200), -1);
	assert_int_equal(errno, ETIMEDOUT);
	stand_in_stop(&peer);
}

/* Nobody accepts: the first connections fill the queue, the next would block. */
static void leaves_a_peer_whose_queue_is_full(void **state)
{
	struct stand_in peer;
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	char reply[64];
	int fill[8], i, full = 0;

	(void)state;
	stand_in_listen(&peer, 0);
	strcpy(a.sun_path, peer.path);
	for (i = 0; i < 8; i++) {
		fill[i] = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
		full |= connect(fill[i], (struct sockaddr *)&a, sizeof(a)) != 0;
	}
	assert_true(full);
	assert_int_equal(local_socket_ask(peer.path, ASK, reply, sizeof(reply), 200), -1);
	assert_int_equal(errno, ETIMEDOUT);
	for (i = 0; i < 8; i++)
		close(fill[i]);
	stand_in_remove(&peer);
}

static void says_that_the_peer_hung_up(void **state)
{
	struct stand_in peer;
	char reply[64];

	(void)state;
	stand_in_start(&peer, NULL);
	assert_int_equal(local_socket_ask(peer.path, ASK, reply, sizeof(reply), 5000), -1);
	assert_true(errno == EPIPE || errno == ECONNRESET);
	stand_in_stop(&peer);
}

static void refuses_an_answer_that_is_too_long(void **state)
{
	struct stand_in peer;
	char reply[8];

	(void)state;
	stand_in_start(&peer, "0123456789\n");
	assert_int_equal(local_socket_ask(peer.path, ASK, reply, sizeof(reply), 5000), -1);
	assert_int_equal(errno, EMSGSIZE);
	stand_in_stop(&peer);
}

static void refuses_a_path_that_no_socket_can_have(void **state)
{
	char path[200], reply[64];

	(void)state;
	memset(path, 'a', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	assert_int_equal(local_socket_ask(path, ASK, reply, sizeof(reply), 200), -1);
	assert_int_equal(errno, ENAMETOOLONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sends_a_line_and_hears_one),
		cmocka_unit_test(says_that_no_peer_is_there),
		cmocka_unit_test(says_that_a_dead_peer_left_its_socket),
		cmocka_unit_test(leaves_a_peer_that_never_answers),
		cmocka_unit_test(leaves_a_peer_that_stops_in_mid_line),
		cmocka_unit_test(leaves_a_peer_whose_queue_is_full),
		cmocka_unit_test(says_that_the_peer_hung_up),
		cmocka_unit_test(refuses_an_answer_that_is_too_long),
		cmocka_unit_test(refuses_a_path_that_no_socket_can_have),
	};

	return cmocka_run_group_tests_name("local_socket", tests, NULL, NULL);
}
