// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
/* The accessor's functions as Java calls them: versions, errors, order of calls. */
#include "accessor_case.h"

static void tells_its_abi_and_the_slurm_it_was_built_with(void **state)
{
	int major = 0, minor = 0, micro = 0;

	(void)state;
	assert_int_equal(peerboot_slurm_abi(), PEERBOOT_SLURM_ABI);
	assert_int_equal(sscanf(peerboot_slurm_version(), "%d.%d.%d", &major, &minor, &micro), 3);
	assert_int_equal(SLURM_VERSION_NUM(major, minor, micro), SLURM_VERSION_NUMBER);
}

static void refuses_a_libslurm_of_another_release(void **state)
{
	(void)state;
	peerboot_slurm_close();
	stub.api = PEERBOOT_SLURM_API + 0x010000;
	stub.inits = 0;
	assert_int_equal(peerboot_slurm_open(NULL, error, sizeof(error)), PEERBOOT_SLURM_OTHER_VERSION);
	assert_non_null(strstr(error, peerboot_slurm_version()));
	assert_int_equal(stub.inits, 0);
	assert_int_equal(load(PEERBOOT_SLURM_NODES), PEERBOOT_SLURM_REFUSED);
}

static void takes_a_libslurm_of_another_micro_release(void **state)
{
	(void)state;
	peerboot_slurm_close();
	stub.api = PEERBOOT_SLURM_API + 1;
	assert_int_equal(peerboot_slurm_open(NULL, error, sizeof(error)), PEERBOOT_SLURM_OK);
}

static void refuses_a_slurm_conf_that_cannot_be_read(void **state)
{
	(void)state;
	peerboot_slurm_close();
	stub.inits = 0;
	assert_int_equal(peerboot_slurm_open("/nowhere/slurm.conf", error, sizeof(error)), ENOENT);
	assert_non_null(strstr(error, "/nowhere/slurm.conf"));
	setenv("SLURM_CONF", "/elsewhere/slurm.conf", 1);
	assert_int_equal(peerboot_slurm_open(NULL, error, sizeof(error)), ENOENT);
	assert_non_null(strstr(error, "/elsewhere/slurm.conf"));
	assert_int_equal(stub.inits, 0);
}

static void opens_once_and_closes_once(void **state)
{
	(void)state;
	assert_int_equal(peerboot_slurm_open(NULL, error, sizeof(error)), PEERBOOT_SLURM_REFUSED);
	assert_int_equal(stub.inits, 1);
	peerboot_slurm_close();
	peerboot_slurm_close();
	assert_int_equal(stub.finis, 1);
}

static void hands_the_named_slurm_conf_on(void **state)
{
	(void)state;
	peerboot_slurm_close();
	assert_int_equal(peerboot_slurm_open("/dev/null", error, sizeof(error)), PEERBOOT_SLURM_OK);
	assert_string_equal(stub.conf, "/dev/null");
}

static void refuses_a_kind_that_it_does_not_know(void **state)
{
	(void)state;
	assert_int_equal(load(4), PEERBOOT_SLURM_REFUSED);
	assert_int_equal(load(-1), PEERBOOT_SLURM_REFUSED);
	assert_int_equal(peerboot_slurm_read(0, NULL, &bytes, &size, error, sizeof(error)), PEERBOOT_SLURM_REFUSED);
}

static void gives_slurms_error_in_number_and_words(void **state)
{
	(void)state;
	stub.error = 1234;
	for (int32_t kind = PEERBOOT_SLURM_NODES; kind <= PEERBOOT_SLURM_RESERVATIONS; kind++) {
		error[0] = '\0';
		assert_int_equal(load(kind), 1234);
		assert_string_equal(error, "slurmctld is at lunch");
	}
	assert_int_equal(since, 0);
}

static void cuts_an_error_to_the_room_there_is(void **state)
{
	char small[10] = "";

	(void)state;
	stub.error = 1234;
	assert_int_equal(peerboot_slurm_read(0, &since, &bytes, &size, small, sizeof(small)), 1234);
	assert_string_equal(small, "slurmctld");
	assert_int_equal(peerboot_slurm_read(0, &since, &bytes, &size, NULL, 0), 1234);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(tells_its_abi_and_the_slurm_it_was_built_with),
		CASE(refuses_a_libslurm_of_another_release),
		CASE(takes_a_libslurm_of_another_micro_release),
		CASE(refuses_a_slurm_conf_that_cannot_be_read),
		CASE(opens_once_and_closes_once),
		CASE(hands_the_named_slurm_conf_on),
		CASE(refuses_a_kind_that_it_does_not_know),
		CASE(gives_slurms_error_in_number_and_words),
		CASE(cuts_an_error_to_the_room_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
