// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* Our words against those of the installed libslurm, which exports these functions and declares none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <slurm/slurm.h>
#include <stdlib.h>

#include "slurm_words.h"

extern char *slurm_node_state_base_string(uint32_t state);
extern char *slurm_node_state_flag_string_single(uint32_t *state);
extern char *slurm_job_state_string(uint32_t state);
extern const char *slurm_job_share_string(uint16_t share);

static const char *const one_column[] = {"state", NULL};

/* "1\0" "1\0" "state\0", then the field. */
static const char *node_words(struct pb_records *records, uint32_t state)
{
	pb_records_begin(records, one_column, 1);
	pb_node_state(records, state);
	assert_false(records->failed);
	return records->bytes + sizeof("1\0" "1\0" "state");
}

static void names_each_base_of_a_node(void **state)
{
	(void)state;
	for (uint32_t base = 0; base < NODE_STATE_END; base++) {
		struct pb_records records;

		assert_string_equal(node_words(&records, base), slurm_node_state_base_string(base));
		pb_records_drop(&records);
	}
}

/* What Slurm has no word for ("?") we may have one for. */
static void names_each_flag_of_a_node(void **state)
{
	int known = 0;

	(void)state;
	for (int bit = 4; bit < 32; bit++) {
		uint32_t flag = UINT32_C(1) << bit, left = flag;
		const char *theirs = slurm_node_state_flag_string_single(&left);
		char wanted[64];
		struct pb_records records;

		if (!strcmp(theirs, "?"))
			continue;
		strcpy(wanted, "IDLE+");
		strncat(wanted, theirs, sizeof(wanted) - 6);
		assert_string_equal(node_words(&records, NODE_STATE_IDLE | flag), wanted);
		pb_records_drop(&records);
		known++;
	}
	assert_true(known >= 15);
}

static void names_each_state_of_a_job(void **state)
{
	(void)state;
	for (uint32_t base = 0; base <= JOB_END; base++)
		assert_string_equal(pb_job_state(base), slurm_job_state_string(base));
}

/* Two flags at once show which one Slurm takes first. */
static void names_each_flag_of_a_job_in_slurms_order(void **state)
{
	(void)state;
	for (int one = 8; one < 32; one++) {
		for (int two = 8; two < 32; two++) {
			uint32_t flags = JOB_RUNNING | UINT32_C(1) << one | UINT32_C(1) << two;

			assert_string_equal(pb_job_state(flags), slurm_job_state_string(flags));
		}
	}
}

static void names_how_a_job_shares(void **state)
{
	static const uint16_t all[] = {0, 1, 2, 3, 4, NO_VAL16};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		assert_string_equal(pb_job_share(all[i]), slurm_job_share_string(all[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_each_base_of_a_node),
		cmocka_unit_test(names_each_flag_of_a_node),
		cmocka_unit_test(names_each_state_of_a_job),
		cmocka_unit_test(names_each_flag_of_a_job_in_slurms_order),
		cmocka_unit_test(names_how_a_job_shares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
