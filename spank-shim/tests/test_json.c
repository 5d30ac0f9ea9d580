/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* The reader of the peer's answers: what is JSON, what is in it, and that nothing else gets through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "json.h"

#define COUNT 64

static struct json values[COUNT];

/* In memory of its own that ends with the NUL, so that ASan sees a read beyond it. */
static int reads(const char *text)
{
	char *copy = strdup(text);
	int rc;

	assert_non_null(copy);
	rc = json_read(copy, values, COUNT);
	free(copy);
	return rc;
}

/* The string that TEXT, a JSON string, stands for; NULL if it is none. */
static const char *string(const char *text)
{
	static char out[64];

	if (json_read(text, values, COUNT) < 0)
		return NULL;
	return json_string(&values[0], out, sizeof(out)) == 0 ? out : NULL;
}

static void finds_values_by_their_keys(void **state)
{
	static const char text[] = " {\"a\":{\"boot\":1,\"list\":[1,[2,{}],3]},\"boot\":{\"kernel\":\"vmlinuz\"},"
				   "\"boot\":null, \"last\" : true}\n";
	int boot;
	char out[16];

	(void)state;
	assert_int_equal(json_read(text, values, COUNT), 0);
	boot = json_get(values, 0, "boot");
	assert_int_equal(values[boot].kind, JSON_OBJECT);
	assert_int_equal(json_string(&values[json_get(values, boot, "kernel")], out, sizeof(out)), 0);
	assert_string_equal(out, "vmlinuz");
	assert_int_equal(values[json_get(values, 0, "last")].kind, JSON_TRUE);
	assert_int_equal(json_get(values, 0, "kernel"), -1);
	assert_int_equal(json_get(values, 0, "las"), -1);
	assert_int_equal(json_get(values, json_get(values, 0, "last"), "x"), -1);
	assert_int_equal(json_get(values, -1, "x"), -1);
}

static void understands_every_escape(void **state)
{
	(void)state;
	assert_string_equal(string("\"a\\\"b\\\\c\\/d\""), "a\"b\\c/d");
	assert_string_equal(string("\"\\u0041\\u00e9\\u20ac\\uD83D\\uDE00\""), "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	assert_string_equal(string("\"\""), "");
}

static void refuses_strings_that_no_line_of_text_holds(void **state)
{
	static const char *const cases[] = {
		"\"a\\nb\"", "\"\\u0000\"", "\"\\u001b[2J\"", "\"\\u007f\"", "\"\x7f\"", "\"\\ud800\"", "\"\\udc00\"",
		"\"\\ud800\\u0041\"", "\"\\ud800x\"", "7", "null", "{}",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_null(string(cases[i]));
}

static void writes_no_byte_beyond_the_room_it_was_given(void **state)
{
	char out[8];
	size_t size;

	(void)state;
	assert_int_equal(json_read("\"abc\"", values, COUNT), 0);
	for (size = 0; size < sizeof(out); size++) {
		char *exact = malloc(size ? size : 1);

		assert_non_null(exact);
		if (json_string(&values[0], exact, size) == 0)
			assert_string_equal(exact, "abc");
		else
			assert_true(size < 8);
		free(exact);
	}
}

static void refuses_what_is_not_json(void **state)
{
	static const char *const cases[] = {
		"", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
		"{\"a\":1,}", "{a:1}", "{\"a\" 1}", "{1:2}", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"",
		"\"a\tb\"", "tru", "nul", "True", "01", "-", "1.", ".5", "1e", "1e+", "+1", "0x1", "NaN", "1 2", "{} {}",
		"[1 2]", "{\"a\":1 \"b\":2}", "\\", "'a'", "/* */ 1",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (reads(cases[i]) == 0)
			fail_msg("was taken for JSON: %s", cases[i]);
}

static void takes_every_kind_of_value(void **state)
{
	static const char *const cases[] = {
		"0", "-0", "12", "-1.5e+3", "1E9", "true", "false", "null", "\"\"", "[]", "{}", "[ ]", "{ }",
		"[1,\"a\",{},[],null]", "\t\r\n{\"a\" : [ 1 , 2 ] }\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (reads(cases[i]) < 0)
			fail_msg("was not taken for JSON: %s", cases[i]);
}

static void bounds_depth_and_count(void **state)
{
	char deep[65], wide[512];
	int i;

	(void)state;
	memset(deep, '[', 32);
	memset(deep + 32, ']', 32);
	deep[64] = '\0';
	assert_int_equal(reads(deep), -1);
	strcpy(wide, "[0");
	for (i = 0; i < COUNT; i++)
		strcat(wide, ",0");
	strcat(wide, "]");
	assert_int_equal(reads(wide), -1);
}

/* Every answer cut short, and every byte of it replaced: whatever comes out, no byte beyond the text is read, which
 * ASan watches over. */
static void survives_damaged_text(void **state)
{
	static const char text[] = "{\"done\":true,\"boot\":{\"image\":\"a:1\",\"initrd\":[\"i\\u00e9\",\"\\\\\"],"
				   "\"append\":\"x=\\\"1\\\"\",\"n\":-1.5e3,\"why\":null}}";
	static const char bytes[] = "\"\\{}[]:,u0e-.tn \x01\x80\xff";
	char damaged[sizeof(text)], out[256];
	size_t i, j, taken = 0;
	int k;

	(void)state;
	for (i = 0; i < sizeof(text) - 1; i++) {
		memcpy(damaged, text, i);
		damaged[i] = '\0';
		assert_int_equal(reads(damaged), -1);
		for (j = 0; j < sizeof(bytes); j++) {
			memcpy(damaged, text, sizeof(text));
			damaged[i] = bytes[j];
			if (json_read(damaged, values, COUNT) == 0)
				for (taken++, k = 0; k < values[0].next; k++)
					if (values[k].kind == JSON_STRING)
						json_string(&values[k], out, sizeof(out));
		}
	}
	assert_true(taken > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_values_by_their_keys),
		cmocka_unit_test(understands_every_escape),
		cmocka_unit_test(refuses_strings_that_no_line_of_text_holds),
		cmocka_unit_test(writes_no_byte_beyond_the_room_it_was_given),
		cmocka_unit_test(refuses_what_is_not_json),
		cmocka_unit_test(takes_every_kind_of_value),
		cmocka_unit_test(bounds_depth_and_count),
		cmocka_unit_test(survives_damaged_text),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
