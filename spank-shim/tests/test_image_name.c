/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "image_name.h"

/* Lines of the shared table: a text, a tab, "valid" or "invalid", a tab, why. */
static void judges_every_name_of_the_shared_table(void **state)
{
	const char *file = getenv("PEERBOOT_CASES");
	FILE *table = fopen(file ? file : "", "r");
	char line[1024];
	int valid = 0, invalid = 0, wrong = 0;

	(void)state;
	assert_non_null(table);
	while (fgets(line, sizeof(line), table)) {
		char *tab = strchr(line, '\t');
		const char *refusal;
		int should;

		if (line[0] == '#')
			continue;
		assert_non_null(tab);
		*tab = '\0';
		should = strncmp(tab + 1, "valid\t", 6) == 0;
		assert_true(should || strncmp(tab + 1, "invalid\t", 8) == 0);
		refusal = image_name_refusal(line);
		if (should != (refusal == NULL)) {
			print_error("\"%s\" should be %s: %s\n", line,
				    should ? "valid" : "invalid",
				    refusal ? refusal : "taken");
			wrong++;
		}
		if (should)
			valid++;
		else
			invalid++;
	}
	fclose(table);
	assert_true(valid >= 10 && invalid >= 10);
	assert_int_equal(wrong, 0);
}

static void says_what_is_wrong(void **state)
{
	(void)state;
	assert_string_equal(image_name_refusal("rocky9"),
			    "there is no colon between name and tag");
	assert_string_equal(image_name_refusal("~ann"),
			    "~USER is not followed by /NAME:TAG");
	assert_string_equal(image_name_refusal("a:true"),
			    "a part is true or false");
	assert_string_equal(image_name_refusal(":v1"), "a part is empty");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_every_name_of_the_shared_table),
		cmocka_unit_test(says_what_is_wrong),
	};

	return cmocka_run_group_tests_name("image_name", tests, NULL, NULL);
}
