/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* The plugin in srun, sbatch and salloc, and what it is to slurmd when that starts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "spank_stub.h"

static int start(spank_context_t context, int ac, char **av)
{
	stub_start(context);
	return slurm_spank_init(NULL, ac, av);
}

static void gives_srun_sbatch_and_salloc_the_option(void **state)
{
	static const spank_context_t contexts[] = { S_CTX_LOCAL, S_CTX_ALLOCATOR, S_CTX_REMOTE };
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		assert_int_equal(start(contexts[i], 0, NULL), 0);
		assert_string_equal(stub.registered->name, "peerboot");
		assert_int_equal(stub.registered->has_arg, 1);
	}
	assert_int_equal(strncmp(stub.registered->usage, "[peerboot]", 10), 0);
}

static void takes_what_is_right(void **state)
{
	(void)state;
	start(S_CTX_ALLOCATOR, 0, NULL);
	assert_int_equal(stub_give("data:v3:/tmp/d,~ann/tools:1,wait=5m,strict"), 0);
	assert_int_equal(slurm_spank_init_post_opt(NULL, 0, NULL), 0);
	assert_int_equal(slurm_spank_exit(NULL, 0, NULL), 0);
	assert_string_equal(stub.said, "");
}

static void refuses_what_is_wrong_before_anything_is_queued(void **state)
{
	(void)state;
	start(S_CTX_LOCAL, 0, NULL);
	assert_int_equal(stub_give("data"), -1);
	assert_string_equal(stub.said, "peerboot: --peerboot: \"data\": there is no colon between name and tag; write NAME:TAG "
				       "or ~USER/NAME:TAG, such as data:v3, and DEST after another colon\n");
	assert_int_equal(stub.registered->cb(0, NULL, 0), -1);
}

static void refuses_to_guess_what_the_site_meant(void **state)
{
	char *av[] = { "wiat=5m" };

	(void)state;
	assert_int_equal(start(S_CTX_ALLOCATOR, 1, av), 0);
	assert_string_equal(stub.said, "");
	assert_int_equal(stub_give("data:v3"), -1);
	assert_string_equal(stub.said, "peerboot: plugstack.conf: argument \"wiat=5m\": is not known; there are socket=PATH, "
				       "wait=TIME and strict=yes|no; tell an administrator\n");
}

static void tells_slurmds_log_what_the_site_wrote_wrong(void **state)
{
	char *av[] = { "strict=perhaps" };

	(void)state;
	assert_int_equal(start(S_CTX_SLURMD, 1, av), 0);
	assert_null(stub.registered);
	assert_non_null(strstr(stub.said, "argument \"strict=perhaps\": is neither yes nor no"));
	assert_int_equal(slurm_spank_exit(NULL, 1, av), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_srun_sbatch_and_salloc_the_option),
		cmocka_unit_test(takes_what_is_right),
		cmocka_unit_test(refuses_what_is_wrong_before_anything_is_queued),
		cmocka_unit_test(refuses_to_guess_what_the_site_meant),
		cmocka_unit_test(tells_slurmds_log_what_the_site_wrote_wrong),
	};

	return cmocka_run_group_tests_name("submit", tests, NULL, NULL);
}
