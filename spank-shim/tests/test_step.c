/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* The plugin in slurmstepd: tasks wait for their images, and only what is strict ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "step_fixture.h"

static void leaves_jobs_without_images_alone(void **state)
{
	(void)state;
	step(NULL);
	task(0);
	assert_string_equal(told, "");
	assert_string_equal(stub.said, "");
	assert_int_equal(stub.env_count, 0);
}

static void gives_tasks_the_tree(void **state)
{
	char tree[128];

	(void)state;
	peer_plays((const char *const[]){ done, NULL });
	step("data:v3");
	task(0);
	snprintf(tree, sizeof(tree), "%s/tree", dir);
	assert_env("PEERBOOT_STATUS", "complete");
	assert_env("PEERBOOT_IMAGE", "data:v3");
	assert_env("PEERBOOT_DIR", tree);
	assert_env("PEERBOOT_DIR_2", NULL);
	assert_string_equal(told, "");
}

static void makes_a_relative_dest_in_the_working_directory(void **state)
{
	char dest[128];

	(void)state;
	peer_plays((const char *const[]){ done, NULL });
	step("data:v3:in,tools:1:out,copy");
	task(0);
	snprintf(dest, sizeof(dest), "%s/in", dir);
	assert_env("PEERBOOT_DIR", dest);
	snprintf(dest, sizeof(dest), "%s/out", dir);
	assert_env("PEERBOOT_DIR_2", dest);
	assert_env("PEERBOOT_IMAGE_2", "tools:1");
	assert_int_equal(access("in/file", R_OK | W_OK), 0);
	assert_int_equal(access("out/file", R_OK | W_OK), 0);
}

static void the_last_order_counts(void **state)
{
	(void)state;
	peer_plays((const char *const[]){ done, NULL });
	step("data:v3");
	assert_int_equal(stub_give("tools:1"), 0);
	task(0);
	assert_env("PEERBOOT_IMAGE", "tools:1");
}

static void a_job_runs_without_its_image(void **state)
{
	(void)state;
	step("data:v3,wait=0");
	task(0);
	assert_env("PEERBOOT_STATUS", "incomplete");
	assert_env("PEERBOOT_DIR", NULL);
	assert_string_equal(stub.said, "peerboot: image data:v3 on node n7: no peer answers at /nonexistent/peer.sock (No such file "
				       "or directory); have it started there, as with systemctl start peerboot-peer\n");
}

static void a_job_runs_without_its_dest(void **state)
{
	(void)state;
	peer_plays((const char *const[]){ done, NULL });
	step("data:v3:tree");
	task(0);
	assert_env("PEERBOOT_STATUS", "incomplete");
	assert_non_null(strstr(stub.said, "image data:v3 on node n7: DEST "));
	assert_non_null(strstr(stub.said, "exists and was not made of this image"));
}

static void a_job_runs_that_may_not_read_its_image(void **state)
{
	(void)state;
	peer_plays((const char *const[]){ "{\"done\":true,\"tree\":\"/nonexistent/tree\"}\n", NULL });
	step("data:v3");
	task(0);
	assert_env("PEERBOOT_STATUS", "incomplete");
	assert_env("PEERBOOT_DIR", NULL);
	assert_non_null(strstr(stub.said, "its files in /nonexistent/tree cannot be read by you"));
}

/* The first image's variables do not outlive it in the srun of a job. */
static void forgets_what_the_job_inherited(void **state)
{
	(void)state;
	step("data:v3,wait=0");
	spank_setenv(NULL, "PEERBOOT_DIR", "/old", 1);
	spank_setenv(NULL, "PEERBOOT_DIR_2", "/old", 1);
	spank_setenv(NULL, "PEERBOOT_IMAGE_2", "old:1", 1);
	task(0);
	assert_env("PEERBOOT_DIR", NULL);
	assert_env("PEERBOOT_DIR_2", NULL);
	assert_env("PEERBOOT_IMAGE_2", NULL);
}

static void a_strict_job_ends_without_its_image(void **state)
{
	char strict[] = "strict=yes";

	(void)state;
	step("data:v3,wait=0,strict");
	assert_int_equal(task_code(0), 1);
	assert_int_equal(task_code(1), 1);
	slurm_spank_exit(NULL, argument_count, arguments);
	arguments[argument_count++] = strict;
	step("data:v3,wait=0");
	assert_int_equal(task_code(0), 1);
	slurm_spank_exit(NULL, argument_count, arguments);
	step("data:v3,wait=0,strict=no");
	assert_int_equal(task_code(0), 77);
}

static void the_other_tasks_wait_for_the_first(void **state)
{
	const char *const script[] = { "{\"done\":false}\n", "~300", done, NULL };
	struct stat st;
	pid_t first;
	int status;

	(void)state;
	peer_plays(script);
	step("data:v3:in");
	first = fork();
	if (first == 0) {
		slurm_spank_task_init(NULL, argument_count, arguments);
		_exit(0);
	}
	task(3);
	assert_int_equal(lstat("in", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(access("in/file", R_OK), 0);
	assert_env("PEERBOOT_STATUS", "complete");
	assert_string_equal(told, "");
	assert_int_equal(peer.callers, 1);
	assert_int_equal(waitpid(first, &status, 0), first);
}

static void makes_no_dest_for_another(void **state)
{
	(void)state;
	peer_plays((const char *const[]){ done, NULL });
	step("data:v3:in");
	stub.uid = geteuid() + 1;
	task(0);
	assert_int_equal(access("in", F_OK), -1);
	assert_env("PEERBOOT_STATUS", "incomplete");
	assert_non_null(strstr(stub.said, "the task does not run as the job's user"));
}

/* The submitting side's plugin may be newer. */
static void a_job_runs_whose_order_is_not_understood_here(void **state)
{
	(void)state;
	step("data:v3,colour=blue,strict");
	task(0);
	assert_env("PEERBOOT_STATUS", "incomplete");
	assert_non_null(strstr(stub.said, "peerboot: --peerboot: \"colour=blue\": is no setting"));
}

/* Only the first node says from the start that it waits. */
static void other_nodes_are_silent_while_it_is_short(void **state)
{
	const char *const script[] = { "{\"done\":false}\n", done, NULL };

	(void)state;
	peer_plays(script);
	step("data:v3");
	task(0);
	assert_non_null(strstr(told, "peerboot: image data:v3 on node n7: on its way, waiting up to 600 s\n"));
	step("data:v3");
	stub.node_id = 1;
	task(0);
	assert_string_equal(told, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(leaves_jobs_without_images_alone, start, stop),
		cmocka_unit_test_setup_teardown(gives_tasks_the_tree, start, stop),
		cmocka_unit_test_setup_teardown(makes_a_relative_dest_in_the_working_directory, start, stop),
		cmocka_unit_test_setup_teardown(the_last_order_counts, start, stop),
		cmocka_unit_test_setup_teardown(a_job_runs_without_its_image, start, stop),
		cmocka_unit_test_setup_teardown(a_job_runs_without_its_dest, start, stop),
		cmocka_unit_test_setup_teardown(a_job_runs_that_may_not_read_its_image, start, stop),
		cmocka_unit_test_setup_teardown(forgets_what_the_job_inherited, start, stop),
		cmocka_unit_test_setup_teardown(a_strict_job_ends_without_its_image, start, stop),
		cmocka_unit_test_setup_teardown(the_other_tasks_wait_for_the_first, start, stop),
		cmocka_unit_test_setup_teardown(makes_no_dest_for_another, start, stop),
		cmocka_unit_test_setup_teardown(a_job_runs_whose_order_is_not_understood_here, start, stop),
		cmocka_unit_test_setup_teardown(other_nodes_are_silent_while_it_is_short, start, stop),
	};

	return cmocka_run_group_tests_name("step", tests, NULL, NULL);
}
