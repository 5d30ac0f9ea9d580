/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* A line of the peer's answer, and what may come instead of one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "local_reply.h"

static struct local_reply reply;

static const char fetching[] =
	"{\"done\":false,\"error\":null,\"tree\":null,\"node\":\"n1\",\"epoch\":7,"
	"\"limits\":{\"uploadBytesPerSecond\":-1,\"rule\":\"a \\\"rule\\\"\"},\"images\":[{\"digest\":\"sha256:ab\","
	"\"state\":\"FETCHING\",\"pieces\":30,\"of\":120,\"received\":7,\"twice\":0,\"bytesBySource\":{\"n2\":7,"
	"\"n3\":{}},\"blamed\":[],\"failure\":null},{\"pieces\":1,\"of\":2}]}";

static void reads_how_far_it_is(void **state)
{
	(void)state;
	assert_int_equal(local_reply_read(fetching, &reply), 0);
	assert_int_equal(reply.done, 0);
	assert_string_equal(reply.error, "");
	assert_string_equal(reply.tree, "");
	assert_int_equal(reply.pieces, 30);
	assert_int_equal(reply.of, 120);
}

static void reads_where_it_stands(void **state)
{
	(void)state;
	assert_int_equal(local_reply_read(" {\"tree\" : \"/var/lib/p\\u0065er/\\\"x\\\"\", \"done\" : true } ", &reply), 0);
	assert_int_equal(reply.done, 1);
	assert_string_equal(reply.tree, "/var/lib/peer/\"x\"");
}

static void reads_why_it_does_not_come(void **state)
{
	(void)state;
	assert_int_equal(local_reply_read("{\"done\":true,\"error\":\"image \\\"a\\\": \\u001b[31mno\\nway \\u00e9\"}", &reply), 0);
	assert_string_equal(reply.error, "image \"a\":  [31mno way ?");
}

static void cuts_an_error_that_is_too_long(void **state)
{
	char line[8192];

	(void)state;
	snprintf(line, sizeof(line), "{\"error\":\"%05000d\",\"done\":true}", 7);
	assert_int_equal(local_reply_read(line, &reply), 0);
	assert_int_equal(strlen(reply.error), sizeof(reply.error) - 1);
	assert_int_equal(reply.done, 1);
}

static void refuses_a_tree_that_is_no_path(void **state)
{
	char line[8192];

	(void)state;
	assert_int_equal(local_reply_read("{\"tree\":\"images/x\"}", &reply), -1);
	assert_int_equal(local_reply_read("{\"tree\":\"\"}", &reply), -1);
	snprintf(line, sizeof(line), "{\"tree\":\"/%05000d\"}", 7);
	assert_int_equal(local_reply_read(line, &reply), -1);
	assert_int_equal(local_reply_read("{\"tree\":\"/var/li", &reply), -1);
}

/* What is read of a prefix is right or absent, whatever the place of the cut. */
static void reads_what_is_there_of_a_line_that_was_cut(void **state)
{
	char line[sizeof(fetching)];
	size_t length;

	(void)state;
	for (length = 1; length < sizeof(fetching); length++) {
		snprintf(line, length + 1, "%s", fetching);
		assert_int_equal(local_reply_read(line, &reply), 0);
		assert_true(reply.pieces == 0 || reply.pieces == 30);
		assert_true(reply.of == 0 || reply.of == 120);
	}
}

static void refuses_garbage(void **state)
{
	static const char *const garbage[] = { "",   "HTTP/1.1 400 Bad Request", "[]",	      "null",
					       "{]", "{\"done\" true}",	     "{\"a\":}", "{\"a\":\"\\q\"}",
					       "{a:1}" };
	char deep[4096] = "{\"a\":";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(garbage) / sizeof(garbage[0]); i++)
		assert_int_equal(local_reply_read(garbage[i], &reply), -1);
	memset(deep + 5, '[', 4000);
	assert_int_equal(local_reply_read(deep, &reply), -1);
}

/* Any byte of an answer may be another; the sanitizers watch. */
static void survives_any_byte(void **state)
{
	char line[sizeof(fetching)];
	unsigned seed = 7;
	int i;

	(void)state;
	for (i = 0; i < 100000; i++) {
		memcpy(line, fetching, sizeof(line));
		line[rand_r(&seed) % (sizeof(line) - 1)] = (char)rand_r(&seed);
		line[rand_r(&seed) % (sizeof(line) - 1)] = "{}[]\",:\\"[rand_r(&seed) % 8];
		local_reply_read(line, &reply);
		assert_true(reply.pieces >= 0 && reply.pieces <= reply.of);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_how_far_it_is),
		cmocka_unit_test(reads_where_it_stands),
		cmocka_unit_test(reads_why_it_does_not_come),
		cmocka_unit_test(cuts_an_error_that_is_too_long),
		cmocka_unit_test(refuses_a_tree_that_is_no_path),
		cmocka_unit_test(reads_what_is_there_of_a_line_that_was_cut),
		cmocka_unit_test(refuses_garbage),
		cmocka_unit_test(survives_any_byte),
	};

	return cmocka_run_group_tests_name("local_reply", tests, NULL, NULL);
}
