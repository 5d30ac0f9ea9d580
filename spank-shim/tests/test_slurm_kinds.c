// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* The records that the accessor makes, over a libslurm that tells what the test wants. */
#include "accessor_case.h"

#define MANY 20000

static void tells_nodes_in_scontrols_words(void **state)
{
	int32_t first[] = {0, 0, 2, 3, -1}, second[] = {0, 1, -1}, none[] = {-1};
	node_info_t nodes[] = {
		{.name = "n1", .node_hostname = "host1", .node_addr = "10.0.0.1", .features = "a,b", .features_act = "b",
			.node_state = NODE_STATE_IDLE | NODE_STATE_DRAIN | NODE_STATE_REBOOT_ISSUED},
		{.name = "n2", .features = "a,b", .node_state = NODE_STATE_MIXED},
		{.name = NULL},
		{.name = "n4", .node_state = NODE_STATE_FUTURE},
	};
	partition_info_t partitions[] = {
		{.name = "all", .node_inx = first},
		{.name = "debug", .node_inx = second},
		{.name = "empty", .node_inx = none},
		{.name = "null", .node_inx = NULL},
	};

	(void)state;
	stub.nodes = (node_info_msg_t){.last_update = 100, .record_count = 4, .node_array = nodes};
	stub.partitions =
		(partition_info_msg_t){.last_update = 90, .record_count = 4, .partition_array = partitions};
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_OK);
	assert_int_equal(since, 100);
	assert_int_equal(rows(), 3);
	assert_string_equal(field(0, "name"), "n1");
	assert_string_equal(field(0, "hostname"), "host1");
	assert_string_equal(field(0, "address"), "10.0.0.1");
	assert_string_equal(field(0, "state"), "IDLE+DRAIN+REBOOT_ISSUED");
	assert_string_equal(field(0, "active_features"), "b");
	assert_string_equal(field(0, "partitions"), "all,debug");
	assert_string_equal(field(1, "hostname"), "");
	assert_string_equal(field(1, "state"), "MIXED");
	assert_string_equal(field(1, "active_features"), "a,b");
	assert_string_equal(field(1, "partitions"), "debug");
	assert_string_equal(field(2, "name"), "n4");
	assert_string_equal(field(2, "active_features"), "");
	assert_string_equal(field(2, "partitions"), "all");
	assert_int_equal(stub.node_flags & (SHOW_ALL | SHOW_MIXED | SHOW_FUTURE | SHOW_DETAIL),
		SHOW_ALL | SHOW_MIXED | SHOW_FUTURE);
}

static void bears_partitions_that_speak_of_more_nodes_than_there_are(void **state)
{
	int32_t range[] = {0, 9999, -1};
	node_info_t node = {.name = "n1", .node_state = NODE_STATE_IDLE};
	partition_info_t partition = {.name = "all", .node_inx = range};

	(void)state;
	stub.nodes = (node_info_msg_t){.last_update = 100, .record_count = 1, .node_array = &node};
	stub.partitions = (partition_info_msg_t){.last_update = 90, .record_count = 1, .partition_array = &partition};
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_OK);
	assert_string_equal(field(0, "partitions"), "all");
}

static void says_that_nothing_changed(void **state)
{
	(void)state;
	stub.nodes.last_update = 100;
	stub.partitions.last_update = 90;
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_OK);
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_NO_CHANGE);
	assert_int_equal(since, 100);
	stub.nodes.last_update = 101;
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_OK);
	assert_int_equal(since, 101);
}

static void tells_nodes_again_when_only_a_partition_changed(void **state)
{
	(void)state;
	stub.nodes.last_update = 100;
	stub.partitions.last_update = 90;
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_OK);
	stub.partitions.last_update = 110;
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_OK);
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_NO_CHANGE);
}

static void tells_jobs_that_wait_or_hold_nodes(void **state)
{
	slurm_job_info_t jobs[] = {
		{.job_id = 7, .array_task_id = NO_VAL, .user_id = 1000, .job_state = JOB_RUNNING, .partition = "all",
			.qos = "normal", .resv_name = "maint", .shared = JOB_SHARED_NONE, .nodes = "n[1-2]",
			.start_time = 1000, .end_time = 4600, .time_limit = 60},
		{.job_id = 8, .array_task_id = NO_VAL, .job_state = JOB_COMPLETE},
		{.job_id = 9, .array_task_id = NO_VAL, .job_state = JOB_COMPLETE | JOB_COMPLETING, .nodes = "n3"},
		{.job_id = 10, .array_job_id = 10, .array_task_id = NO_VAL, .array_task_str = "3-9%2",
			.job_state = JOB_PENDING, .shared = NO_VAL16, .sched_nodes = "n4", .start_time = 5000,
			.end_time = 99999, .time_limit = INFINITE},
		{.job_id = 11, .array_job_id = 10, .array_task_id = 0, .job_state = JOB_RUNNING | JOB_CONFIGURING,
			.time_limit = NO_VAL, .end_time = 5},
		{.job_id = 12, .array_task_id = NO_VAL, .het_job_id = 12, .het_job_offset = 1, .job_state = JOB_SUSPENDED},
	};

	(void)state;
	stub.jobs = (job_info_msg_t){.last_update = 55, .record_count = 6, .job_array = jobs};
	assert_int_equal(load(PEERBOOT_SLURM_JOBS), PEERBOOT_SLURM_OK);
	assert_int_equal(rows(), 5);
	assert_string_equal(field(0, "id"), "7");
	assert_string_equal(field(0, "array_task"), "-1");
	assert_string_equal(field(0, "user_id"), "1000");
	assert_string_equal(field(0, "state"), "RUNNING");
	assert_string_equal(field(0, "partition"), "all");
	assert_string_equal(field(0, "qos"), "normal");
	assert_string_equal(field(0, "reservation"), "maint");
	assert_string_equal(field(0, "over_subscribe"), "NO");
	assert_string_equal(field(0, "nodes"), "n[1-2]");
	assert_string_equal(field(0, "planned_nodes"), "");
	assert_string_equal(field(0, "start"), "1000");
	assert_string_equal(field(0, "end"), "4600");
	assert_string_equal(field(1, "state"), "COMPLETING");
	assert_string_equal(field(2, "array_job"), "10");
	assert_string_equal(field(2, "array_tasks"), "3-9%2");
	assert_string_equal(field(2, "planned_nodes"), "n4");
	assert_string_equal(field(2, "over_subscribe"), "OK");
	assert_string_equal(field(2, "end"), "0");
	assert_string_equal(field(3, "array_task"), "0");
	assert_string_equal(field(3, "state"), "CONFIGURING");
	assert_string_equal(field(3, "end"), "0");
	assert_string_equal(field(4, "het_job"), "12");
	assert_string_equal(field(4, "het_offset"), "1");
	assert_int_equal(stub.job_flags & (SHOW_ALL | SHOW_DETAIL), SHOW_ALL);
	assert_int_equal(load(PEERBOOT_SLURM_JOBS), PEERBOOT_SLURM_NO_CHANGE);
}

static void tells_switches_and_reservations(void **state)
{
	topo_info_t switches[] = {
		{.name = "leaf1", .level = 0, .nodes = "n[1-2]"},
		{.name = "spine", .level = 1, .nodes = "n[1-4]", .switches = "leaf[1-2]"},
	};
	reserve_info_t reservations[] = {
		{.name = "work", .node_list = "n1", .start_time = 10, .end_time = 20,
			.flags = RESERVE_FLAG_MAINT | RESERVE_FLAG_IGN_JOBS},
		{.name = "licences", .start_time = 11, .end_time = 21},
	};

	(void)state;
	stub.switches = (topo_info_response_msg_t){.record_count = 2, .topo_array = switches};
	stub.reservations =
		(reserve_info_msg_t){.last_update = 5, .record_count = 2, .reservation_array = reservations};
	assert_int_equal(load(PEERBOOT_SLURM_SWITCHES), PEERBOOT_SLURM_OK);
	assert_int_equal(since, 0);
	assert_string_equal(field(0, "nodes"), "n[1-2]");
	assert_string_equal(field(0, "switches"), "");
	assert_string_equal(field(1, "level"), "1");
	assert_string_equal(field(1, "switches"), "leaf[1-2]");
	assert_int_equal(load(PEERBOOT_SLURM_RESERVATIONS), PEERBOOT_SLURM_OK);
	assert_string_equal(field(0, "maintenance"), "1");
	assert_string_equal(field(0, "end"), "20");
	assert_string_equal(field(1, "nodes"), "");
	assert_string_equal(field(1, "maintenance"), "0");
}

static void bears_twenty_thousand_jobs(void **state)
{
	slurm_job_info_t *jobs = calloc(MANY, sizeof(*jobs));

	(void)state;
	assert_non_null(jobs);
	for (uint32_t i = 0; i < MANY; i++)
		jobs[i] = (slurm_job_info_t){.job_id = i + 1, .array_task_id = NO_VAL, .partition = "all"};
	stub.jobs = (job_info_msg_t){.last_update = 55, .record_count = MANY, .job_array = jobs};
	assert_int_equal(load(PEERBOOT_SLURM_JOBS), PEERBOOT_SLURM_OK);
	assert_string_equal(field(MANY - 1, "id"), "20000");
	free(jobs);
}

static void tells_a_changed_partition_although_the_read_before_failed(void **state)
{
	(void)state;
	stub.nodes.last_update = 100;
	stub.partitions.last_update = 90;
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_OK);
	stub.partitions.last_update = 110;
	stub.node_error = 1234;
	assert_int_equal(load(PEERBOOT_SLURM_NODES), 1234);
	stub.node_error = 0;
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_OK);
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_NO_CHANGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(tells_nodes_in_scontrols_words),
		CASE(bears_partitions_that_speak_of_more_nodes_than_there_are),
		CASE(says_that_nothing_changed),
		CASE(tells_nodes_again_when_only_a_partition_changed),
		CASE(tells_jobs_that_wait_or_hold_nodes),
		CASE(tells_switches_and_reservations),
		CASE(bears_twenty_thousand_jobs),
		CASE(tells_a_changed_partition_although_the_read_before_failed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
