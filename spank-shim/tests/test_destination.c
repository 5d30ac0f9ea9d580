/* SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later */
/* Links and copies of an image's tree, on a real file system. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cmocka.h>

#include "destination.h"

#define HEX_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HEX_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static char dir[64], tree[256], other[256], dest[256], why[1024];
static int beats;

static void beat(void)
{
	beats++;
}

static void shell(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void shell(const char *format, ...)
{
	char command[4096];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	assert_int_equal(system(command), 0);
}

static int start(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/peerboot-test-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	snprintf(tree, sizeof(tree), "%s/images/" HEX_A "/tree", dir);
	snprintf(other, sizeof(other), "%s/images/" HEX_B "/tree", dir);
	snprintf(dest, sizeof(dest), "%s/dest", dir);
	shell("mkdir -p %s/sub/empty %s && head -c 3000000 /dev/urandom >%s/sub/big && echo run >%s/run && : >%s/none && "
	      "chmod 555 %s/run && chmod 444 %s/none %s/sub/big && chmod 555 %s/sub",
	      tree, other, tree, tree, tree, tree, tree, tree, tree);
	beats = 0;
	why[0] = '\0';
	umask(022);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	shell("chmod -R u+w %s && rm -r %s", dir, dir);
	return 0;
}

/* Names that are none of the image's and none of the test's. */
static void nothing_is_left_behind(void)
{
	shell("test -z \"$(find %s -name '.peerboot-*')\"", dir);
}

static void links_to_the_tree(void **state)
{
	char target[256] = { 0 };

	(void)state;
	assert_int_equal(destination_link(tree, dest, why, sizeof(why)), 0);
	assert_true(readlink(dest, target, sizeof(target) - 1) > 0);
	assert_string_equal(target, tree);
	/* The next step of the job, or another node that shares DEST. */
	assert_int_equal(destination_link(tree, dest, why, sizeof(why)), 0);
	nothing_is_left_behind();
}

static void turns_its_own_link_to_another_image(void **state)
{
	char target[256] = { 0 };

	(void)state;
	assert_int_equal(destination_link(other, dest, why, sizeof(why)), 0);
	assert_int_equal(destination_link(tree, dest, why, sizeof(why)), 0);
	assert_true(readlink(dest, target, sizeof(target) - 1) > 0);
	assert_string_equal(target, tree);
	nothing_is_left_behind();
}

static void refuses_a_dest_that_is_not_its_link(void **state)
{
	static const char *const makes[] = { "mkdir", "touch", "ln -s /etc", "ln -s ../../../../etc/nowhere/x" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(makes) / sizeof(makes[0]); i++) {
		shell("%s %s", makes[i], dest);
		assert_int_equal(destination_link(tree, dest, why, sizeof(why)), -1);
		assert_non_null(strstr(why, "exists and was not made of this image; move it away, or name another DEST"));
		assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), -1);
		assert_non_null(strstr(why, "exists and was not made of this image"));
		shell("rm -r %s", dest);
	}
	nothing_is_left_behind();
}

/* Another user could turn his link elsewhere while the job runs. */
static void refuses_anothers_link(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(symlink(tree, dest), 0);
	assert_int_equal(lchown(dest, 12345, 12345), 0);
	assert_int_equal(destination_link(tree, dest, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "exists and was not made"));
}

static void says_that_the_directory_is_not_there(void **state)
{
	char deep[512];

	(void)state;
	snprintf(deep, sizeof(deep), "%s/no/dest", dir);
	assert_int_equal(destination_link(tree, deep, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "the directory that it shall be in is not there; make that first"));
	assert_int_equal(destination_copy(tree, deep, "8812 data:v3", beat, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "the directory that it shall be in is not there"));
}

static void says_that_the_image_may_not_be_read(void **state)
{
	char gone[512];

	(void)state;
	snprintf(gone, sizeof(gone), "%s/images/none/tree", dir);
	assert_int_equal(destination_source(tree, why, sizeof(why)), 0);
	assert_int_equal(destination_source(gone, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "images/none/tree cannot be read by you (No such file or directory)"));
	assert_int_equal(destination_copy(gone, dest, "8812 data:v3", beat, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "cannot be filled from"));
	nothing_is_left_behind();
}

static void copies_the_tree_for_the_caller_to_write_in(void **state)
{
	struct stat st;
	char file[512];

	(void)state;
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), 0);
	shell("diff -r %s %s", tree, dest);
	assert_true(beats >= 5);
	snprintf(file, sizeof(file), "%s/run", dest);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	assert_int_equal(st.st_uid, geteuid());
	snprintf(file, sizeof(file), "%s/none", dest);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	snprintf(file, sizeof(file), "%s/sub", dest);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0755);
	nothing_is_left_behind();
}

static void copies_as_the_umask_allows(void **state)
{
	(void)state;
	umask(077);
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), 0);
	shell("test -z \"$(find %s -perm /077)\"", dest);
}

/* The batch script may have written in it before its first srun. */
static void takes_a_copy_of_the_same_job_as_it_is(void **state)
{
	(void)state;
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), 0);
	if (getxattr(dest, "user.peerboot", why, 0) < 0)
		skip();
	shell("echo more >%s/more && rm %s/none", dest, dest);
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), 0);
	assert_int_equal(destination_copy(tree, dest, "8812 data:v4", beat, why, sizeof(why)), -1);
	assert_int_equal(destination_copy(tree, dest, "8813 data:v3", beat, why, sizeof(why)), -1);
	shell("test -e %s/more", dest);
}

static void takes_a_whole_copy_of_another_job(void **state)
{
	(void)state;
	assert_int_equal(destination_copy(tree, dest, "8811 data:v3", beat, why, sizeof(why)), 0);
	beats = 0;
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), 0);
	assert_int_equal(beats, 0);
	shell("rm -f %s/none", dest);
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), -1);
	shell("echo 1 >%s/none", dest);
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), -1);
	shell(": >%s/none && : >%s/more", dest, dest);
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "exists and was not made of this image"));
}

static void keeps_links_holes_times_and_attributes(void **state)
{
	struct stat a, b;
	char path[512], value[16];

	(void)state;
	shell("cd %s && chmod u+w sub && ln -s /etc/passwd out && ln -s ../run sub/in && ln run sub/again && ln run zz && "
	      "truncate -s 5M sub/sparse && printf x | dd of=sub/sparse bs=1 seek=2097152 conv=notrunc status=none && "
	      "truncate -s 1M hollow && touch -d @1234567890 run sub sub/sparse && chmod 555 sub",
	      tree);
	snprintf(path, sizeof(path), "%s/run", tree);
	(void)!chmod(path, 0755);
	if (setxattr(path, "user.colour", "red", 3, 0) < 0)
		path[0] = '\0';
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), 0);
	shell("cd %s && test \"$(readlink out)\" = /etc/passwd && test \"$(readlink sub/in)\" = ../run && "
	      "cmp sub/sparse %s/sub/sparse && cmp hollow %s/hollow && "
	      "test \"$(stat -c %%Y run sub sub/sparse | sort -u)\" = 1234567890",
	      dest, tree, tree);
	snprintf(value, sizeof(value), "%s", "");
	if (path[0]) {
		snprintf(path, sizeof(path), "%s/run", dest);
		assert_int_equal(getxattr(path, "user.colour", value, sizeof(value)), 3);
		assert_memory_equal(value, "red", 3);
	}
	snprintf(path, sizeof(path), "%s/run", dest);
	assert_int_equal(stat(path, &a), 0);
	assert_int_equal(a.st_nlink, 3);
	snprintf(path, sizeof(path), "%s/sub/again", dest);
	assert_int_equal(stat(path, &b), 0);
	assert_int_equal(a.st_ino, b.st_ino);
	snprintf(path, sizeof(path), "%s/sub/sparse", dest);
	assert_int_equal(stat(path, &a), 0);
	snprintf(path, sizeof(path), "%s/sub/sparse", tree);
	assert_int_equal(stat(path, &b), 0);
	assert_int_equal(a.st_size, 5 << 20);
	assert_int_equal(a.st_blocks, b.st_blocks);
	/* Another job takes it as it is, unless a link points elsewhere. */
	assert_int_equal(destination_copy(tree, dest, "8813 data:v3", beat, why, sizeof(why)), 0);
	shell("ln -sfn /etc/shadow %s/out", dest);
	assert_int_equal(destination_copy(tree, dest, "8814 data:v3", beat, why, sizeof(why)), -1);
	nothing_is_left_behind();
}

static void copies_no_fifo_and_leaves_no_half(void **state)
{
	(void)state;
	shell("mkfifo %s/run2", tree);
	assert_int_equal(destination_copy(tree, dest, "8812 data:v3", beat, why, sizeof(why)), -1);
	assert_non_null(strstr(why, "cannot be filled from"));
	assert_int_equal(access(dest, F_OK), -1);
	nothing_is_left_behind();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(links_to_the_tree, start, stop),
		cmocka_unit_test_setup_teardown(turns_its_own_link_to_another_image, start, stop),
		cmocka_unit_test_setup_teardown(refuses_a_dest_that_is_not_its_link, start, stop),
		cmocka_unit_test_setup_teardown(refuses_anothers_link, start, stop),
		cmocka_unit_test_setup_teardown(says_that_the_directory_is_not_there, start, stop),
		cmocka_unit_test_setup_teardown(says_that_the_image_may_not_be_read, start, stop),
		cmocka_unit_test_setup_teardown(copies_the_tree_for_the_caller_to_write_in, start, stop),
		cmocka_unit_test_setup_teardown(copies_as_the_umask_allows, start, stop),
		cmocka_unit_test_setup_teardown(takes_a_copy_of_the_same_job_as_it_is, start, stop),
		cmocka_unit_test_setup_teardown(takes_a_whole_copy_of_another_job, start, stop),
		cmocka_unit_test_setup_teardown(keeps_links_holes_times_and_attributes, start, stop),
		cmocka_unit_test_setup_teardown(copies_no_fifo_and_leaves_no_half, start, stop),
	};

	return cmocka_run_group_tests_name("destination", tests, NULL, NULL);
}
