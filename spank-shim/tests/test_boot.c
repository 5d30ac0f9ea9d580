/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* peerboot-event as a RebootProgram calls it: what a shell makes of its words, and how long it asks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "stand_in.h"

#define DIGEST "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define NOT_YET                                                                                  \
	"{\"done\":false,\"error\":null,\"images\":[],\"boot\":{\"image\":null,\"digest\":null," \
	"\"tree\":null,\"kernel\":null,\"initrd\":[],\"append\":null,\"assigned\":false,"        \
	"\"why\":\"image a:2 is not here yet: 3 of 9 pieces\"}}\n"
#define HERE                                                                                                       \
	"{\"done\":true,\"boot\":{\"image\":\"a:2\",\"digest\":\"" DIGEST "\",\"tree\":\"/cache/it's\","           \
	"\"kernel\":\"boot/vmlinuz\",\"initrd\":[\"a b\",\"c\"],\"append\":\"ro x=$(reboot) `id` \\\"q\\\" \\\\\"," \
	"\"assigned\":true,\"why\":null}}\n"

static char said[8192];

/* A peer that gives one answer after the other, each to a caller of its own, and then is gone. */
struct peer {
	struct stand_in s;
	const char *const *answers;
	int count;
};

static void *answer_all(void *arg)
{
	struct peer *p = arg;
	int i;

	for (i = 0; i < p->count; i++) {
		p->s.answer = p->answers[i];
		stand_in_run(&p->s);
	}
	shutdown(p->s.listener, SHUT_RDWR);
	return NULL;
}

static void peer_start(struct peer *p, const char *const *answers, int count)
{
	stand_in_listen(&p->s, 4);
	p->answers = answers;
	p->count = count;
	if (pthread_create(&p->s.thread, NULL, answer_all, p))
		abort();
}

/* What the shell COMMAND prints, in which $event is the program and $socket is PATH; its exit code. */
static int shell(const char *path, const char *command)
{
	FILE *pipe;
	size_t n;
	int status;

	assert_non_null(getenv("PEERBOOT_EVENT"));
	setenv("event", getenv("PEERBOOT_EVENT"), 1);
	setenv("socket", path, 1);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	n = fread(said, 1, sizeof(said) - 1, pipe);
	said[n] = '\0';
	status = pclose(pipe);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void what_it_prints_is_what_the_shell_gets(void **state)
{
	static const char *const answers[] = { HERE };
	struct peer peer;

	(void)state;
	peer_start(&peer, answers, 1);
	assert_int_equal(shell(peer.s.path,
			       "eval \"$($event boot --socket $socket)\" && printf '%s|' \"$PEERBOOT_IMAGE\" "
			       "\"$PEERBOOT_DIGEST\" \"$PEERBOOT_TREE\" \"$PEERBOOT_KERNEL\" \"$PEERBOOT_INITRD\" "
			       "\"$PEERBOOT_APPEND\" \"$PEERBOOT_ASSIGNED\" \"$PEERBOOT_WHY\""),
			 0);
	stand_in_stop(&peer.s);
	assert_string_equal(said, "a:2|" DIGEST "|/cache/it's|boot/vmlinuz|a b\nc|ro x=$(reboot) `id` \"q\" \\|yes||");
	assert_string_equal(peer.s.heard, "{\"protocol\":1,\"op\":\"BOOT\"}\n");
}

static void does_not_wait_unless_told_to(void **state)
{
	struct stand_in peer;

	(void)state;
	stand_in_start(&peer, NOT_YET);
	assert_int_equal(shell(peer.path, "$event boot --socket $socket"), 0);
	stand_in_stop(&peer);
	assert_string_equal(said, "PEERBOOT_IMAGE=''\nPEERBOOT_DIGEST=''\nPEERBOOT_TREE=''\nPEERBOOT_KERNEL=''\n"
				  "PEERBOOT_INITRD=''\nPEERBOOT_APPEND=''\n"
				  "PEERBOOT_WHY='image a:2 is not here yet: 3 of 9 pieces'\nPEERBOOT_ASSIGNED=no\nPEERBOOT_LAST=no\n");
}

static void asks_again_until_the_image_is_there(void **state)
{
	static const char *const answers[] = { NOT_YET, NOT_YET, HERE };
	struct peer peer;

	(void)state;
	peer_start(&peer, answers, 3);
	assert_int_equal(shell(peer.s.path, "$event boot --wait 600 --socket $socket"), 0);
	stand_in_stop(&peer.s);
	assert_non_null(strstr(said, "PEERBOOT_ASSIGNED=yes\nPEERBOOT_LAST=yes\n"));
}

static void takes_what_it_heard_last_when_the_wait_is_over(void **state)
{
	static const char *const answers[] = { NOT_YET };
	struct peer peer;

	(void)state;
	peer_start(&peer, answers, 1);
	assert_int_equal(shell(peer.s.path, "$event boot --wait 2 --socket $socket 2>/dev/null"), 0);
	stand_in_stop(&peer.s);
	assert_non_null(strstr(said, "PEERBOOT_ASSIGNED=no\n"));
}

static void says_why_there_is_no_choice(void **state)
{
	static const struct {
		const char *answer, *words;
	} cases[] = {
		{ "{\"done\":true,\"error\":\"this node's boot: only root may\"}\n", "only root may" },
		{ "{\"done\":true}\n", "has no choice in it" },
		{ "{\"done\":tru\n", "is no JSON" },
		{ "{\"done\":true,\"boot\":{\"image\":7}}\n", "a value that is not understood" },
		{ "{\"done\":true,\"boot\":{\"append\":\"a\\nb\"}}\n", "a value that is not understood" },
	};
	size_t i;

	(void)state;
	assert_int_equal(shell("/nonexistent/peer.sock", "$event boot --wait 5 --socket $socket 2>&1"), 1);
	assert_non_null(strstr(said, "/nonexistent/peer.sock: No such file or directory"));
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct peer peer;

		peer_start(&peer, &cases[i].answer, 1);
		assert_int_equal(shell(peer.s.path, "$event boot --socket $socket 2>&1"), 1);
		stand_in_stop(&peer.s);
		assert_non_null(strstr(said, cases[i].words));
	}
}

static void tells_what_is_about_to_boot(void **state)
{
	static const char *const answers[] = { "{\"done\":true,\"error\":null}\n" };
	struct peer peer;

	(void)state;
	peer_start(&peer, answers, 1);
	assert_int_equal(shell(peer.s.path, "$event booting " DIGEST " --socket $socket 2>&1"), 0);
	stand_in_stop(&peer.s);
	assert_string_equal(peer.s.heard, "{\"protocol\":1,\"op\":\"BOOTING\",\"image\":\"" DIGEST "\"}\n");
	peer_start(&peer, answers, 1);
	assert_int_equal(shell(peer.s.path, "$event booting none --socket $socket 2>&1"), 0);
	stand_in_stop(&peer.s);
	assert_string_equal(peer.s.heard, "{\"protocol\":1,\"op\":\"BOOTING\"}\n");
	assert_int_equal(shell("", "$event booting 'sha256:1\"' 2>&1"), 1);
	assert_non_null(strstr(said, "DIGEST: is not sha256:"));
}

static void tells_how_the_boot_ended(void **state)
{
	static const char *const answers[] = { "{\"done\":true,\"error\":null}\n" };
	struct peer peer;

	(void)state;
	peer_start(&peer, answers, 1);
	assert_int_equal(shell(peer.s.path, "$event booted " DIGEST " --socket $socket 2>&1"), 0);
	stand_in_stop(&peer.s);
	assert_string_equal(peer.s.heard, "{\"protocol\":1,\"op\":\"BOOTED\",\"image\":\"" DIGEST "\"}\n");
	peer_start(&peer, answers, 1);
	assert_int_equal(shell(peer.s.path, "$event boot-failed 'os:1 \"\\ \t\303: no' --socket $socket 2>&1"), 0);
	stand_in_stop(&peer.s);
	assert_string_equal(peer.s.heard, "{\"protocol\":1,\"op\":\"BOOT_FAILED\",\"why\":\"os:1 '/ ??: no\"}\n");
	peer_start(&peer, answers, 1);
	assert_int_equal(shell(peer.s.path, "$event boot-failed \"$(printf %01000d 0)\" --socket $socket 2>&1"), 0);
	stand_in_stop(&peer.s);
	assert_int_equal(strlen(peer.s.heard), strlen("{\"protocol\":1,\"op\":\"BOOT_FAILED\",\"why\":\"\"}\n") + 250);
	assert_int_equal(shell("", "$event booted none 2>&1"), 1);
	assert_int_equal(shell("", "$event boot-failed 2>&1"), 2);
}

static void chooses_once_the_tracker_agrees(void **state)
{
	struct stand_in peer;

	(void)state;
	stand_in_start(&peer, "{\"done\":false,\"error\":null,\"images\":[]}\n{\"done\":true,\"error\":null,\"images\":[]}\n");
	assert_int_equal(shell(peer.path, "$event choose os:2 --wait 60 --socket $socket 2>&1"), 0);
	stand_in_stop(&peer);
	assert_string_equal(said, "");
	assert_string_equal(peer.heard, "{\"protocol\":1,\"op\":\"CHOOSE\",\"image\":\"os:2\"}\n");
}

static void says_why_an_image_was_not_chosen(void **state)
{
	static const struct {
		const char *answer, *words;
	} cases[] = {
		{ "{\"done\":true,\"error\":\"image os:2: is not assigned to n1\"}\n", "event: image os:2: is not assigned to n1\n" },
		{ "{\"done\":false,\"error\":null,\"images\":[]}\n", "os:2: the tracker has not agreed in time" },
		{ "", "os:2: the tracker has not agreed in time" },
		{ NULL, "/peer.sock: " },
		{ "220 mail.example.org\n", "what answers there is no peer" },
	};
	struct stand_in peer;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		stand_in_start(&peer, cases[i].answer);
		assert_int_equal(shell(peer.path, "$event choose os:2 --socket $socket 2>&1"), 1);
		stand_in_stop(&peer);
		assert_non_null(strstr(said, cases[i].words));
	}
	assert_int_equal(shell("/nonexistent/peer.sock", "$event choose os:2 --socket $socket 2>&1"), 1);
	assert_non_null(strstr(said, "/nonexistent/peer.sock: No such file or directory"));
	assert_int_equal(shell("/x", "$event choose 'os:2\"' --socket $socket 2>&1"), 1);
	assert_int_equal(shell("", "$event choose --wait 1 2>&1"), 2);
}

static void refuses_a_command_line_that_is_not_one(void **state)
{
	(void)state;
	assert_int_equal(shell("", "$event boot --wait x 2>&1"), 2);
	assert_int_equal(shell("", "$event boot --wait 99999 2>&1"), 2);
	assert_int_equal(shell("", "$event boot --wait 2>&1"), 2);
	assert_int_equal(shell("", "$event booting 2>&1"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_prints_is_what_the_shell_gets),
		cmocka_unit_test(does_not_wait_unless_told_to),
		cmocka_unit_test(asks_again_until_the_image_is_there),
		cmocka_unit_test(takes_what_it_heard_last_when_the_wait_is_over),
		cmocka_unit_test(says_why_there_is_no_choice),
		cmocka_unit_test(tells_what_is_about_to_boot),
		cmocka_unit_test(tells_how_the_boot_ended),
		cmocka_unit_test(chooses_once_the_tracker_agrees),
		cmocka_unit_test(says_why_an_image_was_not_chosen),
		cmocka_unit_test(refuses_a_command_line_that_is_not_one),
	};

	return cmocka_run_group_tests_name("peerboot-event boot", tests, NULL, NULL);
}
